"""The one place where what was read is kept: a single SQLite file, one transaction a document."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from enum import StrEnum
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine, select, update

from corpus import (
    arrivals,
    contents,
    corrected,
    decisions,
    releases,
    removals,
    rows,
    schema,
    vectors,
    versions,
)
from corpus.by_hand import ByHand
from corpus.contents import Contents
from corpus.copies import mark_copies, unpacked
from corpus.corrected import Overlay
from corpus.database import connect, damage, empty_log, transaction, use_write_ahead_log
from corpus.edges import Edge
from corpus.errors import StoreError
from corpus.in_use import InUse
from corpus.migrations import migrate
from corpus.model import Document, Notice, ParsedDocument, Passage, TaskItem
from corpus.records import ITEM, NOTICE, PASSAGE, Reading, layout_json, parse_digest
from corpus.relations import all_edges, settle
from corpus.removals import Removal
from corpus.versions import FormerVersion, Held
from corpus.why import why


class Added(StrEnum):
    """What became of a document that was added."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    DUPLICATE = "duplicate"


class Store(InUse, ByHand):
    """Notices, their passages and items, vectors, receipts and feedback.

    May be used from several threads at once, and the file by several processes: readers never wait, a
    writer waits some seconds for another. Every method raises StoreBusy, StoreFull, StoreDamaged or
    StoreError when the database does; what was stored before is then untouched.
    """

    def __init__(self, engine: Engine, path: Path) -> None:
        """Wrap a store that is open and up to date; use `Store.open`."""
        self.path = path
        self._engine = engine
        self._notices = Reading(NOTICE)
        self._settling = Lock()
        self._settled: tuple[int, tuple[Notice, ...]] = (-1, ())
        self._edges: tuple[tuple[Notice, ...], tuple[Edge, ...]] = ((), ())
        self._corrected: tuple[int, Overlay] = (-1, corrected.NOTHING)

    @classmethod
    def open(cls, path: Path) -> "Store":
        """Open the store, making the file and bringing its schema up to date where needed.

        Raises:
            StoreDamaged: not a database, not ours, or damaged.
            StoreError: written by a newer program, or the folder cannot be used.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            told = f"建不了数据文件夹 {path.parent}（{why(error)}）。请检查设置 data_dir 和权限。"
            raise StoreError(told) from error
        engine = connect(path)
        try:
            with transaction(engine, path, write=True) as connection:
                migrate(connection)
            use_write_ahead_log(engine, path)
        except StoreError:
            engine.dispose()
            raise
        return cls(engine, path)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def add(self, parsed: ParsedDocument, *, location: str | None = None, fingerprint: str = "") -> Added:
        """Store a document with its notices, in one transaction.

        Args:
            parsed: the document and what was read out of it.
            location: where it was read from (an absolute path, an address): a document that comes again
                from there takes the place of the former one. Without it the document's source counts.
            fingerprint: of the file and of the program that read it; see `held`.

        Returns:
            ADDED; UNCHANGED (same location, same content); REPLACED (same location, new content, or the
            same content read differently by this version); DUPLICATE (same content, other location).
        """
        place = parsed.document.source if location is None else location
        digest = parse_digest(parsed)
        held = select(schema.locations.c.document).filter_by(location=place)
        documents = schema.documents.c
        same = select(documents.number, documents.digest, documents.layout, documents.retired_at).filter_by(
            sha256=parsed.document.sha256
        )
        with self._write() as connection:
            former = rows.scalar(connection, held)
            known = connection.execute(same).one_or_none()
            if known is None:
                number = rows.write_document(connection, parsed, digest)
                rows.point(connection, place, number, fingerprint)
                return Added.ADDED if former is None else Added.REPLACED
            rows.point(connection, place, known.number, fingerprint)
            # The same words in another file lie otherwise: the layout of the file that came first is kept.
            moved = former == known.number and known.layout != layout_json(parsed.document.layout)
            if known.digest != digest or moved:
                rows.rewrite_document(connection, known.number, parsed, digest)
                # A former version that comes back elsewhere is new to the library.
                return Added.ADDED if former is None and known.retired_at else Added.REPLACED
            if former is None:
                return Added.DUPLICATE
            return Added.UNCHANGED if former == known.number else Added.REPLACED

    def remove(self, notice_id: str, removal: Removal | None = None) -> tuple[str, ...]:
        """Take a notice out, and its document when no other notice stands in it.

        Args:
            notice_id: which.
            removal: why, to be kept; None where no person decided it.

        Returns:
            Digests of the files it was read from, of those that no other notice needs.

        Raises:
            StoreError: there is no such notice.
        """
        with self._write() as connection:
            files = removals.remove(connection, notice_id, removal)
            if files is None:
                raise _unknown(notice_id)
            return files

    def leave(self, location: str) -> bool:
        """Take out what was read from a location, which is no more; its text stays as a former version.

        Returns:
            Whether anything was held there.
        """
        with self._write() as connection:
            return rows.leave(connection, location)

    @property
    def sequence(self) -> int:
        """A number that grows with every change of notices and decision about one, and with nothing else."""
        with self._read() as connection:
            return rows.sequence(connection)

    def notices(self) -> tuple[Notice, ...]:
        """Give every notice, in the order of storing, as other notices and decisions by hand leave it.

        Of a notice that came from two sources the worse copy is marked.
        """
        notices = schema.notices.c
        query = select(notices.record).order_by(notices.document, notices.place)
        # Of several who come after a change one works it out, and the others wait.
        with self._settling, self._read() as connection:
            now, (known, settled) = rows.sequence(connection), self._settled
            if known != now:
                read = self._notices.all(connection.scalars(query))
                settled = settle(self._overlay(connection).of_notices(read))
                settled = decisions.decided(settled, decisions.read(connection))
                settled = releases.published(settled, releases.publications(connection))
                sketches = unpacked(map(tuple, connection.execute(select(notices.id, notices.sketch))))
                settled = mark_copies(settled, sketches)
                self._settled = (now, settled)
        return settled

    def keep_apart(self) -> None:
        """Let no notice held now count as a copy of another: documents that are judged each for itself."""
        with self._write() as connection:
            connection.execute(update(schema.notices).values(sketch=None))
        self._settled = (-1, ())

    def edges(self) -> tuple[Edge, ...]:
        """Give what the notices say of one another, each with the id of the notice meant."""
        notices = self.notices()
        known, edges = self._edges
        if known is not notices:
            edges = all_edges(notices)
            self._edges = (notices, edges)
        return edges

    def versions(self) -> dict[str, str]:
        """Give every notice's id, in order, with a digest of what is stored of it; one cheap query."""
        with self._read() as connection:
            laid = self._overlay(connection)
            return {id: laid.version(id, digest) for id, digest in contents.versions(connection).items()}

    def ending(self, among: Sequence[str] | None = None) -> tuple[Notice, ...]:
        """Give the notices, as they were stored, that may end others; of some ids only where given."""
        with self._read() as connection:
            return self._overlay(connection).of_notices(contents.ending(connection, among))

    def contents(self, notice_ids: Sequence[str]) -> tuple[Contents, ...]:
        """Give notices, put right but not yet ended by others, each with all that is its own.

        Unknown ids are passed over.
        """
        with self._read() as connection:
            return self._overlay(connection).of_contents(contents.contents(connection, notice_ids))

    def as_read(self, notice_id: str) -> Contents | None:
        """Give a notice as it was read, without anybody's corrections; None for no such notice."""
        with self._read() as connection:
            return next(iter(contents.contents(connection, (notice_id,))), None)

    def items(self, notice_id: str | None = None) -> tuple[TaskItem, ...]:
        """Give the task items of one notice, or of all, in the order of the text."""
        with self._read() as connection:
            found = rows.records(connection, rows.in_order(schema.items, notice_id), ITEM)
            return self._overlay(connection).of_items(found)

    def items_of(self, notice_ids: Sequence[str]) -> dict[str, tuple[TaskItem, ...]]:
        """Give the task items of some notices by notice id; one without items is left out."""
        with self._read() as connection:
            found, laid = contents.items_of(connection, notice_ids), self._overlay(connection)
            return {notice_id: laid.of_items(items) for notice_id, items in found.items()}

    def passages(self, notice_id: str | None = None) -> tuple[Passage, ...]:
        """Give the passages of one notice, or of all, in the order of the text."""
        with self._read() as connection:
            found = rows.records(connection, rows.in_order(schema.passages, notice_id), PASSAGE)
            return self._overlay(connection).of_passages(found)

    def text(self, notice_id: str) -> str:
        """Give the whole stored text of the document that a notice stands in.

        Raises:
            StoreError: there is no such notice.
        """
        query = select(schema.documents.c.text).join(schema.notices).where(schema.notices.c.id == notice_id)
        with self._read() as connection:
            text = rows.scalar(connection, query)
        if text is None:
            raise _unknown(notice_id)
        return str(text)

    def document(self, notice_id: str) -> Document:
        """Give the document that a notice stands in, with its layout.

        Raises:
            StoreError: there is no such notice.
        """
        with self._read() as connection:
            found = versions.document(connection, notice_id)
        if found is None:
            raise _unknown(notice_id)
        return found

    def former(self, notice_id: str) -> tuple[FormerVersion, ...]:
        """Give the texts that stood where a notice's document stands now, the newest first."""
        with self._read() as connection:
            return versions.former(connection, notice_id)

    def successors(self, sha256: str) -> tuple[str, ...]:
        """Give the ids of the notices that stand now where a former text stood."""
        with self._read() as connection:
            return versions.successors(connection, sha256)

    def held(self) -> dict[str, Held]:
        """Give what every location holds, by location."""
        with self._read() as connection:
            return versions.held(connection)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Give every notice's id with its stored text, one by one, in the order of storing."""
        with self._read() as connection:
            yield from rows.texts(connection)

    def vectors(self, model: str, only: Sequence[str] | None = None) -> dict[str, NDArray[np.float32]]:
        """Give the kept vectors of a model by content hash, read-only; of some hashes only where given."""
        with self._read() as connection:
            return vectors.read(connection, model, only)

    def put_vectors(self, model: str, found: Mapping[str, NDArray[np.float32]]) -> None:
        """Keep vectors of a model by content hash, in one transaction; a known hash is overwritten."""
        with self._write() as connection:
            vectors.keep(connection, model, found)

    def corrected(self) -> Overlay:
        """Give what the corrections make of the library."""
        with self._read() as connection:
            return self._overlay(connection)

    def _overlay(self, connection: Connection) -> Overlay:
        now, (known, laid) = rows.sequence(connection), self._corrected
        if known != now:
            laid = corrected.overlay(connection)
            self._corrected = (now, laid)
        return laid

    def arrivals(self) -> dict[str, str]:
        """Give, by notice id, when its document came into the library (UTC), where that is known."""
        with self._read() as connection:
            return arrivals.read(connection)

    def damage(self) -> tuple[str, ...]:
        """Look through the whole file. Returns what is wrong, a line each; empty where it is sound."""
        return damage(self._engine, self.path)

    def empty_log(self) -> None:
        """Cut the write-ahead log to nothing: it holds words that were deleted while somebody was reading."""
        empty_log(self._engine, self.path)

    def transaction(self, *, write: bool) -> AbstractContextManager[Connection]:
        """Begin a transaction for a part of the store that has a module of its own."""
        return transaction(self._engine, self.path, write=write)

    def _read(self) -> AbstractContextManager[Connection]:
        return transaction(self._engine, self.path, write=False)

    def _write(self) -> AbstractContextManager[Connection]:
        return transaction(self._engine, self.path, write=True)


def _unknown(notice_id: str) -> StoreError:
    return StoreError(f"库里没有编号为 {notice_id} 的通知。请用 zhengda notices 查看编号。")
