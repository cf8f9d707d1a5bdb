"""The best of what was found is read once more, word by word: what the whole passage's vector passes over."""

from collections.abc import Sequence
from dataclasses import replace

from index.ports import Engine
from qa.candidate import Candidate
from qa.library import Entry
from qa.understand import Reading

LOOKED_AT = 6
"""Candidates that are read; a passage takes 20 ms the first time, then its words are at hand."""


def read_closely(reading: Reading, candidates: Sequence[Candidate], engine: Engine) -> tuple[Candidate, ...]:
    """Tell of each candidate how its words meet the question's.

    Args:
        reading: the question.
        candidates: best first.
        engine: reads words; where it has none, all stay as they are.

    Returns:
        The candidates in the same order, each with the feature near: how far it lies behind the best of the
        `LOOKED_AT` first, in tenths, 0 or less; those after them lie as far behind as the last.
    """
    looked_at = candidates[:LOOKED_AT]
    found = engine.compare(_words(reading), [_text(each.entry) for each in looked_at])
    if not found:
        return tuple(candidates)
    behind = [10 * (each - max(found)) for each in found]
    behind += [min(behind)] * (len(candidates) - len(behind))
    return tuple(_with(each, near) for each, near in zip(candidates, behind, strict=True))


def is_nearest(entry: Entry, reading: Reading, candidates: Sequence[Candidate], engine: Engine) -> bool:
    """Tell whether no candidate's words meet a question's better than those of one passage do.

    Args:
        entry: that passage.
        reading: the question.
        candidates: best first; `LOOKED_AT` of them are held against it.
        engine: reads words; without them nothing is told.
    """
    others = [each.entry for each in candidates[:LOOKED_AT] if each.entry is not entry]
    found = engine.compare(reading.folded, [_text(each) for each in (entry, *others)])
    return len(found) > 1 and found[0] == max(found)


def _with(candidate: Candidate, near: float) -> Candidate:
    return replace(candidate, features={**candidate.features, "near": near})


def _words(reading: Reading) -> str:
    """The question; one that goes on from another with the subject that it borrows."""
    borrows = reading.needs or reading.context or reading.passage
    return f"{reading.topic} {reading.folded}" if borrows else reading.folded


def _text(entry: Entry) -> str:
    return " ".join((entry.notice.title, *entry.passage.path, entry.quote))
