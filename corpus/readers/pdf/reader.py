"""PDF with a text layer.

Letters are put to lines and lines to paragraphs by where they stand on the page (`pages.flow`); ruled tables
are read from their drawn lines; pages that are pictures are recognised and come last. Not read: form
fields and notes, attached files (told), text set vertically, more than two columns, letters that lean (taken
for watermarks). Tables without lines are read row by row and told.
"""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import pypdfium2

from corpus.errors import EmptyFile, UndecodableFile
from corpus.layout import DoubtKind, Format
from corpus.readers.draft import Draft
from corpus.readers.pages.flow import write_pages
from corpus.readers.pages.placed import Page
from corpus.readers.pdf.letters import PdfPage
from corpus.readers.pdf.pages import is_picture, opened, pages_of, render
from corpus.readers.plain import garbled_line
from corpus.readers.ports import Limits, Reading
from corpus.readers.scan.pictures import recognise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

# Share of a page's letters that may be unknown, or Latin letters with accents, which Chinese text has not.
_MOST_UNKNOWN = 0.05
_MOST_ACCENTED = 0.2
_LEAST_LETTERS = 20
_NO_TEXT = "PDF 的每一页都是图片（扫描件），没有认出文字。请换清晰的扫描件，或导入原来的电子版。"


class Pdf:
    """Reads PDF files."""

    name = "PDF"

    def read(self, data: bytes, limits: Limits) -> Reading:
        """Read the pages; see `Reader.read`."""
        pictures: list[int] = []
        with opened(data, limits) as document:
            draft = Draft(Format.PDF, limits, pages=len(document))
            write_pages(draft, _pages(document, draft, limits, pictures))
            _note(document, draft, limits)
        recognise([(number, partial(_picture, data, number, limits)) for number in pictures], draft)
        reading = draft.reading()
        if not reading.text.strip():
            raise _nothing(reading)
        return reading


def _nothing(reading: Reading) -> EmptyFile | UndecodableFile:
    kinds = {doubt.kind for doubt in reading.layout.doubts}
    if DoubtKind.NO_TEXT in kinds:
        return EmptyFile(_NO_TEXT)
    if DoubtKind.CUT_SHORT in kinds:
        return UndecodableFile("PDF 的各页都打不开，文件可能不完整。请重新下载或重新导出后导入。")
    return EmptyFile("PDF 里没有可读的文字。请检查是否传错了文件。")


def _picture(data: bytes, number: int, limits: Limits) -> "Pixels":
    import numpy as np

    return np.asarray(render(data, number, limits=limits).convert("RGB"))


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


def _note(document: pypdfium2.PdfDocument, draft: Draft, limits: Limits) -> None:
    """Tell what was not read."""
    if len(document) > limits.pages:
        draft.doubt(
            DoubtKind.CUT_SHORT,
            f"共 {len(document)} 页，只读了前 {limits.pages} 页。请拆分文件后重新导入。",
        )
    if (attached := document.count_attachments()) > 0:
        draft.doubt(
            DoubtKind.MISSING_ATTACHMENT,
            f"PDF 里另附有 {attached} 个文件，没有读。请取出后单独导入。",
        )
