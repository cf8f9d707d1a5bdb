"""What the notice reader shows: the shelves, and a notice with all that belongs to it.

Only notices that the public may see; of a file only what belongs to those.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Final

from corpus.disclosure import is_public
from corpus.edges import EdgeKind
from corpus.json_records import Record, iso
from corpus.model import DocumentStage, Notice, Span
from corpus.relation_listing import LABELS
from corpus.settings import Settings
from corpus.shelf import Asked, Facet, Head, item_counts, look_up, shelved
from corpus.store import Store
from qa.shared import SharedAssistant
from ui.reader.outline import outline
from ui.reader.pages import Pages
from ui.reader.versions import Versions

PAGE_ROWS: Final = 30
# The rarest values of a facet are found by words; hundreds of them are not looked through.
_MOST_VALUES: Final = 40
_ACTS = frozenset(EdgeKind) - {EdgeKind.FORWARDS, EdgeKind.IMPLEMENTS, EdgeKind.CITES}


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The heads when the store stood at `sequence`, on a day."""

    sequence: int
    today: date
    heads: tuple[Head, ...]


class Notices:
    """Reads the library for the reader's page; may be used from several threads.

    Args:
        library: gives notices as the public interface does.
        store: that they are kept in.
        settings: of the data folder and of how much of a file is read.
    """

    def __init__(self, library: SharedAssistant, store: Store, settings: Settings) -> None:
        self._library, self._store = library, store
        self._pages, self._versions = Pages(store, settings), Versions(store)
        self._shelf: _Shelf | None = None
        self._open: tuple[tuple[Notice, ...], Mapping[str, Notice]] = ((), {})
        self._making = Lock()

    def shelf(self, asked: Asked, page: int) -> Record:
        """Give a page of the list (from 1) and what each facet would give."""
        heads = self._heads()
        found = look_up(heads, asked)
        begin = (page - 1) * PAGE_ROWS
        return {
            "total": len(heads),
            "found": len(found.heads),
            "page": page,
            "pages": max(1, -(-len(found.heads) // PAGE_ROWS)),
            "notices": [_row(head) for head in found.heads[begin : begin + PAGE_ROWS]],
            "facets": {
                facet.value: _values(facet, found.counts[facet], asked.values.get(facet)) for facet in Facet
            },
        }

    def notice(self, notice_id: str) -> Record | None:
        """Give a notice as the public interface does, and beside it what only this page shows."""
        told, public = self._library.notice(notice_id), self._public()
        notice = public.get(notice_id)
        if told is None or notice is None:
            return None
        document = self._store.document(notice_id)
        return {
            **told,
            "today": iso(date.today()),
            "outline": outline(document.text, notice.span, self._store.passages(notice_id)),
            "file": self._pages.record(notice, document),
            "tables": self._pages.tables(notice, document),
            "acts": self._acts(notice, public),
            "others": [{"key": other.key, **other.label} for other in self._versions.others(notice, public)],
            "copies": _copies(notice, public),
        }

    def differences(self, notice_id: str, key: str) -> Record | None:
        """Compare a notice with another text (see `ui.reader.versions`); None for none such."""
        public = self._public()
        notice = public.get(notice_id)
        return self._versions.compare(notice, public, key) if notice else None

    def boxes(self, notice_id: str, span: Span) -> list[Record] | None:
        """Give where on its pages a stretch of a notice stands; None where there is no such notice."""
        notice = self._public().get(notice_id)
        return self._pages.boxes(notice, span) if notice else None

    def picture(self, notice_id: str, page: int) -> bytes | None:
        """Give a page of the file as JPEG; None where there is none to show."""
        notice = self._public().get(notice_id)
        return self._pages.picture(notice, page) if notice else None

    def original(self, notice_id: str) -> tuple[bytes, str] | None:
        """Give the file that a notice was read from and its name; None where it may not be had."""
        notice = self._public().get(notice_id)
        return self._pages.original(notice) if notice else None

    def _public(self) -> Mapping[str, Notice]:
        notices = self._store.notices()
        known, public = self._open
        # The store gives the same tuple until something changes.
        if known is not notices:
            public = {notice.id: notice for notice in notices if is_public(notice)}
            self._open = (notices, public)
        return public

    def _heads(self) -> tuple[Head, ...]:
        with self._making:
            sequence, today = self._store.sequence, date.today()
            known = self._shelf
            if known is None or (known.sequence, known.today) != (sequence, today):
                heads = shelved(self._public().values(), item_counts(self._store), today)
                known = self._shelf = _Shelf(sequence, today, heads)
            return known.heads

    def _acts(self, notice: Notice, public: Mapping[str, Notice]) -> list[Record]:
        """What others do to a notice, with the day since when, for its line of time."""
        return [
            {
                "kind": edge.kind.value,
                "label": f"被{LABELS[edge.kind]}",
                "notice_id": by.id,
                "title": by.title,
                "since": iso(by.effective_on or by.dated_on or by.issued_on),
            }
            for edge in self._store.edges()
            if edge.target == notice.id and edge.kind in _ACTS and edge.by != notice.id
            if (by := public.get(edge.by)) and by.stage is not DocumentStage.CONSULTATION_DRAFT
        ]


def _copies(notice: Notice, public: Mapping[str, Notice]) -> list[Record]:
    """Other copies of the same notice, from other sources."""
    best = notice.copy_of or notice.id
    return [
        {"id": other.id, "title": other.title, "source": other.source}
        for other in public.values()
        if other.id != notice.id and best in (other.id, other.copy_of)
    ]


def _row(head: Head) -> Record:
    notice = head.notice
    return {
        "id": notice.id,
        "title": notice.title,
        "document_number": notice.document_number,
        "issuing_bodies": list(notice.issuing_bodies),
        "region": notice.region.name if notice.region else None,
        "day": iso(head.day),
        "stage": notice.stage.value,
        "validity": head.validity,
        "sample": notice.sample,
        "forwards": notice.forwards,
        "forwarded_by": notice.forwarded_by,
        "items": head.items,
    }


def _values(facet: Facet, counts: Mapping[str, int], chosen: str | None) -> list[Record]:
    """The values of a facet, the most frequent first, years backwards; the chosen one is never left out."""
    named = sorted(counts.items(), reverse=facet is Facet.YEAR)
    order = named if facet is Facet.YEAR else sorted(named, key=lambda pair: -pair[1])
    cut = order[:_MOST_VALUES]
    if chosen is not None and chosen not in dict(cut):
        cut.append((chosen, counts.get(chosen, 0)))
    return [{"value": value, "count": count} for value, count in cut]
