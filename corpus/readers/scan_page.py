"""One scanned page: set upright, its tables found, its lines read and put in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.layout import Locator
from corpus.readers.draft import Fragment
from corpus.readers.recognise import Words, read_quads, read_strips
from corpus.readers.red_seal import lift_seals
from corpus.readers.scan_grid import ScannedTable, fill
from corpus.readers.scan_lines import Margins, Piece, Row, margins_of, rows_of
from corpus.readers.scan_tables import GridCell, RuledGrid, find_grids
from corpus.readers.upright import Upright, set_upright

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]
    Quads = NDArray[np.float32]

# A3 at 300 dots an inch; letters of larger pictures are no easier to read, only slower.
_LONGEST, _SHORTEST = 4961, 3508
# Small pictures (cut out, sent by chat) have letters too small to be found.
_LEAST = 900
_UNREADABLE = 0.5
_INSET = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PageImage:
    """A page as a picture.

    Attributes:
        number: of the page in its file, counted from 1.
        pixels: height x width x 3 of uint8: red, green, blue.
    """

    number: int
    pixels: "Pixels"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedPage:
    """What was read on a page.

    Attributes:
        contents: stretches of rows and tables, from top to bottom.
        height: of the straight page in pixels.
        confidence: mean over all letters, those left out too; 1 where there are none.
        unsure: letters that may be others, each in brackets between its neighbours.
        unread: places with print on them that could not be read; they are left out.
        broken: whether a table's rules had gaps.
    """

    number: int
    contents: tuple[tuple[Row, ...] | ScannedTable, ...]
    margins: Margins | None
    height: float
    confidence: float
    unsure: tuple[str, ...]
    unread: int
    broken: bool


def read_page(image: PageImage) -> ScannedPage:
    """Read a page.

    Raises:
        ModelError: the recognition is missing or damaged.
    """
    upright = set_upright(lift_seals(_sized(image.pixels)))
    height, width = upright.straight.shape[:2]
    grids = find_grids(upright.straight)
    pieces = _pieces(upright, grids, image.number)
    pieces += _missed(upright, grids, pieces, image.number)
    read = [piece for piece in pieces if (piece.fragment.confidence or 0.0) >= _UNREADABLE]
    contents = tuple(_contents(read, grids, float(width)))
    rows = [row for part in contents if isinstance(part, tuple) for row in part]
    return ScannedPage(
        number=image.number,
        contents=contents,
        margins=margins_of(rows, float(width)) if rows else None,
        height=float(height),
        confidence=_confidence(pieces),
        unsure=tuple(words for piece in read for words in _unsure(piece)),
        unread=len(pieces) - len(read),
        broken=not all(grid.whole for grid in grids),
    )


def _sized(pixels: "Pixels") -> "Pixels":
    import cv2

    height, width = pixels.shape[:2]
    longer, shorter = max(height, width), min(height, width)
    scale = min(_LONGEST / longer, _SHORTEST / shorter, 1.0)
    if longer < _LEAST:
        scale = 2.0
    if scale == 1.0:
        return pixels
    size = max(1, round(width * scale)), max(1, round(height * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    sized: Pixels = cv2.resize(pixels, size, interpolation=how)
    return sized


def _pieces(upright: Upright, grids: Sequence[RuledGrid], number: int) -> list[Piece]:
    """Read the lines; one that crosses a table's rule is read in parts, a cell's each."""
    import numpy as np

    quads = [part for quad in upright.quads for part in _parted(quad, grids)]
    if not quads:
        return []
    placed = np.stack(quads)
    lines = read_quads(upright.source, upright.on_source(placed))
    return [
        _piece(upright, quad, line, number)
        for quad, line in zip(placed, lines, strict=True)
        if line.text.strip()
    ]


def _piece(upright: Upright, quad: "Quads", line: Words, number: int) -> Piece:
    left, top = (float(edge) for edge in quad.min(axis=0))
    right, bottom = (float(edge) for edge in quad.max(axis=0))
    locator = Locator(page=number, box=upright.box(quad))
    return Piece(
        box=(left, top, right, bottom),
        fragment=Fragment(text=line.text, locator=locator, confidence=round(line.confidence, 4)),
        unsure=line.unsure,
    )


def _parted(quad: "Quads", grids: Sequence[RuledGrid]) -> Iterator["Quads"]:
    """Cut a line at the rules that it crosses, and off the rules at its ends."""
    left, top = (float(edge) for edge in quad.min(axis=0))
    right, bottom = (float(edge) for edge in quad.max(axis=0))
    middle = (top + bottom) / 2
    grid = next((one for one in grids if one.down[0] < middle < one.down[-1]), None)
    cells = [] if grid is None else [cell for cell in grid.cells if cell.box[1] <= middle < cell.box[3]]
    parts = [(max(left, cell.box[0] + _INSET), min(right, cell.box[2] - _INSET)) for cell in cells]
    # A sliver is the rim that a found line always has around its letters.
    inside = [(start, end) for start, end in parts if end - start > 0.35 * (bottom - top)]
    if not inside:
        yield quad
    for start, end in inside:
        yield _rectangle(start, top, end, bottom)


def _rectangle(left: float, top: float, right: float, bottom: float) -> "Quads":
    import numpy as np

    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


def _missed(
    upright: Upright, grids: Sequence[RuledGrid], pieces: Sequence[Piece], number: int
) -> list[Piece]:
    """Read cells that hold print where no line was found: single figures are overlooked now and then."""
    taken = {
        id(cell)
        for piece in pieces
        for grid in grids
        if (cell := grid.cell_at((piece.box[0] + piece.box[2]) / 2, (piece.box[1] + piece.box[3]) / 2))
    }
    empty = [cell for grid in grids for cell in grid.cells if id(cell) not in taken]
    marks = [mark for cell in empty if (mark := _mark(upright.straight, cell)) is not None]
    strips = [
        upright.straight[round(quad[0, 1]) : round(quad[2, 1]), round(quad[0, 0]) : round(quad[2, 0])]
        for quad in marks
    ]
    lines = read_strips(strips)
    return [
        _piece(upright, quad, line, number)
        for quad, line in zip(marks, lines, strict=True)
        if line.text.strip() and line.confidence >= _UNREADABLE
    ]


def _mark(straight: "Pixels", cell: GridCell) -> "Quads | None":
    """Return the corners around what is printed in a cell, None where nothing of a line's height is."""
    import cv2
    import numpy as np

    left, top, right, bottom = cell.box
    inset = 2 * _INSET
    grey = cv2.cvtColor(straight, cv2.COLOR_RGB2GRAY)[
        top + inset : bottom - inset, left + inset : right - inset
    ]
    if min(grey.shape) < 4 * _INSET:
        return None
    dark = grey < np.median(grey) - 70
    rows, columns = np.flatnonzero(dark.sum(axis=1) > 1), np.flatnonzero(dark.sum(axis=0) > 1)
    if len(rows) < 4 * _INSET or not len(columns) or rows[-1] - rows[0] > straight.shape[1] / 20:
        return None
    rim = (rows[-1] - rows[0]) // 4 + 2
    return _rectangle(
        left + inset + max(0, columns[0] - rim),
        top + inset + max(0, rows[0] - rim),
        left + inset + min(grey.shape[1], columns[-1] + rim),
        top + inset + min(grey.shape[0], rows[-1] + rim),
    )


