"""Tables of a page: those that hold values, and those that only lay the page out.

Old government sites put the whole page into tables, and the notice's own tables into those. A table that lays
out is read as lines, cell after cell.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from corpus.readers.web.blocks import Block, Para, Sheet, SheetCell, read_blocks
from corpus.readers.web.fields import fields_of_rows
from corpus.readers.web.numbers import NUMBERED
from corpus.readers.web.source import Element
from corpus.readers.web.spaces import flowing, lines

_SECTIONS = ("thead", "tbody", "tfoot", "form")
_MOST_ROWS, _MOST_COLUMNS = 20_000, 100
_MOST_PLACES = 400_000
# Over this many letters a cell holds a page (see `draft`).
_LONGEST_CELL = 3000
_LONGEST_NAME = 20
_LONGEST_VALUE = 40
_FEW_PARAGRAPHS = 3
_MOST_TITLES = 3


@dataclass(frozen=True, slots=True)
class _Cell:
    blocks: list[Block]
    rows: int
    columns: int

    @property
    def letters(self) -> int:
        return sum(block.letters for block in self.blocks)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Its lines; of a table inside it a line for each row."""
        return tuple(text for block in self.blocks for text in _lines(block) if text)


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Para):
        yield block.text
    else:
        yield from (" ".join(cell.text for _, cell in row if cell.text) for row in block.rows)


def read_table(table: Element, left_out: AbstractSet[Element], depth: int) -> list[Block]:
    """Read a table, and above it what stands in it outside of its cells (its caption)."""
    before: list[Block] = [Para(text) for text in _stray(table) if text]
    rows: list[list[_Cell]] = []
    for section in _sections(table):
        trs = [child for child in section if child.tag == "tr" and child not in left_out]
        for place, tr in enumerate(trs):
            rows.append([_cell(td, left_out, depth, len(trs) - place) for td in tr if _is_cell(td, left_out)])
    for child in table:
        if isinstance(child.tag, str) and child.tag not in (*_SECTIONS, "tr") and child not in left_out:
            before += read_blocks(child, left_out, read_table, depth)
    grid = _grid(rows)
    if grid is None or _lays_out(table, rows):
        return [*before, *_as_lines(rows)]
    printed = tuple(_sheet_rows(rows, grid))
    titles = _titles(printed)
    named = (Para(text) for row in printed[:titles] for _, cell in row for text in cell.paragraphs)
    return [*before, *named, Sheet(printed[titles:], above=titles)]


def _titles(rows: Sequence[tuple[tuple[int, SheetCell], ...]]) -> int:
    """How many first rows are one cell over all columns and no section of the table (一、…): its title."""
    width = sum(cell.columns for _, cell in rows[0])
    for place, row in enumerate(rows[: _MOST_TITLES + 1]):
        (_, cell), *others = row
        if others or cell.columns < width or cell.rows > 1 or NUMBERED.match(cell.text):
            return place
    return 0


def _stray(table: Element) -> list[str]:
    """Text that stands between the cells; a browser shows it above the table."""
    around = [table, *table.iterchildren(*_SECTIONS, "tr"), *(tr for part in _sections(table) for tr in part)]
    inside = (element.text for element in around if element.tag in ("table", "tr", *_SECTIONS))
    behind = (
        child.tail for element in around if element.tag in ("table", "tr", *_SECTIONS) for child in element
    )
    return [text for found in (*inside, *behind) if found and found.strip() for text in lines(flowing(found))]


def _sections(table: Element) -> list[Element]:
    """The table itself holds rows without a section; heads are printed first and feet last."""
    found = [table, *(child for child in table if child.tag in _SECTIONS)]
    order = {"thead": 0, "tfoot": 2}
    return sorted(found, key=lambda section: order.get(section.tag, 1))


def _is_cell(element: Element, left_out: AbstractSet[Element]) -> bool:
    return element.tag in ("td", "th") and element not in left_out


def _cell(td: Element, left_out: AbstractSet[Element], depth: int, below: int) -> _Cell:
    """Spans end with the section, as in a browser; a span of 0 rows reaches to its end."""
    rows = _span(td.get("rowspan"))
    return _Cell(
        blocks=read_blocks(td, left_out, read_table, depth),
        rows=min(rows or below, below),
        columns=min(_span(td.get("colspan")) or 1, _MOST_COLUMNS),
    )


def _span(text: str | None) -> int:
    figures = (text or "1").strip()
    return int(figures) if figures.isascii() and figures.isdigit() and len(figures) < 6 else 1


