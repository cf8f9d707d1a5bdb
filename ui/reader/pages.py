"""The files behind notices: pictures of their pages, where on them something stands, the file itself.

Nothing of a file is shown unless all of it may be: no page kept back, no notice in it closed to the public or
taken out.
"""

import re
from typing import Final

from corpus import originals, versions
from corpus.disclosure import is_public
from corpus.json_records import Record
from corpus.layout import Format
from corpus.model import Document, Notice, Span
from corpus.page_pictures import DRAWABLE, PagePictures
from corpus.settings import Settings
from corpus.store import Store

_MOST_BOXES: Final = 200
_PLACES: Final = 4


class Pages:
    """Shows files; every notice given must be public already. May be used from several threads."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._data_dir = settings.data_dir
        self._pictures = PagePictures(settings.data_dir, settings.limits)

    def record(self, notice: Notice, document: Document) -> Record:
        """Lay out what there is: the file's `format` and `size`, and `pages` with where their text begins."""
        layout, pages = document.layout, self._numbers(notice, document)
        starts: dict[int, int] = {}
        for block in layout.at(notice.span) if pages else ():
            if block.locator.page is not None:
                starts.setdefault(block.locator.page, block.span.start)
        whole = self._is_open(document)
        return {
            "format": layout.format.value,
            "size": originals.size(self._data_dir, document.file_sha256) if whole else None,
            "pages": [[page, starts[page]] for page in pages],
            "recognised": layout.format is Format.IMAGE or any(block.confidence for block in layout.blocks),
        }

    def tables(self, notice: Notice, document: Document) -> list[Record]:
        """Lay out the tables of a notice whose cells are known: `start`, `end` and `rows` of spans."""
        found: list[Record] = []
        for table in document.layout.tables:
            cells = [cell for row in table.rows for cell in row if cell.start < cell.end]
            if not cells:
                continue
            start, end = min(cell.start for cell in cells), max(cell.end for cell in cells)
            if notice.span.start <= start and end <= notice.span.end:
                rows = [[[cell.start, cell.end] for cell in row] for row in table.rows]
                found.append({"start": start, "end": end, "rows": rows})
        return found

    def boxes(self, notice: Notice, span: Span) -> list[Record]:
        """Give where on its pages a stretch of a notice stands."""
        inside = Span(max(span.start, notice.span.start), min(span.end, notice.span.end))
        document = self._store.document(notice.id)
        if not self._numbers(notice, document):
            return []
        return [
            {"page": block.locator.page, "box": [round(share, _PLACES) for share in block.locator.box]}
            for block in document.layout.at(inside)[:_MOST_BOXES]
            if block.locator.box is not None and block.locator.page is not None
        ]

    def picture(self, notice: Notice, page: int) -> bytes | None:
        """Give a page as JPEG; None where there is none to show.

        Raises:
            ReadError: the page cannot be drawn. StoreBusy: too many pages are being drawn.
        """
        document = self._store.document(notice.id)
        if page not in self._numbers(notice, document):
            return None
        return self._pictures.picture(document.file_sha256, document.layout.format, page)

    def original(self, notice: Notice) -> tuple[bytes, str] | None:
        """Give the file that a notice was read from and its name; None where it may not be had."""
        document = self._store.document(notice.id)
        if not self._is_open(document):
            return None
        data = originals.original(self._data_dir, document.file_sha256)
        return None if data is None else (data, re.split(r"[/\\]", document.source)[-1])

    def _numbers(self, notice: Notice, document: Document) -> list[int]:
        """The pages that a notice stands on, where they can be shown."""
        layout = document.layout
        if layout.format not in DRAWABLE or not self._is_open(document):
            return []
        if originals.size(self._data_dir, document.file_sha256) is None:
            return []
        own = {block.locator.page for block in layout.at(notice.span)}
        return sorted(page for page in own if page is not None)

    def _is_open(self, document: Document) -> bool:
        released = self._store.released(document.sha256)
        held = any(doubt.withholds and doubt.page not in released for doubt in document.layout.doubts)
        among = [notice for notice in self._store.notices() if notice.sha256 == document.sha256]
        with self._store.transaction(write=False) as connection:
            lost = versions.is_remainder(connection, document.sha256)
        return not held and not lost and all(map(is_public, among))
