"""Lines that a web page puts around a notice: 首页 > …, 来源：… 浏览量：12, 打印 关闭; none is a passage."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.fold import fold
from corpus.parse.fields import field_labels
from corpus.parse.lines import Line

_PATH = re.compile(
    "(?:您?(?:的|现在的?|所在的?|当前的?)?(?:所在)?位置|当前位置|所在位置)(?::|首页)|首页(?:[>»›/\\\\|-]|政务公开|信息公开|政府信息)"
)
_BUTTON = (
    "分享(?:到|至)?:?|微信|微博|新浪微博|腾讯微博|qq空间|qq好友|qq|朋友圈|人人网?|打印(?:本页|此页|本文)?|关闭(?:本页|窗口|此页|页面)?|"
    "收藏(?:本页)?|纠错|我要纠错|返回(?:顶部|首页|列表)?|扫一扫.{0,16}|字体:?|字号:?|大|中|小|默认|繁体|简体|无障碍(?:阅读|浏览)?|"
    "保存|下载|点赞|朗读|语音播报|(?:浏览|阅读|点击)(?:次数|量|数)?:?\\d*次?|访问量:?\\d*"
)
_BUTTONS = re.compile(f"(?:[\\[(【|·,]*(?:{_BUTTON})[\\])】|·,]*)+")
_FOOT = re.compile(
    "(?:上|下)一[篇条]:.{0,80}|责任编辑:.{0,16}|(?:网站地图|版权所有|主办单位|承办单位|技术支持|网站标识码|政府网站标识码).{0,60}(?:icp备|公网安备|标识码).{0,60}"
    "|.{0,12}icp备\\d+号.{0,60}|.{0,4}公网安备\\d+号.{0,20}|版权所有.{0,40}",
    re.IGNORECASE,
)
_ALONE = re.compile(
    "(?:索引号|信息索引|(?:主题|组配|信息|体裁)分类|信息来源|来源|浏览(?:次数|量)|字体|原文链接|(?:信息)?发布(?:机构|机关)|栏目|"
    "(?:发布|生成)(?:时间|日期)):"
)
_RULE = re.compile("[=*_~-]{4,}.{0,8}[=*_~-]{4,}")
_LONGEST, _SEVERAL = 160, 2
_LONGEST_PATH = 200


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """Blank the lines that are the page's own; their fields have been read before."""
    return [_blank(line) if not line.in_table and is_furniture(line) else line for line in lines]


def _blank(line: Line) -> Line:
    return replace(line, folded=fold("", 0, 0))


def is_furniture(line: Line) -> bool:
    """Tell whether nothing on a line is the notice's own."""
    text = line.text
    if not text:
        return False
    if _RULE.fullmatch(text):
        return True
    if _PATH.match(text):
        return len(text) <= _LONGEST_PATH and not text.endswith("。")
    if _BUTTONS.fullmatch(text.lower()) and len(text) > 1:
        return True
    return _FOOT.fullmatch(text) is not None or _only_fields(line)


def _only_fields(line: Line) -> bool:
    """发布时间:2023-01-30 来源:某县人民政府 begins with a field, has several, and says no sentence."""
    text = line.text
    if len(text) > _LONGEST or "。" in text:
        return False
    labels = [start for _, start, _ in field_labels(line.folded)]
    return labels[:1] == [0] and (len(labels) >= _SEVERAL or _ALONE.match(text) is not None)
