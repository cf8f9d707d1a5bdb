"""Lines of a page that are buttons, crumbs and the site's own words, whatever box they stand in."""

import re

_BUTTON = (
    "打印(?:本页|此页|页面|本文)?|关闭(?:窗口|本页|页面|此页)?|返回(?:顶部|首页|上页|上一页|列表)?|(?:加入)?收藏(?:本页|本站|此页)?"
    "|设为首页|字体(?:大小)?|字号|分享(?:到|至)?|微信(?:好友)?|朋友圈|(?:新浪|腾讯)?微博|QQ(?:空间|好友)?|人人网|豆瓣|复制链接|全真版"
    "|文字版|文件下载|我要纠错|网站纠错|纠错|繁体(?:版|中文)?|简体(?:版|中文)?|无障碍(?:浏览|阅读)?|长者(?:模式|版|助手)|登录|注册"
    "|移动版|手机版|网站地图|联系我们|关于我们|使用帮助|隐私(?:声明|保护)|RSS(?:订阅)?|English|扫一扫"
)
_BESIDE = "大|中|小|默认|更多|首页|上一页|下一页|[\\s|｜\\[\\]【】()（）：:·\\-—>＞»/、,，+]"
_BUTTONS = re.compile(f"(?:{_BESIDE})*(?:(?:{_BUTTON})(?:{_BESIDE})*)+", re.I)
_SITE = re.compile(
    r"(?:您|你)?(?:当前|现在|目前)?(?:的)?(?:所在)?(?:的)?位置(?:是|为)?\s*[：:].*"
    r"|[\[【(（]?(?:上|下)一?(?:篇|条)[\]】)）]?(?:\s*[：:]\s*.{0,80}|\s+.{0,80})?"
    r"|(?:相关(?:阅读|文章|新闻|链接|信息|文档|稿件|附件)|延伸阅读|推荐阅读|热点(?:推荐|新闻)|友情链接|网站链接)\s*[：:]?"
    r"|(?:用手机)?(?:微信)?扫一扫.{0,30}|(?:用)?手机(?:扫码|扫一扫|查看).{0,20}|分享到\s*[：:].{0,40}"
    r"|(?:浏览|点击|阅读|访问)(?:次数|量|数|率)?\s*[：:]\s*\d*\s*次?|(?:本文)?(?:已)?被?(?:浏览|阅读|点击)了?\s*\d+\s*次"
    r"|今天是.{0,40}|欢迎(?:您)?(?:访问|光临).{0,40}|请输入.{0,20}(?:关键字|关键词|内容)|热门搜索\s*[：:].*|历史搜索\s*[：:].*"
    r"|.{0,60}(?:ICP备|公网安备|公安备案号?)[^。]{0,6}\d{6,}.{0,60}|.{0,40}网站标识码\s*[：:]?\s*\w+.{0,80}"
    r"|版权所有[^。]{0,60}|Copyright\b.{0,120}|©.{0,120}|.{0,30}建议您?使用[^。]{0,80}(?:浏览器|分辨率).{0,80}"
    r"|(?:网站)?(?:主办|承办)(?:单位)?\s*[：:][^。]{0,40}(?:技术支持|维护|版权|邮编|电话)[^。]{0,80}|技术支持\s*[：:][^。]{0,40}",
    re.I,
)
_LONGEST = 200
# Icons of the site's own font stand in the private use area.
_ICONS = re.compile("[\ue000-\uf8ff]+")


def without_icons(text: str) -> str:
    """Take the letters off that only the site's own font can show, where a line has no others of its kind."""
    return _ICONS.sub("", text).strip() if len(_ICONS.findall(text)) <= 2 else text


def is_site_line(text: str) -> bool:
    """Tell whether a whole line is none of the notice's: a crumb, a button, a counter, a foot."""
    return len(text) <= _LONGEST and bool(_SITE.fullmatch(text) or _BUTTONS.fullmatch(text))