Grid = list[list[tuple[int, int] | None]]


def _grid(rows: Sequence[Sequence[_Cell]]) -> Grid | None:
    """Put (row, number in it) of each cell at all its places; None for a table of unlikely size."""
    if len(rows) > _MOST_ROWS:
        return None
    grid: Grid = [[] for _ in rows]
    places = 0
    for place, row in enumerate(rows):
        column = 0
        for number, cell in enumerate(row):
            while column < len(grid[place]) and grid[place][column] is not None:
                column += 1
            if column >= _MOST_COLUMNS:
                return None
            end = min(column + cell.columns, _MOST_COLUMNS)
            for line in grid[place : place + cell.rows]:
                line += [None] * (end - len(line))
                line[column:end] = [(place, number)] * (end - column)
            places += cell.rows * (end - column)
            if places > _MOST_PLACES:
                return None
    width = max((len(line) for line in grid), default=0)
    return [[*line, *[None] * (width - len(line))] for line in grid]


def _sheet_rows(rows: Sequence[Sequence[_Cell]], grid: Grid) -> Iterator[tuple[tuple[int, SheetCell], ...]]:
    """Yield each row's cells; rows and columns in which nothing begins are taken out of the spans.

    Word divides columns finer than anyone sees: a column in which every cell goes on from the left is none.
    """
    columns = [
        place for place in range(len(grid[0])) if not place or any(_begins(line, place) for line in grid)
    ]
    kept = [line for place, line in enumerate(grid) if any(line) and (not place or line != grid[place - 1])]
    heights: dict[tuple[int, int], int] = {}
    widths: dict[tuple[int, int], int] = {}
    for line in kept:
        for at in {at for at in line if at is not None}:
            heights[at] = heights.get(at, 0) + 1
            widths[at] = max(widths.get(at, 0), sum(line[place] == at for place in columns))
    written: set[tuple[int, int]] = set()
    for line in kept:
        found: list[tuple[int, SheetCell]] = []
        for name, place in enumerate(columns):
            where = line[place]
            if where is None:
                found.append((name, SheetCell(())))
            elif where not in written:
                written.add(where)
                words = rows[where[0]][where[1]].paragraphs
                found.append((name, SheetCell(words, heights[where], widths[where])))
        yield tuple(found)


def _begins(line: Sequence[tuple[int, int] | None], place: int) -> bool:
    return line[place] != line[place - 1] and line[place] is not None


def _lays_out(table: Element, rows: Sequence[Sequence[_Cell]]) -> bool:
    """Tell whether a table only puts things beside each other."""
    printed = [[cell for cell in row if cell.letters] for row in rows]
    printed = [row for row in printed if row]
    cells = [cell for row in printed for cell in row]
    if table.get("role") in ("presentation", "none") or not cells or max(map(len, printed)) < 2:
        return True
    texts = [[" ".join(cell.paragraphs) for cell in row] for row in rows]
    if fields_of_rows(texts):
        return False
    total, largest = sum(cell.letters for cell in cells), max(cells, key=lambda cell: cell.letters)
    inner = sum(block.letters for cell in cells for block in cell.blocks if isinstance(block, Sheet))
    if len(printed) < 2 or inner * 2 > total or largest.letters > _LONGEST_CELL:
        return True
    page = largest.letters * 2 > total and len(largest.paragraphs) >= _FEW_PARAGRAPHS
    return page and not _headed(printed)


def _headed(printed: Sequence[Sequence[_Cell]]) -> bool:
    """Tell whether short names stand above rows of as many cells, most of them at least."""
    first = next((place for place, row in enumerate(printed) if len(row) > 1), len(printed))
    below = printed[first + 1 :]
    return (
        all(cell.letters <= _LONGEST_NAME and len(cell.paragraphs) == 1 for cell in printed[first])
        and bool(below)
        and sum(len(row) > 1 for row in below) * 2 >= len(below)
    )


def _as_lines(rows: Sequence[Sequence[_Cell]]) -> Iterator[Block]:
    """Cell after cell; a row of short values (联系人： | 某某 | 电话： | …) is one line."""
    for row in rows:
        printed = [cell for cell in row if cell.letters]
        if (
            all(len(cell.blocks) == 1 and cell.letters <= _LONGEST_VALUE for cell in printed)
            and len(printed) > 1
        ):
            yield Para(" ".join(cell.paragraphs[0] for cell in printed))
        else:
            yield from (block for cell in row for block in cell.blocks)
