"""PDF with a text layer.

Letters are put to lines and lines to paragraphs by where they stand on the page (`pages.flow`); ruled tables
are read from their drawn lines; pages that are pictures are recognised and come last. Not read: form
fields and notes, attached files (told), text set vertically, more than two columns, letters that lean (taken
for watermarks). Tables without lines are read row by row and told.
"""

from collections.abc import Iterator
from functools import partial

import pypdfium2

from corpus.layout import DoubtKind, Format
from corpus.readers.draft import Draft
from corpus.readers.pages.flow import write_pages
from corpus.readers.pages.left_out import note_more_pages, nothing_read
from corpus.readers.pages.placed import Page
from corpus.readers.pdf.letters import PdfPage
from corpus.readers.pdf.pages import is_picture, opened, pages_of, render
from corpus.readers.plain import garbled_line
from corpus.readers.ports import Limits, Reading
from corpus.readers.scan.pictures import recognise

# Share of a page's letters that may be unknown, or Latin letters with accents, which Chinese text has not.
_MOST_UNKNOWN = 0.05
_MOST_ACCENTED = 0.2
_LEAST_LETTERS = 20


class Pdf:
    """Reads PDF files."""

    name = "PDF"

    def read(self, data: bytes, limits: Limits) -> Reading:
        """Read the pages; see `Reader.read`."""
        pictures: list[int] = []
        with opened(data, limits) as document:
            draft = Draft(Format.PDF, limits, pages=len(document))
            write_pages(draft, _pages(document, draft, limits, pictures))
            note_more_pages(draft)
            _note_attached(document, draft)
        recognise([(number, partial(render, data, number, limits)) for number in pictures], draft)
        reading = draft.reading()
        if not reading.text.strip():
            raise nothing_read(reading, self.name)
        return reading


def _pages(
    document: pypdfium2.PdfDocument, draft: Draft, limits: Limits, pictures: list[int]
) -> Iterator[Page]:
    """Yield the pages with text; the numbers of those that have to be recognised go to `pictures`."""
    letters = 0
    for number, read in pages_of(document, limits):
        if read is None:
            draft.doubt(
                DoubtKind.CUT_SHORT,
                f"第 {number} 页打不开（文件可能已损坏），没有读。请换一份完整的文件重新导入。",
                page=number,
            )
            continue
        if is_picture(read):
            pictures.append(number)
            continue
        if garbled(read):
            draft.doubt(
                DoubtKind.GARBLED,
                f"第 {number} 页的文字层是乱码（字体没有正确的编码），看得见但取不出正确的字。"
                "请识别这一页，或导入原来的电子版。",
                page=number,
                withholds=True,
            )
        yield read.page
        letters += len(read.page.letters)
        if letters > limits.letters:
            return


def garbled(read: PdfPage) -> bool:
    """Tell whether a page's characters are not those that it shows."""
    printed = [letter.text for letter in read.page.letters if not letter.text.isspace()]
    if read.unknown > _MOST_UNKNOWN * len(printed):
        return True
    accented = sum("\x80" <= text < "\u0250" and text not in "·×÷°±§" for text in printed)
    if len(printed) >= _LEAST_LETTERS and accented > _MOST_ACCENTED * len(printed):
        return True
    return garbled_line("".join(printed)) is not None


def _note_attached(document: pypdfium2.PdfDocument, draft: Draft) -> None:
    if (attached := document.count_attachments()) > 0:
        draft.doubt(
            DoubtKind.MISSING_ATTACHMENT,
            f"PDF 里另附有 {attached} 个文件，没有读。请取出后单独导入。",
        )
