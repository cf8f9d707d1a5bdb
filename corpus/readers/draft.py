"""Writes the text of a file piece by piece and keeps where each piece stood."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus.layout import Block, Doubt, DoubtKind, Format, Layout, Locator, Table
from corpus.readers.ports import Limits, Reading
from corpus.span import Span

_NOWHERE = Locator()
_BREAKS = dict.fromkeys(map(ord, "\t\v\f\x1c\x1d\x1e\x85\u2028\u2029\r\n"), " ")
# A cell with this many letters holds a page, not a value: the table only lays the page out.
_LONGEST_CELL = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A piece of text and where it stood; what is no text (line breaks, tabs) becomes spaces."""

    text: str
    locator: Locator = _NOWHERE
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """A cell as a table's source gives it: once, at its upper left place.

    Attributes:
        paragraphs: each of one or more fragments.
        rows, columns: how many it spans.
    """

    paragraphs: tuple[tuple[Fragment, ...], ...] = ()
    rows: int = 1
    columns: int = 1

    @property
    def letters(self) -> int:
        """How many characters it holds."""
        return sum(len(piece.text) for paragraph in self.paragraphs for piece in paragraph)


@dataclass
class Draft:
    """A text in the making. Pieces come in reading order; `reading` ends it."""

    format: Format
    limits: Limits
    pages: int = 0
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _blocks: list[Block] = field(default_factory=list)
    _tables: list[Table] = field(default_factory=list)
    _doubts: list[Doubt] = field(default_factory=list)

    def paragraph(self, *fragments: Fragment) -> None:
        """Write one paragraph on a line of its own; without any text an empty line."""
        self._write(_trimmed(fragments))
        self._put("\n")

    def table(self, rows: Sequence[Sequence[TableCell]]) -> None:
        """Write a table. One column, or cells as long as a page, are no table: paragraphs are written.

        Args:
            rows: each with the cells that begin in it, from left to right, as in HTML.
        """
        cells = [cell for row in rows for cell in row]
        grid = _distinct(_expanded(rows))
        width = max((len(row) for row in grid), default=0)
        if width < 2 or any(cell.letters > _LONGEST_CELL for cell in cells):
            for paragraph in (paragraph for cell in cells for paragraph in cell.paragraphs):
                self.paragraph(*paragraph)
            return
        shown = {number for row in grid for number in row if number is not None}
        if len(shown) < len(cells):
            words = f"有一个表格超过 {_MOST_COLUMNS} 列，右边多出的没有读。请核对原件。"
            self.doubt(DoubtKind.CUT_SHORT, words)
        self._tables.append(Table(rows=tuple(self._rows(cells, grid, width))))

    def doubt(
        self, kind: DoubtKind, message: str, *, page: int | None = None, withholds: bool = False
    ) -> None:
        """Note what may be wrong; see `Doubt`."""
        self._doubts.append(Doubt(kind=kind, message=message, page=page, withholds=withholds))

    @property
    def full(self) -> bool:
        """Whether as many letters are written as may be: what follows is left out, and a doubt says so."""
        return self._length >= self.limits.letters

    def reading(self, encoding: str = "") -> Reading:
        """Return what was written."""
        if self.full:
            most = self.limits.letters
            self.doubt(DoubtKind.CUT_SHORT, f"文字超过 {most} 字，后面的没有读。请拆分文件后重新导入。")
        return Reading(
            text="".join(self._parts),
            encoding=encoding,
            layout=Layout(
                format=self.format,
                blocks=tuple(self._blocks),
                tables=tuple(self._tables),
                doubts=tuple(self._doubts),
                pages=self.pages,
            ),
        )

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _write(self, fragments: Iterable[Fragment]) -> Span:
        start = self._length
        for fragment in fragments:
            begin = self._length
            self._put(fragment.text)
            if fragment.locator != _NOWHERE or fragment.confidence is not None:
                span = Span(begin, self._length)
                self._blocks.append(
                    Block(span=span, locator=fragment.locator, confidence=fragment.confidence)
                )
        return Span(start, self._length)

    def _rows(
        self, cells: Sequence[TableCell], grid: Sequence[Sequence[int | None]], width: int
    ) -> Iterator[tuple[Span, ...]]:
        spans: dict[int, Span] = {}
        self._end_paragraph()
        for row in grid:
            for place in row:
                if place is not None and place not in spans:
                    spans[place] = self._cell(cells[place])
            self._put("\n")
            nothing = Span(self._length, self._length)
            filled = [*row, *[None] * (width - len(row))]
            yield tuple(nothing if place is None else spans[place] for place in filled)

    def _end_paragraph(self) -> None:
        """An empty line before a table, so that its first cell is not taken for the end of a paragraph."""
        if self._parts:
            self._put("\n")

    def _cell(self, cell: TableCell) -> Span:
        self._put("\t")
        start, end = self._length, self._length
        printed = [trimmed for paragraph in cell.paragraphs if (trimmed := _trimmed(paragraph))]
        for place, paragraph in enumerate(printed):
            if place:
                self._put("\n")
            end = self._write(paragraph).end
        self._put("\n")
        return Span(start, end)


def _trimmed(fragments: Iterable[Fragment]) -> list[Fragment]:
    """Take white space off both ends, and all that would break the line; empty fragments go."""
    plain = [
        Fragment(text=piece.text.translate(_BREAKS), locator=piece.locator, confidence=piece.confidence)
        for piece in fragments
    ]
    while plain and not plain[-1].text.strip():
        plain.pop()
    first = next((place for place, piece in enumerate(plain) if piece.text.strip()), len(plain))
    plain = [piece for piece in plain[first:] if piece.text]
    return [
        Fragment(
            text=_stripped(piece.text, left=place == 0, right=place == len(plain) - 1),
            locator=piece.locator,
            confidence=piece.confidence,
        )
        for place, piece in enumerate(plain)
    ]


def _stripped(text: str, *, left: bool, right: bool) -> str:
    text = text.lstrip() if left else text
    return text.rstrip() if right else text


def _distinct(grid: Sequence[list[int | None]]) -> list[list[int | None]]:
    """Leave out rows in which no cell begins or ends: two rules side by side look like a row between them."""
    return [
        row
        for place, row in enumerate(grid)
        if not place or row != grid[place - 1] or not any(number is not None for number in row)
    ]


# A table of a notice has some ten columns; a span of thousands is a mistake or an attack.
_MOST_COLUMNS = 100


def _expanded(rows: Sequence[Sequence[TableCell]]) -> list[list[int | None]]:
    """Put each cell, by its place among all cells, at every place that it spans; None where none does.

    Spans that reach past the last row are cut there, as browsers do.
    """
    grid: list[list[int | None]] = [[] for _ in rows]
    number = 0
    for place, row in enumerate(rows):
        column = 0
        for cell in row:
            while column < len(grid[place]) and grid[place][column] is not None:
                column += 1
            end = min(column + max(1, cell.columns), _MOST_COLUMNS)
            for line in grid[place : place + max(1, cell.rows)]:
                line += [None] * (end - len(line))
                line[column:end] = [number] * (end - column)
            number += 1
    return grid
