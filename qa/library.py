"""What the library holds at one moment, laid out for answering: a snapshot that questions only read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from corpus.fold import plain
from corpus.model import Notice, Passage, Region, TaskItem, Unit
from corpus.regions import names_of
from corpus.store import Store
from corpus.units import spoken_names

_CITED = re.compile("《[^《》]*(?:《[^《》]*》[^《》]*)*》")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A passage with all that an answer needs of it.

    Attributes:
        quote: the stored text at the passage's span, character for character.
        folded: the quote without white space, in half-width marks.
    """

    passage: Passage
    notice: Notice
    item: TaskItem | None
    quote: str
    folded: str


@dataclass(frozen=True, kw_only=True)
class Library:
    """All notices, items and passages of one moment.

    Attributes:
        sequence: the store's sequence number it was read at.
        entries: by passage id, in printed order within a notice.
    """

    sequence: int
    notices: dict[str, Notice]
    entries: dict[str, Entry]
    texts: dict[str, str] = field(repr=False)

    @cached_property
    def items(self) -> tuple[Entry, ...]:
        """The entries that are task items, notice by notice in printed order."""
        return tuple(entry for entry in self.entries.values() if entry.item is not None)

    @cached_property
    def regions(self) -> dict[str, tuple[Region, ...]]:
        """Regions that have notices, by every name a person may use for them."""
        named: dict[str, list[Region]] = {}
        for region in dict.fromkeys(notice.region for notice in self.notices.values() if notice.region):
            for name in names_of(region):
                named.setdefault(name, []).append(region)
        return {name: tuple(regions) for name, regions in named.items()}

    @cached_property
    def unit_names(self) -> dict[str, str]:
        """Printed names of units, by every name a person may use for them (folded)."""
        return {spoken: plain(unit.name) for unit in self._units() for spoken in spoken_names(unit)}

    def speaks_of(self, notice_id: str, place: str) -> bool:
        """Tell whether a notice's own words name a place; titles that it cites do not count."""
        return place in self._own_words(notice_id)

    @cached_property
    def _words(self) -> dict[str, str]:
        return {}

    def _own_words(self, notice_id: str) -> str:
        if notice_id not in self._words:
            span = self.notices[notice_id].span
            folded = plain(self.texts[notice_id][span.start : span.end])
            self._words[notice_id] = _CITED.sub("", folded)
        return self._words[notice_id]

    def _units(self) -> Iterable[Unit]:
        for entry in self.items:
            if entry.item:
                yield from (
                    *entry.item.lead_units,
                    *entry.item.responsible_units,
                    *entry.item.cooperating_units,
                )


def read_library(store: Store) -> Library:
    """Read a snapshot of the store."""
    sequence = store.sequence
    notices = {notice.id: notice for notice in store.notices()}
    items = {item.id: item for item in store.items()}
    texts = {notice_id: store.text(notice_id) for notice_id in notices}
    entries = {}
    for passage in store.passages():
        quote = texts[passage.notice_id][passage.span.start : passage.span.end]
        entries[passage.id] = Entry(
            passage=passage,
            notice=notices[passage.notice_id],
            item=items.get(passage.item_id) if passage.item_id else None,
            quote=quote,
            folded=plain(quote),
        )
    return Library(sequence=sequence, notices=notices, entries=entries, texts=texts)
