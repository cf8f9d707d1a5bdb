"""Facts in a notice's head and tail, each with the characters it was read from."""

import re
from collections.abc import Iterator, Sequence

from corpus.dates import find_dates
from corpus.fold import Folded, unbroken
from corpus.model import Fact, Span
from corpus.parse.effects import Cite, effects
from corpus.parse.fields import NUMBER, field_labels
from corpus.parse.lines import Line

_NUMBER_LINE = re.compile(f"(?:发文字号:|文号:)?({NUMBER})")
# (青政发〔2021〕2号) right below the title; behind a cited title it is the cited one's.
_NUMBER_BELOW = re.compile(f"\\(({NUMBER})\\)")
_LETTERHEAD = re.compile("([一-龥]{4,40}?)文件")
_BODY_LINE = re.compile(
    "[一-龥()]{3,40}(?:政府|办公室|办公厅|委员会|领导小组|局|厅|委|部|管委会|中心|会|院|处|办)"
)
_SIGNED = re.compile(f"(?P<body>{_BODY_LINE.pattern})?(?P<date>[\\d二].{{4,12}}日)(?P<printed>印发)?")
_DISCLOSURE = re.compile(
    "\\(?(此[件文][^()]{0,6}公开[^()]{0,4}|公开(?:类型|方式|属性):[^()]{2,8}|依申请公开|不予公开)\\)?"
)
_LABELLED = (
    ("contact_person", re.compile("联系人(?:及电话)?:(.+)")),
    (
        "consultation",
        re.compile("((?:征求意见|意见征集|公开征求意见|意见反馈)(?:时间|期限|截止(?:时间|日期)?):.+)"),
    ),
    ("phone", re.compile("(?:联系|咨询|监督|举报|服务|投诉)?(?:电话|热线)(?:号码)?:([\\d-]{5,})$")),
    ("phone", re.compile("((?:[一-龥()]{0,20})(?:电话|热线)(?:号码)?:?[一-龥()]{0,16}:?[\\d].+)")),
    ("email", re.compile("(?:电子)?(?:邮箱|邮件|信箱)(?:地址)?:(.+)")),
    ("address", re.compile("(?:联系|办公|办理|受理)?(?:地址|地点):(.+)")),
    ("copied_to", re.compile("抄送:(.+)")),
)
_ADDRESSEE = re.compile("[^。;!?]{4,80}:")
_CITED = re.compile(
    f"《(?P<title>(?:[^《》]|《[^《》]*》)+)》(?:\\((?P<number>{NUMBER})\\)|\\((?P<draft>征求意见稿|试行)\\)"
    f"|\\((?P<named>{NUMBER})[,、;]以下[^()]*\\))?"
)
_BASIS = re.compile(
    "(?:根据|依据|按照|为(?:进一步|认真|全面|深入)?(?:贯彻|落实)+(?:执行)?|贯彻落实)[^。;]{0,40}$"
)
# 根据清理结果,决定废止《…》 rests on the review, not on what it ends.
_ACTED_ON = re.compile(
    "[,:](?:现|经[^,。;]{0,12})?(?:决定|宣布)?[^,。;]{0,4}(?:废止|修改|延长)(?:下列|以下)?$"
)


_PHONE = re.compile(
    "(?:拨打|致电|[一-龥]{0,12}(?:电话|热线))[:为是]?[一-龥]{0,14}[:为]?(?:\\d{3,4}-\\d{7,8}|\\d{7,12})(?:[、/]\\d{3,4}-?\\d{7,8})*"
)


def phones(text: str, folded: Folded, known: Sequence[Fact]) -> Iterator[tuple[str, Fact]]:
    """Yield telephone numbers printed inside sentences, those on lines of their own (`known`) left out."""
    taken = {offset for fact in known for offset in range(fact.span.start, fact.span.end)}
    for match in _PHONE.finditer(folded.text):
        place = folded.span(*match.span())
        if taken.isdisjoint(range(place.start, place.end)):
            yield _as_printed("phone", text, place)


def span_fact(name: str, value: str, span: Span) -> tuple[str, Fact]:
    """Pair a name with a fact."""
    return name, Fact(value=value, span=span)


def _as_printed(name: str, text: str, span: Span) -> tuple[str, Fact]:
    return name, Fact(value=unbroken(text[span.start : span.end]), span=span)


