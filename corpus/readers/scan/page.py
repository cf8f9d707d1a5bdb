"""One scanned page: set upright, its tables found, its lines read and put in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.layout import Locator
from corpus.readers.draft import Fragment
from corpus.readers.scan.grid import ScannedTable, fill
from corpus.readers.scan.lines import Margins, Piece, Row, margins_of, rows_of, side_by_side
from corpus.readers.scan.recognise import Words, read_quads, read_strips
from corpus.readers.scan.red_seal import lift_seals
from corpus.readers.scan.strips import clipped, mark_in, parted, widened
from corpus.readers.scan.tables import RuledGrid, find_grids
from corpus.readers.scan.upright import Upright, set_upright

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]
    Quads = NDArray[np.float32]

# A3 at 300 dots an inch; letters of larger pictures are no easier to read, only slower.
LONGEST, SHORTEST = 4961, 3508
# Small pictures (cut out, sent by chat) have letters too small to be found.
_LEAST = 900
_LIGHTER_BY = 60
_UNREADABLE = 0.5


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
        columns: whether the text stands in two columns, which are not told apart.
    """

    number: int
    contents: tuple[tuple[Row, ...] | ScannedTable, ...]
    margins: Margins | None
    height: float
    confidence: float
    unsure: tuple[str, ...]
    unread: int
    broken: bool
    columns: bool


def read_page(image: PageImage) -> ScannedPage:
    """Read a page.

    Raises:
        ModelError: the recognition is missing or damaged.
    """
    upright = set_upright(lift_seals(_dark_on_light(_sized(image.pixels))))
    height, width = upright.straight.shape[:2]
    grids = find_grids(upright.straight, upright.line)
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
        unsure=tuple(words for piece in read for words in piece.doubtful),
        unread=len(pieces) - len(read),
        broken=not all(grid.whole for grid in grids),
        columns=side_by_side(rows, float(width)),
    )


def _sized(pixels: "Pixels") -> "Pixels":
    import cv2

    height, width = pixels.shape[:2]
    longer, shorter = max(height, width), min(height, width)
    scale = min(LONGEST / longer, SHORTEST / shorter, 1.0)
    if longer < _LEAST:
        scale = 2.0
    if scale == 1.0:
        return pixels
    size = max(1, round(width * scale)), max(1, round(height * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    sized: Pixels = cv2.resize(pixels, size, interpolation=how)
    return sized


def _dark_on_light(pixels: "Pixels") -> "Pixels":
    """Turn light print on dark ground (negatives, screens at night) around; a dim page stays as it is."""
    import numpy as np

    darkest, ground, lightest = np.percentile(pixels[::4, ::4].mean(axis=2), (1, 50, 99))
    return 255 - pixels if lightest - ground > max(_LIGHTER_BY, 2 * (ground - darkest)) else pixels


def _pieces(upright: Upright, grids: Sequence[RuledGrid], number: int) -> list[Piece]:
    """Read the lines; one that crosses a table's rule is read in parts, a cell's each."""
    import numpy as np

    parts = [part for quad in upright.quads for part in parted(quad, grids)]
    if not parts:
        return []
    wide = widened(np.stack([quad for quad, _ in parts]))
    placed = np.stack([clipped(quad, cell) for quad, (_, cell) in zip(wide, parts, strict=True)])
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
    marks = [mark for cell in empty if (mark := mark_in(upright.straight, cell)) is not None]
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
