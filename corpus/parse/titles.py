"""The printed title of a notice, which may run over several lines."""

import re
from collections.abc import Iterator, Sequence

from corpus.model import Span
from corpus.parse.fields import NUMBER, has_fields
from corpus.parse.lines import Line
from corpus.parse.outline import read_marker

_KINDS = (
    "通知|意见|办法|规定|细则|方案|决定|公告|通告|通报|函|批复|条例|要点|规则|措施|分工|分解表|任务表|报告|清单|"
    "规划|计划|指南|制度|纲要|公示|纪要|预案|须知"
)
_NOTE = "(?:\\((?:征求意见稿|送审稿|审议稿|讨论稿|草案|试行|暂行|修订稿?|修订版|修正|已失效|已废止|废止)\\))*"
_NOTICE_TITLE = re.compile(
    f"(?:.{{2,60}}?(?:{'|'.join(('关于', '转发', '印发'))})|关于|转发|印发).{{2,120}}(?:{_KINDS}){_NOTE}"
)
_PLAIN_TITLE = re.compile(f"#*[^。;:,!?]{{4,60}}(?:{_KINDS}){_NOTE}")
# 2021年县政府重点工作任务(华政发〔2021〕2号): the number behind it is no part of the title.
_NUMBERED = re.compile(
    f"(?P<title>#*[^。;:,!?]{{4,60}}(?:{_KINDS}|工作任务){_NOTE})\\((?P<number>{NUMBER})\\)"
)
# Letterhead, number and addressee stand beside the title but are no part of it.
_NOT_TITLE = re.compile(
    "^[一-龥]{2,6}:|^(?:返回|所在位置|当前位置|您(?:现在)?所在)|(?:文件|号|[:。;,]|月.{1,3}日)$|现将|给你们|^[(【]|^附件|^(?:抄送|来源|作者|索引号)"
)
_BODY = re.compile("(?:政府|办公室|办公厅|委员会|领导小组|局|厅|委|部|会|院|中心|处|管委会|办)$")
# A page's own field: 标题: 某某关于…的通知
_LABELLED = re.compile(f"(?:标题|名称):({_NOTICE_TITLE.pattern})$")
_WINDOW = 4
SAMPLE_MARK = "【示例】"


def find_titles(lines: Sequence[Line]) -> Iterator[tuple[int, int, str]]:
    """Yield (first, last, title) for each printed title of a notice among the lines, in order.

    A title has 关于…的通知 in it; `lines[first:last]` are the lines it runs over (the issuing body may
    stand on a line of its own before it).
    """
    place = 0
    while place < len(lines):
        if match := _LABELLED.match(lines[place].text):
            yield place, place + 1, match.group(1)
        found = _title_at(lines, place)
        if found is None:
            place += 1
            continue
        yield place, found[0], found[1]
        place = found[0]


def _title_at(lines: Sequence[Line], first: int) -> tuple[int, str] | None:
    joined, best = "", None
    for last in range(first, min(first + _WINDOW, len(lines))):
        line = lines[last]
        if line.in_table or not line.text or _NOT_TITLE.search(line.text) or read_marker(line.folded):
            break
        joined += line.text
        if joined.count("《") != joined.count("》") and last + 1 - first >= _WINDOW:
            break
        if (
            _NOTICE_TITLE.fullmatch(joined)
            and _starts_well(joined)
            and joined.count("《") == joined.count("》")
        ):
            best = (last + 1, joined.lstrip("#"))
    return best


def _starts_well(title: str) -> bool:
    """What stands before 关于 must be the issuing bodies, not half a sentence."""
    head = re.split("关于|转发|印发", title.lstrip("#"), maxsplit=1)[0]
    return not head or _BODY.search(head) is not None


def find_plain_title(lines: Sequence[Line]) -> tuple[int, int, str] | None:
    """Find a title without 关于: one of the first lines, or two, that ends like one (…要点, …办法)."""
    printed = [place for place, line in enumerate(lines) if line.text and not _passed_over(line)][:_FIRST]
    for order, place in enumerate(printed):
        text = lines[place].text
        after = lines[printed[order + 1]].text if order + 1 < len(printed) else ""
        if lines[place].in_table or read_marker(lines[place].folded) or _NOT_TITLE.search(text):
            continue
        if _PLAIN_TITLE.fullmatch(text) or _NUMBERED.fullmatch(text):
            return place, place + 1, text.lstrip("#")
        if after and not lines[printed[order + 1]].in_table and _PLAIN_TITLE.fullmatch(text + after):
            return place, printed[order + 1] + 1, (text + after).lstrip("#")
    return None


# How many lines the title is looked for in; letterhead, number, addressee, a cover's sentence, its signature
# and mark stand before it.
_FIRST = 8


def _passed_over(line: Line) -> bool:
    return line.text.startswith(SAMPLE_MARK) or has_fields(line)


def number_behind_title(lines: Sequence[Line]) -> Iterator[Span]:
    """Yield where a number stands behind a title in brackets: …工作任务(青政发〔2021〕2号)."""
    for line in lines:
        if match := None if line.in_table else _NUMBERED.fullmatch(line.text):
            yield line.folded.span(*match.span("number"))


def is_title(text: str) -> bool:
    """Tell whether a folded text ends like a title: …关于…的通知, …要点, …办法."""
    return (_NOTICE_TITLE.fullmatch(text) or _PLAIN_TITLE.fullmatch(text)) is not None


def issuer_in_title(title: str) -> str | None:
    """Return the body a title begins with: '喀左县人民政府办公室关于…' -> '喀左县人民政府办公室'."""
    head = re.split("关于|转发|印发", title, maxsplit=1)[0]
    return head if head and _BODY.search(head) else None


def title_span(lines: Sequence[Line], first: int, last: int) -> Span:
    """Return the stored span of a title's lines; outer spaces, 标题: and a number behind it are left out."""
    printed = [line.folded for line in lines[first:last] if line.text]
    label, numbered = _LABELLED.match(printed[0].text), _NUMBERED.fullmatch(printed[-1].text)
    last = numbered.end("title") - 1 if numbered else -1
    return Span(printed[0].origin[label.start(1) if label else 0], printed[-1].origin[last] + 1)
