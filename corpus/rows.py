"""Rows of documents, notices, passages, items and decisions: what Store runs inside its transactions."""

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Connection, Select, Table, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from corpus import schema, versions
from corpus.copies import packed, sketch
from corpus.model import Document, ParsedDocument
from corpus.records import ITEM, NOTICE, PASSAGE, from_json, layout_json, to_json

Record = TypeVar("Record")


def scalar(connection: Connection, query: Select[Any]) -> Any:  # noqa: ANN401 - whatever the column holds
    """Give the first column of the first row, or None."""
    return connection.execute(query).scalars().first()


def records(connection: Connection, query: Select[Any], adapter: TypeAdapter[Record]) -> tuple[Record, ...]:
    """Read a record column back into dataclasses.

    Raises:
        StoreDamaged: a record does not hold what it should.
    """
    return tuple(from_json(adapter, record) for record in connection.scalars(query))


def in_order(table: Table, notice_id: str | None) -> Select[Any]:
    """Select the records of passages or items, in the order of storing and of the text."""
    query = select(table.c.record)
    if notice_id is not None:
        return query.where(table.c.notice == notice_id).order_by(table.c.place)
    notices = schema.notices
    order = (notices.c.document, notices.c.place, table.c.place)
    return query.join(notices, notices.c.id == table.c.notice).order_by(*order)


# Rows of texts and receipts fetched at a time: there may be more than fit into memory.
AT_ONCE = 500


