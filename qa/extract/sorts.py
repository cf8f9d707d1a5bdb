"""What an answer looks like: a day, a sum, a company's name; and where a passage prints one.

Unlike `qa.expected`, which refuses a passage without the figure asked for, this only tells where such words
begin and end: the trees weigh it, so a pattern may be wrong now and then.
"""

import re
from dataclasses import dataclass

import numpy as np

from qa.extract.marks import Flags, Whole, tallied

_N = r"(?:[\d.]+|[一二三四五六七八九十百千两]+)(?:余|多)?[万亿千百]*(?:余|多)?"
# A name does not run on across a mark or across a word that leads up to it: 赴示例检测公司 -> 示例检测公司.
_NAME = r"[^,。;:、!?\"《》()赴由向对在为于是与和及的了将把至到从以被]{1,20}?"
_DAY = (
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?(?:\d{1,2}[时:]\d*分?)?(?:起|前|之前|底)?|\d{4}年(?!\d)"
    r"|\d{1,2}日(?:\d{1,2}[时:]\d*)?|[一二三四五六七八九十]+月[一二三四五六七八九十]+日|之日起"
)
# By name, the words of a question near its asking word that want it, and what it looks like in print; the
# more particular first.
_SORTS = tuple(
    (name, re.compile(asked), re.compile(printed))
    for name, asked, printed in (
        ("phone", "电话|热线|号码", r"\d{3,4}[-—]\d{7,8}|1\d{10}|\d{7,8}|(?<!\d)\d{5}(?!\d)"),
        (
            "site",
            "网址|网站|域名|邮箱",
            r"(?:https?:|www)[\w./:?=&%-]+|[\w.]+@[\w.]+|[\w.]+\.(?:cn|com)[\w./]*",
        ),
        (
            "day",
            "什么时间|(?:什么|啥)时候|何时|哪(?:一)?[天日年月]|几[月号]|日期|时间是|时间为|到什么时|截止",
            _DAY,
        ),
        (
            "length",
            "多久|多长时间|几天|几个月|几年|多少个?(?:天|月|年|日|小时|工作日)|期限|时限|时间",
            rf"{_N}个?(?:年|月|天|日|周|小时|分钟|工作日|季度)(?:以?内|以上)?|长期",
        ),
        (
            "rate",
            "率|比例|百分|占比|几成|折|幅度",
            rf"{_N}(?:个百分点|%|‰|个基点|折|成)(?:左右|以上|以内|以下)?|百分之[一二三四五六七八九十百]+",
        ),
        (
            "money",
            "多少(?:万|亿)?元|多少钱|金额|额度|标准|资金|补[贴助]|价|费用|租金|贷款",
            rf"{_N}元|免收|免征|减半|免费|全额",
        ),
        (
            "count",
            "多少|几(?!乎)",
            rf"(?:超过?|近|约|共)?{_N}(?:%|[个项条家名人种类件所户亩次吨倍张辆例批起方大])?(?:左右|以上|以内)?",
        ),
        (
            "company",
            "企业|公司|银行|集团|药店|厂家",
            rf"{_NAME}(?:公司|企业|集团|银行|药店|厂|类|者|商户|平台)",
        ),
        (
            "body",
            "部门|单位|机构|谁|主体|牵头|医院|学校|院",
            rf"{_NAME}(?:局|委|厅|部门|部|办|政府|中心|医院|院|会|处|公安|单位|机构|学校|大学|组)(?![一-龥]?长)",
        ),
        (
            "place",
            "哪里|哪儿|何处|地方|地点|地址|省|哪[个些](?:市|县|区|地)|小区|窗口",
            rf"{_NAME}(?:省|市|县|区|镇|乡|村|小区|路|号|楼|窗口|大厅|站|平台|网|APP|医院|地区)",
        ),
        (
            "people",
            "人员|人群|对象|群体|者|哪些人",
            rf"{_NAME}(?:人员|者|人群|生|工|群体|人|患者|户|职工)",
        ),
        ("document", "文件|通知|法律|依据|办法|意见|根据什么|公告|条例", "《[^》]+》(?:[(][^)]*号[)])?"),
        (
            "channel",
            "平台|APP|系统|公众号|小程序|渠道|途径|方式|手段|形式|网上|线上",
            rf"{_NAME}(?:平台|APP|网|公众号|小程序|热线|系统|电话|微信|短信|方式|渠道|邮寄|网站|局)"
            r'|"[^"]{2,30}"',
        ),
        (
            "named",
            "活动|行动|计划|工程|机制|模式|原则|口号|管理|专栏|产品|制度|理念|什么是|称号",
            r'"[^"]{2,30}"(?:[、和+]?"[^"]{2,30}")*|《[^》]+》'
            "|[^,。;:、]{2,12}(?:管理|制度|机制|原则|模式|活动|行动)",
        ),
        # Begun nowhere but behind a mark: what would match from every letter on takes a long text's square.
        (
            "list",
            r"哪些|哪[几两三四五六七八九十\d]|包括|分别|什么",
            "(?<![^,。;:!?])[^,。;:!?]*、[^,。;:!?]*",
        ),
    )
)
SORTS = tuple(name for name, _, _ in _SORTS)
_FIGURES = SORTS.index("company")
# 补贴需要哪些材料 asks for no sum.
_SEVERAL = re.compile(r"哪些|哪[几两三四五六七八九十\d]|措施|举措|政策|材料")
FAR = 40
"""Letters to the next piece of the sort, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Where a passage prints the sort of words wanted; arrays have a place more than the text has letters.

    Attributes:
        begins, ends, within: whether a piece begins, ends or goes on at each place.
        letters, pieces: running counts of the letters in pieces, and of the pieces begun.
        to_begin, to_end: letters to the next piece's beginning and end.
        since_end: letters since the last piece's end.
    """

    begins: Flags
    ends: Flags
    within: Flags
    letters: Whole
    pieces: Whole
    to_begin: Whole
    to_end: Whole
    since_end: Whole


