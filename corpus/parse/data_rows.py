"""Rows of tables that state no tasks (fees, dates, addresses): each is a passage of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Span
from corpus.parse.grids import Grid, Row
from corpus.parse.tables import has_tasks

_LONGEST_NAME = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRow:
    """A row of values.

    Attributes:
        path: the names of the columns, in one heading; then merged cells that reach down from rows above.
    """

    path: tuple[str, ...]
    span: Span


def data_rows(grids: Sequence[Grid]) -> tuple[DataRow, ...]:
    """Read the rows of all tables that are none of tasks, in printed order."""
    return tuple(row for grid in grids if not has_tasks(grid) for row in _rows(grid))


def _rows(grid: Grid) -> Iterator[DataRow]:
    header = _names(grid.rows)
    place = -1
    for row in grid.rows:
        own = [cell for cell in row if cell.text and cell.span.start > place]
        above = dict.fromkeys(cell.text for cell in row if cell.text and cell.span.start <= place)
        if own:
            place = max(cell.span.start for cell in own)
            start, end = min(cell.span.start for cell in own), max(cell.span.end for cell in own)
            yield DataRow(path=(*header, *above) if row is not grid.rows[0] else (), span=Span(start, end))


def _names(rows: Sequence[Row]) -> tuple[str, ...]:
    """The first row names the columns where each of its cells is short and holds no figure."""
    texts = list(dict.fromkeys(cell.text for cell in rows[0] if cell.text))
    named = len(rows) > 1 and len(texts) > 1
    if named and all(len(text) <= _LONGEST_NAME and not any(map(str.isdigit, text)) for text in texts):
        return ("｜".join(texts),)
    return ()
