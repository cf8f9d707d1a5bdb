"""Receipts of answers, and what people said about them, as JSON values."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, text
from sqlalchemy.dialects.sqlite import insert as upsert

from corpus import schema
from corpus.errors import StoreDamaged
from corpus.rows import AT_ONCE, scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of a receipt, personal data masked.

    Attributes:
        place: of the receipt among all, growing; for as long as the program runs.
        status: of the answer.
        kept_at: UTC, 2024-01-01 08:00:00.
    """

    place: int
    receipt: str
    question: str
    status: str
    kept_at: str


# The database takes the two words out of the records itself: thousands of them need not be read for it.
_QUESTIONS = text(
    "SELECT rowid AS place, id, kept_at, json_extract(record, '$.question') AS question,"
    " json_extract(record, '$.status') AS status FROM receipts"
    " WHERE rowid > max(:place, (SELECT max(rowid) FROM receipts) - :most) AND json_valid(record)"
    " ORDER BY rowid"
)


def asked_since(connection: Connection, place: int, most: int) -> tuple[Question, ...]:
    """Give the questions of receipts kept after a place, oldest first, of the newest `most` only."""
    return tuple(
        Question(
            place=row.place, receipt=row.id, question=row.question, status=row.status, kept_at=row.kept_at
        )
        for row in connection.execute(_QUESTIONS, {"place": place, "most": most})
        if isinstance(row.question, str) and isinstance(row.status, str)
    )


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


def feedback_since(connection: Connection, number: int) -> tuple[tuple[int, dict[str, object]], ...]:
    """Read feedback kept after a number, each with its own, oldest first."""
    table = schema.feedback.c
    query = select(table.number, table.record).where(table.number > number).order_by(table.number)
    rows = [(int(row.number), _read(row.record)) for row in connection.execute(query)]
    return tuple((place, read) for place, read in rows if read is not None)


def _written(record: Mapping[str, object]) -> str:
    return json.dumps(record, ensure_ascii=False)


def _read(record: str) -> dict[str, object] | None:
    """Read a record; None where it is no JSON object."""
    try:
        read = json.loads(record)
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None
