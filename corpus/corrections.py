"""What an editor put right by hand, kept apart from what was read and beside the decisions about validity.

A correction is about the head of a notice or about one clause of it. It says which words the clause consisted
of, so that it is found again when the notice is read anew, by a newer parser or from a newer file; where the
words are others by then it is held back (`corpus.corrected`). Rows are only ever added: the newest for a
field counts, and taking a correction back is one too.
"""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import Connection

from corpus.errors import ZhengdaError
from corpus.fold import plain
from corpus.model import Notice, TaskItem
from corpus.records import from_json
from corpus.rows import advance, keep_record, kept_records

_KIND: Final = "correction"


class Field(StrEnum):
    """What can be put right: up to DISCLOSURE in a notice's head, from PATH on in a task item."""

    TITLE = "title"
    DOCUMENT_NUMBER = "document_number"
    ISSUING_BODIES = "issuing_bodies"
    DATED_ON = "dated_on"
    ISSUED_ON = "issued_on"
    EFFECTIVE_ON = "effective_on"
    EXPIRES_ON = "expires_on"
    STAGE = "stage"
    DISCLOSURE = "disclosure"
    PATH = "path"
    TEXT = "text"
    LEAD_UNITS = "lead_units"
    RESPONSIBLE_UNITS = "responsible_units"
    COOPERATING_UNITS = "cooperating_units"
    DEADLINE = "deadline"


FIELD_NAMES: Final[Mapping[Field, str]] = MappingProxyType(
    {
        Field.TITLE: "标题",
        Field.DOCUMENT_NUMBER: "发文字号",
        Field.ISSUING_BODIES: "发文机关",
        Field.DATED_ON: "成文日期",
        Field.ISSUED_ON: "印发日期",
        Field.EFFECTIVE_ON: "施行日期",
        Field.EXPIRES_ON: "有效期",
        Field.STAGE: "阶段",
        Field.DISCLOSURE: "公开属性",
        Field.PATH: "所在标题",
        Field.TEXT: "任务内容",
        Field.LEAD_UNITS: "牵头单位",
        Field.RESPONSIBLE_UNITS: "责任单位",
        Field.COOPERATING_UNITS: "配合单位",
        Field.DEADLINE: "时限",
    }
)
ITEM_FIELDS: Final = tuple(Field)[tuple(Field).index(Field.PATH) :]
HEAD_FIELDS: Final = tuple(Field)[: len(Field) - len(ITEM_FIELDS)]
UNIT_FIELDS: Final = (Field.LEAD_UNITS, Field.RESPONSIBLE_UNITS, Field.COOPERATING_UNITS)
DATE_FIELDS: Final = (Field.DATED_ON, Field.ISSUED_ON, Field.EFFECTIVE_ON, Field.EXPIRES_ON)


class Overtaken(ZhengdaError):
    """Somebody else corrected the same head or clause in the meantime."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field put right.

    Attributes:
        values: what it is; () for nothing at all; None takes the former correction back. Dates as
            2024-03-01, a stage by its name, a deadline as its words and its last day ("" for none).
        quote: words of the text that the values are read from; "" where they stand there themselves or
            nowhere.
        was: what had been read, laid out as `values` are.
    """

    field: Field
    values: tuple[str, ...] | None
    quote: str = ""
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a correction is about: the head of a notice, or one clause of it.

    Attributes:
        notice_id, sha256: of the notice and of the text it stood in.
        digest: of the clause's words (`clause_digest`); "" for the head.
        number, path: of the clause, as printed.
    """

    notice_id: str
    sha256: str
    digest: str = ""
    number: str | None = None
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What somebody put right, and why.

    Attributes:
        by: the user's name.
        number, kept_at: given by the store; the latter UTC, 2024-01-01 08:00:00.
    """

    place: Place
    changes: tuple[Change, ...]
    reason: str
    by: str
    number: int = 0
    kept_at: str = ""

    def same(self, other: "Correction") -> bool:
        """Tell a correction that was sent twice."""
        return replace(self, number=0, kept_at="") == replace(other, number=0, kept_at="")


_RECORD: Final = TypeAdapter(Correction)


def head_of(notice: Notice) -> Place:
    """Name the head of a notice."""
    return Place(notice_id=notice.id, sha256=notice.sha256)


def clause_of(notice: Notice, item: TaskItem, text: str) -> Place:
    """Name a clause by its words.

    Args:
        notice: it stands in.
        item: as it was read, not as it was corrected.
        text: that its span points into.
    """
    return Place(
        notice_id=notice.id, sha256=notice.sha256, digest=clause_digest(item, text), number=item.number,
        path=item.path,
    )  # fmt: skip


def clause_digest(item: TaskItem, text: str) -> str:
    """Digest a clause's printed words; white space and the shapes of marks do not count."""
    words = plain(text[item.span.start : item.span.end])
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()


def read(connection: Connection) -> tuple[Correction, ...]:
    """Read all corrections, oldest first.

    Raises:
        StoreDamaged: a record does not hold what it should.
    """
    return tuple(
        replace(from_json(_RECORD, row.record), number=row.number, kept_at=row.kept_at)
        for row in connection.execute(kept_records(_KIND))
    )


class Corrections:
    """The corrections of a store.

    Args:
        transaction: begins one on the store.
    """

    def __init__(self, transaction: Callable[..., AbstractContextManager[Connection]]) -> None:
        self._transaction = transaction

    def all(self) -> tuple[Correction, ...]:
        """Give all corrections, oldest first."""
        with self._transaction(write=False) as connection:
            return read(connection)

    def add(self, made: Correction, *, newest: Callable[[Connection], Correction | None], after: int) -> int:
        """Keep a correction for good, and count one change of notices; returns its number.

        One that was sent twice is kept once.

        Args:
            made: the correction.
            newest: gives the newest about the same head or clause, in the same transaction.
            after: number of the newest that the writer saw, 0 where there was none.

        Raises:
            Overtaken: there is a newer one by then.
        """
        subject = f"{made.place.notice_id}@{made.place.sha256}"
        with self._transaction(write=True) as connection:
            found = newest(connection)
            if found and found.number != after:
                if found.same(made):
                    return found.number
                raise Overtaken(
                    f"{found.by} 刚刚改过这一处，您的还没有保存。请先看最新的内容，再决定；您填的都还在。"
                )
            number = keep_record(connection, kind=_KIND, subject=subject, record=_RECORD.dump_json(made))
            advance(connection)
            return number