def sort_wanted(beside: str, behind: str) -> int:
    """Return the number in `SORTS` of what is wanted, -1 for none of them.

    Args:
        beside: the asking word with the words on both sides; a figure is asked for there (比例是多少).
        behind: the asking word with the words behind it, which name what is no figure (哪家公司).
    """
    for number, (_, asked, _) in enumerate(_SORTS):
        where = behind if number >= _FIGURES else beside
        if asked.search(where) and not (number < _FIGURES and _SEVERAL.search(where)):
            return number
    return -1


def printed(sort: int, text: str) -> Printed:
    """Find the pieces of a sort in a folded text.

    Args:
        sort: number in `SORTS`, -1 for none.
        text: of a passage.
    """
    begins, ends, within = np.zeros((3, len(text) + 1), dtype=bool)
    inside = np.zeros(len(text), dtype=bool)
    for found in _SORTS[sort][2].finditer(text) if sort >= 0 else ():
        start, end = found.span()
        begins[start] = ends[end] = True
        within[start + 1 : end] = inside[start:end] = True
    places = np.arange(len(text) + 1)
    last = np.maximum.accumulate(np.where(ends, places, -FAR))
    return Printed(
        begins=begins,
        ends=ends,
        within=within,
        letters=tallied(inside),
        pieces=tallied(begins[:-1]),
        to_begin=_ahead(begins, places),
        to_end=_ahead(ends, places),
        since_end=np.minimum(places - last, FAR),
    )


def _ahead(held: Flags, places: Whole) -> Whole:
    """Return the letters from each place to the next that is held."""
    following = np.minimum.accumulate(np.where(held, places, len(places) + FAR)[::-1])[::-1]
    return np.asarray(np.minimum(following - places, FAR))
