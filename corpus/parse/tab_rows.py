"""Tables of one row a line with tabs between the cells, as they are pasted from a page or a sheet."""

from collections.abc import Sequence
from itertools import pairwise

from corpus.parse.columns import is_role, read_header
from corpus.parse.grids import Grid, Row, cell, empty_cell
from corpus.parse.lines import Line
from corpus.parse.outline import read_marker


def read_tab_rows(text: str, lines: Sequence[Line]) -> tuple[Grid, ...]:
    """Read the task tables among the lines; without a task header lines with tabs are none.

    Args:
        text: the stored text.
        lines: of one notice.
    """
    grids: list[Grid] = []
    rows: list[Row] = []
    places: list[int] = []
    for place, line in enumerate(lines):
        row = _row(text, line) or (_section(text, lines, place) if rows else None)
        if row is not None:
            rows.append(row)
            places.append(place)
        elif line.text:
            grids += _from_header(rows, places)
            rows, places = [], []
    return (*grids, *_from_header(rows, places))


def _row(text: str, line: Line) -> Row | None:
    start, stop = line.span.start, line.span.end
    if line.in_table or not line.row:
        return None
    tabs = [place for place in range(start, stop) if text[place] == "\t"]
    return tuple(cell(text, before + 1, after) for before, after in pairwise([start - 1, *tabs, stop]))


def _section(text: str, lines: Sequence[Line], place: int) -> Row | None:
    """A merged row leaves only the heading of those below it: 一、政务环境."""
    line = lines[place]
    marker = None if line.in_table else read_marker(line.folded)
    goes_on = place + 1 < len(lines) and _row(text, lines[place + 1]) is not None
    if marker is None or marker.style not in ("cn", "cn_bracket") or not goes_on:
        return None
    return (cell(text, line.span.start, line.span.end),)


def _from_header(rows: Sequence[Row], places: Sequence[int]) -> list[Grid]:
    """Begin at the header; rows are filled up on the right, where editors take tabs off."""
    first = next(
        (place for place, row in enumerate(rows) if read_header([cell.text for cell in row], exact=True)),
        None,
    )
    if first is None:
        return []
    # Beside a column of units that is printed, an empty one is as likely to be empty as merged.
    kinds = read_header([cell.text for cell in rows[first]], exact=True) or []
    merges = len([kind for kind in kinds if is_role(kind)]) == 1
    width = max(len(row) for row in rows[first:])
    body = tuple((*row, *[empty_cell(row[-1].span.end)] * (width - len(row))) for row in rows[first:])
    return [Grid(rows=body, lines=frozenset(places[first:]), merges=merges)]
