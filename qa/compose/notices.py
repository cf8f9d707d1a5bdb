"""Questions about the notice itself: its number, issuer, dates, contacts, and whether it is final or in force."""

from datetime import date

from corpus.model import DocumentStage, Fact, Notice, Validity
from corpus.validity import as_of
from qa.answer import Citation, Fields
from qa.cite import cite, cite_fact
from qa.compose.draft import Draft
from qa.library import Library

_LABELS = {
    "contact_person": "联系人", "phone": "电话", "email": "电子邮箱", "address": "地址", "document_number": "发文字号",
    "copied_to": "抄送", "addressee": "主送", "disclosure": "公开属性", "basis": "依据", "expires_on": "有效期",
    "effective_on": "施行日期", "dated_on": "成文日期", "issued_on": "印发日期", "issuing_body": "发文机关", "title": "标题",
}
_STAGES = {DocumentStage.CONSULTATION_DRAFT: "这是征求意见稿，尚未定稿", DocumentStage.TRIAL: "这是试行文件", DocumentStage.FINAL: "这是正式文件"}
_VALIDITIES = {
    Validity.IN_FORCE: "现行有效", Validity.NOT_YET: "尚未施行", Validity.EXPIRED: "已过有效期", Validity.REPEALED: "已被废止",
    Validity.SUPERSEDED: "已被新文件代替", Validity.UNKNOWN: "原文没有写明有效期",
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
    citations = tuple(cite_fact(fact, library, notice.id) for _, fact in found)
    text = "；".join(f"{_LABELS[key]}：{_said(key, fact, library, notice)}" for key, fact in found)
    return Draft(text=f"{text}。", fields=Fields(), citations=_distinct(citations))


def _own(name: str, notice: Notice, found: list[tuple[str, Fact]]) -> list[tuple[str, Fact]]:
    values = {notice.document_number} if name == "document_number" else set(notice.issuing_bodies)
    return [(key, fact) for key, fact in found if fact.value in values] or found[:1]


def _said(key: str, fact: Fact, library: Library, notice: Notice) -> str:
    """A date is said as printed; everything else by its value, which is the printed words unbroken."""
    if key in ("dated_on", "issued_on"):
        return "".join(library.texts[notice.id][fact.span.start : fact.span.end].split())
    return fact.value


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
    names = ("stage", "expires_on", "effective_on", "validity", "title")
    facts = [fact for name in names for key, fact in notice.facts if key == name]
    citations = _distinct(tuple(cite_fact(fact, library, notice.id) for fact in facts))
    if not citations:
        entry = next(entry for entry in library.entries.values() if entry.notice.id == notice.id)
        citations = (cite(entry, library),)
    return Draft(text=f"{notice.title}：{'；'.join(said)}。", fields=Fields(), citations=citations[:4])
