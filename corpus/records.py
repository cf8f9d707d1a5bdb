"""Dataclasses to JSON and back, for the store's record columns."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Final, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from corpus.errors import StoreDamaged
from corpus.layout import PLAIN, Layout
from corpus.model import Notice, ParsedDocument, Passage, TaskItem

NOTICE: Final = TypeAdapter(Notice)
PASSAGE: Final = TypeAdapter(Passage)
ITEM: Final = TypeAdapter(TaskItem)
LAYOUT: Final = TypeAdapter(Layout)
_T = TypeVar("_T")


def to_json(adapter: TypeAdapter[_T], value: _T) -> bytes:
    """Write a dataclass as JSON.

    Raises:
        KeyboardInterrupt: the user interrupts meanwhile; pydantic would make an error of its own of it.
    """
    try:
        return adapter.dump_json(value)
    except PydanticSerializationError as error:
        if KeyboardInterrupt.__name__ in str(error):
            raise KeyboardInterrupt from error
        raise


def from_json(adapter: TypeAdapter[_T], record: str) -> _T:
    """Read a dataclass back.

    Raises:
        StoreDamaged: the record does not hold what it should.
    """
    try:
        return adapter.validate_json(record)
    except ValidationError as error:
        raise StoreDamaged("库里有读不懂的记录。请运行 zhengda doctor 检查，必要时从备份恢复。") from error


class Reading(Generic[_T]):
    """Reads a whole table of records back, and after a change only those that are new.

    What it gives is the very same object as long as its record is the same. May be used from several threads.

    Args:
        adapter: of the records.
    """

    def __init__(self, adapter: TypeAdapter[_T]) -> None:
        self._adapter = adapter
        self._known: dict[str, _T] = {}

    def all(self, records: Iterable[str]) -> tuple[_T, ...]:
        """Give what the records hold; what is not among them any more is forgotten.

        Raises:
            StoreDamaged: a record does not hold what it should.
        """
        known: dict[str, _T] = {}
        found: list[_T] = []
        for record in records:
            if record not in known:
                known[record] = self._known.get(record) or from_json(self._adapter, record)
            found.append(known[record])
        self._known = known
        return tuple(found)


def layout_json(layout: Layout) -> str:
    """Write a layout as JSON; that of plain text is "", since there is nothing to say of it."""
    return "" if layout == PLAIN else to_json(LAYOUT, layout).decode("utf-8")


def parse_digest(parsed: ParsedDocument) -> str:
    """Hash what the parser made of a text, apart from the name of the file it came from."""
    digest = hashlib.sha256()
    for part in parsed.notices:
        digest.update(to_json(NOTICE, replace(part.notice, source="")))
        for passage in part.passages:
            digest.update(to_json(PASSAGE, passage))
        for item in part.items:
            digest.update(to_json(ITEM, item))
    return digest.hexdigest()
