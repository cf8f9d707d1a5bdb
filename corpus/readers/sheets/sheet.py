"""One sheet of a workbook: its cells as printed, its merged ranges, what is hidden.

The sheet is read as it is unpacked; cells without content, of which a formatted sheet may have millions,
are dropped before they are parsed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from corpus.readers.office.ooxml import Counted, Package, damaged, number
from corpus.readers.sheets.book import Book, unescaped
from corpus.readers.sheets.values import shown

Place = tuple[int, int]
"""Row and column, both counted from 1."""
Range = tuple[int, int, int, int]
"""First row, first column, last row, last column."""

_EMPTY = re.compile(rb'<c\s(?=[^<>]*\br="[A-Z]{1,3}[0-9]{1,7}")[^<>]*/>')
_EMPTY_ROW = re.compile(rb'<row\s(?=[^<>]*\br="[0-9]{1,7}")[^<>]*(?:/>|>\s*</row>)')
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
# Cells and rows looked at: about ten seconds.
_MOST_SEEN = 3_000_000
_MOST_MERGES = 200_000
# Without a tree the parser itself sets no limit.
_DEEPEST = 256
_CHUNK = 1 << 16

Attributes = Mapping[str, str]


@dataclass(slots=True)
class SheetData:
    """What a sheet holds.

    Attributes:
        cells: texts of all that print one. hidden_rows, hidden_columns: not shown.
        uncached: formulas whose result was not saved with them.
        cut: whether the sheet was too long to be read to its end.
    """

    cells: dict[Place, str] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    uncached: list[Place] = field(default_factory=list)
    cut: bool = False


def read_sheet(package: Package, name: str, book: Book, most_letters: int) -> SheetData:
    """Read a sheet's part.

    Args:
        package: the file.
        name: of the part.
        book: strings and formats that the sheets share.
        most_letters: after so many characters the rest is left out.

    Raises:
        UndecodableFile: no XML.
        FileTooLarge: more is unpacked than the limits allow.
    """
    sheet = _Sheet(book, most_letters)
    _parse(sheet, _Thinned(package.stream(name)), name)
    sheet.found.cut = sheet.full
    return sheet.found


class _Thinned:
    """A sheet's bytes without its empty cells and rows."""

    def __init__(self, source: Counted) -> None:
        self._source = source
        self._rest = b""

    def read(self, size: int) -> bytes:
        while True:
            chunk = self._source.read(max(size, 1 << 16))
            if not chunk:
                whole, self._rest = self._rest, b""
                return whole
            whole = self._rest + chunk
            # A tag, or an empty row, may go on in the next chunk.
            cut = max(whole.rfind(b"<row"), whole.rfind(b"<c"), 0)
            if len(whole) - cut > 1 << 20:
                cut = len(whole)
            whole, self._rest = whole[:cut], whole[cut:]
            thin = _EMPTY_ROW.sub(b"", _EMPTY.sub(b"", whole))
            if thin:
                return thin


class _Sheet:
    """Takes a sheet element by element; no tree is built, which might not fit into memory."""

    def __init__(self, book: Book, most_letters: int) -> None:
        self.found = SheetData()
        self._book = book
        self._letters = most_letters
        self._seen = 0
        self._row = 0
        self._column = 0
        self._cell: Attributes | None = None
        self._formula = False
        self._text: list[str] = []
        self._inside: list[str] = []

    def start(self, tag: str, attributes: Attributes) -> None:
        name = tag.rpartition("}")[2]
        self._inside.append(name)
        self._seen += 1
        if len(self._inside) > _DEEPEST:
            raise ValueError(name)
        if name == "row":
            self._begin_row(attributes)
        elif name == "c":
            self._cell, self._formula, self._text = attributes, False, []
            self._column += 1
        elif name == "f":
            self._formula = True
        elif name == "col":
            self._columns(attributes)
        elif name == "mergeCell" and len(self.found.merged) < _MOST_MERGES:
            self._merge(attributes.get("ref", ""))

    def end(self, tag: str) -> None:
        del self._inside[-1:]
        if tag.rpartition("}")[2] == "c" and self._cell is not None:
            self._end_cell(self._cell, "".join(self._text))
            self._cell = None

    def data(self, text: str) -> None:
        if self._cell is not None and self._inside[-1:] in (["v"], ["t"]) and "rPh" not in self._inside:
            self._text.append(text)

    def close(self) -> SheetData:
        return self.found

    @property
    def full(self) -> bool:
        return self._seen > _MOST_SEEN or self._letters < 0

    def _begin_row(self, row: Attributes) -> None:
        self._row, self._column = number(row.get("r"), self._row + 1), 0
        if _is_on(row.get("hidden")) or row.get("ht") == "0":
            self.found.hidden_rows.add(self._row)

    def _columns(self, column: Attributes) -> None:
        if _is_on(column.get("hidden")) or column.get("width") == "0":
            self.found.hidden_columns.append((number(column.get("min")), number(column.get("max"))))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = place_of(first), place_of(last)
        if start is not None and end is not None and start[0] <= end[0] and start[1] <= end[1]:
            self.found.merged.append((*start, *end))

    def _end_cell(self, cell: Attributes, stored: str) -> None:
        if self.full:
            return
        place = place_of(cell.get("r", "")) or (self._row, self._column)
        self._column = place[1]
        text = self._printed(cell, stored, place)
        if text.strip() and 0 < place[0] <= _LAST_ROW and place[1] <= _LAST_COLUMN:
            self.found.cells[place] = text
            self._letters -= len(text)

    def _printed(self, cell: Attributes, stored: str, place: Place) -> str:
        kind = cell.get("t", "n")
        if kind == "s":
            return self._book.string(number(stored, -1))
        if kind in ("inlineStr", "str", "e"):
            return unescaped(stored)
        if kind == "d":
            return stored.partition("T")[0]
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(stored, stored)
        if not stored.strip() and self._formula:
            self.found.uncached.append(place)
        return self._number(stored, number(cell.get("s")))

    def _number(self, text: str, style: int) -> str:
        try:
            figure = float(text)
        except ValueError:
            return text
        return shown(figure, self._book.format(style), from_1904=self._book.from_1904)


def _parse(sheet: _Sheet, source: _Thinned, name: str) -> None:
    target: Any = sheet
    parser = etree.XMLParser(target=target, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        while not sheet.full and (chunk := source.read(_CHUNK)):
            parser.feed(chunk)
        if not sheet.full:
            parser.close()
    except (etree.LxmlError, ValueError, LookupError) as error:
        raise damaged(name) from error


def _is_on(text: str | None) -> bool:
    return text in ("1", "true", "on")


def place_of(reference: str) -> Place | None:
    """Read a cell's name: 'B3' -> (3, 2); None for what is none."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - ord("A") + 1
    place = int(match.group(2)), column
    return place if 0 < place[0] <= _LAST_ROW and column <= _LAST_COLUMN else None


def shapes(tree: etree._Element) -> Iterator[str]:
    """Return the paragraphs of the text boxes that lie on a sheet."""
    for body in tree.iter("{*}txBody"):
        for paragraph in body.iterchildren("{*}p"):
            yield "".join(text.text or "" for text in paragraph.iter("{*}t"))
