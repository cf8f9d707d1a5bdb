"""Small made-up notices with a table, read whole."""

from datetime import date

from corpus.model import ParsedDocument, TaskItem
from corpus.parse import parse_document
from tests.corpus.made import document

HEAD = "青河市人民政府办公室关于印发2024年任务分解表的通知\n各区人民政府：\n现印发给你们。\n2024年3月1日\n"
Row = tuple[str | None, str, list[str], list[str], list[str], date | None]


def parsed(body: str) -> ParsedDocument:
    return parse_document(document(HEAD + body))


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