def line_facts(lines: Sequence[Line], text: str) -> Iterator[tuple[str, Fact]]:
    """Yield facts that stand on a line of their own: number, signature, dates, disclosure, contacts."""
    for position, line in enumerate(lines):
        folded = line.folded
        if line.in_table or not folded.text:
            continue
        if match := _own_number(lines, position):
            yield _as_printed("document_number", text, folded.span(*match.span(1)))
        if match := _LETTERHEAD.fullmatch(folded.text):
            yield _as_printed("letterhead", text, folded.span(*match.span(1)))
        if match := _DISCLOSURE.fullmatch(folded.text):
            yield span_fact("disclosure", match.group(1), folded.span(*match.span(1)))
        if match := _SIGNED.fullmatch(folded.text):
            yield from _signature(lines, position, match, folded)
        for name, pattern in _LABELLED:
            if match := pattern.match(folded.text):
                place = folded.span(*match.span(1))
                yield span_fact(
                    name,
                    unbroken(text[place.start : place.end])
                    if name != "contact_person"
                    else _people(text, place),
                    place,
                )
                break
        else:
            if (
                position
                and _ADDRESSEE.fullmatch(folded.text)
                and not any(field_labels(folded))
                and re.search("[政府门位各委局办]", folded.text)
            ):
                yield _as_printed("addressee", text, folded.span(0, len(folded.text) - 1))


def _own_number(lines: Sequence[Line], position: int) -> re.Match[str] | None:
    text = lines[position].text
    below = _NUMBER_BELOW.fullmatch(text) if _below_title(lines, position) else None
    return _NUMBER_LINE.fullmatch(text) or below


def _below_title(lines: Sequence[Line], position: int) -> bool:
    if position > 3 * _NEAR_TOP:
        return False
    above = [line.text for line in lines[:position] if line.text]
    return 0 < len(above) <= _NEAR_TOP and not above[-1].endswith(("》", "。"))


_NEAR_TOP = 5


def _people(text: str, place: Span) -> str:
    """Names stand apart by spaces, and a two-letter name has one inside: 马 驰 is one person."""
    parts = text[place.start : place.end].split()
    names: list[str] = []
    for part in parts:
        if names and len(part) == 1 and len(names[-1]) == 1:
            names[-1] += part
        else:
            names.append(part)
    return "、".join(names)


def _signature(
    lines: Sequence[Line], position: int, match: re.Match[str], folded: Folded
) -> Iterator[tuple[str, Fact]]:
    for start, end, day in find_dates(match["date"]):
        offset = match.start("date")
        place = folded.span(offset + start, offset + end)
        yield span_fact("issued_on" if match["printed"] else "dated_on", day.isoformat(), place)
        if not match["printed"]:
            yield from _signers(lines, position)
        if match["body"]:
            yield from _signed_by(folded, *match.span("body"))


def _signers(lines: Sequence[Line], position: int) -> Iterator[tuple[str, Fact]]:
    """Bodies on the lines right above the date, first printed first."""
    above: list[tuple[str, Fact]] = []
    for line in reversed(lines[:position]):
        if line.blank:
            continue
        if not _BODY_LINE.fullmatch(line.text):
            break
        above[:0] = _signed_by(line.folded, 0, len(line.text))
    yield from above


def _signed_by(folded: Folded, start: int, end: int) -> Iterator[tuple[str, Fact]]:
    """Yield the bodies of a line of a signature: two that sign together stand side by side, a gap between."""
    begin = start
    for place in range(start + 1, end):
        apart = folded.origin[place] > folded.origin[place - 1] + 1
        if apart and all(map(_BODY_LINE.fullmatch, (folded.text[begin:place], folded.text[place:end]))):
            yield span_fact("issuing_body", folded.text[begin:place], folded.span(begin, place))
            begin = place
    yield span_fact("issuing_body", folded.text[begin:end], folded.span(begin, end))


def cited(text: str, folded: Folded) -> Iterator[tuple[str, Fact]]:
    """Yield what a text cites and what it does to it.

    `cites` for each 《…》 with its number, `basis` where it is what the notice rests on, and what
    `corpus.parse.effects` finds: `repeals`, `amends` …
    """
    found = []
    for match in _CITED.finditer(folded.text):
        place = folded.span(*match.span())
        lead = _sentence_before(folded.text, match.start())
        number = match["number"] or match["named"]
        found.append(Cite(match.start(), match.end(), match["title"], number, lead))
        yield _as_printed("cites", text, place)
        if number and _BASIS.search(lead) and not _ACTED_ON.search(lead):
            yield _as_printed("basis", text, place)
    for effect in effects(folded.text, found):
        yield span_fact(effect.name, effect.value, folded.span(effect.start, effect.end))


# The longest list of cited titles behind one 根据.
_FAR = 1000


def _sentence_before(text: str, place: int) -> str:
    """The text from the last full stop, cited titles left out so that 根据《A》和《B》 governs both."""
    near = max(0, place - _FAR)
    start = max(near, *(text.rfind(mark, near, place) + 1 for mark in "。;"))
    return re.sub("《[^《》]*(?:《[^《》]*》[^《》]*)*》(?:\\([^()]*\\))?", "", text[start:place])
