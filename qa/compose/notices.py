"""Questions about the notice itself: number, issuer, dates, contacts, basis, and how many tasks it has."""

import re
from dataclasses import replace

from corpus.facts import CORRECTED
from corpus.fold import fold, plain, unbroken
from corpus.model import Fact, Notice, PassageKind, Span
from corpus.moments import find_moments
from corpus.put_right import BY_HAND
from qa.answer import Citation, Fields
from qa.cite import cite, cite_fact, distinct, sentences, union
from qa.compose.draft import Draft
from qa.letters import letter_pairs, shared_pairs
from qa.library import Entry, Library
from qa.retrieve import when_of

_LABELS = {
    "address": "地址",
    "addressee": "主送",
    "basis": "依据",
    "contact_person": "联系人",
    "copied_to": "抄送",
    "dated_on": "成文日期",
    "disclosure": "公开属性",
    "document_number": "发文字号",
    "effective_on": "施行日期",
    "email": "电子邮箱",
    "expires_on": "有效期",
    "issued_on": "印发日期",
    "issuing_body": "发文机关",
    "phone": "电话",
    "title": "标题",
}
# Printed with what they are for (税务缴费咨询电话：…), so they need no label.
_LABELLED = frozenset({"phone", "consultation"})
_CONTACTS = frozenset({"phone", "email", "address", "contact_person"})
# 县医保局 in 县医保局电话: what stands before the kind of body.
_UNIT_ASKED = re.compile("[省市县区]?([一-龥]{2,8}?)(?:局|委员会|委|中心|医院|公司|派出所|学校|法院|银行)")
_NO_UNIT = re.compile("联系|咨询|办公")

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")

_Named = tuple[str, Fact]


def fact_answer(name: str, notice: Notice, library: Library, topic: str = "") -> Draft | None:
    """Give a fact of the notice's head with the line it stands in; None where the notice does not print it.

    Args:
        name: the fact's name, or `issued` (成文 and 印发 date) or `count` (number of task items).
        notice: whose fact.
        library: what is quoted from.
        topic: words that choose between several facts of one name (which of two phones).

    Raises:
        StoreDamaged: the line is not what the store holds at its place.
    """
    if name == "count":
        return _count(notice, library)
    found = _wanted(name, notice, library, topic)
    if not found:
        return _resting_on(notice, library, topic) if name == "basis" else None
    nearest = _nearest(found, topic)
    citations: tuple[Citation, ...] = tuple(cite_fact(fact, library, notice.id) for _, fact in nearest)
    if name == "consultation":
        citations = tuple(_with_window(citation, library) for citation in citations)
    text = "；".join(_labelled(key, _said(key, fact, library, notice)) for key, fact in nearest)
    return Draft(text=f"{text}。", fields=citations[0].fields, citations=distinct(citations))


def _with_window(citation: Citation, library: Library) -> Citation:
    """Tell the days in which opinions are taken, whose last is what 提意见到哪天截止 asks for."""
    folded = fold(library.texts[citation.notice.id], citation.span.start, citation.span.end)
    days = find_moments(folded, when_of(citation.notice))
    return replace(citation, fields=Fields(deadline=days[0])) if days else citation


# 为贯彻落实…(黑政办发201835号), its marks lost on the way: no fact can be read, but the sentence is printed.
_RESTS_ON = re.compile(
    "(?:根据|依据|按照|贯彻|落实)[^。;]{2,80}?(?:文件|通知|意见|要点|方案|条例|规定|办法|号)"
)


def _resting_on(notice: Notice, library: Library, topic: str) -> Draft | None:
    """Quote the first clause that says what a notice rests on, where that could not be read as a fact."""
    for entry in library.entries.values():
        if entry.notice.id != notice.id or entry.passage.kind is PassageKind.HEADER:
            continue
        for span in sentences(entry):
            if _RESTS_ON.search(plain(_text(entry, span))):
                citation = cite(entry, library, topic=topic, marked=(span,))
                return Draft(text=_text(entry, span), fields=Fields(), citations=(citation,))
    return None


def _text(entry: Entry, span: Span) -> str:
    base = entry.passage.span.start
    return unbroken(entry.quote[span.start - base : span.end - base])


def _wanted(name: str, notice: Notice, library: Library, topic: str) -> list[_Named]:
    keys = ("dated_on", "issued_on") if name == "issued" else (name,)
    facts = [(key, fact) for key in keys for own, fact in notice.facts if own == key]
    # Of the same value printed twice, the first is quoted.
    first = {(key, fact.value): (key, fact) for key, fact in reversed(facts)}
    found = list(first.values())[::-1]
    if name in ("document_number", "issuing_body"):
        return _own(name, notice, found)
    if name in _CONTACTS:
        return [(key, fact) for key, fact in found if _of_the_unit(fact, library, notice, topic)]
    return found


def _of_the_unit(fact: Fact, library: Library, notice: Notice, asked: str) -> bool:
    """Another office's telephone is no answer: a unit that is named must stand in the line."""
    match = _UNIT_ASKED.search(_NO_UNIT.sub("", asked))
    line = plain(cite_fact(fact, library, notice.id).quote)
    return match is None or match.group(1)[-2:] in line


def _nearest(found: list[_Named], topic: str) -> list[_Named]:
    """Of several facts of one name (two telephones) keep those that share most with the question."""
    asked = letter_pairs(topic)
    shares = [shared_pairs(asked, fact.value) for _, fact in found]
    return [pair for pair, share in zip(found, shares, strict=True) if share == max(shares)]


def _own(name: str, notice: Notice, found: list[_Named]) -> list[_Named]:
    """The notice's own number and bodies, not those it cites."""
    values = {notice.document_number} if name == "document_number" else set(notice.issuing_bodies)
    return [(key, fact) for key, fact in found if fact.value in values] or found[:1]


def _labelled(key: str, value: str) -> str:
    return value if key in _LABELLED and not value[:1].isdigit() else f"{_LABELS[key]}：{value}"


def _said(key: str, fact: Fact, library: Library, notice: Notice) -> str:
    """A date is said as printed; everything else by its value, which is the printed words unbroken.

    What an editor filled in by hand stands nowhere, and says so.
    """
    if (CORRECTED, f"{_LABELS.get(key)}{BY_HAND}") in ((name, known.value) for name, known in notice.facts):
        return f"{_in_words(fact.value)}{BY_HAND}"
    if key in ("dated_on", "issued_on") or _ISO.fullmatch(fact.value):
        return "".join(library.texts[notice.id][fact.span.start : fact.span.end].split())
    return _in_words(fact.value.strip("。；，"))


def _in_words(value: str) -> str:
    """2024-03-01 -> 2024年3月1日."""
    match = _ISO.fullmatch(value)
    return f"{match[1]}年{int(match[2])}月{int(match[3])}日" if match else value


def _count(notice: Notice, library: Library) -> Draft | None:
    items = [entry for entry in library.items if entry.notice.id == notice.id]
    if not items:
        return None
    citations = tuple(cite(entry, library) for entry in items)
    return Draft(
        text=f"《{notice.title}》共列出 {len(items)} 项任务。",
        fields=union(citation.fields for citation in citations),
        citations=citations,
    )
