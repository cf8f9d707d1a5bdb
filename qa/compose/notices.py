"""Questions about the notice itself: its number, issuer, dates, contacts, and whether it is final or in force."""

import re
from collections.abc import Iterator
from datetime import date

from corpus.fold import plain
from corpus.model import DocumentStage, Fact, Notice, Validity
from corpus.validity import as_of
from qa.answer import Citation, Fields
from qa.cite import cite, cite_fact
from qa.compose.draft import Draft
from qa.library import Library
from qa.retrieve import letter_pairs

_LABELS = {
    "contact_person": "联系人", "phone": "电话", "email": "电子邮箱", "address": "地址", "document_number": "发文字号",
    "copied_to": "抄送", "addressee": "主送", "disclosure": "公开属性", "basis": "依据", "expires_on": "有效期",
    "effective_on": "施行日期", "consultation": "意见反馈", "dated_on": "成文日期", "issued_on": "印发日期", "issuing_body": "发文机关", "title": "标题",
}
_STAGES = {DocumentStage.CONSULTATION_DRAFT: "这是征求意见稿，尚未定稿", DocumentStage.TRIAL: "这是试行文件", DocumentStage.FINAL: "这是正式文件"}
_VALIDITIES = {
    Validity.IN_FORCE: "现行有效", Validity.NOT_YET: "尚未施行", Validity.EXPIRED: "已过有效期", Validity.REPEALED: "已被废止",
    Validity.SUPERSEDED: "已被废止，由新文件代替", Validity.UNKNOWN: "原文没有写明有效期",
}


def fact_answer(name: str, notice: Notice, library: Library, topic: str = "") -> Draft | None:
    """Give a fact of the notice's head with the line it stands in; None where the notice does not print it.

    Args:
        name: the fact's name, or `issued` (成文 and 印发 date) or `count` (number of task items).
        topic: words that choose between several facts of one name (which of two phones).
    """
    if name == "count":
        return _count(notice, library)
    wanted = ("dated_on", "issued_on") if name == "issued" else (name,)
    found = [(key, fact) for key in wanted for own, fact in notice.facts if own == key]
    found = list({(key, fact.value): (key, fact) for key, fact in reversed(found)}.values())[::-1]
    if not found:
        return None
    if name in ("document_number", "issuing_body"):
        found = _own(name, notice, found)
    if name in _CONTACTS:
        found = [(key, fact) for key, fact in found if _of_the_unit(fact, library, notice, topic)]
        if not found:
            return None
    found = _nearest(found, topic)
    citations = tuple(cite_fact(fact, library, notice.id) for _, fact in found)
    text = "；".join(_labelled(key, _said(key, fact, library, notice)) for key, fact in found)
    return Draft(text=f"{text}。", fields=Fields(), citations=_distinct(citations))


_CONTACTS = frozenset({"phone", "email", "address", "contact_person"})
_UNIT_ASKED = re.compile("[省市县区]?([一-龥]{2,8}?)(?:局|委员会|委|中心|医院|公司|派出所|学校|法院|银行)")


def _of_the_unit(fact: Fact, library: Library, notice: Notice, asked: str) -> bool:
    """A telephone of some other office is no answer: the unit asked for must stand in the line, where one is named."""
    match = _UNIT_ASKED.search(re.sub("联系|咨询|办公", "", asked))
    line = plain(cite_fact(fact, library, notice.id).quote)
    return match is None or match.group(1)[-2:] in line


def _nearest(found: list[tuple[str, Fact]], topic: str) -> list[tuple[str, Fact]]:
    """Of several facts of one name (two telephones, two bases) keep those that share most with the question."""
    asked = letter_pairs(topic)
    shares = [len(asked & letter_pairs(fact.value)) for _, fact in found]
    return [pair for pair, share in zip(found, shares, strict=True) if share == max(shares)]


def _own(name: str, notice: Notice, found: list[tuple[str, Fact]]) -> list[tuple[str, Fact]]:
    values = {notice.document_number} if name == "document_number" else set(notice.issuing_bodies)
    return [(key, fact) for key, fact in found if fact.value in values] or found[:1]


def _labelled(key: str, value: str) -> str:
    """Telephones are printed with what they are for: 税务缴费咨询电话：…"""
    return value if key == "phone" else f"{_LABELS[key]}：{value}"


def _said(key: str, fact: Fact, library: Library, notice: Notice) -> str:
    """A date is said as printed; everything else by its value, which is the printed words unbroken."""
    if key in ("dated_on", "issued_on"):
        return "".join(library.texts[notice.id][fact.span.start : fact.span.end].split())
    return fact.value.strip("。；，")


def _distinct(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    return tuple({citation.span: citation for citation in citations}.values())


def _count(notice: Notice, library: Library) -> Draft | None:
    items = [entry for entry in library.items if entry.notice.id == notice.id]
    if not items:
        return None
    return Draft(
        text=f"《{notice.title}》共列出 {len(items)} 项任务。", fields=Fields(),
        citations=tuple(cite(entry, library) for entry in items),
    )


def status_answer(notice: Notice, library: Library, today: date) -> Draft:
    """Say whether a notice is final and in force, with the words this is read from."""
    validity = as_of(notice, today)
    said = [_STAGES[notice.stage]]
    if notice.stage is not DocumentStage.CONSULTATION_DRAFT:
        said.append(_VALIDITIES[validity] + (f"（{notice.validity_reason}）" if notice.validity_reason else ""))
    if notice.forwarded_by:
        said.append("本件由另一机关转发")
    citations = _distinct(tuple(_ending(notice, library)) + tuple(_own_words(notice, library)))
    if not citations:
        entry = next(entry for entry in library.entries.values() if entry.notice.id == notice.id)
        citations = (cite(entry, library),)
    return Draft(text=f"{notice.title}：{'；'.join(said)}。", fields=Fields(), citations=citations[:_MOST])


_MOST = 4


def _own_words(notice: Notice, library: Library) -> Iterator[Citation]:
    for name in ("stage", "expires_on", "effective_on", "validity", "title"):
        yield from (cite_fact(fact, library, notice.id) for key, fact in notice.facts if key == name)
    cover = library.notices.get(notice.forwarded_by or "")
    if cover:
        yield from (cite_fact(fact, library, cover.id) for key, fact in cover.facts if key == "cites")


def _ending(notice: Notice, library: Library) -> Iterator[Citation]:
    """The words of another notice that end this one."""
    for other in library.notices.values():
        if notice.validity_reason and f"《{other.title}》" in notice.validity_reason:
            yield from (
                cite_fact(fact, library, other.id)
                for key, fact in other.facts
                if key in ("repeals", "supersedes") and fact.value in (plain(notice.document_number or ""), plain(notice.title))
            )
