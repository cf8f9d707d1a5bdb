"""A sheet's cells as titles, tables and remarks.

Empty rows part a sheet into blocks. A block goes on the table above it unless it has a header of its own, or
stands in other columns: offices put an empty row between the parts of one table, too.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.fold import fold
from corpus.parse.columns import read_header
from corpus.parse.outline import read_marker
from corpus.readers.sheets.areas import Area, Areas

_REMARKS = ("注", "备注", "说明", "附注", "填表", "制表", "联系")


@dataclass(frozen=True, slots=True)
class Placed:
    """An area in a table, with the rows and columns of the table that it spans; None for an empty cell."""

    area: Area | None
    rows: int = 1
    columns: int = 1


Region = Area | list[list[Placed]]
"""A paragraph, or a table."""


@dataclass(slots=True)
class _Row:
    """The areas that stand in a row, those that reach into it from above among them."""

    place: int
    areas: list[Area]

    @property
    def single(self) -> bool:
        return len(self.areas) == 1

    @property
    def words(self) -> list[str]:
        return [fold(area.text).text for area in self.areas]


_Block = list[_Row]


def regions(sheet: Areas) -> Iterator[Region]:
    """Take a sheet apart, in printed order."""
    for block in _joined(list(_blocks(sheet))):
        yield from _regions(block)


def _blocks(sheet: Areas) -> Iterator[_Block]:
    """Cut at empty rows that show and that no merged cell bridges."""
    block: _Block = []
    reach = 0
    for place, areas in sheet.rows():
        if block and sheet.shows_between(reach, place):
            yield block
            block = []
        block.append(_Row(place, areas))
        reach = max(reach, place, *(area.last_row for area in areas))
    if block:
        yield block


def _joined(blocks: Sequence[_Block]) -> Iterator[_Block]:
    table: _Block = []
    waiting: list[_Block] = []
    for block in blocks:
        if all(row.single for row in block):
            waiting.append(block)
            continue
        if table and _goes_on(table, [*waiting, block]):
            table = [*table, *(row for part in waiting for row in part), *block]
        else:
            yield from [table] if table else []
            yield from waiting
            table = block
        waiting = []
    yield from [table] if table else []
    yield from waiting


def _goes_on(table: _Block, blocks: Sequence[_Block]) -> bool:
    rows = [row for block in blocks for row in block]
    full = next(row for row in rows if not row.single)
    titles = rows[: rows.index(full)]
    if read_header(full.words) is not None or full.words == _first_full(table).words:
        return False
    if _extent(rows) == _extent(table):
        return True
    if titles:
        return all(read_marker(fold(row.areas[0].text)) for row in titles)
    before, after = _extent(table), _extent(rows)
    return full.words[0].isdigit() and before[0] == after[0] and after[1] <= before[1]


def _first_full(table: _Block) -> _Row:
    return next(row for row in table if not row.single)


def _extent(rows: Sequence[_Row]) -> tuple[int, int]:
    """First and last column of the rows that are no titles."""
    columns = [(area.column, area.last_column) for row in rows if not row.single for area in row.areas]
    return min(first for first, _ in columns), max(last for _, last in columns)


def _regions(block: _Block) -> Iterator[Region]:
    full = [place for place, row in enumerate(block) if not row.single]
    if not full:
        yield from _once(block)
        return
    first, last = full[0], len(block)
    extent = _extent(block)
    while last > full[-1] + 1 and _is_remark(block[last - 1].areas[0], extent):
        last -= 1
    yield from _once(block[:first])
    yield _table(block[first:last])
    yield from _once(block[last:])


def _once(rows: Sequence[_Row]) -> Iterator[Area]:
    yield from dict.fromkeys(area for row in rows for area in row.areas)


def _is_remark(area: Area, extent: tuple[int, int]) -> bool:
    over_all = area.column <= extent[0] and extent[1] <= area.last_column
    return over_all or area.text.lstrip().startswith(_REMARKS)


def _table(rows: Sequence[_Row]) -> list[list[Placed]]:
    lines = [row.place for row in rows]
    columns = sorted({area.column for row in rows for area in row.areas})
    return [[*_cells(row, lines, columns)] for row in rows]


def _cells(row: _Row, lines: Sequence[int], columns: Sequence[int]) -> Iterator[Placed]:
    done = 0
    for area in sorted(row.areas, key=lambda area: area.column):
        place = bisect_left(columns, area.column)
        for _ in range(done, place):
            yield Placed(None)
        done = bisect_right(columns, area.last_column)
        below = bisect_right(lines, area.last_row) - bisect_left(lines, row.place)
        if area.row == row.place or row.place == lines[0]:
            yield Placed(area, below, done - place)
    for _ in range(done, len(columns)):
        yield Placed(None)
