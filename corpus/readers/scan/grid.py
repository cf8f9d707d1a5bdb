"""Tables of scanned pages: recognised pieces into ruled cells, and tables that go on over page breaks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.readers.draft import Fragment, TableCell
from corpus.readers.scan.lines import Piece, cell_paragraphs, rows_of
from corpus.readers.scan.tables import RuledGrid

_SAME_PLACE = 0.012
_PADDING = 0.8
_NUMBER = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[、.．）)]|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCell:
    """A cell: its first row, how many rows it spans, and its left and right edge as shares of the width."""

    row: int
    rows: int
    left: float
    right: float
    paragraphs: tuple[tuple[Fragment, ...], ...] = ()

    @property
    def text(self) -> str:
        """What is printed in it."""
        return "".join(piece.text for paragraph in self.paragraphs for piece in paragraph)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedTable:
    """A table, or the part of one that stands on a page.

    Attributes:
        edges: where it begins and ends, as shares of the page's width.
        rows: how many.
        cells: by row, then from left to right.
    """

    edges: tuple[float, float]
    rows: int
    cells: tuple[SheetCell, ...]

    def beginning_in(self, row: int) -> tuple[SheetCell, ...]:
        """Return the cells whose first row this is."""
        return tuple(cell for cell in self.cells if cell.row == row)

    def at(self, row: int) -> tuple[SheetCell, ...]:
        """Return the cells that stand in a row."""
        return tuple(cell for cell in self.cells if cell.row <= row < cell.row + cell.rows)


def fill(grid: RuledGrid, pieces: Sequence[Piece], width: float) -> ScannedTable:
    """Put pieces into the cells that they stand in; `width` is the page's, in pixels."""
    first, last = grid.across[0], grid.across[-1]
    held: dict[tuple[int, int], list[Piece]] = {}
    for piece in pieces:
        left, top, right, bottom = piece.box
        cell = grid.cell_at((left + right) / 2, (top + bottom) / 2)
        if cell is not None:
            held.setdefault((cell.row, cell.column), []).append(piece)
    cells = []
    for cell in grid.cells:
        rows = rows_of(held.get((cell.row, cell.column), ()))
        room = cell.box[2] - cell.box[0] - _PADDING * (rows[0].letter if rows else 0.0)
        cells.append(
            SheetCell(
                row=cell.row,
                rows=cell.rows,
                left=(cell.box[0] - first) / (last - first),
                right=(cell.box[2] - first) / (last - first),
                paragraphs=cell_paragraphs(rows, room),
            )
        )
    return ScannedTable(edges=(first / width, last / width), rows=len(grid.down) - 1, cells=tuple(cells))


def continued(table: ScannedTable, below: ScannedTable) -> ScannedTable | None:
    """Take a table and the one that begins the next page together, where they are one; else None.

    Their frames and all rules of the narrower one must stand in the same places. A heading that is printed
    again is left out; a row that the page break cut in two is one; a merged cell goes on.
    """
    if not _same_frame(table, below):
        return None
    rest = _without_heading(table, below)
    if rest is None:
        return table
    last = table.rows - 1
    above = table.at(last)
    cells = [*table.cells]
    cut = _cut_row(above, rest)
    shift = last if cut else table.rows
    for cell in rest.cells:
        upper = next((one for one in above if _same_place(one, cell)), None) if cell.row == 0 else None
        if upper is not None and (cut or _goes_on(upper, cell)):
            place = cells.index(upper)
            cells[place] = replace(
                upper,
                rows=shift + cell.rows - upper.row,
                paragraphs=_run_on(upper.paragraphs, cell.paragraphs),
            )
        else:
            cells.append(replace(cell, row=cell.row + shift))
    cells.sort(key=lambda cell: (cell.row, cell.left))
    return ScannedTable(edges=table.edges, rows=shift + rest.rows, cells=tuple(cells))


def _same_frame(table: ScannedTable, below: ScannedTable) -> bool:
    if any(abs(one - other) > 2 * _SAME_PLACE for one, other in zip(table.edges, below.edges, strict=True)):
        return False
    upper, lower = (
        {edge for cell in one.cells for edge in (cell.left, cell.right)} for one in (table, below)
    )
    fewer, more = sorted((upper, lower), key=len)
    return all(any(abs(edge - other) < _SAME_PLACE for other in more) for edge in fewer)


