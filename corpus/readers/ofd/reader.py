"""OFD (GB/T 33190-2016), the state's format for official documents.

Pages of all documents in the package, in order; letters to lines, paragraphs and ruled tables as of a PDF
(`pages.flow`). Not read: templates (they hold what is printed on every page), notes, stamps and signatures,
earlier versions, text whose lines run downwards. Pages that are pictures are recognised and come last.
"""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from corpus.errors import UndecodableFile
from corpus.layout import DoubtKind, Format
from corpus.readers.draft import Draft
from corpus.readers.ofd.package import Package
from corpus.readers.ofd.pages import OfdPage, page_parts, pages_of, pictures_of
from corpus.readers.pages.flow import write_pages
from corpus.readers.pages.left_out import note_more_pages, nothing_read
from corpus.readers.pages.placed import Page
from corpus.readers.plain import garbled_line
from corpus.readers.ports import Limits, Reading
from corpus.readers.scan.pictures import recognise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]


class Ofd:
    """Reads OFD files."""

    name = "OFD"

    def read(self, data: bytes, limits: Limits) -> Reading:
        """Read the pages; see `Reader.read`."""
        package = Package(data, limits)
        draft = Draft(Format.OFD, limits, pages=len(page_parts(package)))
        pictures: list[int] = []
        write_pages(draft, _pages(package, draft, limits, pictures))
        recognise([(number, partial(_picture, data, number, limits)) for number in pictures], draft)
        note_more_pages(draft)
        reading = draft.reading()
        if not reading.text.strip():
            raise nothing_read(reading, self.name)
        return reading


def _picture(data: bytes, number: int, limits: Limits) -> "Pixels":
    """Unpack the largest picture of a page."""
    from corpus.readers.scan.image import pixels_of

    found = pictures_of(data, number, limits)
    if not found:
        raise UndecodableFile("图片不在文件里。请重新保存后导入。")
    return pixels_of(found[0], limits.expanded_bytes)


def _pages(package: Package, draft: Draft, limits: Limits, pictures: list[int]) -> Iterator[Page]:
    """Yield the pages with text; the numbers of those that have to be recognised go to `pictures`."""
    letters = 0
    for read in pages_of(package, limits):
        if read.page is not None and read.is_picture:
            pictures.append(read.number)
            continue
        _doubts(read, draft)
        if read.page is not None:
            yield read.page
            letters += len(read.page.letters)
        if letters > limits.letters:
            return


def _doubts(read: OfdPage, draft: Draft) -> None:
    if read.page is None:
        draft.doubt(
            DoubtKind.CUT_SHORT,
            f"第 {read.number} 页打不开（文件可能已损坏），没有读。请换一份完整的文件重新导入。",
            page=read.number,
        )
    elif garbled_line("".join(one.text for one in read.page.letters if not one.text.isspace())):
        draft.doubt(
            DoubtKind.GARBLED,
            f"第 {read.number} 页的文字是乱码。请识别这一页，或导入原来的电子版。",
            page=read.number,
            withholds=True,
        )
