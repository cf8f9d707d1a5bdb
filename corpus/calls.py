"""Calls that operators answered: the note on each, and what was asked in it with the seconds it took.

A note may only be kept with personal data masked; that is the business of whoever calls `Calls.keep`.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from corpus import schema
from corpus.errors import ZhengdaError
from corpus.retained import Retained, erase, erase_of

MOST_SHOWN: Final = 50
"""So many of the latest calls of one operator are given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question put in a call.

    Attributes:
        receipt: of its answer, which holds the question with personal data masked.
        seconds: from the first key of the question to its answer; None where nothing was typed.
        since_call: from the beginning of the call to the answer.
        at: given by the store; UTC, 2024-01-01 08:00:00.
    """

    receipt: str
    seconds: float | None = None
    since_call: float | None = None
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call as it is kept.

    Attributes:
        key: made up by the page that took the call; unique for its operator.
        began_at, ended_at: UTC, 2024-01-01 08:00:00; the latter None while it goes on.
        note: free text, personal data masked.
        version: counts the writings of the note, 0 before the first.
    """

    key: str
    began_at: str
    ended_at: str | None = None
    note: str = ""
    version: int = 0
    asked: tuple[Asked, ...] = ()


class NoteOvertaken(ZhengdaError):
    """Another page wrote the same note in the meantime.

    Attributes:
        call: as it stands.
    """

    def __init__(self, call: Call) -> None:
        super().__init__("另一个页面刚改过这次通话的记录，您的还没有保存，写下的字都在。请选留哪一份。")
        self.call = call


class Calls(Retained):
    """The calls of a store, each seen by its own operator only; kept from when they began."""

    table = schema.calls
    age = "began_at"

    def keep(self, by: str, key: str, note: str, *, ended: bool, after: int, ago: float = 0) -> Call:
        """Keep the note of a call, which is made where it is not known yet.

        Args:
            by: the operator's name.
            key: of the call.
            note: masked.
            ended: whether the call is over; a call that is over stays so.
            after: version of the note that the writer saw.
            ago: seconds since the call began, told by the page; counts when the call is made.

        Raises:
            NoteOvertaken: there is a newer note than `after`, with other words.
        """
        with self._transaction(write=True) as connection:
            self._clear(connection)
            call = self._made(connection, by, key, ago)
            if call.version != after and call.note != note:
                raise NoteOvertaken(call)
            values: dict[str, object] = {}
            if call.note != note:
                values |= {"note": note, "version": call.version + 1}
            if ended and call.ended_at is None:
                values["ended_at"] = self._now()
            if values:
                connection.execute(update(schema.calls).where(_own(by, key)).values(**values))
            return _call(connection, by, key) or call

    def ask(self, by: str, key: str, asked: Asked, *, ago: float = 0) -> None:
        """Keep that a question was asked in a call; the same receipt counts once."""
        with self._transaction(write=True) as connection:
            self._clear(connection)
            self._made(connection, by, key, ago)
            number = select(schema.calls.c.number).where(_own(by, key)).scalar_subquery()
            values = {"receipt": asked.receipt, "seconds": asked.seconds, "since_call": asked.since_call}
            statement = upsert(schema.call_questions).values(call=number, at=self._now(), **values)
            connection.execute(statement.on_conflict_do_nothing())

    def of(self, by: str, most: int = MOST_SHOWN) -> tuple[Call, ...]:
        """Give the latest calls of an operator, the newest first."""
        table = schema.calls
        since = self._now(self._keep)
        query = select(table.c.key).where(table.c.by == by, table.c.began_at >= since)
        newest = query.order_by(table.c.began_at.desc(), table.c.number.desc()).limit(most)
        with self._transaction(write=False) as connection:
            keys = connection.scalars(newest).all()
            return tuple(call for key in keys if (call := _call(connection, by, key)))

    def times(self, by: str, days: int) -> tuple[tuple[str, float], ...]:
        """Give when (UTC) and in how many seconds questions of the last days were answered, oldest first."""
        calls, asked = schema.calls.c, schema.call_questions.c
        query = (
            select(asked.at, asked.seconds)
            .join(schema.calls, calls.number == asked.call)
            .where(calls.by == by, asked.seconds.is_not(None), asked.at >= self._now(timedelta(days=days)))
            .order_by(asked.number)
        )
        with self._transaction(write=False) as connection:
            return tuple((str(at), float(seconds)) for at, seconds in connection.execute(query))

    def delete(self, by: str, key: str | None = None) -> int:
        """Delete one call of an operator, or all, with note and questions; returns how many went."""
        which = schema.calls.c.by == by if key is None else _own(by, key)
        with self._transaction(write=True) as connection:
            return erase(connection, delete(schema.calls).where(which))

    def _made(self, connection: Connection, by: str, key: str, ago: float) -> Call:
        call = _call(connection, by, key)
        if call is None:
            began_at = self._now(min(timedelta(seconds=max(ago, 0)), self._keep))
            connection.execute(insert(schema.calls).values(by=by, key=key, began_at=began_at))
            call = Call(key=key, began_at=began_at)
        return call


def forget(connection: Connection, by: str) -> None:
    """Delete what an operator kept: whoever is given the same name later must not find it."""
    for table in (schema.calls, schema.hand_overs):
        erase_of(connection, table, by)


def _own(by: str, key: str) -> Any:  # noqa: ANN401 - a condition of SQLAlchemy
    return (schema.calls.c.by == by) & (schema.calls.c.key == key)


def _call(connection: Connection, by: str, key: str) -> Call | None:
    row = connection.execute(select(schema.calls).where(_own(by, key))).one_or_none()
    if row is None:
        return None
    asked = schema.call_questions
    query = select(asked).where(asked.c.call == row.number).order_by(asked.c.number)
    return Call(
        key=row.key, began_at=row.began_at, ended_at=row.ended_at, note=row.note, version=row.version,
        asked=tuple(map(_asked, connection.execute(query))),
    )  # fmt: skip


def _asked(row: Row[Any]) -> Asked:
    return Asked(receipt=row.receipt, seconds=row.seconds, since_call=row.since_call, at=row.at)
