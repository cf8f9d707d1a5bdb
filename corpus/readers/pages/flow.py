"""Pages of letters and lines to a text: tables and paragraphs in reading order, over page breaks too."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.layout import DoubtKind
from corpus.readers.draft import Draft
from corpus.readers.pages.columns import ordered, unruled_table
from corpus.readers.pages.furniture import furniture
from corpus.readers.pages.lines import read_rows
from corpus.readers.pages.paragraphs import Margins, joined, margins_of, words
from corpus.readers.pages.placed import Page, PageLine
from corpus.readers.pages.tables import PlacedTable, continued, page_tables

# "(Table goes on)" above the second part of a table.
_GOES_ON = re.compile(r"[（(]?\s*(?:续表|接上页|续上表)[一二三四五\d]*\s*[）)]?")
# A page with fewer lines is measured together with the others of its size.
_ENOUGH = 8

Piece = PageLine | PlacedTable


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    page: Page
    lines: tuple[PageLine, ...]
    tables: tuple[PlacedTable, ...]


def write_pages(draft: Draft, pages: Iterable[Page]) -> None:
    """Write what stands on the pages."""
    read = [_read(draft, page) for page in pages]
    left_out = furniture([(one.page, _from_top(one.lines)) for one in read])
    around = _all_margins(read, left_out)
    run: list[PageLine] = []
    for piece in _whole_tables(list(_pieces(read, left_out))):
        if draft.full:
            return
        if isinstance(piece, PageLine):
            run.append(piece)
            continue
        _write(draft, run, around)
        run = []
        draft.table(piece.as_rows())
    _write(draft, run, around)


def _read(draft: Draft, page: Page) -> _Read:
    tables, letters = page_tables(page)
    rows = read_rows(page, letters)
    if unruled_table(rows):
        draft.doubt(
            DoubtKind.NO_HEADER,
            f"第 {page.number} 页像有没有框线的表格，只能逐行读出，各格可能串行。请对照原件核对。",
            page=page.number,
        )
    if page.over:
        draft.doubt(
            DoubtKind.NOT_SUPPORTED,
            f"第 {page.number} 页的线条太多，没有识别表格。请对照原件核对。",
            page=page.number,
        )
    return _Read(
        # Letters are not needed any more, and there may be very many.
        page=Page(number=page.number, width=page.width, height=page.height, turn=page.turn),
        lines=tuple(ordered(page, rows)),
        tables=tables,
    )


def _from_top(lines: Sequence[PageLine]) -> list[PageLine]:
    return sorted(lines, key=lambda line: (line.top, line.left))


def _pieces(read: Sequence[_Read], left_out: frozenset[PageLine]) -> Iterator[Piece]:
    for one in read:
        tables = list(one.tables)
        for line in one.lines:
            while tables and tables[0].top < line.top and (line.column == 0 or _beside(tables[0], line)):
                yield tables.pop(0)
            if line not in left_out:
                yield line
        yield from tables


def _beside(table: PlacedTable, line: PageLine) -> bool:
    """Whether a table stands in the line's column of the page."""
    return table.across[0] < line.right and line.left < table.across[-1]


def _whole_tables(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Join the parts of tables that stand on pages that follow each other, with nothing between."""
    table: PlacedTable | None = None
    last = 0
    for place, piece in enumerate(pieces):
        if isinstance(piece, PageLine):
            after = pieces[place + 1] if place + 1 < len(pieces) else None
            if table is not None and isinstance(after, PlacedTable) and _GOES_ON.fullmatch(piece.text):
                continue
            if table is not None:
                yield table
                table = None
            yield piece
            continue
        both = continued(table, piece) if table is not None and piece.page == last + 1 else None
        if table is not None and both is None:
            yield table
        table, last = both or piece, piece.page
    if table is not None:
        yield table


def _write(draft: Draft, lines: Sequence[PageLine], around: dict[tuple[int, int], Margins]) -> None:
    for paragraph in joined(lines, [around[line.page, line.column] for line in lines]):
        draft.paragraph(*words(paragraph))


def _all_margins(read: Sequence[_Read], left_out: frozenset[PageLine]) -> dict[tuple[int, int], Margins]:
    """Work out the margins of each page's columns, of a page of few lines from all pages of its size."""
    by_column: dict[tuple[int, int], list[PageLine]] = {}
    by_size: dict[tuple[int, int, int], list[PageLine]] = {}
    size = {one.page.number: (round(one.page.width), round(one.page.height)) for one in read}
    for line in (line for one in read for line in one.lines if line not in left_out):
        by_column.setdefault((line.page, line.column), []).append(line)
        by_size.setdefault((*size[line.page], line.column), []).append(line)
    shared = {key: margins_of(lines, 0 if key[2] else key[0]) for key, lines in by_size.items()}
    found = {}
    for (page, column), lines in by_column.items():
        common = shared[*size[page], column]
        own = margins_of(lines, 0 if column else size[page][0]) if len(lines) >= _ENOUGH else common
        # A page of headings has none but wide steps.
        indented = own.indented if own.known else common.indented
        found[page, column] = replace(own, pitch=min(own.pitch, common.pitch), indented=indented)
    return found
