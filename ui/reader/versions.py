"""Texts that a notice can be compared with: its former versions, and notices that replace one another."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from corpus.corrections import Corrections, Field
from corpus.differences import differences
from corpus.disclosure import is_public
from corpus.edges import EdgeKind
from corpus.json_records import Record
from corpus.model import Document, Notice
from corpus.parse import parse_document
from corpus.quality import checked
from corpus.relation_listing import LABELS
from corpus.releases import published
from corpus.store import Store

_KEPT: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A text to compare with.

    Attributes:
        key: "v" and the hash of a former version, else a notice's id.
        says: what it is to the notice, for people; {day} stands for the day of `retired`.
        retired: the day on which a former version was replaced.
        title: of a related notice.
        newer: whether it is younger than the notice itself.
        text: the words.
    """

    key: str
    says: str
    retired: str | None = None
    title: str | None = None
    newer: bool
    text: str

    @property
    def label(self) -> Record:
        """What names it, apart, so that a page may say it in its own language."""
        return {"says": self.says, "retired": self.retired, "title": self.title}


class Versions:
    """Finds and compares versions; every notice given must be public already."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._compared = lru_cache(maxsize=_KEPT)(_compared)
        self._open: dict[tuple[str, int], bool] = {}

    def others(self, notice: Notice, public: Mapping[str, Notice]) -> tuple[Other, ...]:
        """Give what a notice can be compared with; former versions first, the newest of them first."""
        return (*self._former(notice), *self._related(notice, public))

    def compare(self, notice: Notice, public: Mapping[str, Notice], key: str) -> Record | None:
        """Compare a notice with another text, what is older first; None where it may not be seen."""
        other = next((other for other in self.others(notice, public) if other.key == key), None)
        if other is None:
            return None
        own = self._own(notice)
        lines = self._compared(own, other.text) if other.newer else self._compared(other.text, own)
        return {"newer": other.newer, "lines": lines}

    def _former(self, notice: Notice) -> tuple[Other, ...]:
        return tuple(
            Other(
                key=f"v{one.document.sha256}",
                says="本通知此前的版本（{day} 被替换）",
                retired=one.retired_at[:10],
                newer=False,
                text=one.document.text,
            )
            for one in self._store.former(notice.id)
            if self._is_open(one.document)
        )

    def _related(self, notice: Notice, public: Mapping[str, Notice]) -> tuple[Other, ...]:
        found: dict[str, Other] = {}
        for edge in self._store.edges():
            if edge.kind is not EdgeKind.SUPERSEDES or notice.id not in (edge.by, edge.target):
                continue
            newer = edge.target == notice.id
            other = public.get(edge.by if newer else edge.target or "")
            if other is None or other.id == notice.id or other.id in found:
                continue
            act = LABELS[edge.kind]
            says = f"{act}本通知的通知" if newer else f"本通知{act}的通知"
            found[other.id] = Other(
                key=other.id, says=says, title=other.title, newer=newer, text=self._own(other)
            )
        return tuple(found.values())

    def _own(self, notice: Notice) -> str:
        return self._store.text(notice.id)[notice.span.start : notice.span.end]

    def _is_open(self, document: Document) -> bool:
        """Whether a former text may be seen: read anew, nothing on it is private, marked or withdrawn.

        Where its disclosure was ever put right by hand, it may not.
        """
        key = (document.sha256, self._store.sequence)
        if key not in self._open:
            if len(self._open) >= _KEPT:
                self._open.clear()
            self._open[key] = self._read_open(document)
        return self._open[key]

    def _read_open(self, document: Document) -> bool:
        released = self._store.released(document.sha256)
        if any(doubt.withholds and doubt.page not in released for doubt in document.layout.doubts):
            return False
        if any(
            made.place.sha256 == document.sha256 and change.field is Field.DISCLOSURE
            for made in Corrections(self._store.transaction).all()
            for change in made.changes
        ):
            return False
        read = checked(parse_document(document), released)
        notices = published([part.notice for part in read.notices], self._store.publications())
        return bool(notices) and all(map(is_public, notices))


def _compared(old: str, new: str) -> list[list[list[str]]]:
    return [[[piece.change.value, piece.text] for piece in line] for line in differences(old, new)]
