"""From a reading to the passages that may answer it, best first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.deadlines import When, find_deadlines
from corpus.fold import Folded
from corpus.model import Deadline, Notice, PassageKind, Unit
from corpus.parse.outline import heading
from corpus.units import matches
from index.ports import Engine, Filter
from qa.library import Entry, Library
from qa.understand import Kind, Reading

_DEPTH = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage that may answer.

    Attributes:
        score: what it is ranked by; the engine's score and what the reading adds to it.
        coverage: share of the topic's weight of words found in it, 0 to 1.
        cosine: similarity of topic and passage.
        heading: share of the topic's letter pairs that stand in the item's own heading, 0 to 1.
    """

    entry: Entry
    score: float
    coverage: float
    cosine: float
    heading: float


def retrieve(reading: Reading, library: Library, engine: Engine, allowed: Filter) -> tuple[Candidate, ...]:
    """Search for the reading's topic inside the filter; title lines and signatures are left out."""
    query = reading.topic or reading.folded
    found = []
    for hit in engine.search(query, filter=allowed, k=_DEPTH):
        entry = library.entries.get(hit.passage_id)
        if entry is None or entry.passage.kind is PassageKind.HEADER:
            continue
        head = _heading_share(query, entry)
        score = hit.score + _WEIGHTS["heading"] * head + sum(_WEIGHTS[name] for name in _fits(reading, entry))
        found.append(Candidate(entry=entry, score=score, coverage=hit.coverage, cosine=hit.cosine, heading=head))
    found.sort(key=lambda candidate: (-candidate.score, candidate.entry.passage.id))
    return tuple(found)


# What a fit of the reading is worth beside the engine's score (0 to about 1); see eval/reports.
_WEIGHTS = {"heading": 0.15, "task": 0.08, "units": 0.15, "role": 0.05, "limit": 0.3, "due": 0.05, "item": 0.5, "contact": -0.1, "preamble": -0.05}


def _fits(reading: Reading, entry: Entry) -> Iterable[str]:
    item = entry.item
    if entry.passage.kind is PassageKind.CONTACT:
        yield "contact"
    if item is None:
        if entry.passage.number is None:
            yield "preamble"
        return
    if reading.kind in (Kind.WHO, Kind.WHEN, Kind.LIST):
        yield "task"
    if reading.units and all(any(matches(name, unit) for unit in units_of(entry)) for name in reading.units):
        yield "units"
    if reading.kind is Kind.WHO and item.lead_units and "牵头" in reading.folded:
        yield "role"
    if reading.kind is Kind.WHEN and item.deadline and item.deadline.due:
        yield "due"
    if any(same_limit(limit, entry) for limit in reading.limits):
        yield "limit"
    if reading.item and item.number == reading.item:
        yield "item"


def units_of(entry: Entry, role: str | None = None) -> tuple[Unit, ...]:
    """Return an item's units, of one role or of all."""
    item = entry.item
    if item is None:
        return ()
    by_role = {"lead": item.lead_units, "responsible": item.responsible_units, "cooperating": item.cooperating_units}
    return by_role[role] if role else (*item.lead_units, *item.responsible_units, *item.cooperating_units)


def when_of(notice: Notice) -> When:
    """Return what a notice says about its time."""
    return When(notice.year, notice.issued_on or notice.dated_on)


def same_limit(limit: Deadline, entry: Entry) -> bool:
    """Tell whether a limit named in a question is one of the item's: 9月底前 of the notice's own year."""
    item = entry.item
    if item is None:
        return False
    text = limit.text
    asked = next(iter(find_deadlines(Folded(text, tuple(range(len(text)))), when_of(entry.notice), column=True)), limit)
    own = [deadline for deadline in (item.deadline, *item.other_deadlines) if deadline]
    return any((asked.due is not None and deadline.due == asked.due) or deadline.text == text for deadline in own)


def _heading_share(query: str, entry: Entry) -> float:
    words = entry.item.text if entry.item else entry.folded
    text = heading(words) + (entry.passage.path[-1] if entry.passage.path else "")
    pairs = letter_pairs(query)
    return len(pairs & letter_pairs(text)) / len(pairs) if pairs else 0.0


def letter_pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring letters of a text, across spaces and marks not."""
    return frozenset(part[place : place + 2] for part in re.findall(r"[\w]+", text) for place in range(len(part) - 1))
