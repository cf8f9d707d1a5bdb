"""What is kept for so many days and then deleted with no word left in the files: calls and hand-overs."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from sqlalchemy import Connection, Table, delete
from sqlalchemy.sql.dml import Delete

from corpus.database import leave_no_words

STAMP = "%Y-%m-%d %H:%M:%S"
"""How the store writes a time, UTC: 2024-01-01 08:00:00."""


class Retained:
    """Rows of a store that go when they are old.

    Attributes:
        table: holds them.
        age: name of the column that their age is counted from.

    Args:
        transaction: begins one on the store.
        keep_days: so long they are kept; older ones go at every writing.
        clock: gives the time in UTC.
    """

    table: ClassVar[Table]
    age: ClassVar[str]

    def __init__(
        self,
        transaction: Callable[..., AbstractContextManager[Connection]],
        *,
        keep_days: int,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._transaction = transaction
        self._keep = timedelta(days=keep_days)
        self._clock = clock

    def clear(self) -> int:
        """Delete what is older than it may be kept; returns how many rows went."""
        with self._transaction(write=True) as connection:
            return self._clear(connection)

    def _clear(self, connection: Connection) -> int:
        old = self.table.c[self.age] < self._now(self._keep)
        return erase(connection, delete(self.table).where(old))

    def _now(self, before: timedelta = timedelta()) -> str:
        return (self._clock() - before).strftime(STAMP)


def erase(connection: Connection, which: Delete) -> int:
    """Run a deletion of what persons wrote; returns how many rows went, of whose words none is left."""
    gone = int(connection.execute(which).rowcount)
    if gone:
        leave_no_words(connection)
    return gone


def erase_of(connection: Connection, table: Table, by: str) -> int:
    """Erase all that one user kept in a table."""
    return erase(connection, delete(table).where(table.c.by == by))
