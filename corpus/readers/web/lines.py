"""Lines of a page that are buttons, crumbs and the site's own words, whatever box they stand in."""

import re

_BUTTON = (
    "打印(?:本页|此页|页面|本文)?|关闭(?:窗口|本页|页面|此页)?|返回(?:顶部|首页|上页|上一页|列表)?|(?:加入)?收藏(?:本页|本站|此页)?"
    "|设为首页|字体(?:大小)?|字号|分享(?:到|至)?|微信(?:好友)?|朋友圈|(?:新浪|腾讯)?微博|QQ(?:空间|好友)?|人人网|豆瓣|复制链接|全真版"
    "|文字版|文件下载|我要纠错|网站纠错|纠错|繁体(?:版|中文)?|简体(?:版|中文)?|无障碍(?:浏览|阅读)?|长者(?:模式|版|助手)|登录|注册"
    "|移动版|手机版|网站地图|联系我们|关于我们|使用帮助|隐私(?:声明|保护)|RSS(?:订阅)?|English|扫一扫"
)
_BESIDE = r"大|中|小|默认|更多|首页|上一页|下一页|[\s|｜\[\]【】()（）：:·\-—>＞»/、,，+]"
# A word at a time: some words are parts of others, and all ways to read a long line would never end.
_WORD = re.compile(f"(?P<button>{_BUTTON})|{_BESIDE}", re.I)
_CRUMB = (
    r"(?:您|你|当前|现在|目前|所在|的|是|为){0,6}位置(?:是|为)?\s*[：:](?:\s*|.*(?:[>＞»›→]|首页|网站).*)"
)
_SITE = re.compile(
    f"{_CRUMB}"
    r"|[\[【(（]?(?:上|下)一?(?:篇|条)[\]】)）]?(?:\s*[：:]\s*.{0,80}|\s+.{0,80})?"
    r"|(?:相关(?:阅读|文章|新闻|链接|信息|文档|稿件)|延伸阅读|推荐阅读|热点(?:推荐|新闻)|友情链接|网站链接)\s*[：:]?"
    r"|(?:用)?(?:手机|微信)?(?:扫一扫|扫码).{0,12}(?:手机|当前页|本页|此页|网页|分享).{0,12}|分享到\s*[：:].{0,40}"
    r"|(?:浏览|点击|阅读|访问)(?:次数|量|数|率)?\s*[：:]\s*\d*\s*次?|(?:本文)?(?:已)?被?(?:浏览|阅读|点击)了?\s*\d+\s*次"
    r"|今天是[^。]{0,40}|欢迎(?:您)?(?:访问|光临)[^。]{0,40}|请输入.{0,20}(?:关键字|关键词|内容)|(?:热门|历史)搜索\s*[：:].*"
    r"|.{0,60}(?:ICP备|公网安备|公安备案号?)[^。]{0,6}\d{6,}.{0,60}|.{0,40}网站标识码\s*[：:]?\s*\w+.{0,80}"
    r"|版权所有[^。]{0,60}|Copyright\b.{0,120}|©.{0,120}|.{0,30}(?:最佳|浏览效果|分辨率).{0,40}(?:浏览器|分辨率|×|\*).{0,80}"
    r"|(?:网站)?(?:主办|承办)(?:单位)?\s*[：:].{0,80}(?:版权所有|网站维护|网站管理|技术支持).{0,60}",
    re.I,
)
_LONGEST = 200
# Icons of the site's own font stand in the private use area, each alone.
_ICON = re.compile("(?<![\ue000-\uf8ff])[\ue000-\uf8ff](?![\ue000-\uf8ff])")
_MOST_ICONS = 2


def without_icons(text: str) -> str:
    """Take off letters that only the site's own font can show; more of them are a wrong encoding."""
    return _ICON.sub("", text).strip() if len(_ICON.findall(text)) <= _MOST_ICONS else text


def is_site_line(text: str) -> bool:
    """Tell whether a whole line is none of the notice's: a crumb, a button, a counter, a foot."""
    return len(text) <= _LONGEST and (_SITE.fullmatch(text) is not None or _are_buttons(text))


def _are_buttons(text: str) -> bool:
    place, buttons = 0, 0
    while place < len(text):
        match = _WORD.match(text, place)
        if match is None:
            return False
        buttons += match["button"] is not None
        place = match.end()
    return buttons > 0
