"""Receipts of answers, and what people said about them, as JSON values."""

import json
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from corpus import schema
from corpus.rows import AT_ONCE, scalar


def keep(connection: Connection, receipt_id: str, record: Mapping[str, object]) -> None:
    """Keep a receipt for good, as it was first given."""
    statement = upsert(schema.receipts).values(id=receipt_id, record=_written(record))
    connection.execute(statement.on_conflict_do_nothing())


def read(connection: Connection, receipt_id: str) -> dict[str, object] | None:
    """Read the receipt of this id; None where there is none."""
    record = scalar(connection, select(schema.receipts.c.record).filter_by(id=receipt_id))
    return None if record is None else _read(record)


def read_all(connection: Connection) -> Iterator[dict[str, object]]:
    """Yield all receipts, oldest first."""
    query = select(schema.receipts.c.record).order_by(schema.receipts.c.kept_at, schema.receipts.c.id)
    yield from map(_read, connection.execution_options(yield_per=AT_ONCE).scalars(query))


def keep_feedback(connection: Connection, record: Mapping[str, object]) -> None:
    """Keep what somebody said about an answer."""
    connection.execute(insert(schema.feedback).values(record=_written(record)))


def feedback(connection: Connection) -> tuple[dict[str, object], ...]:
    """Read all feedback, oldest first."""
    query = select(schema.feedback.c.record).order_by(schema.feedback.c.number)
    return tuple(map(_read, connection.scalars(query)))


def _written(record: Mapping[str, object]) -> str:
    return json.dumps(record, ensure_ascii=False)


def _read(record: str) -> dict[str, object]:
    return dict(json.loads(record))
