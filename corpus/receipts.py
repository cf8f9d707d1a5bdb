"""Receipts of answers, and what people said about them, as JSON values."""

import json
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from corpus import schema
from corpus.errors import StoreDamaged
from corpus.rows import AT_ONCE, scalar


def keep(connection: Connection, receipt_id: str, record: Mapping[str, object]) -> None:
    """Keep a receipt for good, as it was first given."""
    statement = upsert(schema.receipts).values(id=receipt_id, record=_written(record))
    connection.execute(statement.on_conflict_do_nothing())


def read(connection: Connection, receipt_id: str) -> dict[str, object] | None:
    """Read the receipt of this id; None where there is none.

    Raises:
        StoreDamaged: its record is no JSON object.
    """
    record = scalar(connection, select(schema.receipts.c.record).filter_by(id=receipt_id))
    if record is None:
        return None
    read = _read(record)
    if read is None:
        raise StoreDamaged(
            f"回执 {receipt_id} 的记录已损坏，读不出来。其他回执不受影响；需要时请从备份恢复库。"
        )
    return read


def read_all(connection: Connection) -> Iterator[dict[str, object]]:
    """Yield all receipts, oldest first; one that cannot be read is passed over."""
    query = select(schema.receipts.c.record).order_by(schema.receipts.c.kept_at, schema.receipts.c.id)
    for record in connection.execution_options(yield_per=AT_ONCE).scalars(query):
        if (read := _read(record)) is not None:
            yield read


def keep_feedback(connection: Connection, record: Mapping[str, object]) -> None:
    """Keep what somebody said about an answer."""
    connection.execute(insert(schema.feedback).values(record=_written(record)))


def feedback(connection: Connection) -> tuple[dict[str, object], ...]:
    """Read all feedback, oldest first; what cannot be read is passed over."""
    query = select(schema.feedback.c.record).order_by(schema.feedback.c.number)
    return tuple(read for record in connection.scalars(query) if (read := _read(record)) is not None)


def _written(record: Mapping[str, object]) -> str:
    return json.dumps(record, ensure_ascii=False)


def _read(record: str) -> dict[str, object] | None:
    """Read a record; None where it is no JSON object."""
    try:
        read = json.loads(record)
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None
