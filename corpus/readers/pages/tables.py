"""Tables of a page with the lines in their cells, and tables that go on over page breaks."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.layout import Box
from corpus.readers.draft import TableCell
from corpus.readers.pages.lines import read_lines
from corpus.readers.pages.paragraphs import Margins, Paragraph, is_full, joined, words
from corpus.readers.pages.placed import Letter, Page, PageLine
from corpus.readers.pages.ruled import RuledGrid, find_grids

# Points: edges of two parts of a table nearer than this are the same.
_SAME_EDGE = 5.0
_MOST_PAD = 8.0
_MOST_HEADER_ROWS = 4
_SENTENCE_END = re.compile(r"[。；！？;!?][）)”’』」]?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedCell:
    """A cell at its upper left place, with what it spans and its paragraphs."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box
    margins: Margins
    paragraphs: tuple[Paragraph, ...] = ()

    @property
    def text(self) -> str:
        """All its letters, without white space."""
        lines = (line.text for paragraph in self.paragraphs for line in paragraph)
        return "".join("".join(lines).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedTable:
    """A ruled table.

    Attributes:
        across: positions of its upright lines.
        rows: how many it has.
        cells: in order of row and column.
        page: of its first part.
    """

    across: tuple[float, ...]
    rows: int
    cells: tuple[PlacedCell, ...]
    page: int
    top: float
    bottom: float

    def as_rows(self) -> list[list[TableCell]]:
        """Return it as a reader writes it."""
        found: list[list[TableCell]] = [[] for _ in range(self.rows)]
        for cell in sorted(self.cells, key=lambda cell: (cell.row, cell.column)):
            found[cell.row].append(
                TableCell(
                    paragraphs=tuple(words(paragraph) for paragraph in cell.paragraphs),
                    rows=cell.rows,
                    columns=cell.columns,
                )
            )
        return found


def page_tables(page: Page) -> tuple[tuple[PlacedTable, ...], tuple[Letter, ...]]:
    """Find a page's ruled tables; also the letters that stand in none."""
    left = page.letters
    tables: list[PlacedTable] = []
    for grid in find_grids(page.rules):
        inside = [(grid.cell_at(*_begin(letter)), letter) for letter in left]
        if all(cell is None or letter.text.isspace() for cell, letter in inside):
            continue
        tables.append(_table(page, grid, inside))
        left = tuple(letter for cell, letter in inside if cell is None)
    return tuple(tables), left


def _begin(letter: Letter) -> tuple[float, float]:
    """A letter is in the cell that it begins in: marks at the end of a line may hang over the edge."""
    return 0.7 * letter.left + 0.3 * letter.right, letter.middle[1]


def _table(page: Page, grid: RuledGrid, letters: Sequence[tuple[int | None, Letter]]) -> PlacedTable:
    held: list[list[Letter]] = [[] for _ in grid.cells]
    for place, letter in letters:
        if place is not None:
            held[place].append(letter)
    lines = [read_lines(page, group) for group in held]
    margins = _margins(grid, lines)
    cells = tuple(
        PlacedCell(
            row=cell.row,
            column=cell.column,
            rows=cell.rows,
            columns=cell.columns,
            box=cell.box,
            margins=around,
            paragraphs=tuple(joined(printed, [around] * len(printed))),
        )
        for cell, printed, around in zip(grid.cells, lines, margins, strict=True)
    )
    return PlacedTable(
        across=grid.across,
        rows=len(grid.down) - 1,
        cells=cells,
        page=page.number,
        top=grid.box[1],
        bottom=grid.box[3],
    )


def _margins(grid: RuledGrid, lines: Sequence[Sequence[PageLine]]) -> list[Margins]:
    """A cell's own: as far from its right edge as words of its column stand from the left one.

    Marks may hang over on the right, so what stands there tells less.
    """
    pads: dict[tuple[int, int], float] = {}
    for cell, printed in zip(grid.cells, lines, strict=True):
        key = cell.column, cell.columns
        gaps = [line.left - cell.box[0] for line in printed]
        pads[key] = max(0.0, min([pads.get(key, _MOST_PAD), *gaps]))
    return [
        Margins(
            left=cell.box[0],
            right=cell.box[2] - pads[cell.column, cell.columns],
            strict=False,
        )
        for cell in grid.cells
    ]


def continued(table: PlacedTable, more: PlacedTable) -> PlacedTable | None:
    """Add the part of a table that stands on the next page; None where it is another table.

    Both must have the same outer edges, and one of them all the columns' edges of the other. Header rows that
    stand again are left out, a row that the page break cuts in two is joined.
    """
    across = max(table.across, more.across, key=len)
    fewer = min(table.across, more.across, key=len)
    if not all(any(abs(edge - other) < _SAME_EDGE for other in across) for edge in fewer):
        return None
    if any(abs(table.across[end] - more.across[end]) >= _SAME_EDGE for end in (0, -1)):
        return None
    first, second = _spread(table, across), _spread(more, across)
    second = _without_header(first, second)
    if second.rows and _cut_in_two(first, second):
        first, second = _joined_row(first, second)
    first, second = _reaching_down(first, second)
    below = tuple(replace(cell, row=cell.row + first.rows) for cell in second.cells)
    return replace(first, rows=first.rows + second.rows, cells=first.cells + below, bottom=more.bottom)


def _spread(table: PlacedTable, across: tuple[float, ...]) -> PlacedTable:
    """Count a table's columns by other edges."""

    def place(edge: float) -> int:
        at = bisect_left(across, edge)
        return min(range(max(0, at - 1), min(len(across), at + 1)), key=lambda one: abs(across[one] - edge))

    cells = []
    for cell in table.cells:
        column = place(cell.box[0])
        cells.append(replace(cell, column=column, columns=max(1, place(cell.box[2]) - column)))
    return replace(table, across=across, cells=tuple(cells))


def _row(table: PlacedTable, row: int) -> list[PlacedCell]:
    """Return the cells that cover a row, from the left."""
    return sorted(
        (cell for cell in table.cells if cell.row <= row < cell.row + cell.rows), key=lambda cell: cell.column
    )


def _without_header(first: PlacedTable, second: PlacedTable) -> PlacedTable:
    count = 0
    while count < min(first.rows, second.rows, _MOST_HEADER_ROWS) and _said(first, count) == _said(
        second, count
    ):
        count += 1
    return _from_row(second, count) if count and any(_said(second, 0)) else second


def _said(table: PlacedTable, row: int) -> list[str]:
    return [cell.text for cell in _row(table, row)]


def _from_row(table: PlacedTable, count: int) -> PlacedTable:
    kept = []
    for cell in table.cells:
        if cell.row >= count:
            kept.append(replace(cell, row=cell.row - count))
        elif cell.row + cell.rows > count:
            kept.append(replace(cell, row=0, rows=cell.row + cell.rows - count, paragraphs=()))
    return replace(table, rows=table.rows - count, cells=tuple(kept))


def _pairs(first: PlacedTable, second: PlacedTable) -> Iterator[tuple[PlacedCell, PlacedCell | None]]:
    """Yield each cell of the second part's first row with the one above it of the same width."""
    above = {(cell.column, cell.columns): cell for cell in _row(first, first.rows - 1)}
    for cell in _row(second, 0):
        yield cell, above.get((cell.column, cell.columns))


def _cut_in_two(first: PlacedTable, second: PlacedTable) -> bool:
    """Tell a row that goes on over the page from the next row.

    A cell goes on where the words above are full and end in the middle of a sentence. Where a cell is empty
    under one with words, as a row's number is not printed twice, most of the words must go on; without
    such a cell, all.
    """
    pairs = list(_pairs(first, second))
    if any(above is None for _, above in pairs):
        return False
    both = [(above, cell) for cell, above in pairs if above is not None and above.text and cell.text]
    if any(above.text.isdecimal() or cell.text.isdecimal() for above, cell in both):
        return False
    going = sum(len(cell.text) for above, cell in both if _goes_on(above, cell))
    ending = sum(len(cell.text) for above, cell in both if not _goes_on(above, cell))
    left_out = any(
        above is not None and above.text and not cell.text and above.rows == cell.rows == 1
        for cell, above in pairs
    )
    return going > ending if left_out else going > 0 == ending


def _goes_on(above: PlacedCell, below: PlacedCell) -> bool:
    last, line = above.paragraphs[-1][-1], below.paragraphs[0][0]
    return is_full(last, line, above.margins) and not _SENTENCE_END.search(last.text) and line.hang is None


def _joined_row(first: PlacedTable, second: PlacedTable) -> tuple[PlacedTable, PlacedTable]:
    more = {above: cell for cell, above in _pairs(first, second) if above is not None}
    cells = tuple(
        replace(cell, paragraphs=_run_on(cell, more[cell]), rows=cell.rows + more[cell].rows - 1)
        if cell in more
        else cell
        for cell in first.cells
    )
    left = _from_row(second, 1)
    # What spans several rows of the second part now begins in the first one.
    kept = tuple(cell for cell in left.cells if not (cell.row == 0 and _begun(second, cell)))
    return replace(first, cells=cells), replace(left, cells=kept)


def _begun(second: PlacedTable, cell: PlacedCell) -> bool:
    return any(
        one.column == cell.column and one.columns == cell.columns and one.rows > 1 for one in _row(second, 0)
    )


def _run_on(above: PlacedCell, below: PlacedCell) -> tuple[Paragraph, ...]:
    if not above.paragraphs or not below.paragraphs:
        return above.paragraphs or below.paragraphs
    if not _goes_on(above, below):
        return above.paragraphs + below.paragraphs
    *before, last = above.paragraphs
    first, *after = below.paragraphs
    return (*before, last + first, *after)


def _reaching_down(first: PlacedTable, second: PlacedTable) -> tuple[PlacedTable, PlacedTable]:
    """An empty cell under a merged one, or itself merged, is the lower part of the cell above the break."""
    if not second.rows:
        return first, second
    longer = {
        above: cell
        for cell, above in _pairs(first, second)
        if above is not None and not cell.text and above.text and (cell.rows > 1 or above.rows > 1)
    }
    cells = tuple(
        replace(cell, rows=cell.rows + longer[cell].rows) if cell in longer else cell for cell in first.cells
    )
    taken = set(longer.values())
    return replace(first, cells=cells), replace(
        second, cells=tuple(cell for cell in second.cells if cell not in taken)
    )
