"""A table with all its lines, for reportlab: it breaks between rows and inside them, as office programs do.

reportlab's own table cannot break where a merged cell is higher than the page.
"""

from collections.abc import Sequence
from copy import copy

from reportlab.platypus import Flowable, PageBreak, Paragraph

_PAD = 4.0
# What is left at the foot of the page must hold this many points of a row for the row to be broken.
_LEAST = 45.0


class Ruled(Flowable):  # type: ignore[misc]
    """Rows of cells; the header row stands again on every page.

    Attributes:
        owners: for each row and column the number of the cell that covers it.
        words: the paragraph of each cell that has one left to print.
    """

    def __init__(
        self, owners: Sequence[Sequence[int]], words: dict[int, Paragraph], widths: Sequence[float]
    ) -> None:
        """Take the cells over."""
        super().__init__()
        self.owners, self.words, self.widths = owners, words, widths
        self.heights = self._heights()
        self.width, self.height = sum(widths), sum(self.heights)

    def wrap(self, *_: float) -> tuple[float, float]:
        """Return the size."""
        return self.width, self.height

    def split(self, _: float, height: float) -> "list[Flowable]":
        """Break the table so that the first part is at most so high; nothing where that cannot be."""
        count, used = 0, 0.0
        while count < len(self.heights) and used + self.heights[count] <= height:
            used += self.heights[count]
            count += 1
        header = self.owners[:1]
        if count >= len(self.owners):
            return [self]
        if count >= 1 and height - used >= _LEAST and self.heights[count] - (height - used) >= _LEAST:
            return self._inside(count, height - used)
        if count < 2:  # only the header fits
            return []
        first = Ruled(self.owners[:count], self.words, self.widths)
        printed = {owner for row in self.owners[1:count] for owner in row}
        left = {owner: words for owner, words in self.words.items() if owner not in printed}
        return [first, PageBreak(), Ruled([*header, *self.owners[count:]], left, self.widths)]

    def _inside(self, count: int, height: float) -> "list[Flowable]":
        above, below = dict(self.words), dict(self.words)
        for owner in {owner for row in self.owners[1:count] for owner in row}:
            below.pop(owner, None)
        for owner in set(self.owners[count]) & set(below):
            parts = copy(self.words[owner]).split(self._room(owner), height - 2 * _PAD)
            above.pop(owner, None)
            below.pop(owner)
            if parts:
                above[owner] = parts[0]
            if not parts or len(parts) > 1:
                below[owner] = parts[1] if parts else self.words[owner]
        return [
            Ruled(self.owners[: count + 1], above, self.widths),
            PageBreak(),
            Ruled([self.owners[0], *self.owners[count:]], below, self.widths),
        ]

    def draw(self) -> None:
        """Draw words and lines."""
        edges = [0.0]
        for width in self.widths:
            edges.append(edges[-1] + width)
        top = self.height
        done: set[int] = set()
        for row, height in zip(self.owners, self.heights, strict=True):
            for column, owner in enumerate(row):
                if owner not in done and owner in self.words:
                    words = self.words[owner]
                    _, tall = words.wrap(self._room(owner), 10**6)
                    words.drawOn(self.canv, edges[column] + _PAD, top - _PAD - tall)
                done.add(owner)
                if column == 0 or row[column - 1] != owner:
                    self.canv.line(edges[column], top, edges[column], top - height)
            self.canv.line(edges[-1], top, edges[-1], top - height)
            top -= height
        self._across(edges)

    def _across(self, edges: Sequence[float]) -> None:
        top = self.height
        for place in range(len(self.owners) + 1):
            for column in range(len(self.widths)):
                inner = 0 < place < len(self.owners)
                if not inner or self.owners[place][column] != self.owners[place - 1][column]:
                    self.canv.line(edges[column], top, edges[column + 1], top)
            top -= self.heights[place] if place < len(self.heights) else 0

    def _room(self, owner: int) -> float:
        row = next(row for row in self.owners if owner in row)
        return sum(w for w, own in zip(self.widths, row, strict=True) if own == owner) - 2 * _PAD

    def _heights(self) -> list[float]:
        heights = [14 + 2 * _PAD] * len(self.owners)
        for owner, words in self.words.items():
            rows = [place for place, row in enumerate(self.owners) if owner in row]
            if rows:
                _, tall = words.wrap(self._room(owner), 10**6)
                lack = tall + 2 * _PAD - sum(heights[place] for place in rows)
                heights[rows[-1]] += max(0.0, lack)
        return heights
