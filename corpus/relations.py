"""Notices that bear on one another: which of the library's notices is meant, and what follows for it.

Worked out whenever notices are read, never stored, so that taking the ending notice out of the library
brings the other back. One pass over the library, whatever its size (see `corpus.meant`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from corpus.dates import years_on
from corpus.edges import Edge, EdgeKind, edges_of
from corpus.meant import Said
from corpus.model import DocumentStage, Notice, Span, Validity
from corpus.numerals import to_int

# The names of facts that settle by themselves whether another notice is in force.
SETTLING = tuple(
    kind.value for kind in (EdgeKind.REPEALS, EdgeKind.SUPERSEDES, EdgeKind.EXTENDS, EdgeKind.CONFIRMS)
)

_ENDINGS = {EdgeKind.REPEALS: (Validity.REPEALED, "废止"), EdgeKind.SUPERSEDES: (Validity.SUPERSEDED, "代替")}
_ENDED = frozenset(validity for validity, _ in _ENDINGS.values())
_PARTLY = (EdgeKind.REPEALS_PART, EdgeKind.AMENDS)
# A repeal outweighs a replacement where a notice is ended by both.
_ACTS = (*_ENDINGS, EdgeKind.EXTENDS, EdgeKind.CONFIRMS, *_PARTLY)
_NAMES = frozenset(kind.value for kind in _ACTS)
# So many changes of clauses are named in a reason; `clause_changes` has them all.
_NAMED = 3

Acts = tuple[tuple[Notice, Edge], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseChange:
    """A clause of a notice that another notice ended or changed.

    Attributes:
        number: as the other notice prints it; None where it says only 部分条款, or that it amends.
        ended: False where the clause was changed.
        reason: for people, naming the other notice.
        by: id of the other notice; `span` is where it says so.
        since: first day it counts, where that is known.
    """

    number: str | None
    ended: bool
    reason: str
    by: str
    span: Span
    since: date | None


def settle(notices: tuple[Notice, ...]) -> tuple[Notice, ...]:
    """Mark the notices that another notice of the library ends, confirms, ends in part or amends.

    A draft does nothing to others, an older notice nothing to a younger one, and a title counts only inside
    one region, since many regions issue notices of one name.

    Args:
        notices: all notices of the library.

    Returns:
        The same notices in the same order; the ended ones with `validity`, a `validity_reason` naming
        the ending notice, and `expires_on` where the day it takes effect is known. The end or change of some
        clauses leaves the validity as it is and is told in the reason.
    """
    ended = settler(notices)
    return tuple(ended(notice) for notice in notices)


def settler(ending: Iterable[Notice]) -> Callable[[Notice], Notice]:
    """Return what marks one notice as `settle` does.

    Args:
        ending: all notices of the library that end others, as they are stored; others do no harm.
    """
    acts = _acts(ending)
    return partial(_settled, acts=acts) if acts.known else lambda notice: notice


def ends_others(notice: Notice) -> bool:
    """Tell whether a notice may end another one, extend or confirm it."""
    return any(key in SETTLING for key, _ in notice.facts)


def all_edges(notices: tuple[Notice, ...]) -> tuple[Edge, ...]:
    """Give what all notices of a library say of others, each with the id of the notice meant.

    Args:
        notices: all notices of the library.

    Returns:
        In the order of the notices. `target` is found by document number, else by title within one region;
        it is None where the library holds no such notice, or several of that title.
    """
    said = Said((by, edge) for by in notices for edge in _with_forwarded(by))
    held = frozenset(notice.id for notice in notices)
    by_number: dict[int, str] = {}
    by_title: dict[int, list[str]] = {}
    for notice in notices:
        for place, numbered in said.of(notice):
            if numbered:
                by_number.setdefault(place, notice.id)
            by_title.setdefault(place, []).append(notice.id)
    return tuple(
        edge
        if edge.target in held
        else replace(edge, target=by_number.get(place) or _only(by_title.get(place, [])))
        for place, (_, edge) in enumerate(said.known)
    )


def clause_changes(notices: tuple[Notice, ...]) -> Mapping[str, tuple[ClauseChange, ...]]:
    """Give the clauses that others ended or changed, by the id of the notice they stand in.

    Args:
        notices: all notices of the library.
    """
    acts = _acts(notices)
    if not any(edge.kind in _PARTLY for _, edge in acts.known):
        return {}
    found = ((notice.id, tuple(_changes(_upon(acts, notice)))) for notice in notices)
    return {id: changes for id, changes in found if changes}


def gravest_edge(notices: Iterable[Notice], notice: Notice) -> Edge | None:
    """Give what ends a notice, else what confirms it, ends clauses of it or amends it; None without any."""
    return next((edge for _, edge in _upon(_acts(notices), notice)), None)


def _acts(notices: Iterable[Notice]) -> Said:
    return Said(
        (by, edge)
        for by in notices
        if by.stage is not DocumentStage.CONSULTATION_DRAFT and any(name in _NAMES for name, _ in by.facts)
        for edge in edges_of(by)
        if edge.kind in _ACTS
    )


def _upon(acts: Said, notice: Notice) -> Acts:
    """What others do to a notice, the gravest first."""
    found = [acts.known[place] for place, _ in acts.of(notice)]
    return tuple(sorted(found, key=lambda act: _ACTS.index(act[1].kind)))


def _only(found: list[str]) -> str | None:
    return found[0] if len(found) == 1 else None


def _with_forwarded(by: Notice) -> Iterator[Edge]:
    """What a notice says; a cover's say about the notice that lies in the same document is certain."""
    edges = edges_of(by)
    if by.forwards is None:
        yield from edges
        return
    forwards = [edge for edge in edges if edge.kind is EdgeKind.FORWARDS]
    if forwards:
        yield from (replace(edge, target=by.forwards) if edge is forwards[0] else edge for edge in edges)
    else:
        span = next((fact.span for name, fact in by.facts if name == "cites"), by.span)
        yield Edge(kind=EdgeKind.FORWARDS, by=by.id, span=span, title=None, number=None, target=by.forwards)
        yield from edges


