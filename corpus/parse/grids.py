"""Tables as rows of cells, whatever the layout they were printed in.

Seen: a tab begins a cell and an empty line ends a row; one row a line with `|` between cells (markdown
too), or tabs; one cell a line; everything run together on one line. The layouts end here: what a row says is
read in one place, `corpus.parse.tables`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.fold import Folded, fold
from corpus.layout import Table
from corpus.model import Span
from corpus.parse.columns import read_header
from corpus.parse.lines import Line
from corpus.parse.outline import read_marker


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its place in the stored text and its folded text."""

    span: Span
    folded: Folded

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Rows of cells in printed order, header rows among them.

    Attributes:
        lines: positions of the lines that the rows stand on, among the lines they were read from.
        merges: True where an empty cell may be the lower part of a merged one.
        exact: True where merged cells are known: each stands at all of its places.
    """

    rows: tuple[Row, ...]
    lines: frozenset[int]
    merges: bool = True
    exact: bool = False


def cell(text: str, start: int, end: int) -> Cell:
    """Make the cell that `text[start:end]` holds."""
    return Cell(Span(start, end), fold(text, start, end))


def empty_cell(place: int) -> Cell:
    """Make a cell that nothing is printed in."""
    return Cell(Span(place, place), Folded("", ()))


def read_tabbed(text: str, lines: Sequence[Line]) -> Grid:
    """Read the cells that begin with a tab: all in one grid, as a table runs on over page breaks."""
    rows: list[list[Cell]] = [[]]
    start: int | None = None
    end = 0
    for line in [*lines, None]:
        if line is not None and line.in_table and not line.cell:
            end = line.span.end  # a hard line break inside the cell
            continue
        if start is not None:
            rows[-1].append(cell(text, start, end))
            start = None
        if line is not None and line.cell:
            start, end = line.span.start, line.span.end
        elif rows[-1]:
            rows.append([])
    return Grid(
        rows=tuple(tuple(row) for row in rows if row),
        lines=frozenset(place for place, line in enumerate(lines) if line.in_table),
    )


def read_known(text: str, lines: Sequence[Line], tables: Sequence[Table]) -> tuple[Grid, ...]:
    """Take over the tables that a file's reader knew, as far as they stand on `lines`."""
    if not lines:
        return ()
    first, last = lines[0].span.start, lines[-1].span.end
    inside = [table for table in tables if first <= table.rows[0][0].start < last]
    return tuple(_known(text, lines, table) for table in inside)


def _known(text: str, lines: Sequence[Line], table: Table) -> Grid:
    cells = {span: cell(text, span.start, span.end) for row in table.rows for span in row}
    start, end = min(cells).start, max(span.end for span in cells)
    return Grid(
        rows=tuple(tuple(cells[span] for span in row) for row in table.rows),
        lines=frozenset(
            place for place, line in enumerate(lines) if line.span.start < end and start <= line.span.end
        ),
        merges=False,
        exact=True,
    )


_BAR = re.compile("[|｜]")
_RULE = re.compile(":?-+:?")


def read_barred(text: str, lines: Sequence[Line]) -> tuple[Grid, ...]:
    """Read tables of one row a line, `a | b | c |` or markdown; without a task header such lines are none."""
    grids: list[Grid] = []
    rows: list[Row] = []
    places: list[int] = []
    for first, last in [*_records(lines), (len(lines), len(lines))]:
        row = _barred_row(text, lines[first:last], inside=bool(rows))
        if row is not None:
            rows.append(row)
            places += range(first, last)
        elif first == len(lines) or lines[first].text:
            grids += _from_header(rows, places)
            rows, places = [], []
    return tuple(grids)


# A row broken over more lines than this is none.
_LONGEST = 8


def _records(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield (first, last) of each line, lines of a broken row taken together where rows end in a bar."""
    place, closing = 0, False
    while place < len(lines):
        begun = "|" in lines[place].text and not lines[place].text.endswith("|")
        window = range(place + 1, min(place + _LONGEST, len(lines)))
        ends = next((after + 1 for after in window if lines[after].text.endswith("|")), None)
        last = ends if closing and begun and ends is not None else place + 1
        closing = lines[last - 1].text.endswith("|") or (closing and not lines[last - 1].text)
        yield place, last
        place = last


def _barred_row(text: str, lines: Sequence[Line], *, inside: bool) -> Row | None:
    """Read a row; inside a table a section's heading (一、经济工作 |) may be all of one."""
    if not lines or any(line.in_table for line in lines):
        return None
    start, stop = lines[0].span.start, lines[-1].span.end
    edges = [start - 1, *(match.start() for match in _BAR.finditer(text, start, stop)), stop]
    cells = [cell(text, before + 1, after) for before, after in pairwise(edges)]
    if len(cells) > 1 and not cells[-1].text:
        del cells[-1]
    if len(cells) > 1 and not cells[0].text and lines[0].text.startswith("|"):
        del cells[0]
    section = inside and lines[0].text.endswith("|") and read_marker(lines[0].folded) is not None
    return tuple(cells) if len(cells) > 1 or section else None


def _from_header(rows: Sequence[Row], places: Sequence[int]) -> list[Grid]:
    """A page's own fields (索引号: | … |) may stand right above the table: it begins with its header."""
    first = next((place for place, row in enumerate(rows) if read_header([cell.text for cell in row])), None)
    if first is None:
        return []
    body = tuple(row for row in rows[first:] if not all(_RULE.fullmatch(cell.text) for cell in row))
    return [Grid(rows=body, lines=frozenset(places[first:]))]


def without_grids(lines: Sequence[Line], grids: Sequence[Grid]) -> tuple[Line, ...]:
    """Mark the lines that tables stand on, so that running text is read without them."""
    taken = frozenset(place for grid in grids for place in grid.lines)
    return tuple(replace(line, in_table=True) if place in taken else line for place, line in enumerate(lines))
