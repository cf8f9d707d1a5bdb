"""Tables whose cells are run together with nothing between, taken apart where no guess is needed.

Two orders of columns are read. Units last: they are what stands behind the last full stop, all of it names
of units. Units in the middle: only where the same list of units stands in several rows. A piece that shows
neither stays running text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.fold import Folded
from corpus.parse.columns import HEADING, LIMIT, REQUIREMENT, column_kind, is_role
from corpus.parse.flattened import header_words, is_omission
from corpus.parse.grids import Cell, Grid, Row, empty_cell
from corpus.parse.lines import Line
from corpus.parse.outline import read_marker
from corpus.parse.unit_runs import Run, known_runs, recurring_lists, run_at_end, run_inside
from corpus.roles import LEAD


@dataclass(frozen=True, slots=True)
class _Piece:
    """A numbered piece of the table: its headings, its line, and the letters of the line."""

    place: int
    headings: tuple[Cell, ...]
    line: Line


def read_run_together(lines: Sequence[Line]) -> tuple[Grid, ...]:
    """Read tables that begin at a line which is nothing but a header run together (工作任务牵头单位…)."""
    starts = [place for place, line in enumerate(lines) if header_words(line.text)]
    edges = [*starts, len(lines)]
    grids = [_grid(lines, start, end) for start, end in pairwise(edges)]
    return tuple(grid for grid in grids if grid is not None)


def _grid(lines: Sequence[Line], first: int, last: int) -> Grid | None:
    header = _cells(lines[first].folded, header_words(lines[first].text))
    kinds = [kind for cell in header if (kind := column_kind(cell.text))]
    units = [place for place, kind in enumerate(kinds) if is_role(kind)]
    if LIMIT in kinds or not 1 <= len(units) <= 2 or units != [*range(units[0], units[-1] + 1)]:
        return None
    pieces, headings = _pieces(lines, first + 1, last)
    at_end = units[-1] == len(kinds) - 1
    rows = _rows_units_last(pieces, len(units), kinds) if at_end else _rows_units_inside(pieces, kinds)
    if not rows:
        return None
    return Grid(rows=(header, *rows.values()), lines=frozenset({first, *rows, *headings}), merges=False)


def _cells(folded: Folded, words: Sequence[str]) -> Row:
    found: list[Cell] = []
    place = 0
    for word in words:
        found.append(_cell(folded, place, place + len(word)))
        place += len(word)
    return tuple(found)


def _cell(folded: Folded, start: int, end: int) -> Cell:
    return Cell(folded.span(start, end), folded.between(start, end))


def _pieces(lines: Sequence[Line], first: int, last: int) -> tuple[list[_Piece], list[int]]:
    """Return the numbered pieces below their headings, and the positions of headings and omission marks."""
    found: list[_Piece] = []
    places: list[int] = []
    above: dict[str, Cell] = {}
    for place in range(first, last):
        line = lines[place]
        marker = read_marker(line.folded)
        if is_omission(line.text):
            above = {}
            places.append(place)
        if marker is None:
            continue
        if marker.style == "number":
            found.append(_Piece(place, tuple(above.values()), line))
            continue
        # 一、 ends all the headings above, （一） only its own kind.
        kept = {} if marker.style == "cn" else {style: cell for style, cell in above.items() if style == "cn"}
        above = {**kept, marker.style: _cell(line.folded, 0, len(line.text))}
        places.append(place)
    return found, places


def _rows_units_last(pieces: Sequence[_Piece], columns: int, kinds: Sequence[str]) -> dict[int, Row]:
    runs = {piece.place: run_at_end(piece.line.folded, last=piece is pieces[-1]) for piece in pieces}
    known = known_runs([run for run in runs.values() if run is not None])
    depth = max((len(piece.headings) for piece in pieces), default=0)
    rows: dict[int, Row] = {}
    for piece in pieces:
        run = runs[piece.place] or run_at_end(piece.line.folded, known=known)
        if run is None:
            continue
        own = _cell(piece.line.folded, 0, run.start)
        rows[piece.place] = (*_padded(piece, depth), own, *_unit_cells(piece.line, run, columns, kinds))
    return rows


def _padded(piece: _Piece, depth: int) -> list[Cell]:
    return [*piece.headings, *[empty_cell(piece.line.span.start)] * (depth - len(piece.headings))]


def _unit_cells(line: Line, run: Run, columns: int, kinds: Sequence[str]) -> list[Cell]:
    """Share a run of units between the unit columns: the last border of fused names ends the lead cell."""
    whole = _cell(line.folded, run.start, run.end)
    nothing = empty_cell(line.folded.span(run.start, run.start).start)
    if columns == 1:
        return [whole]
    if LEAD not in kinds or run.border is None or run.open_before_border:
        # Space that an empty last cell left behind the names says that they stand in the first column.
        return [whole, nothing] if run.border is None and _trailing_space(line) else [nothing, whole]
    return [_cell(line.folded, run.start, run.border), _cell(line.folded, run.border, run.end)]


def _trailing_space(line: Line) -> bool:
    return bool(line.folded.origin) and line.span.end > line.folded.origin[-1] + 1


def _rows_units_inside(pieces: Sequence[_Piece], kinds: Sequence[str]) -> dict[int, Row]:
    """Read rows of task, lead, others, requirement: the units are found by the list that many rows share."""
    wanted = [HEADING, *[kind for kind in kinds if is_role(kind)], REQUIREMENT]
    if [*kinds] != wanted:
        return {}
    lists = recurring_lists([piece.line.text for piece in pieces])
    depth = max((len(piece.headings) for piece in pieces), default=0)
    rows: dict[int, Row] = {}
    for piece in pieces:
        folded = piece.line.folded
        run = run_inside(folded.text, lists)
        if run is None:
            continue
        cells = [_cell(folded, 0, run.start), *_unit_cells(piece.line, run, len(kinds) - 2, kinds)]
        rows[piece.place] = (*_padded(piece, depth), *cells, _cell(folded, run.end, len(folded.text)))
    return rows
