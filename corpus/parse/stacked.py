"""Tables printed one cell a line, with `|` between the cells or at each one's end.

The rows have to be found back: from a column of running numbers, from numbers that the requirements begin
with, or from the count of columns. Where none of these tells, no row is made.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from corpus.deadline_years import When
from corpus.deadlines import find_deadlines
from corpus.fold import Folded
from corpus.parse.columns import (
    HEADING,
    LIMIT,
    NUMBER,
    REQUIREMENT,
    column_kind,
    is_role,
    read_header,
    with_requirement,
)
from corpus.parse.grids import Cell, Grid, Row, cell, empty_cell
from corpus.parse.lines import Line
from corpus.parse.outline import read_marker
from corpus.roles import unit_like

_BAR = "|"
# A cell that is broken over more lines than this is text after the table.
_LONGEST = 8
_MOST_COLUMNS = 16


def read_stacked(text: str, lines: Sequence[Line]) -> tuple[Grid, ...]:
    """Read tables of one cell a line; they begin where names of columns follow each other."""
    grids: list[Grid] = []
    place = 0
    while place < len(lines):
        header = 0
        if _begins(lines, place):
            header = _header_cells([cell for _, cell in islice(_cells(text, lines, place), _MOST_COLUMNS)])
        if header < 2:
            place += 1
            continue
        found = list(_cells(text, lines, place))
        rows, used = _rows([cell for _, cell in found], header)
        last = found[used - 1][0] if used > header else found[-1][0]
        if rows:
            grids.append(Grid(rows=rows, lines=frozenset(range(place, last))))
        place = max(last, place + 1)
    return tuple(grids)


def _begins(lines: Sequence[Line], place: int) -> bool:
    line = lines[place]
    return (
        not line.in_table and line.text.count(_BAR) <= 1 and column_kind(line.text.rstrip(_BAR)) is not None
    )


def _cells(text: str, lines: Sequence[Line], first: int) -> Iterator[tuple[int, Cell]]:
    """Yield (position of the line after it, cell) while lines look like cells; the last may lack its bar."""
    begun: int | None = None
    for place in range(first, len(lines)):
        line = lines[place]
        bars = line.text.count(_BAR)
        if line.in_table or bars > 1 or (bars and not line.text.endswith(_BAR)):
            return
        if not line.text:
            continue
        start = line.span.start if begun is None else lines[begun].span.start
        if bars:
            yield place + 1, cell(text, start, line.folded.origin[-1])
            begun = None
            continue
        begun = place if begun is None else begun
        if begun == place == len(lines) - 1:
            yield place + 1, cell(text, start, line.span.end)
        elif place - begun >= _LONGEST:
            return


def _header_cells(cells: Sequence[Cell]) -> int:
    """How many of the first cells are names of columns of a task table; 0 where they make no header."""
    count = next((place for place, cell in enumerate(cells) if column_kind(cell.text) is None), len(cells))
    return count if read_header([cell.text for cell in cells[:count]]) else 0


def _rows(cells: Sequence[Cell], header: int) -> tuple[tuple[Row, ...], int]:
    """Return the rows, header first, and how many cells they take."""
    kinds = with_requirement([kind for cell in cells[:header] if (kind := column_kind(cell.text))])
    body = cells[header:]
    after = _kinds_after_number(kinds)
    anchors = _anchors(body, numbered_cell=True)
    if not anchors and REQUIREMENT in kinds:
        after = kinds[kinds.index(REQUIREMENT) + 1 :]
        anchors = _anchors(body, numbered_cell=False)
    if anchors:
        rows, used = _anchored(body, anchors, after)
    elif body and len(body) % header == 0:
        used = len(body)
        rows = [tuple(body[place : place + header]) for place in range(0, used, header)]
    else:
        rows, used = _by_looks(body, kinds), len(body)
    return ((tuple(cells[:header]), *rows), header + used) if rows else ((), 0)


def _kinds_after_number(kinds: Sequence[str]) -> list[str]:
    """The columns behind the number; a number under a merged heading stands in front of the requirement."""
    if NUMBER in kinds:
        return [*kinds[kinds.index(NUMBER) + 1 :]]
    return [*kinds[kinds.index(HEADING) + 1 :]] if HEADING in kinds else [*kinds]


def _anchors(body: Sequence[Cell], *, numbered_cell: bool) -> list[int]:
    """Positions of the cells that hold running numbers 1, 2, 3 …: alone, or in front of the requirement."""
    found: list[int] = []
    for place, item in enumerate(body):
        marker = read_marker(item.folded)
        value = (
            int(item.text)
            if item.text.isdigit()
            else marker.value
            if marker and marker.style == "number"
            else None
        )
        if value == len(found) + 1 and item.text.isdigit() == numbered_cell:
            found.append(place)
    return found


def _anchored(body: Sequence[Cell], anchors: Sequence[int], after: Sequence[str]) -> tuple[list[Row], int]:
    """Cut the cells into rows: each goes on to the last column behind its number."""
    rows: list[Row] = []
    begin = 0
    for anchor, following in zip(anchors, [*anchors[1:], len(body)], strict=True):
        own = body[anchor + 1 : min(following, anchor + 1 + len(after))]
        rows.append((*body[begin : anchor + 1], *_fitted(own, after)))
        begin = anchor + 1 + len(own)
    width = max(map(len, rows))
    return [(*[empty_cell(row[0].span.start)] * (width - len(row)), *row) for row in rows], begin


def _fitted(own: Sequence[Cell], kinds: Sequence[str]) -> list[Cell]:
    """Cells of merged columns are missing: put each one left under the first column it looks like."""
    if len(own) == len(kinds):
        return [*own]
    place = own[0].span.start if own else 0
    left, row = [*own], []
    for kind in kinds:
        row.append(left.pop(0) if left and _looks(left[0].folded, kind) else empty_cell(place))
    return row


def _by_looks(body: Sequence[Cell], kinds: Sequence[str]) -> list[Row]:
    """Cut cells that neither numbers nor their count tell apart: each must look like its column."""
    left, rows = [*body], []
    while left:
        place = left[0].span.start
        row = [left.pop(0) if left and _looks(left[0].folded, kind) else empty_cell(place) for kind in kinds]
        required = [cell for cell, kind in zip(row, kinds, strict=True) if kind == REQUIREMENT]
        if not required or not required[0].text:
            return []
        rows.append(tuple(row))
    return rows


def _looks(content: Folded, kind: str) -> bool:
    if content.text.count("(") > content.text.count(")"):
        return True  # cut off where the page ends: it stands in its turn
    limit = _is_limit(content)
    if kind == LIMIT:
        return limit
    return not limit and unit_like(content.text) == is_role(kind)


_ANY_TIME = When(None)


def _is_limit(content: Folded) -> bool:
    """Tell a cell that is mostly a time limit: 2024年6月底前, 持续推进."""
    printed = sum(len(limit.text) for limit in find_deadlines(content, _ANY_TIME, column=True))
    return 2 * printed >= len(content.text) > 0
