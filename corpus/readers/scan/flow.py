"""Writes scanned pages into a draft: paragraphs and tables run on over page breaks, furniture is left out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.readers.draft import Draft, Fragment
from corpus.readers.scan.grid import ScannedTable, continued, table_cells
from corpus.readers.scan.lines import Margins, Row, ended, fills, paragraphs, runs_on
from corpus.readers.scan.page import ScannedPage

# As shares of the page's height: page numbers and running heads stand that near to its ends.
_RIM = 0.13
_PAGE_NUMBER = re.compile(
    r"[\s\-—–－一_·•.~]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*\d{1,3}\s*页?)?[\s\-—–－一_·•.~]*"
)
_REPEATED = 3


@dataclass
class Flow:
    """The end of what is written so far, which the next page may go on with."""

    draft: Draft
    _open: list[Fragment] = field(default_factory=list)
    _last: tuple[Row, Margins] | None = None
    _table: ScannedTable | None = None
    _tables: int = 0

    def page(self, page: ScannedPage) -> None:
        """Write a page; its last paragraph or table stays open."""
        for place, part in enumerate(page.contents):
            if isinstance(part, ScannedTable):
                self._put_table(part, begins=place == 0)
            elif page.margins is not None:
                self._put_rows(part, page.margins, begins=place == 0)

    def end(self) -> None:
        """Write what is still open."""
        if self._open:
            self.draft.paragraph(*self._open)
        if self._table is not None:
            self._tables += 1
            self.draft.table([*table_cells(self._table, self._tables)])
        self._open, self._last, self._table = [], None, None

    def _put_table(self, table: ScannedTable, *, begins: bool) -> None:
        joined = continued(self._table, table) if begins and self._table is not None else None
        if joined is None:
            self.end()
        self._table = joined or table

    def _put_rows(self, rows: Sequence[Row], margins: Margins, *, begins: bool) -> None:
        for place, paragraph in enumerate(paragraphs(rows, margins)):
            goes_on = begins and place == 0 and self._goes_on(paragraph[0], margins)
            if not goes_on:
                self.end()
            self._open += [fragment for row in paragraph for fragment in row.fragments]
            self._last = paragraph[-1], margins

    def _goes_on(self, row: Row, margins: Margins) -> bool:
        """Tell whether a page begins in the middle of a paragraph."""
        if self._last is None:
            return False
        last, above = self._last
        return fills(last, above) and not ended(last.text, above) and runs_on(row, margins)


def without_furniture(pages: Sequence[ScannedPage]) -> Iterator[ScannedPage]:
    """Leave out page numbers, and what stands at the same end of three pages and of half of them."""
    seen = Counter(key for page in pages for key in {_key(page, row) for row in _rim(page)})
    least = max(_REPEATED, len(pages) / 2)
    for page in pages:
        away = [
            row for row in _rim(page) if _PAGE_NUMBER.fullmatch(row.text) or seen[_key(page, row)] >= least
        ]
        doubtful = {words for row in away for piece in row.pieces for words in piece.doubtful}
        parts = (
            part if isinstance(part, ScannedTable) else tuple(row for row in part if row not in away)
            for part in page.contents
        )
        yield replace(
            page,
            contents=tuple(part for part in parts if part),
            unsure=tuple(words for words in page.unsure if words not in doubtful),
        )


def _rim(page: ScannedPage) -> list[Row]:
    """The first and the last row of a page, where they stand near its ends, outside of tables."""
    made: list[Row] = []
    if (
        page.contents
        and isinstance(page.contents[0], tuple)
        and page.contents[0][0].bottom < _RIM * page.height
    ):
        made.append(page.contents[0][0])
    if page.contents and isinstance(page.contents[-1], tuple):
        last = page.contents[-1][-1]
        if last.top > (1 - _RIM) * page.height and last not in made:
            made.append(last)
    return made


def _key(page: ScannedPage, row: Row) -> tuple[bool, str]:
    return row.top < page.height / 2, re.sub(r"[\d\s]", "", row.text)
