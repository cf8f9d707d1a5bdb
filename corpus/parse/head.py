"""The head of a notice: what `Notice` says apart from its tasks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.dates import day_of_issue, find_dates
from corpus.disclosure import is_closed
from corpus.fold import Folded, fold, plain, unbroken
from corpus.model import Fact, Notice, Region, Span
from corpus.numerals import to_int
from corpus.parse.enacted import enacted, printed_order
from corpus.parse.facts import cited, line_facts, phones
from corpus.parse.fields import TITLE, page_fields, settled_fields
from corpus.parse.lines import Line
from corpus.parse.status import read_force, read_stage, stated_validity
from corpus.parse.titles import (
    find_plain_title,
    find_titles,
    is_title,
    issuer_in_title,
    number_behind_title,
    title_span,
)
from corpus.regions import region_of

# A forwarder's cover often prints no title; it is named by what it is, never by invented words.
UNTITLED = "（原文无标题）"
_YEAR = re.compile("(20\\d{2}|二[〇○零O][〇○零O一二三四五六七八九]{2})年?")
_LAST_BRACKET = re.compile("[（(]([^（）()]+)[）)]$")
_ENDED = re.compile("\\((已?(?:失效|废止))\\)$")
_NUMBER_YEAR = re.compile(r"[\[(【](\d{4})[\])】]")
Facts = list[tuple[str, Fact]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The notice without its pieces, and the spans its title takes."""

    notice: Notice
    title_spans: tuple[Span, ...]


def read_head(
    text: str,
    lines: Sequence[Line],
    *,
    notice_id: str,
    source: str,
    sha256: str,
    forwards: bool,
    sample: bool,
) -> Head:
    """Read title, number, bodies, dates, stage, time of force, region and contacts."""
    whole = fold(text, lines[0].span.start, lines[-1].span.end)
    facts = _printed(text, lines, whole)
    title, spans = _title(text, lines, forwards, facts)
    dated, issued = _day(facts, "dated_on"), _day(facts, "issued_on")
    force = read_force(whole, day_of_issue(dated, issued))
    bodies = _bodies(title, facts)
    facts = _with_title(title, spans, facts)
    notice = Notice(
        id=notice_id,
        title=title,
        source=source,
        sha256=sha256,
        sample=sample,
        span=Span(lines[0].span.start, lines[-1].span.end),
        region=_region(title if spans else "", bodies, facts),
        year=_year(title, _first(facts, "document_number"), day_of_issue(dated, issued)),
        document_number=_first(facts, "document_number"),
        issuing_bodies=bodies,
        dated_on=dated,
        issued_on=issued,
        effective_on=force.effective_on or _day(facts, "effective_on"),
        expires_on=force.expires_on,
        stage=read_stage(plain(title))[0],
        validity=stated_validity(_first([*facts, *force.facts], "validity") or ""),
        validity_reason=_first([*facts, *force.facts], "validity"),
        disclosure=_disclosure(facts),
        facts=tuple(_renamed([*facts, *force.facts], title)),
    )
    return Head(notice=notice, title_spans=spans)


def _printed(text: str, lines: Sequence[Line], whole: Folded) -> Facts:
    behind = [
        ("document_number", Fact(value=unbroken(text[place.start : place.end]), span=place))
        for place in number_behind_title(lines)
    ]
    own = [*line_facts(lines, text), *enacted(lines, text), *printed_order(lines, text), *behind]
    fields = settled_fields(own, page_fields(lines, text))
    numbers = [fact for fact in fields if fact[0] == "document_number"]
    others = [fact for fact in fields if fact[0] != "document_number"]
    facts = [*numbers, *own, *others, *cited(text, whole)]
    return [*facts, *phones(text, whole, [fact for key, fact in facts if key == "phone"])]


def _with_title(title: str, spans: tuple[Span, ...], facts: Facts) -> Facts:
    facts = [fact for fact in facts if fact[0] != TITLE]
    if not spans:
        return facts
    return [("title", Fact(value=title, span=spans[0])), *facts, *_in_title(title, spans[0], facts)]


