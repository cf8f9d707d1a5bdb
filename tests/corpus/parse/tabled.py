"""Small made-up notices with a table, read whole."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from corpus.layout import Format
from corpus.model import ParsedDocument, TaskItem
from corpus.parse import parse_document
from corpus.readers.draft import Draft, Fragment, TableCell
from corpus.readers.ports import Limits
from tests.corpus.made import document

HEAD = "青河市人民政府办公室关于印发2024年任务分解表的通知\n各区人民政府：\n现印发给你们。\n2024年3月1日\n"
Row = tuple[str | None, str, list[str], list[str], list[str], date | None]


def parsed(body: str) -> ParsedDocument:
    return parse_document(document(HEAD + body))


def cell(text: str = "", rows: int = 1, columns: int = 1) -> TableCell:
    """A cell of a table whose merged cells are known."""
    paragraphs = ((Fragment(text=text),),) if text else ()
    return TableCell(paragraphs=paragraphs, rows=rows, columns=columns)


def laid_out(table: Sequence[Sequence[TableCell]]) -> ParsedDocument:
    """Read the notice with a table as a file's reader hands it over."""
    draft = Draft(Format.DOCX, Limits())
    for line in HEAD.splitlines():
        draft.paragraph(Fragment(text=line))
    draft.table(table)
    reading = draft.reading()
    return parse_document(replace(document(reading.text), layout=reading.layout))


def items(body: str) -> tuple[TaskItem, ...]:
    return tuple(item for notice in parsed(body).notices for item in notice.items)


def rows(body: str) -> list[Row]:
    """Number, text, lead, responsible and cooperating units and last day of each item."""
    return [
        (
            item.number,
            item.text,
            [unit.name for unit in item.lead_units],
            [unit.name for unit in item.responsible_units],
            [unit.name for unit in item.cooperating_units],
            item.deadline.due if item.deadline else None,
        )
        for item in items(body)
    ]
