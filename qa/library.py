"""What the library holds at one moment, laid out for answering: a snapshot that questions only read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import pairwise

from corpus.disclosure import is_public
from corpus.errors import StoreBusy, StoreError
from corpus.fold import plain
from corpus.model import Notice, Passage, Region, Span, TaskItem, Unit
from corpus.regions import divisions, names_of
from corpus.relations import ClauseChange, clause_changes
from corpus.store import Store
from corpus.telephones import printed
from corpus.touched import touched
from corpus.units import spoken_names
from corpus.validity import as_of, reason_on
from qa.catalogue import Catalogue


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
        copies: how many public notices are left out as worse copies of others.
        changed: by notice id, the spans of passages whose clause another notice ended or changed by that day.
    """

    sequence: int
    notices: dict[str, Notice]
    entries: dict[str, Entry]
    texts: dict[str, str] = field(repr=False)
    changed: Mapping[str, tuple[tuple[Span, ClauseChange], ...]] = field(default_factory=dict)
    copies: int = 0

    @cached_property
    def catalogue(self) -> Catalogue:
        """The notices by number, title and place."""
        return Catalogue(self.notices)

    @cached_property
    def contacts(self) -> frozenset[str]:
        """Telephone numbers and mail addresses that the notices print; see `corpus.telephones.printed`."""
        return printed(self.notices.values())

    @cached_property
    def items(self) -> tuple[Entry, ...]:
        """The entries that are task items, notice by notice in printed order."""
        return tuple(entry for entry in self.entries.values() if entry.item is not None)

    @cached_property
    def years(self) -> frozenset[int]:
        """Years that notices are about."""
        return frozenset(notice.year for notice in self.notices.values() if notice.year)

    @cached_property
    def next_printed(self) -> dict[str, str]:
        """By passage id, the id of the one that is printed next in the same notice."""
        notices = {id: entry.notice.id for id, entry in self.entries.items()}
        return {one: two for one, two in pairwise(self.entries) if notices[one] == notices[two]}

    @cached_property
    def previous_printed(self) -> dict[str, str]:
        """By passage id, the id of the one that is printed before it in the same notice."""
        return {after: before for before, after in self.next_printed.items()}

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

    @cached_property
    def spelled(self) -> frozenset[str]:
        """Names a question may mistype (folded): of the library's units and regions, and of every region."""
        return frozenset((*self.regions, *self.unit_names, *(region.name for region in divisions())))

    @cached_property
    def passage_ids(self) -> dict[tuple[str, int, int], str]:
        """Ids of passages by notice, start and end."""
        return {
            (entry.notice.id, entry.passage.span.start, entry.passage.span.end): id
            for id, entry in self.entries.items()
        }

    def at(self, notice_id: str, span: Span) -> Entry | None:
        """Return the passage that stands at a place; None where what stands there is no whole passage."""
        return self.entries.get(self.passage_ids.get((notice_id, span.start, span.end), ""))

    def clause_reason(self, notice_id: str, span: Span) -> str | None:
        """Say what another notice did to the clause that a span stands in; None where none did anything."""
        return next(
            (
                change.reason
                for place, change in self.changed.get(notice_id, ())
                if place.start < span.end and span.start < place.end
            ),
            None,
        )

    def speaks_of(self, notice_id: str, place: str) -> bool:
        """Tell whether a notice names a place anywhere."""
        return len(place) > 1 and place in self.folded(notice_id)

    @cached_property
    def _words(self) -> dict[str, str]:
        return {}

    def folded(self, notice_id: str) -> str:
        """Return a notice's text without white space, in half-width marks; worked out once."""
        if notice_id not in self._words:
            span = self.notices[notice_id].span
            self._words[notice_id] = plain(self.texts[notice_id][span.start : span.end])
        return self._words[notice_id]

    def _units(self) -> Iterable[Unit]:
        for entry in self.items:
            if entry.item:
                yield from (
                    *entry.item.lead_units,
                    *entry.item.responsible_units,
                    *entry.item.cooperating_units,
                )


# A store that is being written to is read again; each reading is short beside a notice's arrival.
_TRIES = 20


def read_library(store: Store, today: date) -> Library:
    """Read a snapshot of the store: what the public may see, the best copy of each, its validity of the day.

    Args:
        store: where from; another process may be writing to it.
        today: the day that validity is judged on.

    Raises:
        StoreBusy: the store did not hold still long enough to be read whole.
    """
    for attempt in range(_TRIES):
        sequence = store.sequence
        try:
            library = _read(store, sequence, today)
        except (KeyError, StoreError):
            # A notice left between two of the reads; a fault that stays shows on the last try.
            if sequence == store.sequence or attempt == _TRIES - 1:
                raise
            continue
        if sequence == store.sequence:
            return library
    raise StoreBusy("库正在被另一个进程频繁写入，暂时读不全；请稍后再试。")


def _read(store: Store, sequence: int, today: date) -> Library:
    public = [notice for notice in store.notices() if is_public(notice)]
    notices = {
        notice.id: replace(notice, validity=as_of(notice, today), validity_reason=reason_on(notice, today))
        for notice in public
        if notice.copy_of is None
    }
    items = {item.id: item for item in store.items()}
    texts = {notice_id: text for notice_id, text in store.texts() if notice_id in notices}
    entries = {}
    for passage in store.passages():
        if passage.notice_id not in notices:
            continue
        quote = texts[passage.notice_id][passage.span.start : passage.span.end]
        entries[passage.id] = Entry(
            passage=passage,
            notice=notices[passage.notice_id],
            item=items.get(passage.item_id) if passage.item_id else None,
            quote=quote,
            folded=plain(quote),
        )
    changed = _changed(store, tuple(notices.values()), texts, today)
    return Library(
        sequence=sequence,
        notices=notices,
        entries=entries,
        texts=texts,
        changed=changed,
        copies=len(public) - len(notices),
    )


def _changed(
    store: Store, notices: Sequence[Notice], texts: Mapping[str, str], today: date
) -> dict[str, tuple[tuple[Span, ClauseChange], ...]]:
    """Find the passages whose clause another notice ended or changed; costs nothing where none did."""
    return {
        notice_id: _touched(store, notice_id, texts[notice_id], changes, today)
        for notice_id, changes in clause_changes(tuple(notices)).items()
    }


def changed_clauses(
    store: Store, notice: Notice, notices: Sequence[Notice], today: date
) -> tuple[tuple[Span, ClauseChange], ...]:
    """Find the passages of one notice whose clause another of some notices ended or changed by a day."""
    changes = clause_changes(tuple(notices)).get(notice.id, ())
    return _touched(store, notice.id, store.text(notice.id), changes, today) if changes else ()


def _touched(
    store: Store, notice_id: str, text: str, changes: Sequence[ClauseChange], today: date
) -> tuple[tuple[Span, ClauseChange], ...]:
    passages = store.passages(notice_id)
    spans = {passage.id: passage.span for passage in passages}
    return tuple((spans[id], change) for id, change in touched(passages, text, changes, today).items())
