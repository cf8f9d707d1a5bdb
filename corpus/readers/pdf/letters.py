"""Letters and drawn lines of a PDF page."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.layout import Box
from corpus.readers.pages.placed import Letter, Page, Rule, turned
from corpus.readers.pdf.rules import Drawn, drawn

_UNKNOWN = "\ufffd"
_QUARTER = math.pi / 2
# Radians: letters that lean more stand askew, as watermarks do; a scan's text layer leans a little.
_ASKEW = 0.12
# Letters of no height (fonts without measures) are taken for squares as high as they are wide.
_LEAST_HEIGHT = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPage:
    """A page as read.

    Attributes:
        page: its letters and rules.
        unknown: how many of its letters the file gives no character for.
        drawn: what is drawn on it beside text.
    """

    page: Page
    unknown: int
    drawn: Drawn


@dataclass(frozen=True, slots=True)
class _Glyph:
    code: int
    angle: float
    box: Box
    """In the file's coordinates: left, bottom, right, top."""


def read_page(page: pypdfium2.PdfPage, number: int) -> PdfPage:
    """Read a page; text and lines are turned so that most of the text stands upright."""
    left, bottom, right, top = page.get_bbox()
    width, height = max(1.0, right - left), max(1.0, top - bottom)
    glyphs = list(_glyphs(page))
    turn = _turn(glyphs)
    letters = tuple(
        letter
        for glyph in glyphs
        if _leaning(glyph.angle) < _ASKEW
        for letter in _letter(glyph, (left, top), (width, height), turn)
    )
    found = drawn(page)
    upright = (width, height) if turn % 2 == 0 else (height, width)
    rules = tuple(
        Rule(*turned((x0 - left, top - y1, x1 - left, top - y0), width, height, turn))
        for x0, y0, x1, y1 in found.strokes
    )
    return PdfPage(
        page=Page(
            number=number,
            width=upright[0],
            height=upright[1],
            letters=letters,
            rules=rules,
            turn=(page.get_rotation() // 90 - turn) % 4,
            over=found.over,
        ),
        unknown=sum(_unknown(glyph.code) for glyph in glyphs),
        drawn=found,
    )


def _glyphs(page: pypdfium2.PdfPage) -> Iterator[_Glyph]:
    """Yield every character of the page's own; those that the library only infers are left out."""
    text = page.get_textpage()
    try:
        box = pdfium.FS_RECTF()
        at = ctypes.byref(box)
        for place in range(pdfium.FPDFText_CountChars(text)):
            if pdfium.FPDFText_IsGenerated(text, place) == 1:
                continue
            if not pdfium.FPDFText_GetLooseCharBox(text, place, at):
                continue
            yield _Glyph(
                code=pdfium.FPDFText_GetUnicode(text, place),
                angle=pdfium.FPDFText_GetCharAngle(text, place),
                box=(box.left, box.bottom, box.right, box.top),
            )
    finally:
        text.close()


def _turn(glyphs: list[_Glyph]) -> int:
    """How many quarter turns clockwise make most of the text stand upright."""
    turns = Counter(-round(glyph.angle / _QUARTER) % 4 for glyph in glyphs if _leaning(glyph.angle) < _ASKEW)
    return turns.most_common(1)[0][0] if turns else 0


def _leaning(angle: float) -> float:
    return abs(angle - round(angle / _QUARTER) * _QUARTER)


def _letter(
    glyph: _Glyph, corner: tuple[float, float], size: tuple[float, float], turn: int
) -> Iterator[Letter]:
    """Yield the letter where it stands on the page; one outside of it is not seen and is left out."""
    x0, y0, x1, y1 = glyph.box
    left, top, right, bottom = turned(
        (x0 - corner[0], corner[1] - y1, x1 - corner[0], corner[1] - y0), *size, turn
    )
    width, height = size if turn % 2 == 0 else size[::-1]
    if bottom - top < _LEAST_HEIGHT:
        top = bottom - max(_LEAST_HEIGHT, right - left)
    if 0 <= (left + right) / 2 <= width and 0 <= (top + bottom) / 2 <= height:
        yield Letter(_character(glyph.code), left, top, right, bottom)


def _character(code: int) -> str:
    # Line breaks inside a text are no text of it.
    if code in (9, 10, 13):
        return " "
    return _UNKNOWN if _unknown(code) else chr(code)


def _unknown(code: int) -> bool:
    return (
        (code < 32 and code not in (9, 10, 13))
        or 0xD800 <= code <= 0xDFFF
        or code in (0xFFFD, 0xFFFE, 0xFFFF)
        or code > 0x10FFFF
    )
