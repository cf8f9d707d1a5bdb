"""Drawn lines to the grids of tables: which cells there are and what each spans.

The rectangles between all lines are joined wherever no line parts them; what is joined is a merged cell.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.layout import Box
from corpus.readers.pages.placed import Rule

# Lines nearer than this are one; ends nearer than this to a line touch it (points).
_NEAR = 2.5
_SHORTEST = 3.0
# More lines or rectangles than this are a drawing or an attack, not a table.
_MOST_RULES = 3000
_MOST_PLACES = 40_000


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A cell: its upper left place, what it spans, and its box."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledGrid:
    """A table's lines.

    Attributes:
        across, down: positions of the upright and of the level lines.
        owners: for each row and column the position among `cells` of the cell that covers it.
    """

    across: tuple[float, ...]
    down: tuple[float, ...]
    cells: tuple[GridCell, ...]
    owners: tuple[tuple[int, ...], ...]

    @property
    def box(self) -> Box:
        """The box around it."""
        return self.across[0], self.down[0], self.across[-1], self.down[-1]

    def cell_at(self, across: float, down: float) -> int | None:
        """Return which cell a point stands in; None outside."""
        row, column = bisect_right(self.down, down) - 1, bisect_right(self.across, across) - 1
        if 0 <= row < len(self.owners) and 0 <= column < len(self.owners[0]):
            return self.owners[row][column]
        return None


@dataclass(frozen=True, slots=True)
class _Stroke:
    """A line by its fixed coordinate and its two ends."""

    at: float
    start: float
    end: float


def find_grids(rules: Iterable[Rule]) -> tuple[RuledGrid, ...]:
    """Find the tables among drawn lines, from the top down; those inside a cell of another are left out."""
    level = _strokes(_Stroke(rule.top, rule.left, rule.right) for rule in rules if _level(rule))
    upright = _strokes(_Stroke(rule.left, rule.top, rule.bottom) for rule in rules if not _level(rule))
    if len(level) + len(upright) > _MOST_RULES:
        return ()
    grids = [grid for group in _touching(level, upright) if (grid := _grid(*group)) is not None]
    outer = [grid for grid in grids if not any(_inside(grid.box, other.box) for other in grids)]
    return tuple(sorted(outer, key=lambda grid: (grid.box[1], grid.box[0])))


def _level(rule: Rule) -> bool:
    return rule.bottom - rule.top < rule.right - rule.left


def _strokes(strokes: Iterable[_Stroke]) -> list[_Stroke]:
    """Bring lines that nearly coincide onto one position and join those that go on in each other."""
    found: list[_Stroke] = []
    for group in _near(sorted(strokes, key=lambda stroke: stroke.at)):
        at = sum(stroke.at for stroke in group) / len(group)
        start = end = None
        for stroke in sorted(group, key=lambda stroke: stroke.start):
            if start is None or end is None or stroke.start > end + _NEAR:
                if start is not None and end is not None and end - start >= _SHORTEST:
                    found.append(_Stroke(at, start, end))
                start, end = stroke.start, stroke.end
            end = max(end, stroke.end)
        if start is not None and end is not None and end - start >= _SHORTEST:
            found.append(_Stroke(at, start, end))
    return found


def _near(strokes: Sequence[_Stroke]) -> Iterator[list[_Stroke]]:
    group: list[_Stroke] = []
    for stroke in strokes:
        if group and stroke.at - group[0].at > _NEAR:
            yield group
            group = []
        group.append(stroke)
    if group:
        yield group


def _touching(
    level: Sequence[_Stroke], upright: Sequence[_Stroke]
) -> Iterator[tuple[list[_Stroke], list[_Stroke]]]:
    """Yield the lines that hang together."""
    leader = list(range(len(level) + len(upright)))

    def lead(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    for one, across in enumerate(level):
        for other, down in enumerate(upright, len(level)):
            if _meets(across, down):
                leader[lead(one)] = lead(other)
    groups: dict[int, tuple[list[_Stroke], list[_Stroke]]] = {}
    for place, stroke in enumerate([*level, *upright]):
        groups.setdefault(lead(place), ([], []))[place >= len(level)].append(stroke)
    yield from groups.values()


def _meets(level: _Stroke, upright: _Stroke) -> bool:
    return (
        level.start - _NEAR <= upright.at <= level.end + _NEAR
        and upright.start - _NEAR <= level.at <= upright.end + _NEAR
    )


def _grid(level: list[_Stroke], upright: list[_Stroke]) -> RuledGrid | None:
    if not level or not upright:
        return None
    across = _edges(upright, level)
    down = _edges(level, upright)
    rows, columns = len(down) - 1, len(across) - 1
    if columns < 2 or rows < 1 or rows * columns > _MOST_PLACES:
        return None
    # The outer edge closes the table even where it is not drawn, as in tables open at the sides.
    at_right, at_foot = _by_place(upright), _by_place(level)
    right = [[_parted(at_right, edge, *between) for edge in across[1:]] for between in pairwise(down)]
    below = [[_parted(at_foot, edge, *between) for between in pairwise(across)] for edge in down[1:]]
    owners, cells = _cells(right, below, across, down)
    if len({cell.column for cell in cells}) < 2:
        return None
    return RuledGrid(across=tuple(across), down=tuple(down), cells=cells, owners=owners)


def _edges(lines: Sequence[_Stroke], crossing: Sequence[_Stroke]) -> list[float]:
    """Positions of lines, and of the ends of the lines that cross them where these reach further."""
    at = sorted({line.at for line in lines})
    ends = min(line.start for line in crossing), max(line.end for line in crossing)
    before = [ends[0]] if ends[0] < at[0] - 2 * _NEAR else []
    after = [ends[1]] if ends[1] > at[-1] + 2 * _NEAR else []
    return [*before, *at, *after]


def _by_place(lines: Sequence[_Stroke]) -> dict[float, list[_Stroke]]:
    found: dict[float, list[_Stroke]] = {}
    for line in lines:
        found.setdefault(line.at, []).append(line)
    return found


def _parted(lines: dict[float, list[_Stroke]], at: float, start: float, end: float) -> bool:
    middle = (start + end) / 2
    return any(line.start <= middle <= line.end for line in lines.get(at, ()))


def _cells(
    right: Sequence[Sequence[bool]],
    below: Sequence[Sequence[bool]],
    across: Sequence[float],
    down: Sequence[float],
) -> tuple[tuple[tuple[int, ...], ...], tuple[GridCell, ...]]:
    owners = [[-1] * len(row) for row in right]
    cells: list[GridCell] = []
    for row, line in enumerate(owners):
        for column, owner in enumerate(line):
            if owner >= 0:
                continue
            columns = _width(right[row], line, column)
            rows = _height(right, below, row, column, columns)
            for covered in owners[row : row + rows]:
                covered[column : column + columns] = [len(cells)] * columns
            box = (across[column], down[row], across[column + columns], down[row + rows])
            cells.append(GridCell(row=row, column=column, rows=rows, columns=columns, box=box))
    return tuple(map(tuple, owners)), tuple(cells)


def _width(right: Sequence[bool], owners: Sequence[int], column: int) -> int:
    end = column + 1
    while end < len(right) and not right[end - 1] and owners[end] < 0:
        end += 1
    return end - column


def _height(
    right: Sequence[Sequence[bool]], below: Sequence[Sequence[bool]], row: int, column: int, columns: int
) -> int:
    """How many rows a cell reaches down: as long as no line parts it from the next, over all its width."""
    span = range(column, column + columns)
    end = row + 1
    while (
        end < len(below)
        and not any(below[end - 1][place] for place in span)
        and not any(right[end][place] for place in span[:-1])
    ):
        end += 1
    return end - row


def _inside(box: Box, other: Box) -> bool:
    return box != other and all(
        (box[0] >= other[0], box[1] >= other[1], box[2] <= other[2], box[3] <= other[3])
    )
