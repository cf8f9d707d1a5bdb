"""Matters that an operator handed over to a unit (转办), and what has become of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, insert, select, update

from corpus import schema
from corpus.errors import ZhengdaError
from corpus.retained import STAMP, Retained, erase


class HandOverState(StrEnum):
    """How far a matter is."""

    NOTED = "noted"
    PASSED_ON = "passed_on"
    ANSWERED = "answered"
    CLOSED = "closed"


HAND_OVER_NAMES: Final[Mapping[HandOverState, str]] = MappingProxyType(
    {
        HandOverState.NOTED: "待转",
        HandOverState.PASSED_ON: "已转出",
        HandOverState.ANSWERED: "已回复",
        HandOverState.CLOSED: "已办结",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """A matter handed over.

    Attributes:
        key: made up by the page; the same matter sent twice is kept once.
        call: key of the call that it came from; "" for none.
        receipt: of the answer, which holds question, citations and facts.
        unit, phone: to whom, and at what number, "" where the library prints none.
        remark: free text, personal data masked.
        kept_at, changed_at: given by the store; UTC, 2024-01-01 08:00:00.
    """

    key: str
    receipt: str
    unit: str
    call: str = ""
    phone: str = ""
    remark: str = ""
    state: HandOverState = HandOverState.NOTED
    kept_at: str = ""
    changed_at: str = ""


class HandOverOvertaken(ZhengdaError):
    """Another page changed the same matter in the meantime."""


class HandOvers(Retained):
    """The hand-overs of a store, each seen by its own operator only; kept from when they last moved.

    Open ones go as closed ones do: what a caller told is not kept for good because nobody closed the matter.
    """

    table = schema.hand_overs
    age = "changed_at"

    def add(self, by: str, matter: HandOver) -> HandOver:
        """Keep a matter; one that is kept already under this key is given as it stands."""
        with self._transaction(write=True) as connection:
            self._clear(connection)
            known = _read(connection, by, matter.key)
            if known is None:
                now = self._now()
                values = {name: getattr(matter, name) for name in _GIVEN}
                connection.execute(
                    insert(schema.hand_overs).values(
                        by=by, state=matter.state.value, kept_at=now, changed_at=now, **values
                    )
                )
                known = _read(connection, by, matter.key)
            return known or matter

    def move(self, by: str, key: str, state: HandOverState, *, seen: HandOverState) -> HandOver | None:
        """Say how far a matter is; None where there is no such matter.

        Args:
            by: the operator's name.
            key: of the matter.
            state: how far it is now.
            seen: how far the writer saw it.

        Raises:
            HandOverOvertaken: it is no longer there.
        """
        with self._transaction(write=True) as connection:
            known = _read(connection, by, key)
            if known is None:
                return None
            if known.state not in (seen, state):
                raise HandOverOvertaken(
                    f"另一个页面刚把它改成“{HAND_OVER_NAMES[known.state]}”，您的没有保存。请看过再改。"
                )
            changes = {"state": state.value, "changed_at": self._now()}
            connection.execute(update(schema.hand_overs).where(_own(by, key)).values(**changes))
            return _read(connection, by, key)

    def of(self, by: str) -> tuple[HandOver, ...]:
        """Give the matters of an operator, those that are not closed first, the newest first."""
        table = schema.hand_overs
        closed = table.c.state == HandOverState.CLOSED.value
        since = self._now(self._keep)
        own = select(table).where(table.c.by == by, table.c.changed_at >= since)
        query = own.order_by(closed, table.c.number.desc())
        with self._transaction(write=False) as connection:
            return tuple(map(_matter, connection.execute(query)))

    def delete(self, by: str, key: str) -> bool:
        """Delete a matter; tells whether there was one."""
        with self._transaction(write=True) as connection:
            return bool(erase(connection, delete(schema.hand_overs).where(_own(by, key))))

    def goes_at(self, matter: HandOver) -> datetime:
        """Tell when a matter will be deleted, unless it moves before; UTC."""
        return datetime.strptime(matter.changed_at, STAMP).replace(tzinfo=UTC) + self._keep


_GIVEN = ("key", "call", "receipt", "unit", "phone", "remark")


def _own(by: str, key: str) -> Any:  # noqa: ANN401 - a condition of SQLAlchemy
    return (schema.hand_overs.c.by == by) & (schema.hand_overs.c.key == key)


def _read(connection: Connection, by: str, key: str) -> HandOver | None:
    row = connection.execute(select(schema.hand_overs).where(_own(by, key))).one_or_none()
    return None if row is None else _matter(row)


def _matter(row: Row[Any]) -> HandOver:
    return HandOver(
        key=row.key, call=row.call, receipt=row.receipt, unit=row.unit, phone=row.phone, remark=row.remark,
        state=HandOverState(row.state), kept_at=row.kept_at, changed_at=row.changed_at,
    )  # fmt: skip
