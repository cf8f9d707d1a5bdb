"""What one notice says of others, as typed edges: each with its place, and the target as it is printed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from corpus.fold import plain, unbroken
from corpus.model import Notice, Region, Span


class EdgeKind(StrEnum):
    """What a notice does to another."""

    REPEALS = "repeals"
    SUPERSEDES = "supersedes"
    REPEALS_PART = "repeals_part"
    AMENDS = "amends"
    EXTENDS = "extends"
    CONFIRMS = "confirms"
    FORWARDS = "forwards"
    IMPLEMENTS = "implements"
    CITES = "cites"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause of the other notice: its printed number, whether it ends or changes, where that is said."""

    number: str
    ended: bool
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One notice's say about another.

    Attributes:
        by: id of the notice that says it.
        span: where it says so, in its own text.
        title, number: of the other notice, as printed; one of the two at least.
        clauses: those that a repeal in part or an amendment names.
        target: id of the library's own notice, where it holds the other one.
    """

    kind: EdgeKind
    by: str
    span: Span
    title: str | None
    number: str | None
    clauses: tuple[Clause, ...] = ()
    target: str | None = None


# Facts that say more than that something is cited; `basis` is what a notice rests on.
_KINDS = {kind.value: kind for kind in EdgeKind if kind is not EdgeKind.CITES} | {
    "basis": EdgeKind.IMPLEMENTS
}
_CLAUSES = {"ended_clause": True, "changed_clause": False}
_CITED = re.compile(r"《(?P<title>.+)》(?:[(（](?P<note>[^()（）]*)[)）])?", re.DOTALL)
_NUMBER = re.compile(r"[一-龥]{1,20}[\[(（【〔﹝]\d{4}[\])）】〕﹞]第?\d{1,4}号|[一-龥]{2,12}令第?\d{1,4}号")
_MARKS = str.maketrans("", "", "《》〈〉<>\"'")
_STATUS = re.compile(r"\(已?(?:废止|失效)\)$")
_HEAD = re.compile("(?!关于|印发|转发)(?P<issuer>[^的]{2,60}?)(?=关于|印发|转发)")
_ISSUED = re.compile("(?:关于)?印发(.+)的(?:通知|公告|通告)")
# Shorter names (工作方案, 的通知) may belong to any notice.
LEAST_TITLE = 8
# Folding is slow beside a look-up, and libraries cite the same few notices again and again.
_KEPT = 1 << 16


def edges_of(notice: Notice) -> tuple[Edge, ...]:
    """Give what a notice says of others, in the order of its facts, each target once for each kind.

    A notice that cites what it issues itself (现将《…办法》印发给你们) says nothing of another.
    """
    known: dict[tuple[EdgeKind, str], Edge] = {}
    numbers = _numbers(notice)
    for said in _edges(notice, names_of(notice.title, notice.region)):
        # A title is often cited with its number once and then without.
        edge = said if said.number else replace(said, number=numbers.get(_same(said.title or "")))
        key = (edge.kind, number_key(edge.number) if edge.number else _same(edge.title or ""))
        former = known.get(key)
        if former is None or (not former.clauses and edge.clauses):
            known[key] = edge
    return tuple(known.values())


def _numbers(notice: Notice) -> dict[str, str]:
    """The numbers that titles are cited with; none where a title is cited with several."""
    found: dict[str, set[str]] = {}
    for name, fact in notice.facts:
        title, number = _target(fact.value) if name == "cites" else (None, None)
        if title and number:
            found.setdefault(_same(title), set()).add(number)
    return {title: next(iter(numbers)) for title, numbers in found.items() if len(numbers) == 1}


def _edges(notice: Notice, own: frozenset[str]) -> Iterator[Edge]:
    cited = {fact.span: _target(fact.value) for name, fact in notice.facts if name == "cites"}
    acts = [(place, _KINDS[name], fact) for place, (name, fact) in enumerate(notice.facts) if name in _KINDS]
    for place, kind, fact in acts:
        title, number = cited.get(fact.span) or _target(fact.value)
        if not (title or number) or (kind is EdgeKind.IMPLEMENTS and _is_own(notice, title, own)):
            continue
        clauses = tuple(_clauses(notice, place + 1))
        yield Edge(kind=kind, by=notice.id, span=fact.span, title=title, number=number, clauses=clauses)
    said = {fact.span for _, _, fact in acts}
    for span, (title, number) in cited.items():
        if span not in said and (title or number) and not _is_own(notice, title, own):
            yield Edge(kind=EdgeKind.CITES, by=notice.id, span=span, title=title, number=number)


def _clauses(notice: Notice, place: int) -> Iterator[Clause]:
    for name, fact in notice.facts[place:]:
        if name not in _CLAUSES:
            return
        yield Clause(number=fact.value, ended=_CLAUSES[name], span=fact.span)


def _is_own(notice: Notice, title: str | None, own: frozenset[str]) -> bool:
    return title is not None and not own.isdisjoint(names_of(title, notice.region))


@lru_cache(maxsize=_KEPT)
def _target(value: str) -> tuple[str | None, str | None]:
    """Read the title and the number of a printed citation, a bare title or a bare number."""
    text = unbroken(value)
    if match := _CITED.fullmatch(text):
        note = match["note"] or ""
        found = _NUMBER.match(plain(note))
        # 青政发〔2019〕1号，以下简称《…》
        return match["title"], (
            note if found and found.end() == len(plain(note)) else found and found.group()
        )
    if _NUMBER.fullmatch(plain(text)):
        return None, text
    return text or None, None


@lru_cache(maxsize=_KEPT)
def _same(title: str) -> str:
    return plain(title)


@lru_cache(maxsize=_KEPT)
def number_key(number: str) -> str:
    """Write a document number as it is compared: 青政办发 (2023) 第1号 -> 青政办发[2023]1号."""
    same = plain(number).translate(str.maketrans("(【)】", "[[]]"))
    return same.replace("]第", "]")


@lru_cache(maxsize=_KEPT)
def names_of(title: str, region: Region | None) -> frozenset[str]:
    """Give the names that a title may be cited by, folded and long enough to mean one notice.

    The title without the issuing body, and what it issues (关于印发《…办法》的通知 -> …办法), each with and
    without the region's name.
    """
    _, core = parted(title)
    issued = _ISSUED.fullmatch(core)
    names = {core, issued[1]} if issued else {core}
    return frozenset(
        name for full in names for name in (full, _without(full, region)) if len(name) >= LEAST_TITLE
    )


@lru_cache(maxsize=_KEPT)
def parted(title: str) -> tuple[str, str]:
    """Part a folded title without quotation marks into the issuing body ("" without one) and the rest."""
    bare = _STATUS.sub("", plain(title)).translate(_MARKS)
    head = _HEAD.match(bare)
    return (head["issuer"], bare[head.end() :]) if head else ("", bare)


def _without(name: str, region: Region | None) -> str:
    for known in regions_names(region):
        if name.startswith(known):
            return name[len(known) :]
    return name


def regions_names(region: Region | None) -> Sequence[str]:
    """Give what a title may call a region, longest first."""
    if region is None:
        return ()
    return sorted(
        {region.name, *(f"{region.short}{kind}" for kind in ("县", "市", "区", "省", ""))}, key=len
    )[::-1]


def same_issuer(one: str, other: str) -> bool:
    """Tell whether two printed issuing bodies may be one: unprinted, or one the end of the other."""
    first, second = (name.replace("人民", "") for name in (one, other))
    return first.endswith(second) or second.endswith(first)
