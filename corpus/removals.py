"""Notices that a person took out: who, when, why, and what became of the original.

What is kept of a notice that was taken out: the record of it here, with title and number; decisions about it
and corrections of it, which hold again when the file comes back; what staff noted about its tasks, with the
clause as it read; receipts of answers that quoted it, whose quotes the public does not see any more; and its
original file, unless it was wished away too. Text, passages, items and former versions are deleted.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, or_, select

from corpus import originals, schema
from corpus.database import leave_no_words
from corpus.disclosure import is_public
from corpus.json_records import Record
from corpus.model import Notice
from corpus.records import from_json
from corpus.rows import delete_notice, keep_record, kept_records, scalar

_KIND: Final = "removal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """Why a notice is taken out.

    Attributes:
        reason: in the words of whoever does it.
        by: who does it, where that is known.
        public: whether the public saw it when it went.
        with_original: whether the file it was read from goes too, where no other notice was read from it.
        title, document_number, source: of the notice.
        files: digests of the files that it and its former versions were read from and no other notice needs;
            filled in when it goes.
    """

    reason: str
    by: str | None = None
    public: bool = True
    with_original: bool = False
    title: str = ""
    document_number: str | None = None
    source: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A removal as it is kept: its number, when (UTC, 2024-01-01 08:00:00), and what."""

    number: int
    kept_at: str
    subject: str
    removal: Removal


_RECORD: Final = TypeAdapter(Removal)


def remove(connection: Connection, notice_id: str, removal: Removal | None) -> tuple[str, ...] | None:
    """Delete a notice with its former versions, no word of it left in the store's files, and keep why.

    Returns:
        Digests of the files it was read from that no other notice needs; None for no such notice.
    """
    files = _files_of(connection, notice_id)
    query = select(schema.documents.c.sha256).join(schema.notices).where(schema.notices.c.id == notice_id)
    sha256 = scalar(connection, query)
    if not delete_notice(connection, notice_id):
        return None
    # It may have been taken out for what it says of persons.
    leave_no_words(connection)
    needed = set(connection.scalars(select(schema.documents.c.file_sha256)))
    free = tuple(digest for digest in files if digest not in needed)
    if removal is not None:
        record = _RECORD.dump_json(replace(removal, files=free))
        keep_record(connection, kind=_KIND, subject=f"{notice_id}@{sha256}", record=record)
    return free


def _files_of(connection: Connection, notice_id: str) -> tuple[str, ...]:
    documents, notices, locations = schema.documents, schema.notices, schema.locations
    number = select(notices.c.document).where(notices.c.id == notice_id).scalar_subquery()
    places = select(locations.c.location).where(locations.c.document == number)
    former = documents.c.retired_at.is_not(None) & documents.c.last_location.in_(places)
    query = select(documents.c.file_sha256).where(or_(documents.c.number == number, former))
    return tuple(dict.fromkeys(digest for digest in connection.scalars(query) if digest))


def removal_of(notice: Notice, *, reason: str, by: str | None, with_original: bool) -> Removal:
    """Say why a notice is taken out, as the library settles it."""
    return Removal(
        reason=reason, by=by, public=is_public(notice), with_original=with_original, title=notice.title,
        document_number=notice.document_number, source=notice.source,
    )  # fmt: skip


def read(connection: Connection) -> tuple[Removed, ...]:
    """Read all removals, oldest first.

    Raises:
        StoreDamaged: a record does not hold what it should.
    """
    return tuple(
        Removed(
            number=row.number,
            kept_at=row.kept_at,
            subject=row.subject,
            removal=from_json(_RECORD, row.record),
        )
        for row in connection.execute(kept_records(_KIND))
    )


def removal_record(found: Removed, data_dir: Path) -> Record:
    """Lay a removal out; `original` says whether the file is still there: kept, erased or none."""
    removal = found.removal
    # No file is named where none was kept, or where another notice still needs it.
    wished = removal.with_original and removal.files
    there = any(originals.size(data_dir, digest) is not None for digest in removal.files)
    return {
        "number": found.number,
        "at": f"{found.kept_at.replace(' ', 'T')}Z",
        "notice_id": found.subject.partition("@")[0],
        "title": removal.title,
        "document_number": removal.document_number,
        "source": removal.source,
        "reason": removal.reason,
        "by": removal.by,
        "original": "kept" if there else "erased" if wished else "none",
    }
