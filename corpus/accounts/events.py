"""What happened to accounts: rows that are only ever added."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection, insert, select

from corpus import schema

UNKNOWN_NAME: Final = "（没有这个用户）"
"""Stands for a name that no user has: somebody may have typed a password there, so it is not kept."""


class Kind(StrEnum):
    """What can happen."""

    ADDED = "added"
    ROLE = "role"
    PASSWORD = "password"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    REMOVED = "removed"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    FAILED = "failed"
    LOCKED_OUT = "locked_out"


KIND_NAMES: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Kind.ADDED: "新建",
        Kind.ROLE: "改角色",
        Kind.PASSWORD: "改密码",
        Kind.LOCKED: "停用",
        Kind.UNLOCKED: "恢复",
        Kind.REMOVED: "删除",
        Kind.SIGNED_IN: "登录",
        Kind.SIGNED_OUT: "退出",
        Kind.FAILED: "登录失败",
        Kind.LOCKED_OUT: "暂停登录",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened.

    Attributes:
        kind: what.
        name: the user whom it happened to; `UNKNOWN_NAME` for a name that no user has.
        by: who did it, where that is known; address: from where, where over the network.
        detail: more of it, in Chinese.
        kept_at: UTC, 2024-01-01 08:00:00; "" until it is kept.
    """

    kind: Kind
    name: str
    by: str | None = None
    address: str | None = None
    detail: str = ""
    kept_at: str = ""


def keep(connection: Connection, event: Event) -> None:
    """Keep an event."""
    values = {"kind": event.kind.value, "name": event.name, "by": event.by, "detail": event.detail}
    connection.execute(insert(schema.account_events).values(**values, address=event.address))


def read(connection: Connection, last: int) -> tuple[Event, ...]:
    """Read the newest events, oldest first."""
    table = schema.account_events
    query = select(table).order_by(table.c.number.desc()).limit(last)
    return tuple(
        Event(
            kind=Kind(row.kind), name=row.name, by=row.by, address=row.address, detail=row.detail,
            kept_at=row.kept_at,
        )
        for row in reversed(connection.execute(query).all())
    )  # fmt: skip
