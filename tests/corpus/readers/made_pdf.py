"""PDF files for tests, drawn by reportlab or written by hand."""

import io
import zlib
from collections.abc import Callable, Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus.layout import DoubtKind, Layout
from corpus.readers.pdf.reader import Pdf
from corpus.readers.ports import Limits, Reading
from eval.turned_pdf import FONT

LIMITS = Limits()

LEFT, TOP, SIZE, PITCH = 76.0, 750.0, 16.0, 28.0

FULL = "各部门要按月把公开的事项逐条列成清单报县府办备查并在网"  # 27 letters: a full line
SECOND = "站上公布办理结果，由县砚台局汇总后于每月月底前通报一次"

HEADER = ["序号", "具体要求", "责任单位"]
WIDTHS = [60, 222, 140]

Drawing = Callable[[Canvas], None]


def pdf(*pages: Drawing, size: tuple[float, float] = A4, **options: object) -> bytes:
    """Draw pages."""
    if "zh" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("zh", str(FONT), subfontIndex=0))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size, invariant=1, **options)
    for page in pages:
        canvas.setFont("zh", SIZE)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def lines(*texts: str, top: float = TOP, left: float = LEFT, size: float = SIZE) -> Drawing:
    """Draw lines one under the other; an ideographic space sets a line in by one letter, as it would."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("zh", size)
        for number, text in enumerate(texts):
            indent = len(text) - len(text.lstrip("\u3000"))
            canvas.drawString(left + indent * size, top - number * PITCH, text.lstrip("\u3000"))

    return draw


def both(*drawings: Drawing) -> Drawing:
    """Draw several things on one page."""

    def draw(canvas: Canvas) -> None:
        for drawing in drawings:
            drawing(canvas)

    return draw


def table(
    rows: Sequence[Sequence[str]], *, top: float, widths: Sequence[float], height: float = 40
) -> Drawing:
    """Draw a ruled table, each cell's words on lines parted by line breaks."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("zh", 10)
        right = LEFT + sum(widths)
        for number, row in enumerate(rows):
            upper = top - number * height
            canvas.line(LEFT, upper, right, upper)
            left = LEFT
            for words, width in zip(row, widths, strict=True):
                canvas.line(left, upper, left, upper - height)
                for place, line in enumerate(words.split("\n")):
                    canvas.drawString(left + 4, upper - 12 - place * 13, line)
                left += width
            canvas.line(right, upper, right, upper - height)
        canvas.line(LEFT, top - len(rows) * height, right, top - len(rows) * height)

    return draw


def raw(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Write a file of these objects, numbered from 1; the first is the catalogue."""
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        trailer,
        start,
    )


def stream(data: bytes, entries: bytes = b"", *, packed: bool = False) -> bytes:
    """Write a stream object's body."""
    if packed:
        data, entries = zlib.compress(data, 9), entries + b"/Filter/FlateDecode"
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def read(data: bytes, limits: Limits = LIMITS) -> Reading:
    return Pdf().read(data, limits)


def text(*pages: object) -> list[str]:
    return read(pdf(*pages)).text.split("\n")[:-1]  # type: ignore[arg-type]


def rows(reading: Reading) -> list[list[list[str]]]:
    return [
        [[reading.text[cell.start : cell.end] for cell in row] for row in table.rows]
        for table in reading.layout.tables
    ]


def kinds(layout: Layout) -> list[DoubtKind]:
    return [doubt.kind for doubt in layout.doubts]


def drawn(*commands: str) -> bytes:
    """A page of these drawing commands, in Helvetica."""
    return one_page(stream("\n".join(commands).encode()))


def one_page(content: bytes, entries: bytes = b"", *more: bytes) -> bytes:
    return raw(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R" + entries + b">>",
            content,
            *more,
        ]
    )


def picture(canvas: Canvas) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, *A4)
