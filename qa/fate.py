"""What became of a candidate (kept, shown beside, dropped) and why; which notices were left out and why."""

from collections.abc import Iterable
from enum import StrEnum

from corpus.model import Notice, Span
from qa.answer import Answer
from qa.contrast import speaks_of_another
from qa.expected import lacks
from qa.library import Library
from qa.scope import Basis, Scope
from qa.trace import Searched, Step, Weighed
from qa.understand import Reading

Cited = tuple[tuple[str, Span], ...]
"""Places that an answer quotes, the leading one first."""


class Fate(StrEnum):
    """What became of a candidate."""

    LEAD = "lead"
    BESIDE = "beside"
    LACKS = "lacks"
    ANOTHER = "another"
    OTHER_YEAR = "other_year"
    BELOW_THRESHOLD = "below_threshold"
    SAME_TEXT = "same_text"
    BEHIND = "behind"
    NOT_WEIGHED = "not_weighed"
    NOT_USED = "not_used"


class LeftOut(StrEnum):
    """Why a notice was not searched."""

    OTHER_NUMBER = "other_number"
    OTHER_TITLE = "other_title"
    OTHER_REGION = "other_region"
    OTHER_YEAR = "other_year"


def cited_places(answer: Answer) -> Cited:
    """Return the places that an answer quotes, the leading one first."""
    return tuple((citation.notice.id, citation.span) for citation in answer.citations)


def weighing_of(searched: Searched, steps: Iterable[Step]) -> Weighed | None:
    """Return how the leading candidate of a search was weighed; None where it was not."""
    found = (step.seen for step in steps if isinstance(step.seen, Weighed))
    return next((seen for seen in found if seen.candidates is searched.candidates), None)


def verdict(weighed: Weighed, reading: Reading) -> Fate:
    """Say what weighing a leading candidate came to."""
    if weighed.confidence is None:
        lead = weighed.candidates[0].entry
        if lacks(reading, lead):
            return Fate.LACKS
        return Fate.ANOTHER if speaks_of_another(reading, lead) else Fate.OTHER_YEAR
    return Fate.LEAD if weighed.confidence >= weighed.threshold else Fate.BELOW_THRESHOLD


def fates(searched: Searched, weighed: Weighed | None, reading: Reading, cited: Cited) -> tuple[Fate, ...]:
    """Say of each candidate of a search what became of it.

    Args:
        searched: the candidates, best first.
        weighed: how the first was weighed; None where it was not.
        reading: the question.
        cited: what the answer quotes.
    """
    if weighed is None:
        return (Fate.NOT_USED,) * len(searched.candidates)
    first = verdict(weighed, reading)
    if first is not Fate.LEAD:
        return (first, *(Fate.NOT_WEIGHED for _ in searched.candidates[1:]))
    found: list[Fate] = []
    seen: set[str] = set()
    for candidate in searched.candidates:
        entry = candidate.entry
        if (entry.notice.id, entry.passage.span) in cited:
            found.append(Fate.BESIDE if found else Fate.LEAD)
        else:
            found.append(Fate.SAME_TEXT if entry.folded in seen else Fate.BEHIND)
        seen.add(entry.folded)
    return tuple(found)


def left_out(scope: Scope, reading: Reading, library: Library) -> dict[LeftOut, int]:
    """Count the notices that were not searched, by reason.

    Args:
        scope: what was searched.
        reading: the question.
        library: all there are.
    """
    inside = scope.ids | {notice.id for notice in scope.parents}
    counts: dict[LeftOut, int] = {}
    for notice in library.notices.values():
        if notice.id not in inside:
            reason = _reason(notice, scope, reading)
            counts[reason] = counts.get(reason, 0) + 1
    return counts


def _reason(notice: Notice, scope: Scope, reading: Reading) -> LeftOut:
    if scope.basis is Basis.NUMBER:
        return LeftOut.OTHER_NUMBER
    if scope.basis is Basis.TITLE:
        return LeftOut.OTHER_TITLE
    placed = notice.region in reading.regions or not (reading.regions or reading.foreign)
    return LeftOut.OTHER_YEAR if placed and reading.years else LeftOut.OTHER_REGION
