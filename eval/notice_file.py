"""What the library holds under one file name: what gold can be checked against."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import PurePath

from corpus.disclosure import is_public
from corpus.fold import Folded, fold
from corpus.model import Notice, Passage, Span, TaskItem, Unit
from corpus.store import Store
from corpus.units import matches
from eval import metrics


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFile:
    """A file of the library (two notices where one forwards the other).

    Attributes:
        name: file name, as question sets have it.
        text: the stored text. wording: the same folded as the figures fold it.
        item_wordings: of the task items by their ids. numbers: of the task items, as printed.
        units: every unit of the items, each name once. unit_names: their names as the figures fold them.
    """

    name: str
    text: str
    wording: str
    notices: tuple[Notice, ...]
    items: tuple[TaskItem, ...]
    passages: tuple[Passage, ...]
    item_wordings: Mapping[str, str]
    numbers: frozenset[str]
    units: tuple[Unit, ...]
    unit_names: frozenset[str]

    @property
    def dated_on(self) -> date | None:
        """The earliest date of its notices, None where none is dated."""
        return min((notice.dated_on for notice in self.notices if notice.dated_on), default=None)

    def prints(self, words: str) -> bool:
        """Tell whether the file holds some words, as the figures compare them."""
        return metrics.fold(words) in self.wording

    def knows_unit(self, name: str) -> bool:
        """Tell whether a unit has a task in the file or is at least printed there."""
        wanted = metrics.fold_unit(name)
        return (
            wanted in self.unit_names
            or wanted in self.wording
            or any(matches(name, unit) for unit in self.units)
        )

    def find(self, words: str) -> Span | None:
        """Return where some words stand first in the stored text, None where they do not."""
        folded = _folded(self.text)
        wanted = fold(words).text
        start = folded.text.find(wanted) if wanted else -1
        return folded.span(start, start + len(wanted)) if start >= 0 else None

    def passage_at(self, span: Span) -> Passage | None:
        """Return the smallest passage around a place, None where no passage holds it whole."""
        around = [
            passage
            for passage in self.passages
            if passage.span.start <= span.start and span.end <= passage.span.end
        ]
        return min(around, key=lambda passage: passage.span.end - passage.span.start, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPassage:
    """A passage that gold points to.

    Attributes:
        name: of the file. text: the passage, verbatim.
        place: where the evidence stands in `text`.
    """

    name: str
    text: str
    place: Span


def gold_passages(
    evidence: tuple[str, ...], names: tuple[str, ...], files: Mapping[str, "NoticeFile"]
) -> tuple[GoldPassage, ...]:
    """Return the passages that hold the evidence of a question, for a person to look at.

    Args:
        evidence: of the question.
        names: file names of its notices; those that are not in the library are passed over.
        files: the library, file by file.
    """
    found: dict[Span, GoldPassage] = {}
    for file in (files[name] for name in names if name in files):
        for place in filter(None, map(file.find, evidence)):
            passage = file.passage_at(place)
            around = passage.span if passage else place
            text = file.text[around.start : around.end]
            inside = Span(place.start - around.start, place.end - around.start)
            found.setdefault(around, GoldPassage(name=file.name, text=text, place=inside))
    return tuple(found.values())


@lru_cache(maxsize=8)
def _folded(text: str) -> Folded:
    return fold(text)


def file_name(source: str) -> str:
    """Return the file name of a source that may be a path of either system."""
    return PurePath(re.sub(r"\\", "/", source)).name


def notice_files(store: Store) -> Mapping[str, NoticeFile]:
    """Read the library, file by file.

    A file with a notice that is not for the public is left out whole, since its text holds both: no answer
    ever comes out of it, so no question of a set may rest on it, and nobody reviewing one need see it.

    Raises:
        StoreError: the library cannot be read.
    """
    by_name: dict[str, list[Notice]] = {}
    for notice in store.notices():
        by_name.setdefault(file_name(notice.source), []).append(notice)
    return {
        name: _file(store, name, tuple(notices))
        for name, notices in by_name.items()
        if all(map(is_public, notices))
    }


def _file(store: Store, name: str, notices: tuple[Notice, ...]) -> NoticeFile:
    texts = dict.fromkeys(store.text(notice.id) for notice in notices)
    items = tuple(item for notice in notices for item in store.items(notice.id))
    units = {unit.name: unit for item in items for unit in _units(item)}
    return NoticeFile(
        name=name,
        text="\n".join(texts),
        wording="".join(map(metrics.fold, texts)),
        notices=notices,
        items=items,
        # Offsets count within one text; of two texts under one name only the first can be pointed into.
        passages=tuple(
            passage
            for notice in notices
            if notice.sha256 == notices[0].sha256
            for passage in store.passages(notice.id)
        ),
        item_wordings={item.id: metrics.fold(item.text) for item in items},
        numbers=frozenset(item.number for item in items if item.number),
        units=tuple(units.values()),
        unit_names=frozenset(map(metrics.fold_unit, units)),
    )


def _units(item: TaskItem) -> Iterator[Unit]:
    yield from item.lead_units
    yield from item.responsible_units
    yield from item.cooperating_units
