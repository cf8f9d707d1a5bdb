"""A notice's text taken apart into paragraphs and tables, to be written again in other formats.

What `eval.turned_*` write (docx, xlsx, html, pdf, ofd, scans) is read back by the readers: items, units and
deadlines must come out as they do from the text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.parse.columns import HEADING, NUMBER, column_kind, read_header, spread
from corpus.parse.grids import Row, read_tabbed
from corpus.parse.lines import Line, split_lines
from corpus.parse.tables import aligned


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCell:
    """A cell at its upper left place; `rows` and `columns` are how many it spans."""

    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table: each row holds the cells that begin in it, from left to right; all rows span `width`."""

    rows: tuple[tuple[SheetCell, ...], ...]
    width: int

    def placed(self) -> Iterator[tuple[int, int, SheetCell]]:
        """Yield (row, column, cell), both counted from 0, places that cells above reach into stepped over."""
        taken: set[tuple[int, int]] = set()
        for row, cells in enumerate(self.rows):
            column = 0
            for cell in cells:
                while (row, column) in taken:
                    column += 1
                yield row, column, cell
                taken |= {
                    (row + down, column + over) for down in range(cell.rows) for over in range(cell.columns)
                }

    def widths(self, free: float, least: float) -> list[float]:
        """Share `free` out to the columns by the letters in them, none narrower than `least`, in its unit."""
        letters = [1.0] * self.width
        for _, column, cell in self.placed():
            if cell.columns == 1:
                letters[column] = max(letters[column], len(cell.text))
        shares = [count**0.5 for count in letters]
        spare = free - least * self.width
        return [least + spare * share / sum(shares) for share in shares]

    def owners(self) -> list[list[int]]:
        """Give for each row and column the position, among `placed`, of the cell that covers it, else -1."""
        owners = [[-1] * self.width for _ in self.rows]
        for number, (row, column, cell) in enumerate(self.placed()):
            for line in owners[row : row + cell.rows]:
                line[column : column + cell.columns] = [number] * cell.columns
        return owners


Piece = str | Sheet
"""A paragraph, "" for an empty line, or a table."""


def pieces(text: str) -> tuple[Piece, ...]:
    """Take a notice's text apart; a table's empty heading cells become part of the merged cell above them."""
    return tuple(_pieces(text, split_lines(text)))


def _pieces(text: str, lines: Sequence[Line]) -> Iterator[Piece]:
    place = 0
    while place < len(lines):
        if not lines[place].in_table:
            yield text[lines[place].span.start : lines[place].span.end].strip()
            place += 1
            continue
        end = place
        while end < len(lines) and (lines[end].in_table or lines[end].blank):
            end += 1
        yield _sheet(text, read_tabbed(text, lines[place:end]).rows)
        place = end


def _sheet(text: str, rows: Sequence[Row]) -> Sheet:
    texts = [[cell.text for cell in row] for row in rows]
    header = next(names for row in texts if (names := read_header(row)))
    width = max(len(row) for row in rows)
    columns = spread(header, width, [row for row in texts if len(row) == width and not read_header(row)])
    grid = [
        _cells(text, row) if read_header(words) else _cells(text, aligned(row, columns))
        for row, words in zip(rows, texts, strict=True)
    ]
    return Sheet(rows=tuple(_merged(grid, columns)), width=width)


def _cells(text: str, row: Row) -> list[str]:
    return ["".join(text[cell.span.start : cell.span.end].split("\n")).strip() for cell in row]


def _merged(grid: Sequence[Sequence[str]], columns: Sequence[str]) -> Iterator[tuple[SheetCell, ...]]:
    for place, row in enumerate(grid):
        if len(row) < len(columns):
            yield _wide(row, len(columns) - len(row) + 1)
            continue
        cells = []
        for column, words in enumerate(row):
            merges = columns[column] in (HEADING, NUMBER) and place > 0
            if merges and not words and len(grid[place - 1]) == len(columns):
                continue
            cells.append(SheetCell(text=words, rows=_height(grid, place, column) if merges else 1))
        yield tuple(cells)


def _wide(row: Sequence[str], columns: int) -> tuple[SheetCell, ...]:
    """The header's task cell spans what the others leave over."""
    place = next((at for at, words in enumerate(row) if column_kind(words) == HEADING), 0)
    return tuple(SheetCell(text=words, columns=columns if at == place else 1) for at, words in enumerate(row))


def _height(grid: Sequence[Sequence[str]], place: int, column: int) -> int:
    """How many rows a heading reaches down: over the empty cells below it."""
    below = place + 1
    while below < len(grid) and len(grid[below]) == len(grid[place]) and not grid[below][column]:
        below += 1
    return below - place
