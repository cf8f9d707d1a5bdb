"""Notices written as Word documents and read back: `python -m eval.turned_docx --shared ../shared`.

Written as an office would: a centred title, a foot with the page's number, merged cells; in a variant the
numbers of headings and of the table's rows are automatic ones.
"""

import io
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from eval.turned import Piece, Sheet, SheetCell
from eval.turned_measure import measure
from eval.turned_numbers import AutomaticNumbers

if TYPE_CHECKING:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_PAGE = '<w:fldSimple {} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def write_docx(pieces: Sequence[Piece], *, numbered: bool = False, overrides: bool = True) -> bytes:
    """Write a notice as a docx.

    Args:
        pieces: what it is made of.
        numbered: let Word print the numbers of headings and rows.
        overrides: as in `AutomaticNumbers`.
    """
    made = _Writer(numbered=numbered, overrides=overrides)
    for piece in pieces:
        if isinstance(piece, Sheet):
            made.table(piece)
        else:
            made.paragraph(piece)
    file = io.BytesIO()
    made.document.save(file)
    return file.getvalue()


class _Writer:
    def __init__(self, *, numbered: bool, overrides: bool) -> None:
        self.document = docx.Document()
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = "仿宋", Pt(16)
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
        self._numbers = AutomaticNumbers(self.document, overrides) if numbered else None
        self._foot()

    def paragraph(self, text: str) -> None:
        paragraph = self.document.add_paragraph()
        if text.endswith("的通知"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._fill(paragraph, text)

    def table(self, sheet: Sheet) -> None:
        table = self.document.add_table(rows=len(sheet.rows), cols=sheet.width, style="Table Grid")
        head = table.rows[0]._tr.get_or_add_trPr()
        head.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        for row, column, cell in sheet.placed():
            self._cell(table, row, column, cell)

    def _cell(self, table: "Table", row: int, column: int, cell: SheetCell) -> None:
        first = table.cell(row, column)
        if cell.rows > 1 or cell.columns > 1:
            first = first.merge(table.cell(row + cell.rows - 1, column + cell.columns - 1))
        self._fill(first.paragraphs[0], cell.text)

    def _fill(self, paragraph: "Paragraph", text: str) -> None:
        if self._numbers is not None:
            text = self._numbers.take(paragraph, text)
        if text:
            paragraph.add_run(text)

    def _foot(self) -> None:
        foot = self.document.sections[0].footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        foot._p.append(parse_xml(_PAGE.format(nsdecls("w"))))


if __name__ == "__main__":
    measure({"docx": write_docx, "docx，自动编号": partial(write_docx, numbered=True)})
