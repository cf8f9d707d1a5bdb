"""Write a notice as a PDF with a text layer, as an office would, and measure how it is read back.

Run `python -m eval.turned_pdf --shared ../shared`.
"""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer

from eval.turned import Piece, Sheet
from eval.turned_lines import Place, places
from eval.turned_measure import measure
from eval.turned_ruled import Ruled

FONT = Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc")
_SIZE = 16.0
_LEADING = 28.0
_CELL_SIZE = 10.5
_MARGIN = 76.0


def write_pdf(pieces: Sequence[Piece], *, head: str = "") -> bytes:
    """Write a notice's pieces as an A4 PDF: titles centred, paragraphs indented, tables with all their lines.

    Args:
        pieces: paragraphs and tables.
        head: a running head for every page, "" for none.
    """
    if "zh" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("zh", str(FONT), subfontIndex=0))
    file = io.BytesIO()
    width, height = A4
    frame = Frame(_MARGIN, _MARGIN, width - 2 * _MARGIN, height - 2 * _MARGIN, 0, 0, 0, 0)

    def furniture(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("zh", 12)
        canvas.drawCentredString(width / 2, 40, f"— {document.page} —")
        if head:
            canvas.drawCentredString(width / 2, height - 40, head)

    document = BaseDocTemplate(file, invariant=1)
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=furniture))
    document.build(list(_flowables(pieces)))
    return file.getvalue()


def _flowables(pieces: Sequence[Piece]) -> Iterator[Flowable]:
    for piece, place in zip(pieces, places(pieces), strict=True):
        if isinstance(piece, Sheet):
            yield _table(piece)
        elif piece:
            yield Paragraph(_escaped(piece), _STYLES[place])
        else:
            yield Spacer(1, _LEADING / 2)


def _style(alignment: int, size: float, indent: float = 0) -> ParagraphStyle:
    return ParagraphStyle(
        "zh",
        fontName="zh",
        fontSize=size,
        leading=size * _LEADING / _SIZE,
        wordWrap="CJK",
        alignment=alignment,
        firstLineIndent=indent,
    )


_STYLES = {
    Place.TITLE: _style(TA_CENTER, 22),
    Place.BODY: _style(TA_JUSTIFY, _SIZE, 2 * _SIZE),
    Place.OPENING: _style(TA_JUSTIFY, _SIZE),
    Place.SIGNATURE: _style(TA_RIGHT, _SIZE),
}
_CELL = ParagraphStyle("cell", fontName="zh", fontSize=_CELL_SIZE, leading=14, wordWrap="CJK")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _table(sheet: Sheet) -> Ruled:
    words = {
        number: Paragraph(_escaped(cell.text), _CELL)
        for number, (_, _, cell) in enumerate(sheet.placed())
        if cell.text
    }
    return Ruled(sheet.owners(), words, sheet.widths(A4[0] - 2 * _MARGIN, 4.5 * _CELL_SIZE))


if __name__ == "__main__":
    measure({"pdf": write_pdf})