def _settled(notice: Notice, acts: Said) -> Notice:
    upon = _upon(acts, notice)
    if not upon or notice.validity in _ENDED:
        return notice
    by, edge = upon[0]
    if edge.kind in _ENDINGS:
        return _ended(notice, by, edge)
    if edge.kind is EdgeKind.EXTENDS:
        notice = _extended(notice, [by for by, said in upon if said.kind is EdgeKind.EXTENDS])
    elif edge.kind is EdgeKind.CONFIRMS and notice.validity is Validity.UNKNOWN:
        notice = replace(notice, validity=Validity.IN_FORCE, validity_reason=f"{_named(by)}确认继续有效")
    parts = _in_part(tuple(_changes(upon)))
    known = (notice.validity_reason,) if notice.validity_reason else ()
    return replace(notice, validity_reason="；".join((*known, *parts)) or None)


def _extended(notice: Notice, by: list[Notice]) -> Notice:
    """The last day is the latest that an extension prints or counts; without one it is not known any more."""
    days = [(_until(notice, extending) or date.max, extending) for extending in by]
    latest, last = max(days, key=lambda day: day[0])
    until = None if latest == date.max else latest
    if until is not None and notice.expires_on is not None and until <= notice.expires_on:
        return notice
    reason = f"有效期被{_named(last)}延长" + (f"至{until}" if until else "")
    return replace(notice, expires_on=until, validity_reason=reason)


def _until(notice: Notice, by: Notice) -> date | None:
    """The last day that an extension gives: 延长至2026年4月5日, or 延长2年 from the last day before."""
    if by.expires_on is not None or notice.expires_on is None:
        return by.expires_on
    terms = {to_int(fact.value.rstrip("年")) for key, fact in by.facts if key == "extended_for"}
    years = terms.pop() if len(terms) == 1 else None
    return years_on(notice.expires_on, years) if years else None


def _ended(notice: Notice, by: Notice, edge: Edge) -> Notice:
    validity, word = _ENDINGS[edge.kind]
    last, since = notice.expires_on, _since(by)
    if since is not None:
        last = since - timedelta(days=1) if last is None else min(last, since - timedelta(days=1))
    return replace(notice, validity=validity, validity_reason=f"被{_named(by)}{word}", expires_on=last)


def _since(by: Notice) -> date | None:
    """Without a day of its own a notice takes effect at once: on the day it was issued."""
    return by.effective_on or by.dated_on or by.issued_on


def _changes(upon: Acts) -> Iterator[ClauseChange]:
    for by, edge in upon:
        if edge.kind not in _PARTLY:
            continue
        whole = edge.kind is EdgeKind.REPEALS_PART
        clauses: list[tuple[str | None, bool, Span]] = [
            (clause.number, clause.ended, clause.span) for clause in edge.clauses
        ]
        for number, ended, span in clauses or [(None, whole, edge.span)]:
            yield ClauseChange(
                number=number,
                ended=ended,
                reason=_said_of(number, by, ended=ended),
                by=by.id,
                span=span,
                since=_since(by),
            )


def _said_of(number: str | None, by: Notice, *, ended: bool) -> str:
    if number is None:
        return f"{'部分条款已废止' if ended else '内容有修改'}，具体见{_named(by)}"
    return f"{number}已被{_named(by)}{'废止' if ended else '修改'}"


def _in_part(changes: tuple[ClauseChange, ...]) -> Iterator[str]:
    """Say which clauses were ended and changed, those of one notice together."""
    told: dict[tuple[str, bool], list[ClauseChange]] = {}
    for change in changes:
        told.setdefault((change.by, change.ended), []).append(change)
    for together in told.values():
        first = together[0]
        numbers = [change.number for change in together if change.number]
        if len(numbers) < 2 or first.number is None:
            yield first.reason
            continue
        listed = "、".join(numbers[:_NAMED]) + (f"等{len(numbers)}处" if len(numbers) > _NAMED else "")
        yield listed + first.reason.removeprefix(first.number)


def _named(by: Notice) -> str:
    """Name a notice: 《关于…的通知》（喀政办发〔2021〕27号，2021-07-07）."""
    day = _since(by)
    details = "，".join(str(part) for part in (by.document_number, day) if part)
    return f"《{by.title}》{f'（{details}）' if details else ''}"