def _in_title(title: str, span: Span, facts: Facts) -> Iterator[tuple[str, Fact]]:
    """Yield what only the title says: the stage, the issuing body, (已失效)."""
    _, stage = read_stage(plain(title))
    ended = _ENDED.search(plain(title))
    body = issuer_in_title(title)
    if ended and _first(facts, "validity") is None:
        yield "validity", Fact(value=ended.group(1), span=span)
    if stage:
        yield "stage", Fact(value=stage, span=span)
    if body and _first(facts, "issuing_body") is None:
        yield "issuing_body", Fact(value=body, span=span)


def _title(text: str, lines: Sequence[Line], forwards: bool, facts: Facts) -> tuple[str, tuple[Span, ...]]:
    found = next(iter(find_titles(lines)), None)
    field = next((fact for key, fact in facts if key == TITLE and is_title(plain(fact.value))), None)
    if found is None and field is not None:
        return field.value, (field.span,)
    found = found or (None if forwards else find_plain_title(lines))
    if found is None:
        folded = fold(text, lines[0].span.start, lines[-1].span.end)
        return (_untitled(folded, text) if forwards else UNTITLED), ()
    span = title_span(lines, found[0], found[1])
    return unbroken(text[span.start : span.end]).lstrip("#"), (span,)


def _untitled(folded: Folded, text: str) -> str:
    """Name a cover by what it forwards: 转发《…的通知》（原文无标题）."""
    cites = [fact.value for key, fact in cited(text, folded) if key == "cites"]
    return f"转发{_LAST_BRACKET.sub('', cites[0])}{UNTITLED}" if cites else UNTITLED


def _first(facts: Iterable[tuple[str, Fact]], name: str) -> str | None:
    return next((fact.value for key, fact in facts if key == name), None)


def _disclosure(facts: Facts) -> str | None:
    """What is printed about it; where anything says that it is not for the public, that counts."""
    marks = [fact.value for key, fact in facts if key == "disclosure"]
    return next((mark for mark in marks if is_closed(mark)), marks[0] if marks else None)


def _day(facts: Facts, name: str) -> date | None:
    """The last such date printed: the one at the end of the notice, not one in a page's head."""
    days = [found for key, fact in facts if key == name for _, _, found in find_dates(plain(fact.value))]
    return days[0] if days else None


def _bodies(title: str, facts: Facts) -> tuple[str, ...]:
    """Who issued it: the title says, else the signature, else the letterhead."""
    named = issuer_in_title(title) or issuer_in_title(plain(title))
    signed = [fact.value for key, fact in facts if key == "issuing_body"]
    if named and plain("".join(signed)) != named:
        return (named,)
    if signed:
        return tuple(dict.fromkeys(signed))
    letterhead = _first(facts, "letterhead")
    return (letterhead,) if letterhead else ()


def _region(title: str, bodies: tuple[str, ...], facts: Facts) -> Region | None:
    letterhead = _first(facts, "letterhead")
    subject = re.sub("^(?:关于)?(?:印发|转发|公布|做好|开展|进一步)?《?", "", title)
    for name in (*bodies, subject, letterhead or ""):
        region = region_of(name)
        if region is not None:
            return region
    return None


def _year(title: str, number: str | None, issued: date | None) -> int | None:
    match = _YEAR.search(plain(title))
    if match:
        return to_int(match.group(1))
    if issued:
        return issued.year
    match = _NUMBER_YEAR.search(plain(number or ""))
    return int(match.group(1)) if match else None


def _renamed(facts: Facts, title: str) -> Facts:
    """A notice whose very subject is ending another repeals it; one that replaces another supersedes it."""
    repealing = re.search("废止|失效|停止执行|清理", title)
    return [("supersedes" if key == "repeals" and not repealing else key, fact) for key, fact in facts]


def number_from_cover(cover: Notice, title: str) -> Fact | None:
    """Return the number the cover gives for the notice it forwards, matched by title."""
    for key, fact in cover.facts:
        match = (
            _LAST_BRACKET.search(fact.value) if key == "cites" and plain(title) in plain(fact.value) else None
        )
        if match:
            return Fact(value=match.group(1), span=fact.span)
    return None