def texts(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield every notice's id with its document's text, in the order of storing."""
    notices = schema.notices.c
    query = select(notices.id, schema.documents.c.text).join(schema.documents)
    ordered = query.order_by(notices.document, notices.place)
    for row in connection.execution_options(yield_per=AT_ONCE).execute(ordered):
        yield str(row.id), str(row.text)


def sequence(connection: Connection) -> int:
    """Read the number that grows with every change of notices."""
    return int(scalar(connection, select(schema.meta.c.value).filter_by(name="sequence")))


def advance(connection: Connection) -> None:
    """Count one change of notices."""
    connection.execute(update(schema.meta).filter_by(name="sequence").values(value=schema.meta.c.value + 1))


def keep_record(connection: Connection, *, kind: str, subject: str, record: bytes) -> int:
    """Keep what a person decided, beside what was read; returns its number.

    Args:
        connection: of a transaction.
        kind: of decision: validity, pages, public, correction, removal.
        subject: what it is about.
        record: JSON.
    """
    values = {"kind": kind, "subject": subject, "record": record.decode("utf-8")}
    return int(connection.execute(insert(schema.decisions).values(**values)).lastrowid)


def kept_records(kind: str) -> Select[Any]:
    """Select what persons decided of a kind, oldest first: number, kind, subject, record, kept_at."""
    table = schema.decisions
    return select(table).filter_by(kind=kind).order_by(table.c.number)


def write_document(connection: Connection, parsed: ParsedDocument, digest: str) -> int:
    """Insert a document with all that was read out of it. Returns its number."""
    document = parsed.document
    values = {"sha256": document.sha256, "source": document.source, "encoding": document.encoding}
    done = connection.execute(
        insert(schema.documents).values(
            **values, digest=digest, text=document.text, added_at=func.current_timestamp(), **_file(document)
        )
    )
    number = int(done.inserted_primary_key[0]) if done.inserted_primary_key else 0
    _write_notices(connection, parsed, number)
    advance(connection)
    return number


def rewrite_document(connection: Connection, number: int, parsed: ParsedDocument, digest: str) -> None:
    """Put a new reading of the same text in the place of the old one."""
    connection.execute(delete(schema.notices).filter_by(document=number))
    values = {"digest": digest, "retired_at": None, **_file(parsed.document)}
    connection.execute(update(schema.documents).filter_by(number=number).values(**values))
    _write_notices(connection, parsed, number)
    advance(connection)


def point(connection: Connection, location: str, number: int, fingerprint: str) -> None:
    """Say that a location holds this document now; one that no location holds any more is retired."""
    former = scalar(connection, select(schema.locations.c.document).filter_by(location=location))
    values = {"document": number, "fingerprint": fingerprint}
    statement = upsert(schema.locations).values(location=location, **values)
    connection.execute(statement.on_conflict_do_update(set_=values))
    if former is not None and former != number:
        _retire(connection, former, location)


def leave(connection: Connection, location: str) -> bool:
    """Say that a location holds nothing any more. Returns whether it held a document."""
    former = scalar(connection, select(schema.locations.c.document).filter_by(location=location))
    if former is None:
        return False
    connection.execute(delete(schema.locations).filter_by(location=location))
    _retire(connection, former, location)
    return True


def _retire(connection: Connection, number: int, location: str) -> None:
    """Take the notices of a document out where no location holds it; its text stays as a former version."""
    held = select(func.count()).select_from(schema.locations).filter_by(document=number)
    if scalar(connection, held):
        return
    connection.execute(delete(schema.notices).filter_by(document=number))
    # No reading has this digest: where the text comes back, its notices are written anew.
    values = {"digest": "", "retired_at": func.current_timestamp(), "last_location": location}
    connection.execute(update(schema.documents).filter_by(number=number).values(**values))
    advance(connection)


def _file(document: Document) -> dict[str, str]:
    return {"layout": layout_json(document.layout), "file_sha256": document.file_sha256}


def delete_notice(connection: Connection, notice_id: str) -> bool:
    """Delete a notice, and its document when nothing else stands in it. Returns whether it was there."""
    number = scalar(connection, select(schema.notices.c.document).filter_by(id=notice_id))
    if number is None:
        return False
    connection.execute(delete(schema.notices).filter_by(id=notice_id))
    if scalar(connection, select(func.count()).select_from(schema.notices).filter_by(document=number)):
        # What is left is no longer what the parser made of it, so that reading the file again restores it;
        # and no other remainder has this digest.
        digest = f"{versions.REST}{sequence(connection)}"
        connection.execute(update(schema.documents).filter_by(number=number).values(digest=digest))
        connection.execute(update(schema.locations).filter_by(document=number).values(fingerprint=""))
    else:
        _delete_document(connection, number)
    advance(connection)
    return True


def _delete_document(connection: Connection, number: int) -> None:
    """Delete a document together with the former versions of its places: removed is removed."""
    documents, locations = schema.documents, schema.locations
    places = select(locations.c.location).where(locations.c.document == number)
    former = documents.c.retired_at.is_not(None) & documents.c.last_location.in_(places)
    connection.execute(delete(documents).where(former))
    connection.execute(delete(documents).filter_by(number=number))


def _write_notices(connection: Connection, parsed: ParsedDocument, number: int) -> None:
    for place, part in enumerate(parsed.notices):
        notice = part.notice
        text = parsed.document.text[notice.span.start : notice.span.end]
        row = {"id": notice.id, "document": number, "place": place, "record": _json(NOTICE, notice)}
        connection.execute(insert(schema.notices).values(**row, sketch=packed(sketch(text))))
        _insert(connection, schema.passages, _rows(notice.id, PASSAGE, part.passages))
        _insert(connection, schema.items, _rows(notice.id, ITEM, part.items))


def _rows(notice_id: str, adapter: TypeAdapter[Any], parts: tuple[Any, ...]) -> Iterator[dict[str, object]]:
    for place, part in enumerate(parts):
        yield {"id": part.id, "notice": notice_id, "place": place, "record": _json(adapter, part)}


def _insert(connection: Connection, table: Table, rows: Iterator[dict[str, object]]) -> None:
    if found := list(rows):
        connection.execute(insert(table), found)


def _json(adapter: TypeAdapter[Any], value: object) -> str:
    return to_json(adapter, value).decode("utf-8")
