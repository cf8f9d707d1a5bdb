"""Finds ruled tables in scanned pages: where rules run, which cells they bound, and which of them are merged.

Not supported: tables without vertical rules, and tables whose outer frame is not printed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.readers.pages.ruled import GridCell

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]
    Mask = NDArray[np.bool_]

# All as shares of the page's shorter side: strokes of letters are shorter than a rule, rules nearer than a
# letter are one (double frames), cells are wider than a letter.
_SHORTEST_RULE = 0.027
_SAME_RULE = 0.007
_LEAST_TABLE = 0.15
# A side of a cell is ruled where so much of it is dark.
_RULED = 0.6
_MOST_RULES = 400
# Strokes of letters are as long as letters are high; lines are found with a rim, a third higher than these.
_LONGER_THAN_LETTERS = 1.3


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledGrid:
    """A ruled table.

    Attributes:
        across, down: where vertical and horizontal rules stand, in pixels, ascending.
        cells: by row, then column; they cover the grid.
        whole: False where rules were broken, so that cells had to be taken together.
    """

    across: tuple[int, ...]
    down: tuple[int, ...]
    cells: tuple[GridCell, ...]
    whole: bool

    def cell_at(self, x: float, y: float) -> GridCell | None:
        """Return the cell that a place lies in, None outside of the table."""
        for cell in self.cells:
            left, top, right, bottom = cell.box
            if left <= x < right and top <= y < bottom:
                return cell
        return None


def find_grids(image: "Pixels", line: float) -> tuple[RuledGrid, ...]:
    """Find the ruled tables of a straight page, from top to bottom.

    Args:
        image: height x width x 3.
        line: how high most lines of text are found to be, in pixels; 0 where there are none.
    """
    import cv2

    level, upright = _rules(image, line)
    shapes, _ = cv2.findContours(level | upright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    least = _LEAST_TABLE * min(image.shape[:2])
    boxes = [cv2.boundingRect(shape) for shape in shapes]
    found = [
        grid
        for left, top, width, height in boxes
        if width > least and (grid := _grid(level, upright, (left, top, left + width, top + height)))
    ]
    return tuple(sorted(found, key=lambda grid: grid.down[0]))


def _rules(image: "Pixels", line: float) -> tuple["Pixels", "Pixels"]:
    """Return what is dark in long level strokes, and in long upright ones, as 0 and 1."""
    import cv2
    import numpy as np

    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    # Light falls unevenly: dark is what is darker than its surroundings.
    dark = cv2.adaptiveThreshold(
        cv2.GaussianBlur(grey, (3, 3), 0), 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15
    )
    length = round(max(15, min(image.shape[:2]) * _SHORTEST_RULE, line * _LONGER_THAN_LETTERS))
    level = _opened(dark, np.ones((1, length), np.uint8), np.ones((1, 3), np.uint8))
    upright = _opened(dark, np.ones((length, 1), np.uint8), np.ones((3, 1), np.uint8))
    return level, upright


def _opened(dark: "Pixels", stroke: "Pixels", gap: "Pixels") -> "Pixels":
    """Keep long strokes; gaps that grain left in them are closed before, their rims taken in after."""
    import cv2
    import numpy as np

    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, gap)
    long = cv2.morphologyEx(closed, cv2.MORPH_OPEN, stroke)
    wide: Pixels = cv2.dilate(long, np.ones((3, 3), np.uint8))
    return wide


def _grid(level: "Pixels", upright: "Pixels", box: tuple[int, int, int, int]) -> RuledGrid | None:
    left, top, right, bottom = box
    near = max(3, round(min(level.shape) * _SAME_RULE))
    lines, posts = level[top:bottom, left:right] > 0, upright[top:bottom, left:right] > 0
    down = _places(lines, near)
    across = _places(posts.T, near)
    if max(len(down), len(across)) > _MOST_RULES:
        return None
    down = [y for y in down if any(_ruled(lines[:, x:beside], y, near) for x, beside in pairwise(across))]
    across = [x for x in across if any(_ruled(posts[y:below].T, x, near) for y, below in pairwise(down))]
    if len(down) < 2 or len(across) < 3:
        return None
    spans, whole = _merged(
        [[_ruled(posts[y:below].T, x, near) for x in across] for y, below in pairwise(down)],
        [[_ruled(lines[:, x:beside], y, near) for x, beside in pairwise(across)] for y in down],
    )
    if len({column for _, column, _, _ in spans}) < 2:
        return None
    cells = tuple(
        GridCell(
            row=row,
            column=column,
            rows=rows,
            columns=columns,
            box=(
                left + across[column],
                top + down[row],
                left + across[column + columns],
                top + down[row + rows],
            ),
        )
        for row, column, rows, columns in spans
    )
    return RuledGrid(
        across=tuple(left + x for x in across), down=tuple(top + y for y in down), cells=cells, whole=whole
    )


def _places(rules: "Mask", near: int) -> list[int]:
    """Return where level rules stand: runs of rows in which much is dark, near ones taken together."""
    import numpy as np

    filled = rules.sum(axis=1)
    least = max(8, round(rules.shape[1] * 0.02))
    rows = np.flatnonzero(filled >= least)
    groups: list[list[int]] = []
    for row in rows.tolist():
        if groups and row - groups[-1][-1] <= near:
            groups[-1].append(row)
        else:
            groups.append([row])
    return [round(float(np.average(group, weights=filled[group]))) for group in groups]


def _ruled(rules: "Mask", place: int, near: int) -> bool:
    """Tell whether a stretch of a rule at a row is dark nearly all along."""
    band = rules[max(0, place - near) : place + near + 1]
    return bool(band.size) and float(band.any(axis=0).mean()) >= _RULED


Span = tuple[int, int, int, int]
"""Row, column, rows, columns."""


def _merged(posts: Sequence[Sequence[bool]], lines: Sequence[Sequence[bool]]) -> tuple[list[Span], bool]:
    """Take places together that no rule parts.

    Args:
        posts: by row, whether each vertical rule runs there.
        lines: by horizontal rule, whether it runs below each column.

    Returns:
        The spans of the cells, and whether each was a rectangle as ruled.
    """
    height, width = len(posts), len(lines[0])
    owner = {(row, column): (row, column) for row in range(height) for column in range(width)}

    def root(place: tuple[int, int]) -> tuple[int, int]:
        while owner[place] != place:
            owner[place] = owner[owner[place]]
            place = owner[place]
        return place

    for row, column in sorted(owner):
        if column + 1 < width and not posts[row][column + 1]:
            owner[root((row, column + 1))] = root((row, column))
        if row + 1 < height and not lines[row + 1][column]:
            owner[root((row + 1, column))] = root((row, column))
    groups: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for place in owner:
        groups.setdefault(root(place), set()).add(place)
    boxes = [_around(group) for group in groups.values()]
    whole = all(box[2] * box[3] == len(group) for box, group in zip(boxes, groups.values(), strict=True))
    return sorted(boxes if whole else _apart(boxes)), whole


def _around(places: set[tuple[int, int]]) -> Span:
    rows, columns = zip(*places, strict=True)
    first, left = min(rows), min(columns)
    return first, left, max(rows) - first + 1, max(columns) - left + 1


def _apart(boxes: list[Span]) -> list[Span]:
    """Take boxes together until none overlaps another."""
    done: list[Span] = []
    for box in boxes:
        one = box
        while met := [other for other in done if _overlap(one, other)]:
            done = [other for other in done if other not in met]
            one = _around({place for part in (one, *met) for place in _corners(part)})
        done.append(one)
    return done


def _corners(box: Span) -> Iterator[tuple[int, int]]:
    yield box[0], box[1]
    yield box[0] + box[2] - 1, box[1] + box[3] - 1


def _overlap(one: Span, other: Span) -> bool:
    return all(
        one[axis] < other[axis] + other[axis + 2] and other[axis] < one[axis] + one[axis + 2]
        for axis in (0, 1)
    )
