"""Notices written as web pages, and read back: `python -m eval.turned_html --shared FOLDER`.

Three pages of each: a clean one, Word's html inside a site of today, and one laid out in tables in GB 2312.
"""

from collections.abc import Callable, Iterator, Sequence
from html import escape

from eval.turned import Piece, Sheet, SheetCell
from eval.turned_measure import measure

_HEAD = (
    '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head>\n<body>'
)

_MENU = "".join(
    f'<li><a href="/{place}/">{name}</a></li>'
    for place, name in enumerate(("首页", "走进本地", "政务公开", "办事服务", "互动交流", "数据发布"), 1)
)
_NEWS = "".join(
    f'<li><a href="/news/{day}.html">某地召开第{day}次专题会议部署年度工作</a><span>08-{day:02d}</span></li>'
    for day in range(1, 9)
)
_SITE_TOP = f"""<div class="header"><div class="logo"><a href="/"><img src="/logo.png"></a></div>
<div class="top-bar">今天是<span id="day"></span> <a href="/login">登录</a>
<a href="/reg">注册</a> <a href="#">无障碍浏览</a></div>
<ul class="mainNav" role="navigation">{_MENU}</ul></div>
<div class="breadcrumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt;
<a href="/zwgk/wj/">文件</a></div>
<div class="container"><div class="sidebar"><h3>要闻</h3><ul>{_NEWS}</ul></div>
<div class="article-main"><table class="xxgk"><tr><td>索 引 号：</td><td>000-2020-0001</td><td>主题分类：</td>
<td>综合政务</td></tr><tr><td>公开方式：</td><td>主动公开</td><td>有 效 性：</td><td>有效</td></tr></table>
<div class="share">分享到：<a href="#">微信</a><a href="#">微博</a></div><div class="TRS_Editor">
"""
_SITE_END = f"""</div><div class="btns"><a href="javascript:print()">【打印】</a></div>
<p>上一篇：<a href="/1.html">关于另一件事的通知</a></p>
<p>下一篇：<a href="/2.html">关于第三件事的通知</a></p>
<div class="related"><h3>相关阅读</h3><ul>{_NEWS}</ul></div></div></div>
<div class="footer"><p><a href="/map">网站地图</a> | <a href="/about">关于我们</a> |
<a href="/contact">联系我们</a></p>
<p>主办单位：某地人民政府办公室
网站标识码：0000000001 某ICP备00000001号 某公网安备 00000000000001号</p>
<p>版权所有：某地人民政府</p></div>
</body></html>"""
_OLD_TOP = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>政务公开</title></head>
<body><table width="960" border="0" align="center"><tr><td colspan="2"><img src="top.jpg"></td></tr>
<tr><td colspan="2"><a href="1">首页</a> | <a href="2">政务公开</a> |
<a href="3">网上办事</a> | <a href="4">公众参与</a></td></tr>
<tr><td width="200" valign="top"><table><tr><td>栏目导航</td></tr>
{"".join(f'<tr><td><a href="{place}">第{place}个栏目的名称</a></td></tr>' for place in range(9))}</table></td>
<td valign="top"><table width="100%"><tr>
<td>您现在的位置：<a href="1">首页</a> &gt;&gt;
<a href="2">政务公开</a></td></tr>
<tr><td><font size="3">
"""
_OLD_END = """</font></td></tr>
<tr><td align="right">【<a href="#">打印本页</a>】
【<a href="#">关闭窗口</a>】</td></tr></table>
</td></tr><tr><td colspan="2" align="center">版权所有：某地人民政府
技术支持：某某信息中心<br>某ICP备00000001号</td></tr></table>
</body></html>"""
_WIDTH = 38


def write_html(parts: Sequence[Piece]) -> bytes:
    """Write a clean page."""
    return (_HEAD.format(title=escape(_first(parts))) + _body(parts, _clean) + "</body></html>").encode()


def write_word_html(parts: Sequence[Piece]) -> bytes:
    """Write Word's html, its lines wrapped as Word wraps them, as a site shows it."""
    return (
        _HEAD.format(title=escape(_first(parts)) + "_某地人民政府")
        + _SITE_TOP
        + _body(parts, _word)
        + _SITE_END
    ).encode()


def write_old_html(parts: Sequence[Piece]) -> bytes:
    """Write a page laid out in tables, its lines ended by <br>."""
    return (_OLD_TOP + _body(parts, _old) + _OLD_END).encode("gb18030")


def _first(parts: Sequence[Piece]) -> str:
    return next((part for part in parts if isinstance(part, str) and part), "")


def _body(parts: Sequence[Piece], written: Callable[[str], str]) -> str:
    return "\n".join(_table(part, written) if isinstance(part, Sheet) else written(part) for part in parts)


def _clean(text: str) -> str:
    return f"<p>{escape(text) or '&nbsp;'}</p>"


def _word(text: str) -> str:
    """Runs of some letters, each its own span; Word ends a line of the source in the middle of a word."""
    wrapped = "\n".join(
        f"<span style='font-family:仿宋;mso-hansi-font-family:\n宋体'>{escape(part)}</span>"
        for part in _cut(text) or ["\xa0"]
    )
    return f"<p class=MsoNormal style='text-indent:32.0pt'>{wrapped}<span lang=EN-US><o:p></o:p></span></p>"


def _cut(text: str) -> list[str]:
    """Cut a line where it is full, between two Chinese letters: there a source's line break shows nothing."""
    parts = [""]
    for letter in text:
        if len(parts[-1]) >= _WIDTH and _chinese(parts[-1][-1]) and _chinese(letter):
            parts.append("")
        parts[-1] += letter
    return [part for part in parts if part]


def _chinese(letter: str) -> bool:
    return "一" <= letter <= "龥"


def _old(text: str) -> str:
    return f"&nbsp;&nbsp;&nbsp; {escape(text)}<br>"


def _table(sheet: Sheet, written: Callable[[str], str]) -> str:
    rows = "\n".join(f"<tr>{''.join(_cells(row, written))}</tr>" for row in sheet.rows)
    return f'<table border="1" cellspacing="0" class="MsoNormalTable"><tbody>\n{rows}\n</tbody></table>'


def _cells(row: Sequence[SheetCell], written: Callable[[str], str]) -> Iterator[str]:
    for cell in row:
        spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (
            f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        )
        yield f"<td{spans}>{escape(cell.text) if written is _old else written(cell.text)}</td>"


if __name__ == "__main__":
    measure({"html": write_html, "html，Word": write_word_html, "html，旧式": write_old_html})
