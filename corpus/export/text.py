"""The ledger as text: JSON lines, CSV, and a table for the terminal."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from corpus.export.cells import COLUMNS, NOTHING, Beside, cells, standing, units_of
from corpus.fold import unbroken
from corpus.grid import grid
from corpus.ledger import LedgerRow, row_record

# A cell that begins so is a formula to Excel and its like (the wide forms in East Asian versions).
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_HEADER = ("条目", "任务", "牵头单位", "责任单位", "配合单位", "时限")


def to_jsonl(rows: Sequence[LedgerRow]) -> str:
    """Write one JSON object a line, by contract/task.schema.json."""
    return "".join(json.dumps(row_record(row), ensure_ascii=False) + "\n" for row in rows)


def to_table(rows: Sequence[LedgerRow], columns: int) -> str:
    """Set the rows as one table a notice, for a terminal that is `columns` columns wide."""
    groups = groupby(rows, key=lambda row: row.notice.id)
    return "\n".join(_block(list(group), columns) for _, group in groups)


def to_csv(rows: Sequence[LedgerRow], beside: Beside = NOTHING) -> bytes:
    """Write the ledger as CSV; see `csv_file`."""
    headings = [heading for heading, _ in COLUMNS + beside.columns]
    return csv_file(headings, ((*cells(row), *beside.cells(row)) for row in rows))


def csv_file(headings: Sequence[str], rows: Iterable[Iterable[str | int | date]]) -> bytes:
    """Write CSV that Excel opens right: UTF-8 with a byte order mark; formulas are made harmless by a '."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(headings)
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
    return file.getvalue().encode("utf-8-sig")


def _harmless(cell: str | int | date) -> str:
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _block(rows: Sequence[LedgerRow], columns: int) -> str:
    table = [_table_cells(row) for row in rows]
    # A column that is empty all through only takes room.
    used = [place for place in range(len(_HEADER)) if any(row[place] for row in table)]
    shown = [[row[place] for place in used] for row in table]
    body = grid([_HEADER[place] for place in used], shown, columns)
    return f"{_headline(rows[0])}\n{body}\n"


def _headline(row: LedgerRow) -> str:
    notice = row.notice
    parts = (notice.document_number, notice.region.name if notice.region else None, *standing(row))
    return f"《{notice.title}》 {' · '.join(part for part in parts if part)}".rstrip()


def _table_cells(row: LedgerRow) -> tuple[str, ...]:
    deadline = row.item.deadline
    due = f"（{row.due}）" if row.due else ""
    limit = f"{unbroken(deadline.text)}{due}" if deadline else ""
    return (row.item.number or "", unbroken(row.item.text), *map("、".join, units_of(row)), limit)