def _contents(
    pieces: Sequence[Piece], grids: Sequence[RuledGrid], width: float
) -> Iterator[tuple[Row, ...] | ScannedTable]:
    """Yield rows and tables from top to bottom; what stands beside a table follows it."""
    inside: dict[int, list[Piece]] = {place: [] for place in range(len(grids))}
    outside: list[list[Piece]] = [[] for _ in range(len(grids) + 1)]
    for piece in pieces:
        x, y = (piece.box[0] + piece.box[2]) / 2, (piece.box[1] + piece.box[3]) / 2
        within = next((place for place, grid in enumerate(grids) if grid.cell_at(x, y)), None)
        if within is not None:
            inside[within].append(piece)
        else:
            outside[sum(grid.down[0] <= y for grid in grids)].append(piece)
    for place, loose in enumerate(outside):
        if place and inside[place - 1]:
            yield fill(grids[place - 1], inside[place - 1], width)
        if loose:
            yield rows_of(loose)


def _confidence(pieces: Sequence[Piece]) -> float:
    letters = sum(len(piece.fragment.text) for piece in pieces)
    weighed = sum(len(piece.fragment.text) * (piece.fragment.confidence or 0.0) for piece in pieces)
    return weighed / letters if letters else 1.0


def _unsure(piece: Piece) -> Iterator[str]:
    text = piece.fragment.text
    for place in piece.unsure:
        yield f"{text[max(0, place - 4) : place]}【{text[place]}】{text[place + 1 : place + 5]}"
