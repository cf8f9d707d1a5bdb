"""Which words of a citation carry the answer: units and time limits by their fields, else the words found."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.model import Span
from qa.extract import Extract, extract
from qa.library import Entry, Library
from qa.retrieve import Candidate, units_of
from qa.understand import Kind, Reading

_SURE = 0.0
"""How much better the words of a later passage must answer than the leading one's to be shown before them."""

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
    first = 0 if fields[0] else _best(found)
    return [rows[first], *rows[:first], *rows[first + 1 :]]


def _with(candidate: Candidate, found: Extract | None) -> Marked:
    return (replace(candidate, entry=found.entry), (found.span,)) if found else (candidate, None)


def _best(found: Sequence[Extract]) -> int:
    """The place of the passage to lead; the one that search put first unless another answers better."""
    if not found:
        return 0
    lead = next((each.score for each in found if each.place == 0), None)
    best = found[0]
    return best.place if lead is None or best.score > lead + _SURE else 0


def of_fields(reading: Reading, entry: Entry) -> tuple[Span, ...]:
    """Return where a task's units or its time limit are printed, where these are asked for."""
    item, whole = entry.item, entry.passage.span
    if item is None:
        return ()
    spans: Iterable[Span] = ()
    if reading.kind is Kind.WHO:
        spans = (unit.span for unit in units_of(entry))
    elif reading.kind is Kind.WHEN and item.deadline:
        spans = (item.deadline.span,)
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
