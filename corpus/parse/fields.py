"""The fields that a web page prints about a notice: 索引号, 发布机构, 名称, 文号, 生成日期, 有效性.

One stands on a line, or many follow each other (`索引号: X 组配分类: Y`, `發布機構: | X | 主題分類: | Y |`),
with spaces inside their labels (有 效 性). A value ends where the next label begins.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.dates import DATE, find_dates
from corpus.fold import Folded, unbroken
from corpus.model import Fact, Span
from corpus.parse.lines import Line

NUMBER = r"[一-龥]{1,20}[\[(【]\d{4}[\])】](?:第)?\d{1,4}号|[一-龥]{2,12}令第?\d{1,4}号"
# 岚财金2017.135号: brackets were lost; in a field of its own it is still the number, kept as printed.
_BROKEN = r"[一-龥]{2,12}\d{4}[.年-]?\d{1,4}号"
# 发布机构 is who put the page up, which is not always who issued the notice; 生成日期 is the page's, 发文日期
# may be either day. They count where the notice itself says nothing.
PUBLISHER, RECORDED, SENT = "publisher", "recorded_on", "sent_on"
TITLE = "page_title"
_LABELS = (
    ("document_number", "(?:发文)?(?:文|字)号|文件编号|发文字号"),
    (TITLE, "(?:信息|文件)?(?:名称|标题)"),
    ("issuing_body", "(?:发文|制定|制发|成文|签发)(?:机关|单位|部门)"),
    (PUBLISHER, "(?:信息)?发布(?:机构|机关|单位|部门)|公开(?:机构|责任部门)"),
    ("dated_on", "成文(?:日期|时间)"),
    (SENT, "(?:发文|签发)(?:日期|时间)"),
    (RECORDED, "生成(?:日期|时间)"),
    ("issued_on", "(?:发布|印发|公开|公布)(?:日期|时间)"),
    ("effective_on", "(?:生效|实施|施行)(?:日期|时间)"),
    ("validity", "(?:信息|文件)?(?:有效性|效力状态|时效性|时效状态|公文时效)"),
    ("disclosure", "公开(?:范围|方式|类型|形式|属性)"),
    (
        "other",
        "索引号|信息索引|(?:主题|组配|信息|体裁|服务对象|公文|主题词)分类|公文种类|"
        "(?:废止|失效|终止)(?:日期|时间)|主题词|关键词|信息来源|来源|栏目|原文链接|浏览(?:次数|量)|内容概述|时间|字体",
    ),
)
_LABEL = re.compile("(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _LABELS) + "):")
_VALUES = {
    "document_number": re.compile(f"{NUMBER}|{_BROKEN}"),
    TITLE: re.compile("[^|]{4,150}$"),
    "issuing_body": re.compile("[一-龥()、]{3,60}"),
    PUBLISHER: re.compile("[一-龥()、]{3,60}"),
    # 公开方式:政府网站 says where, not whether.
    "disclosure": re.compile("(?:主动|依申请|不予|全部|部分|社会|对外|全文|不)公开|内部"),
    "validity": re.compile("(?:已|已经|现行|继续|全文|部分|尚未)?(?:有效|失效|废止|无效|生效|修改|宣布失效)"),
}
Facts = Sequence[tuple[str, Fact]]
_BESIDE = "|·•‣;,()"


def field_labels(folded: Folded) -> Iterator[tuple[str, int, int]]:
    """Yield (what it names, start, end) of each label in a text, its colon included."""
    for match in _LABEL.finditer(folded.text):
        start = match.start()
        free = start == 0 or folded.text[start - 1] in _BESIDE
        if (free or folded.origin[start] > folded.origin[start - 1] + 1) and match.lastgroup:
            yield match.lastgroup, start, match.end()


def page_fields(lines: Sequence[Line], text: str) -> Iterator[tuple[str, Fact]]:
    """Yield the fields printed in lines that are no table, each with its value as printed (dates as ISO)."""
    for line in lines:
        if line.in_table or ":" not in line.text:
            continue
        labels = list(field_labels(line.folded))
        ends = [*(start for _, start, _ in labels[1:]), len(line.text)]
        for (name, _, start), end in zip(labels, ends, strict=False):
            place = _value(name, line.folded, start, end)
            if place is not None:
                yield name, Fact(value=_said(name, text, place, line.folded), span=line.folded.span(*place))


def _value(name: str, folded: Folded, start: int, end: int) -> tuple[int, int] | None:
    """Return where the value stands, None for a field that is empty or that nothing is read from."""
    while start < end and folded.text[start] in _BESIDE:
        start += 1
    while start < end and folded.text[end - 1] in "|·•":
        end -= 1
    pattern = _VALUES.get(name, DATE if name.endswith("_on") else None)
    match = pattern.match(folded.text, start, end) if pattern else None
    return match.span() if match else None


def _said(name: str, text: str, place: tuple[int, int], folded: Folded) -> str:
    printed: Span = folded.span(*place)
    if name.endswith("_on"):
        # A date that does not exist is no date.
        return next((day.isoformat() for _, _, day in find_dates(folded.text[slice(*place)])), "")
    return unbroken(text[printed.start : printed.end])


def settled_fields(own: Facts, fields: Iterable[tuple[str, Fact]]) -> list[tuple[str, Fact]]:
    """Return the facts that a page's fields add to what the notice itself says.

    The signature outweighs the fields: who put a page up, or when, is asked only where nothing is signed.
    The number is the other way round, since an annex may have one on a line of its own.
    """
    said = {name for name, _ in own}
    printed = list(fields)
    kept = [fact for fact in printed if fact[0] not in (*_OUTWEIGHED, *_DOUBTFUL)]
    kept += [fact for fact in printed if fact[0] in _OUTWEIGHED and fact[0] not in said]
    said |= {name for name, _ in kept}
    for doubtful, meant in _DOUBTFUL_AS:
        found = [(meant, fact) for name, fact in printed if name == doubtful]
        if meant not in said and doubtful not in said and found:
            kept += found[:1]
            said |= {meant, doubtful}
    return kept


_OUTWEIGHED = ("issuing_body", "dated_on", "effective_on")
# In this order: the day of sending is the day of issue only where another one is the notice's own.
_DOUBTFUL_AS = (
    (PUBLISHER, "issuing_body"),
    (SENT, "dated_on"),
    (RECORDED, "dated_on"),
    (SENT, "issued_on"),
)
_DOUBTFUL = frozenset(name for name, _ in _DOUBTFUL_AS)


def has_fields(line: Line) -> bool:
    """Tell a line of fields from a line of the notice."""
    return any(True for _ in field_labels(line.folded))
