"""What shows on a sheet: each printed text with the rows and columns that it takes up."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.readers.cell_names import cell_name
from corpus.readers.sheets.sheet import Place, Range, SheetData

# Places of the grid that merged cells may take up, all together.
_MOST_PLACES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A cell, or a merged one.

    Attributes:
        name: of the cell that holds the text, "B3".
        row, column, last_row, last_column: counted from 1; the first ones are those that show.
    """

    text: str
    name: str
    row: int
    column: int
    last_row: int
    last_column: int


class _Hidden:
    """Rows or columns that do not show."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._first: list[int] = []
        self._last: list[int] = []
        for first, last in sorted(ranges):
            if self._last and first <= self._last[-1] + 1:
                self._last[-1] = max(self._last[-1], last)
            elif last >= first:
                self._first.append(first)
                self._last.append(last)

    def next_shown(self, place: int) -> int:
        """Return the first place from `place` on that shows."""
        at = bisect_right(self._first, place) - 1
        return self._last[at] + 1 if at >= 0 and place <= self._last[at] else place


class Areas:
    """A sheet as it shows.

    Attributes:
        buried: whether there is text in cells that others are merged over.
        unseen: whether there is text in hidden rows or columns.
        too_many: whether merged cells were left out, as they take up too much.
    """

    def __init__(self, data: SheetData) -> None:
        self._rows_hidden = _Hidden((row, row) for row in data.hidden_rows)
        self._columns_hidden = _Hidden(data.hidden_columns)
        self.buried = self.unseen = self.too_many = False
        anchors = {(first, left): (first, left, last, right) for first, left, last, right in data.merged}
        shown = [area for place, text in data.cells.items() if (area := self._area(place, text, anchors))]
        self.unseen = len(shown) < len(data.cells)
        self._lines = sorted({area.row for area in shown})
        self._columns = sorted({area.column for area in shown})
        self._taken: dict[int, dict[int, Area]] = defaultdict(dict)
        self._left = _MOST_PLACES
        # Merged cells first: they cover what stands below them.
        for area in sorted(shown, key=lambda area: (_one(area), area.row, area.column)):
            self._put(area)

    def rows(self) -> Iterator[tuple[int, list[Area]]]:
        """Yield each row that holds anything, with the areas that stand in it from left to right."""
        for line in self._lines:
            row = self._taken.get(line, {})
            if row:
                yield line, list(dict.fromkeys(row[column] for column in sorted(row)))

    def shows_between(self, above: int, below: int) -> bool:
        """Tell whether an empty row shows between two rows."""
        return self._rows_hidden.next_shown(above + 1) < below

    def _area(self, place: Place, text: str, anchors: dict[Place, Range]) -> Area | None:
        first, left, last, right = anchors.get(place, (*place, *place))
        row, column = self._rows_hidden.next_shown(first), self._columns_hidden.next_shown(left)
        if row > last or column > right:
            return None
        name = cell_name(place[0] - 1, place[1] - 1)
        return Area(text=text, name=name, row=row, column=column, last_row=last, last_column=right)

    def _put(self, area: Area) -> None:
        lines = self._between(self._lines, area.row, area.last_row)
        columns = self._between(self._columns, area.column, area.last_column)
        self._left -= 0 if _one(area) else len(lines) * len(columns)
        if self._left < 0:
            self.too_many = True
            lines, columns = lines[:1], columns[:1]
        if any(column in self._taken[line] for line in lines for column in columns):
            self.buried = True
            return
        for line in lines:
            for column in columns:
                self._taken[line][column] = area

    @staticmethod
    def _between(places: list[int], first: int, last: int) -> list[int]:
        return places[bisect_left(places, first) : bisect_right(places, last)]


def _one(area: Area) -> bool:
    return area.row == area.last_row and area.column == area.last_column
