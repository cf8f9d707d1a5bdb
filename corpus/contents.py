"""What indexes are built from: the version of each stored notice, and notices with all that is theirs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Connection, Select, Table, func, or_, select

from corpus import schema
from corpus.model import Notice, Passage, TaskItem
from corpus.records import ITEM, NOTICE, PASSAGE, from_json
from corpus.relations import SETTLING, ends_others

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """A notice as it was stored (not yet ended by others) with what belongs to it, of one moment.

    Attributes:
        version: as `Store.versions` gives it.
        text: of the document that the notice stands in; spans point into it.
        passages, items: in the order of the text.
    """

    notice: Notice
    version: str
    text: str
    passages: tuple[Passage, ...]
    items: tuple[TaskItem, ...]


def versions(connection: Connection) -> dict[str, str]:
    """Give every notice's id with the digest of its document, in order of id.

    The digest changes with everything that is stored of the notice; what other notices do to it (see
    `corpus.relations`) is not part of it.
    """
    query = select(schema.notices.c.id, schema.documents.c.digest).join(schema.documents)
    # Sorted here: the database would look documents up in the order of ids.
    return dict(sorted(tuple(row) for row in connection.execute(query)))


def ending(connection: Connection, among: Sequence[str] | None = None) -> tuple[Notice, ...]:
    """Give the notices, as they were stored, that may end others.

    Args:
        connection: in a transaction.
        among: ids to look among, which is quick; all notices where None.
    """
    notices = schema.notices
    named = (func.instr(notices.c.record, f'"{name}"') > 0 for name in SETTLING)
    query = select(notices.c.record).where(or_(*named))
    if among is not None:
        query = query.where(is_among(notices.c.id, among))
    found = (from_json(NOTICE, record) for record in connection.scalars(query))
    return tuple(notice for notice in found if ends_others(notice))


def contents(connection: Connection, notice_ids: Sequence[str]) -> tuple[Contents, ...]:
    """Read notices; an id that is not stored is passed over. In the order of the ids.

    Raises:
        StoreDamaged: a record does not hold what it should.
    """
    notices, documents = schema.notices, schema.documents
    query = select(notices.c.id, notices.c.record, documents.c.digest, documents.c.text).join(documents)
    found = {row.id: row for row in connection.execute(query.where(is_among(notices.c.id, notice_ids)))}
    passages = _by_notice(connection, schema.passages, PASSAGE, notice_ids)
    items = _by_notice(connection, schema.items, ITEM, notice_ids)
    return tuple(
        Contents(
            notice=from_json(NOTICE, found[id].record),
            version=found[id].digest,
            text=found[id].text,
            passages=tuple(passages.get(id, ())),
            items=tuple(items.get(id, ())),
        )
        for id in notice_ids
        if id in found
    )


def items_of(connection: Connection, notice_ids: Sequence[str]) -> dict[str, list[TaskItem]]:
    """Read the items of some notices, by notice id and in the order of the text."""
    return _by_notice(connection, schema.items, ITEM, notice_ids)


def _by_notice(
    connection: Connection, table: Table, adapter: TypeAdapter[Record], notice_ids: Sequence[str]
) -> dict[str, list[Record]]:
    query: Select[Any] = select(table.c.notice, table.c.record).where(is_among(table.c.notice, notice_ids))
    found: dict[str, list[Record]] = {}
    for notice, record in connection.execute(query.order_by(table.c.notice, table.c.place)):
        found.setdefault(notice, []).append(from_json(adapter, record))
    return found


def is_among(column: Any, ids: Sequence[str]) -> Any:  # noqa: ANN401 - of SQLAlchemy's many types
    """Say that a column holds one of some ids, given as one list: SQLite takes a limited number of values."""
    wanted = func.json_each(json.dumps(list(ids))).table_valued("value")
    return column.in_(select(wanted.c.value))
