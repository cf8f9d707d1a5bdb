"""Draws a notice's paragraphs and tables as pages of paper, as an office's printer would.

Measures are those of official papers (GB/T 9704): A4, letters of 16 points, 28 a line, 22 lines a page,
page numbers between dashes below the text, titles in the middle, paragraphs indented by two letters.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from eval.turned import Piece, Sheet, SheetCell

FONT = Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc")
_A4 = (8.27, 11.69)
_LEFT, _TOP, _WIDTH, _HEIGHT = 1.10, 1.45, 6.15, 8.86
_LETTER, _TITLE, _CELL = 16, 22, 10.5
_PITCH = 1.8
_PAD = 0.05
_NEVER_LAST = frozenset("（《「『【〔“‘([")
_NEVER_FIRST = frozenset("，。、；：？！）》」』】〕”’,.;:?!)]")
_SHORT = 60
_DATE = re.compile(
    r"[\d〇○OO一二三四五六七八九十\s]+年[\d一二三四五六七八九十\s]+月[\d一二三四五六七八九十\s]+日"
)


@dataclass
class Paper:
    """Pages in the making; `place` is how far down the last one is filled, in pixels."""

    dpi: int
    pages: list[Image.Image] = field(default_factory=list)
    place: float = 0.0

    def inch(self, inches: float) -> int:
        """Turn inches into pixels."""
        return round(inches * self.dpi)

    def font(self, points: float) -> ImageFont.FreeTypeFont:
        """Return the font in a size."""
        return _font(round(points * self.dpi / 72))

    @property
    def brush(self) -> ImageDraw.ImageDraw:
        """What draws on the last page."""
        return ImageDraw.Draw(self.pages[-1])

    @property
    def bottom(self) -> int:
        """Where the text of a page ends."""
        return self.inch(_TOP + _HEIGHT)

    def turn(self) -> None:
        """Begin a page, with its number."""
        self.pages.append(Image.new("L", (self.inch(_A4[0]), self.inch(_A4[1])), 255))
        self.place = self.inch(_TOP)
        middle = self.inch(_A4[0] / 2), self.inch(_TOP + _HEIGHT + 0.4)
        self.brush.text(middle, f"— {len(self.pages)} —", fill=20, font=self.font(14), anchor="mm")

    def room(self, height: float) -> None:
        """Turn the page where so much no longer fits."""
        if self.place + height > self.bottom:
            self.turn()

    def line(self, text: str, points: float, left: float, anchor: str = "ls") -> None:
        """Write one line; `left` is in pixels."""
        pitch = points * _PITCH * self.dpi / 72
        self.room(pitch)
        base = self.place + pitch * 0.75
        self.brush.text((left, base), text, fill=20, font=self.font(points), anchor=anchor)
        self.place += pitch


@cache
def _font(pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), pixels)


def draw(pieces: Sequence[Piece], dpi: int = 200) -> list[Image.Image]:
    """Draw the pages."""
    paper = Paper(dpi)
    paper.turn()
    title = True
    for piece in pieces:
        if isinstance(piece, Sheet):
            _sheet(paper, piece)
            continue
        title = title and len(piece) < _SHORT and not piece.endswith(("。", "：", ":"))
        _paragraph(paper, piece, title=title)
    return paper.pages


def _paragraph(paper: Paper, text: str, *, title: bool) -> None:
    points = _TITLE if title else _LETTER
    font, left, width = paper.font(points), paper.inch(_LEFT), paper.inch(_WIDTH)
    em = font.size
    if not text:
        paper.place += em * 0.6
        return
    if _DATE.fullmatch(text):
        paper.line(text, points, left + width - 4 * em, "rs")
        return
    indent = 0 if title or text.endswith(("：", ":")) else 2
    for number, line in enumerate(_wrapped(text, font, width, indent * em)):
        if title:
            paper.line(line, points, left + width / 2, "ms")
        else:
            paper.line(line, points, left + (indent * em if number == 0 else 0))


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: float, indent: float = 0) -> list[str]:
    """Break a text into lines; a mark that never begins one takes the letter before it along."""
    lines, room = [""], width - indent
    for letter in text:
        if font.getlength(lines[-1] + letter) > room and lines[-1]:
            kept = len(lines[-1])
            carried = letter
            while kept > 1 and (carried[0] in _NEVER_FIRST or lines[-1][kept - 1] in _NEVER_LAST):
                kept -= 1
                carried = lines[-1][kept] + carried
            lines[-1:] = [lines[-1][:kept], carried]
            room = width
        else:
            lines[-1] += letter
    return lines


def _sheet(paper: Paper, sheet: Sheet) -> None:
    """Draw a table; rows stay whole, a cell that spans rows goes on over page breaks without its words."""
    font, pad = paper.font(_CELL), paper.inch(_PAD)
    placed = list(sheet.placed())
    edges = _edges(placed, sheet.width, paper.inch(_WIDTH), font.size * 2.2 + 2 * pad)
    heights = _heights(placed, edges, font, pad, len(sheet.rows))
    row = 0
    while row < len(heights):
        paper.room(heights[row])
        last, top = row + 1, paper.place
        while last < len(heights) and top + sum(heights[row : last + 1]) <= paper.bottom:
            last += 1
        last = _whole(placed, edges, heights, (row, last), font, pad)
        _part(paper, placed, edges, heights, (row, last))
        paper.place = top + sum(heights[row:last])
        row = last
        if row < len(heights):
            paper.turn()
    paper.place += font.size


def _whole(
    placed: Sequence["Placed"],
    edges: Sequence[float],
    heights: Sequence[float],
    rows: tuple[int, int],
    font: ImageFont.FreeTypeFont,
    pad: int,
) -> int:
    """Break a table before a merged cell whose words would not fit above the break."""
    first, last = rows
    for row, column, cell in placed:
        if not first < row < last < row + cell.rows:
            continue
        width = edges[column + cell.columns] - edges[column] - 2 * pad
        if len(_wrapped(cell.text, font, width)) * font.size * 1.4 > sum(heights[row:last]):
            return row
    return last


Placed = tuple[int, int, SheetCell]


def _edges(placed: Sequence[Placed], columns: int, width: int, least: float) -> list[float]:
    """Columns as wide as the square root of what they hold."""
    weight = [1.0] * columns
    for _, column, cell in placed:
        if cell.columns == 1:
            weight[column] += len(cell.text) / cell.rows**0.5
    shares = [part**0.5 for part in weight]
    rest = width - least * columns
    return [0.0, *accumulate(least + rest * share / sum(shares) for share in shares)]


def _heights(
    placed: Sequence[Placed], edges: Sequence[float], font: ImageFont.FreeTypeFont, pad: int, rows: int
) -> list[float]:
    heights = [font.size * 1.4 + 2 * pad] * rows
    for row, column, cell in sorted(placed, key=lambda place: place[2].rows):
        width = edges[column + cell.columns] - edges[column] - 2 * pad
        needed = len(_wrapped(cell.text, font, width)) * font.size * 1.4 + 2 * pad
        over = needed - sum(heights[row : row + cell.rows])
        if over > 0:
            heights[row + cell.rows - 1] += over
    return heights


def _part(
    paper: Paper,
    placed: Sequence[Placed],
    edges: Sequence[float],
    heights: Sequence[float],
    rows: tuple[int, int],
) -> None:
    """Draw the rows of a table that stand on one page."""
    first, last = rows
    left, top = paper.inch(_LEFT), paper.place
    for row, column, cell in placed:
        start, end = max(row, first), min(row + cell.rows, last)
        if start >= end:
            continue
        box = (
            left + edges[column],
            top + sum(heights[first:start]),
            left + edges[column + cell.columns],
            top + sum(heights[first:end]),
        )
        paper.brush.rectangle(box, outline=20, width=2)
        if start == row:
            _words(paper, cell.text, box)


def _words(paper: Paper, text: str, box: tuple[float, float, float, float]) -> None:
    """Write a cell's words, in the middle of its height."""
    font, pad = paper.font(_CELL), paper.inch(_PAD)
    lines = _wrapped(text, font, box[2] - box[0] - 2 * pad)
    place = (box[1] + box[3] - len(lines) * font.size * 1.4) / 2
    for line in lines:
        paper.brush.text((box[0] + pad, place + font.size * 1.1), line, fill=20, font=font, anchor="ls")
        place += font.size * 1.4
