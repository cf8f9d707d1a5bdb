"""The ledger as an Excel workbook."""

import io
from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from corpus.export.cells import COLUMNS, NOTHING, Beside, cells
from corpus.ledger import LedgerRow

_MAX_CELL = 32_767


def to_xlsx(rows: Sequence[LedgerRow], beside: Beside = NOTHING) -> bytes:
    """Write a workbook with one sheet: frozen heading, filter, wrapped cells, real dates."""
    book = Workbook()
    sheet = book.create_sheet("任务台账", 0)
    book.remove(book.worksheets[1])
    columns = COLUMNS + beside.columns
    for place, (heading, wide) in enumerate(columns, 1):
        sheet.cell(1, place, heading).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = wide
    for number, row in enumerate(rows, 2):
        for place, value in enumerate((*cells(row), *beside.cells(row)), 1):
            _fill(sheet, number, place, value)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(sheet: Worksheet, row: int, column: int, value: str | int | date) -> None:
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_MAX_CELL]
        # Without this a text that begins with = would be a formula.
        cell.data_type = "s"
    else:
        cell.value = value
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
