"""Straight lines and pictures drawn on a PDF page, in the file's coordinates."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.layout import Box
from corpus.readers.pages.matrix import SAME, Matrix, times

# A page with more objects or strokes is a map or an attack: its tables are not looked for.
_MOST_OBJECTS = 30_000
_MOST_STROKES = 20_000
_DEEPEST = 8
# Points: a filled rectangle so thin is a line; a line so little out of the level is level.
_THIN = 3.0
_LEVEL = 0.8
_NEARLY_WHITE = 250

Point = tuple[float, float]


@dataclass
class Drawn:
    """What is drawn.

    Attributes:
        strokes: level and upright lines as (left, bottom, right, top), one side of no extent.
        pictures: the area of all pictures, in square points.
        curves: how many paths are neither lines nor rectangles: letters may be drawn so.
        over: True where there was too much to look at.
    """

    strokes: list[Box] = field(default_factory=list)
    pictures: float = 0.0
    curves: int = 0
    objects: int = 0
    over: bool = False


def drawn(page: pypdfium2.PdfPage) -> Drawn:
    """Look at everything drawn on a page, in nested forms too."""
    found = Drawn()
    for place in range(pdfium.FPDFPage_CountObjects(page)):
        _look(pdfium.FPDFPage_GetObject(page, place), SAME, 0, found)
        if found.over:
            break
    if found.over:
        found.strokes = []
    return found


def _look(thing: object, outer: Matrix, depth: int, found: Drawn) -> None:
    found.objects += 1
    if found.objects > _MOST_OBJECTS or len(found.strokes) > _MOST_STROKES:
        found.over = True
        return
    kind = pdfium.FPDFPageObj_GetType(thing)
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        _path(thing, times(_matrix(thing), outer), found)
    elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        a, b, c, d, _, _ = times(_matrix(thing), outer)
        found.pictures += abs(a * d - b * c)
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        inner = times(_matrix(thing), outer)
        for place in range(max(0, pdfium.FPDFFormObj_CountObjects(thing))):
            _look(pdfium.FPDFFormObj_GetObject(thing, place), inner, depth + 1, found)
            if found.over:
                return


def _matrix(thing: object) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, ctypes.byref(matrix)):
        return SAME
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _path(path: object, matrix: Matrix, found: Drawn) -> None:
    filled, stroked = ctypes.c_int(), pdfium.FPDF_BOOL()
    if not pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(filled), ctypes.byref(stroked)):
        return
    parts = list(_parts(path, matrix))
    if any(part is None for part in parts):
        found.curves += 1
    straight = [part for part in parts if part is not None]
    if stroked.value and _seen(path, pdfium.FPDFPageObj_GetStrokeColor):
        for part in straight:
            for (x0, y0), (x1, y1) in pairwise(part):
                found.strokes += _stroke(x0, y0, x1, y1)
    elif filled.value and _seen(path, pdfium.FPDFPageObj_GetFillColor):
        for part in straight:
            found.strokes += _bar(part)


def _parts(path: object, matrix: Matrix) -> Iterator[list[Point] | None]:
    """Yield the corners of each part of a path; None for one with curves."""
    part: list[Point] | None = []
    x, y = ctypes.c_float(), ctypes.c_float()
    a, b, c, d, e, f = matrix
    for place in range(min(_MOST_STROKES, max(0, pdfium.FPDFPath_CountSegments(path)))):
        segment = pdfium.FPDFPath_GetPathSegment(path, place)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            yield part
            part = [point]
        elif kind != pdfium.FPDF_SEGMENT_LINETO:
            part = None
        elif part is not None:
            part.append(point)
        if part and pdfium.FPDFPathSegment_GetClose(segment):
            part.append(part[0])
    yield part


def _stroke(x0: float, y0: float, x1: float, y1: float) -> Sequence[Box]:
    if abs(y0 - y1) <= _LEVEL and abs(x0 - x1) > _LEVEL:
        middle = (y0 + y1) / 2
        return [(min(x0, x1), middle, max(x0, x1), middle)]
    if abs(x0 - x1) <= _LEVEL and abs(y0 - y1) > _LEVEL:
        middle = (x0 + x1) / 2
        return [(middle, min(y0, y1), middle, max(y0, y1))]
    return []


def _bar(part: Sequence[Point]) -> Sequence[Box]:
    """A filled rectangle that is thin is a line along its middle."""
    if not 4 <= len(part) <= 6:
        return []
    left, right = min(x for x, _ in part), max(x for x, _ in part)
    low, high = min(y for _, y in part), max(y for _, y in part)
    if min(right - left, high - low) > _THIN:
        return []
    if right - left >= high - low:
        return [(left, (low + high) / 2, right, (low + high) / 2)]
    return [((left + right) / 2, low, (left + right) / 2, high)]


def _seen(path: object, colour_of: object) -> bool:
    """Whether a path's colour is neither white nor transparent."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    found = colour_of(path, *map(ctypes.byref, (red, green, blue, alpha)))  # type: ignore[operator]
    return not found or (alpha.value > 0 and min(red.value, green.value, blue.value) < _NEARLY_WHITE)
