"""Whether a notice is final and in force, said with the words that this is read from."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain

from corpus.fold import plain, unbroken
from corpus.model import DocumentStage, Notice, Validity
from corpus.validity import as_of
from qa.answer import Citation, Fields
from qa.cite import cite, cite_fact, distinct, sentence_around
from qa.compose.draft import Draft
from qa.compose.fate import decides, told_around
from qa.library import Library

_STAGES = {
    DocumentStage.CONSULTATION_DRAFT: "这是征求意见稿，尚未定稿",
    DocumentStage.TRIAL: "这是试行文件",
    DocumentStage.FINAL: "这是正式文件",
}
_VALIDITIES = {
    Validity.IN_FORCE: "现行有效",
    Validity.NOT_YET: "尚未施行",
    Validity.EXPIRED: "已过有效期",
    Validity.REPEALED: "已被废止",
    Validity.SUPERSEDED: "已被废止，由新文件代替",
    Validity.UNKNOWN: "原文没有写明有效期",
}
_OWN_WORDS = ("stage", "expires_on", "effective_on", "validity", "title")
# 还有效吗 is answered by the day it ends, 是不是试行的 by the title.
_IN_FORCE_FIRST = ("expires_on", "effective_on", "validity", "stage", "title")
_OF_FORCE = re.compile("有效|失效|废止|作废|过期|到期|管用|顶用|[算作]数|生效|能用|执行|停")
_ENDING = ("repeals", "supersedes", "repeals_part", "amends", "extends", "confirms")
_MOST = 4


def status_answer(
    notice: Notice, library: Library, day: date, today: date | None = None, asked: str = ""
) -> Draft:
    """Say whether a notice is final and in force.

    Args:
        notice: the one asked about.
        library: what is quoted from.
        day: the day its validity is judged on.
        today: the day the library was read on, `day` where it is the same.
        asked: the question, folded; it settles which of the notice's words are quoted first.

    Returns:
        A draft that cites first what ends the notice, then the notice's own words.

    Raises:
        StoreDamaged: a quote is not what the store holds at its place.
    """
    ends = _ends(notice, library)
    if ends:
        # Asked of a notice that the library has only the end of.
        return Draft(
            text=f"《{notice.title}》写明：{_told(ends[0], library)}",
            fields=Fields(),
            citations=distinct(ends),
        )
    return Draft(
        text=f"{notice.title}：{'；'.join(_said(_as_on(notice, day), day, then=day != (today or day)))}。"
        + (_term(notice, library) if _OF_FORCE.search(asked) else ""),
        fields=Fields(),
        citations=_words(notice, library, asked)[:_MOST],
        about=notice,
    )


def _ends(notice: Notice, library: Library) -> tuple[Citation, ...]:
    """Quote where a notice ends others, its own words before its title, which says no day and no reason."""
    cited = [cite_fact(fact, library, notice.id) for key, fact in notice.facts if key == "repeals"]
    title = plain(notice.title)
    return tuple(
        sorted(
            cited,
            key=lambda citation: (not decides(_told(citation, library)), title in plain(citation.quote)),
        )
    )


def _told(citation: Citation, library: Library) -> str:
    """The sentence around a citation's marked words."""
    return told_around(library.texts[citation.notice.id], citation.highlights[0])


def standing_line(notice: Notice, library: Library, day: date, today: date) -> tuple[str, Citation]:
    """Say in a line how a notice itself stands, whatever it ends, with the words that say so.

    Args:
        notice: of the library.
        library: what is quoted from.
        day: the day its validity is judged on.
        today: the day the library was read on.

    Raises:
        StoreDamaged: a quote is not what the store holds at its place.
    """
    said = _said(_as_on(notice, day), day, then=day != today)
    usual = _STAGES[DocumentStage.FINAL]
    line = "；".join(each for each in said if each != usual) + "。" + _term(notice, library)
    return line, _words(notice, library, "有效")[0]


def _words(notice: Notice, library: Library, asked: str) -> tuple[Citation, ...]:
    """What ends the notice, then its own words; its first clause where it says nothing."""
    citations = distinct(tuple(chain(_ending(notice, library), _own_words(notice, library, asked))))
    if citations:
        return citations
    entry = next(entry for entry in library.entries.values() if entry.notice.id == notice.id)
    return (cite(entry, library),)


def standing_on(notice: Notice, day: date) -> Validity:
    """Tell how a notice of the library stands on a day, as `status_answer` says it."""
    return as_of(_as_on(notice, day), day)


def _as_on(notice: Notice, day: date) -> Notice:
    """A notice that has run out since was not yet over on a day before its end."""
    if notice.validity is Validity.EXPIRED and notice.expires_on and day <= notice.expires_on:
        return replace(notice, validity=Validity.UNKNOWN)
    return notice


def _said(notice: Notice, day: date, *, then: bool) -> Iterator[str]:
    yield _STAGES[notice.stage]
    if notice.stage is not DocumentStage.CONSULTATION_DRAFT:
        reason = f"（{notice.validity_reason}）" if notice.validity_reason else ""
        at = f"{day.year}年{day.month}月{day.day}日当天：" if then else ""
        yield at + _VALIDITIES[standing_on(notice, day)] + reason
    if notice.forwarded_by:
        yield "本件由另一机关转发"


_CLAUSE = re.compile("^(?:第[^条]{1,4}条|[一二三四五六七八九十]{1,3}、)")
_ENDED_BY_OTHERS = (Validity.REPEALED, Validity.SUPERSEDED)


def _term(notice: Notice, library: Library) -> str:
    """The printed words on a notice's term (自…起施行，有效期3年); "" where another notice has ended it."""
    if notice.validity in _ENDED_BY_OTHERS:
        return ""
    facts = dict(reversed(notice.facts))
    term = facts.get("expires_on") or facts.get("effective_on")
    if term is None:
        return ""
    return f"原文：{_CLAUSE.sub('', unbroken(sentence_around(library.texts[notice.id], term.span)))}"


def _ending(notice: Notice, library: Library) -> Iterator[Citation]:
    """The words of another notice that end this one."""
    if not notice.validity_reason:
        return
    names = (plain(notice.document_number or ""), plain(notice.title))
    for other in library.notices.values():
        if f"《{other.title}》" not in notice.validity_reason:
            continue
        for key, fact in other.facts:
            if key in _ENDING and fact.value in names:
                yield cite_fact(fact, library, other.id)


def _own_words(notice: Notice, library: Library, asked: str) -> Iterator[Citation]:
    for name in _IN_FORCE_FIRST if _OF_FORCE.search(asked) else _OWN_WORDS:
        yield from (cite_fact(fact, library, notice.id) for key, fact in notice.facts if key == name)
    cover = library.notices.get(notice.forwarded_by or "")
    if cover:
        yield from (cite_fact(fact, library, cover.id) for key, fact in cover.facts if key == "cites")
