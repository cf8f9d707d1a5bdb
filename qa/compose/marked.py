"""Which words of a citation carry the answer: units and time limits by their fields, else the words found."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.model import Span
from qa.candidate import Candidate
from qa.cite import limit_asked
from qa.extract import Extract, extract
from qa.library import Entry, Library
from qa.retrieve import units_of
from qa.understand import Kind, Reading

_SURE = 0.6
"""How much better the words of a later passage must answer than the leading one's to be shown before them.
Measured: of 20 that went before with any lead within 0.25, 13 took the place of a right one and 4 that of a
wrong one; on NCP it makes no difference."""

Marked = tuple[Candidate, tuple[Span, ...] | None]


def marked(reading: Reading, candidates: Sequence[Candidate], library: Library, shown: int) -> list[Marked]:
    """Pair each passage with the words in it that answer, None where nothing is known of them.

    Args:
        reading: the question.
        candidates: best first.
        library: what they are printed in.
        shown: how many of them are cited, at least one.

    Returns:
        The passages, the one whose words answer best first.
    """
    cited = candidates[:shown]
    fields = {place: of_fields(reading, each.entry) for place, each in enumerate(cited)}
    found = extract(reading, candidates, library, shown)
    words = {each.place: each for each in found}
    rows: list[Marked] = [
        (candidate, fields[place]) if fields[place] else _with(candidate, words.get(place))
        for place, candidate in enumerate(cited)
    ]
    first = 0 if fields[0] else _best(found, cited)
    return [rows[first], *rows[:first], *rows[first + 1 :]]


def _with(candidate: Candidate, found: Extract | None) -> Marked:
    return (replace(candidate, entry=found.entry), (found.span,)) if found else (candidate, None)


def _best(found: Sequence[Extract], cited: Sequence[Candidate]) -> int:
    """The place of the passage to lead; the one that search put first unless another answers better."""
    lead = next((each.score for each in found if each.place == 0), None)
    for each in found:
        if each.place == 0:
            return 0
        if _may_lead(cited[0], cited[each.place]) and (lead is None or each.score > lead + _SURE):
            return each.place
    return 0


# Words of a passage that search put further behind than this never go before those of its first.
_CLOSE = 0.1
_AGAINST = ("without", "silent", "ended")
_FOR = "named"


def _may_lead(first: Candidate, other: Candidate) -> bool:
    """Tell whether search thought about as well of a passage, and nothing more tells against it."""
    worse = any(other.features.get(name, 0.0) > first.features.get(name, 0.0) for name in _AGAINST)
    worse = worse or other.features.get(_FOR, 0.0) < first.features.get(_FOR, 0.0)
    return not worse and other.score >= first.score - _CLOSE


def of_fields(reading: Reading, entry: Entry) -> tuple[Span, ...]:
    """Return where a task's units or its time limit are printed, where these are asked for."""
    item, whole = entry.item, entry.passage.span
    if item is None:
        return ()
    spans: Iterable[Span] = ()
    if reading.kind is Kind.WHO:
        spans = (unit.span for unit in units_of(entry))
    elif reading.kind is Kind.WHEN and (limit := limit_asked(entry, reading.topic, " ".join(reading.needs))):
        spans = (limit.span,)
    return _joined(span for span in spans if whole.start <= span.start < span.end <= whole.end)


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Put spans in order, those that overlap in one."""
    joined: list[Span] = []
    for span in sorted(set(spans)):
        if joined and span.start < joined[-1].end:
            joined[-1] = replace(joined[-1], end=max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
