"""Dataclasses to JSON and back, for the store's record columns."""

import hashlib
from dataclasses import replace
from typing import Final, TypeVar

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
