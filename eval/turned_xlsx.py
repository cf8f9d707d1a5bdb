"""Notices written as workbooks and read back: `python -m eval.turned_xlsx --shared ../shared`.

Written as an office would: running text in cells merged over all columns, tables with merged cells and
frames, the title of a notice above them.
"""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from eval.turned import Piece, Sheet
from eval.turned_measure import measure

_NARROWEST = 6
_LINE = Side(style="thin")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def write_xlsx(pieces: Sequence[Piece]) -> bytes:
    """Write a notice as a sheet: each paragraph a row, each table where it stands."""
    book = Workbook()
    sheet = book.worksheets[0]
    width = max([_NARROWEST, *(piece.width for piece in pieces if isinstance(piece, Sheet))])
    row = 1
    for piece in pieces:
        if isinstance(piece, Sheet):
            row += _table(sheet, row, piece)
        else:
            _paragraph(sheet, row, piece, width)
            row += 1
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _paragraph(sheet: Worksheet, row: int, text: str, width: int) -> None:
    if text:
        cell = sheet.cell(row, 1, text)
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True)
        cell.font = Font(name="仿宋", size=16)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)


def _table(sheet: Worksheet, first: int, table: Sheet) -> int:
    for down, over, part in table.placed():
        row, column = first + down, over + 1
        figure = part.text.isascii() and part.text.isdigit()
        cell = sheet.cell(row, column, int(part.text) if figure else part.text)
        cell.border = _FRAME
        if part.rows > 1 or part.columns > 1:
            sheet.merge_cells(
                start_row=row,
                start_column=column,
                end_row=row + part.rows - 1,
                end_column=column + part.columns - 1,
            )
    return len(table.rows)


if __name__ == "__main__":
    measure({"xlsx": write_xlsx})
