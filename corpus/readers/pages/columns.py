"""Reading order of a page's lines: two columns are read one after the other, else rows from the top."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.readers.pages.lines import whole
from corpus.readers.pages.placed import Page, PageLine

Rows = Sequence[Sequence[PageLine]]
# A page of two columns has this many rows in each, mostly full lines, and few lines over both.
_LEAST_ROWS = 8
_MOST_CROSSING = 0.3
_FULL = 0.6
_LEAST_LETTERS = 8
# A table without lines: rows of so many pieces, so many rows on end, that begin at the same places.
_TABLE_PIECES = 3
_TABLE_ROWS = 4


def ordered(page: Page, rows: Rows) -> list[PageLine]:
    """Put lines in reading order; `column` says which column each stands in, 0 over the whole page."""
    gutter = _gutter(page, rows)
    if gutter is None:
        return [whole(page, row) for row in rows]
    return list(_by_columns(page, rows, gutter))


def _by_columns(page: Page, rows: Rows, gutter: float) -> Iterator[PageLine]:
    sides: tuple[list[PageLine], list[PageLine]] = ([], [])
    for row in rows:
        if any(line.left < gutter < line.right for line in row):
            yield from (*sides[0], *sides[1])
            sides = ([], [])
            yield whole(page, row)
            continue
        for number, side in enumerate(sides, 1):
            pieces = [line for line in row if (line.left > gutter) == (number == 2)]
            if pieces:
                side.append(replace(whole(page, pieces), column=number))
    yield from (*sides[0], *sides[1])


def _gutter(page: Page, rows: Rows) -> float | None:
    """Find the empty strip between two columns of running text."""
    places = [page.width * (0.35 + 0.01 * step) for step in range(31)]
    crossings = [sum(any(line.left < x < line.right for line in row) for row in rows) for x in places]
    fewest = min(crossings)
    clear = [x for x, count in zip(places, crossings, strict=True) if count == fewest]
    gutter = clear[len(clear) // 2]
    if fewest > _MOST_CROSSING * len(rows):
        return None
    left = [line for row in rows for line in row if line.right <= gutter]
    right = [line for row in rows for line in row if line.left >= gutter]
    return gutter if _running(left) and _running(right) else None


def _running(lines: Sequence[PageLine]) -> bool:
    """Tell running text from the cells of a table: one line a row, and most reach over the whole column."""
    if len(lines) < _LEAST_ROWS or len({line.row for line in lines}) < 0.9 * len(lines):
        return False
    width = max(line.right for line in lines) - min(line.left for line in lines)
    full = [line for line in lines if line.right - line.left > 0.85 * width]
    size = sorted(line.size for line in lines)[len(lines) // 2]
    return width > _LEAST_LETTERS * size and len(full) > _FULL * len(lines)


def unruled_table(rows: Rows) -> bool:
    """Tell whether rows stand in columns like a table without lines."""
    run: list[Sequence[PageLine]] = []
    for row in rows:
        if len(row) < _TABLE_PIECES or (run and not _aligned(run[-1], row)):
            run = []
        if len(row) >= _TABLE_PIECES:
            run.append(row)
        if len(run) >= _TABLE_ROWS:
            return True
    return False


def _aligned(above: Sequence[PageLine], below: Sequence[PageLine]) -> bool:
    """Three pieces of each begin or have their middle at the same places."""
    near = [
        line
        for line in below
        if any(
            min(abs(line.left - other.left), abs(line.left + line.right - other.left - other.right) / 2)
            < line.size
            for other in above
        )
    ]
    return len(near) >= _TABLE_PIECES
