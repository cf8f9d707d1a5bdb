"""How far tasks are (办理进度), as staff noted it: rows that are only ever added, each with who and when.

A row says which clause it is about and how that read at the time, so that it is found again when the notice
is read anew and tells when the clause was changed (`corpus.followed`).
"""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select

from corpus import schema
from corpus.json_records import names
from corpus.model import Notice, TaskItem


class TaskState(StrEnum):
    """How far a task is. LATE: its day has passed, and the note says why."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"
    LATE = "late"


STATE_NAMES: Final[Mapping[TaskState, str]] = MappingProxyType(
    {
        TaskState.NOT_STARTED: "未开始",
        TaskState.UNDER_WAY: "进行中",
        TaskState.DONE: "已完成",
        TaskState.LATE: "逾期说明",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A task item as it read on a day.

    Attributes:
        notice_id, sha256: of its notice and of the text that it stood in.
        number, path: as printed; the headings joined by " / ".
        words: what is to be done, by whom and by when, a line each.
    """

    notice_id: str
    sha256: str
    number: str | None
    path: str
    words: str

    @property
    def digest(self) -> str:
        """Tells one reading from another."""
        return hashlib.sha256(self.words.encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """What somebody noted about a task.

    Attributes:
        by: the user's name. address: where it came from, "" where that is not known.
        number, kept_at: given by the store; the latter UTC, 2024-01-01 08:00:00.
    """

    clause: Clause
    state: TaskState
    note: str
    by: str
    address: str = ""
    number: int = 0
    kept_at: str = ""


class FollowUps:
    """The notes of a store.

    Args:
        transaction: begins one on the store.
    """

    def __init__(self, transaction: Callable[..., AbstractContextManager[Connection]]) -> None:
        self._transaction = transaction

    def add(self, noted: FollowUp, *, unless: Callable[[tuple[FollowUp, ...]], None] | None = None) -> int:
        """Keep a note for good; returns its number.

        Args:
            noted: the note.
            unless: called with all notes kept before, in the same transaction; may raise to keep nothing.
        """
        with self._transaction(write=True) as connection:
            if unless is not None:
                unless(_read(connection))
            kept = connection.execute(insert(schema.task_progress).values(**_values(noted)))
            return int(kept.lastrowid)

    def all(self) -> tuple[FollowUp, ...]:
        """Give all notes, oldest first."""
        with self._transaction(write=False) as connection:
            return _read(connection)

    def heirs(self) -> dict[str, tuple[str, ...]]:
        """Give, by digest of a former text, the ids of the notices that stand now where it stood."""
        documents, locations, notices = schema.documents.c, schema.locations.c, schema.notices.c
        query = (
            select(documents.sha256, notices.id)
            .join_from(schema.documents, schema.locations, locations.location == documents.last_location)
            .join(schema.notices, notices.document == locations.document)
            .where(documents.retired_at.is_not(None))
            .order_by(notices.document, notices.place)
        )
        found: dict[str, tuple[str, ...]] = {}
        with self._transaction(write=False) as connection:
            for sha256, notice_id in connection.execute(query):
                found[sha256] = (*found.get(sha256, ()), notice_id)
        return found


def clause_of(notice: Notice, item: TaskItem) -> Clause:
    """Put down how a task item reads now."""
    units = (
        ("牵头单位", item.lead_units),
        ("责任单位", item.responsible_units),
        ("配合单位", item.cooperating_units),
    )
    lines = [item.text, *(f"{role}：{'、'.join(names(found))}" for role, found in units if found)]
    if item.deadline:
        lines.append(f"时限：{item.deadline.text}")
    return Clause(
        notice_id=notice.id,
        sha256=notice.sha256,
        number=item.number,
        path=" / ".join(item.path),
        words="\n".join(lines),
    )


def _values(noted: FollowUp) -> dict[str, object]:
    clause = noted.clause
    return {
        "notice": clause.notice_id,
        "sha256": clause.sha256,
        "item": clause.number,
        "path": clause.path,
        "digest": clause.digest,
        "clause": clause.words,
        "state": noted.state.value,
        "note": noted.note,
        "by": noted.by,
        "address": noted.address,
    }


def _read(connection: Connection) -> tuple[FollowUp, ...]:
    table = schema.task_progress
    return tuple(map(_noted, connection.execute(select(table).order_by(table.c.number))))


def _noted(row: Row[Any]) -> FollowUp:
    clause = Clause(notice_id=row.notice, sha256=row.sha256, number=row.item, path=row.path, words=row.clause)
    return FollowUp(
        clause=clause, state=TaskState(row.state), note=row.note, by=row.by, address=row.address,
        number=row.number, kept_at=row.kept_at,
    )  # fmt: skip