def _without_heading(table: ScannedTable, below: ScannedTable) -> ScannedTable | None:
    """Leave out the rows that repeat the first rows of the table; None where nothing is left."""
    same = 0
    while same < min(table.rows, below.rows) and _words(table, same) == _words(below, same):
        same += 1
    reach = max((cell.row + cell.rows for cell in below.cells if cell.row < same), default=0)
    if not same or not any(_words(below, 0)):
        return below
    if reach > same or same == below.rows:
        return None if same == below.rows else below
    cells = tuple(replace(cell, row=cell.row - same) for cell in below.cells if cell.row >= same)
    return ScannedTable(edges=below.edges, rows=below.rows - same, cells=cells)


def _words(table: ScannedTable, row: int) -> list[str]:
    return [cell.text.replace(" ", "") for cell in table.beginning_in(row)]


def _same_place(one: SheetCell, other: SheetCell) -> bool:
    return abs(one.left - other.left) < _SAME_PLACE and abs(one.right - other.right) < _SAME_PLACE


def _goes_on(upper: SheetCell, cell: SheetCell) -> bool:
    """An empty cell below one that spans rows, or that does so itself, is the rest of it."""
    return not cell.text and (upper.rows > 1 or cell.rows > 1)


def _cut_row(above: Sequence[SheetCell], rest: ScannedTable) -> bool:
    """Tell whether the break cut a row: no cell begins anew, and words go on where none had ended.

    What a cut row leaves below the break are the last words of its longest cells; its first cells,
    which are short (a number, a heading), are empty there.
    """
    first = [cell for cell in rest.at(0) if cell.rows == 1]
    pairs = [(one, cell) for cell in first for one in above if _same_place(one, cell) and one.rows == 1]
    if len(pairs) != len(first) or not any(cell.text for cell in first):
        return False
    going, resting = [pair for pair in pairs if pair[1].text], [pair for pair in pairs if not pair[1].text]
    unended = all(one.text and not one.text.endswith("。") for one, _ in going)
    anew = any(_NUMBER.match(cell.text) for _, cell in going)
    return any(one.text for one, _ in resting) and unended and not anew and not first[0].text


def _run_on(
    upper: tuple[tuple[Fragment, ...], ...], lower: tuple[tuple[Fragment, ...], ...]
) -> tuple[tuple[Fragment, ...], ...]:
    if not upper or not lower:
        return upper or lower
    return (*upper[:-1], (*upper[-1], *lower[0]), *lower[1:])


def table_cells(table: ScannedTable, number: int) -> Iterator[tuple[TableCell, ...]]:
    """Yield the rows of a table as a draft takes them; `number` is its place among the file's tables."""
    edges = _distinct(edge for cell in table.cells for edge in (cell.left, cell.right))
    for row in range(table.rows):
        made = []
        for cell in table.beginning_in(row):
            column = _nearest(edges, cell.left)
            columns = max(1, _nearest(edges, cell.right) - column)
            name = f"{number}:{_letters(column)}{row + 1}"
            made.append(TableCell(paragraphs=_named(cell.paragraphs, name), rows=cell.rows, columns=columns))
        yield tuple(made)


def _named(paragraphs: tuple[tuple[Fragment, ...], ...], name: str) -> tuple[tuple[Fragment, ...], ...]:
    return tuple(
        tuple(replace(piece, locator=replace(piece.locator, cell=name)) for piece in paragraph)
        for paragraph in paragraphs
    )


def _letters(column: int) -> str:
    """Name a column as sheets do: A to Z, AA on."""
    name = ""
    left = column + 1
    while left:
        left, letter = divmod(left - 1, 26)
        name = chr(65 + letter) + name
    return name


def _distinct(edges: Iterator[float]) -> list[float]:
    made: list[float] = []
    for edge in sorted(edges):
        if not made or edge - made[-1] > _SAME_PLACE:
            made.append(edge)
    return made


def _nearest(edges: Sequence[float], edge: float) -> int:
    return min(range(len(edges)), key=lambda place: abs(edges[place] - edge))
