"""How a law came about, printed below its title: 2021年8月30日 …常务委员会第二十四次会议通过.

The day it was passed or last amended is the day it was made (成文), the day it was announced the day it was
issued. A law that was passed in one place and approved in another (批准) is the first one's.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.dates import DATE, find_dates
from corpus.fold import Folded, unbroken
from corpus.model import Fact, Span
from corpus.parse.lines import Line
from corpus.parse.outline import read_marker

_PASSED, _APPROVED, _ANNOUNCED, _AMENDED, _FORCE = "passed", "approved", "announced", "amended", "force"
_VERBS = (
    (_PASSED, "(?:审议|讨论|表决)?通过|审议批准"),
    (_APPROVED, "批准"),
    (_ANNOUNCED, "(?:公告)?(?:公布|发布|颁布)"),
    (_AMENDED, "(?:第[一二三四五六七八九十]次)?(?:修订|修正|修改)"),
    (_FORCE, "起?(?:施行|实施)"),
)
_DAY = re.sub(r"\?P<\w+>", "?:", DATE.pattern)
_CLAUSE = re.compile(
    f"(?:自|根据)?(?P<day>{_DAY})(?P<who>[^。;,:|]{{0,90}}?)(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _VERBS)
    + f")(?=$|[);,。]|(?:自|根据)?(?:{_DAY}))"
)
_FIGURE = "[\\d一二三四五六七八九十百零〇]{1,6}"
_ORDER = re.compile(f"(?P<number>[一-龥]{{2,20}}?令第?{_FIGURE}号)$")
# …第二十七次会议《关于修改…的决定》修正
_DECISION = re.compile("《[^》]*》$")
_ORDER_LINE = re.compile(f"(?P<body>[一-龥]{{2,20}}?)令(?P<number>第?{_FIGURE}号)?")
_ORDER_NUMBER = re.compile(f"第?{_FIGURE}号")
_MEETING = re.compile(f"(?:第{_FIGURE}次)?(?:全体|常务|主任|工作|部务|主席团)?会议$")
_STATE = "中华人民共和国"
# Printed right below the title, or nowhere.
_HEAD = 12
_Clause = tuple[Folded, re.Match[str]]


def enacted(lines: Sequence[Line], text: str) -> Iterator[tuple[str, Fact]]:
    """Yield number, bodies and days out of the lines that say how a law came about."""
    clauses = [(line.folded, match) for line in _head(lines) for match in _clauses(line.folded)]
    made = _last(clauses, _PASSED, _AMENDED)
    orders = [clause for clause in clauses if _ORDER.search(clause[1]["who"])]
    issued = orders[-1] if orders else _last(clauses, _ANNOUNCED)
    if issued and orders:
        yield _fact("document_number", text, issued[0], *_order(issued[1]))
    if makers := issued or made:
        yield from _bodies(*makers, text)
    if day := made or (orders and issued):
        yield _dated("dated_on", *day)
    if issued:
        yield _dated("issued_on", *issued)
    if force := _last(clauses, _FORCE):
        yield _dated("effective_on", *force)


def printed_order(lines: Sequence[Line], text: str) -> Iterator[tuple[str, Fact]]:
    """Yield number and body of an order as a letterhead prints it: 青禾市人民政府令 / 第8号.

    A number on the same line is read as any other number; its body is not.
    """
    printed = [line.folded for line in _head(lines)]
    for line, after in pairwise([*printed, Folded("", ())]):
        order = _ORDER_LINE.fullmatch(line.text)
        parted = order is not None and not order["number"]
        if order is None or (parted and not _ORDER_NUMBER.fullmatch(after.text)):
            continue
        if parted:
            span = Span(line.origin[0], after.origin[-1] + 1)
            yield "document_number", Fact(value=unbroken(text[span.start : span.end]), span=span)
        start = len(_STATE) if line.text.startswith(_STATE) else 0
        yield _fact("issuing_body", text, line, start, order.end("body"))


def _head(lines: Sequence[Line]) -> Iterator[Line]:
    printed = [line for line in lines if line.text][:_HEAD]
    for line in printed:
        marker = read_marker(line.folded)
        if marker is not None and marker.style in ("chapter", "article"):
            return
        yield line


def _clauses(folded: Folded) -> list[re.Match[str]]:
    """Read a line that is nothing but such clauses, in brackets or not; any other line has none."""
    found = []
    place = int(folded.text.startswith("("))
    while match := _CLAUSE.match(folded.text, place):
        found.append(match)
        place = match.end()
        while place < len(folded.text) and folded.text[place] in ");,。":
            place += 1
    return found if place == len(folded.text) else []


def _last(clauses: Sequence[_Clause], *kinds: str) -> _Clause | None:
    return next((clause for clause in reversed(clauses) if clause[1].lastgroup in kinds), None)


def _order(match: re.Match[str]) -> tuple[int, int]:
    found = _ORDER.search(match["who"])
    assert found is not None
    return match.start("who") + found.start(), match.start("who") + found.end()


def _bodies(folded: Folded, match: re.Match[str], text: str) -> Iterator[tuple[str, Fact]]:
    """Yield who made it: 国务院 of 中华人民共和国国务院令第711号, a committee without its 第二十四次会议."""
    start = match.start("who")
    who = _MEETING.sub("", _DECISION.sub("", re.sub(f"令第?{_FIGURE}号$", "", match["who"])))
    if who.startswith(_STATE) and len(who) > len(_STATE):
        start, who = start + len(_STATE), who.removeprefix(_STATE)
    for body in re.finditer("[^、]+", who):
        yield _fact("issuing_body", text, folded, start + body.start(), start + body.end())


def _fact(name: str, text: str, folded: Folded, start: int, end: int) -> tuple[str, Fact]:
    span = folded.span(start, end)
    return name, Fact(value=unbroken(text[span.start : span.end]), span=span)


def _dated(name: str, folded: Folded, match: re.Match[str]) -> tuple[str, Fact]:
    day = next((found.isoformat() for _, _, found in find_dates(match["day"])), "")
    return name, Fact(value=day, span=folded.span(*match.span("day")))
