"""Opens PDF files: their pages, which of them have to be recognised, and pictures of those."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pypdfium2

from corpus.errors import EmptyFile, UndecodableFile
from corpus.readers.pdf.bombs import check
from corpus.readers.pdf.letters import PdfPage, read_page
from corpus.readers.ports import Limits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

# The library must not be called by two threads at once.
_LOCK = threading.RLock()
# A page with a picture over this share of it and fewer letters is a scan with a page number or a mark on it.
_MOSTLY = 0.5
_FEW_LETTERS = 40
# Letters drawn as shapes: as many curves as this, and no text.
_MANY_CURVES = 60
_DOTS_AN_INCH = 200
# Most dots of a picture, about an A3 page at 400 dpi; larger pages are drawn smaller.
_MOST_DOTS = 30_000_000
_RESAVE = "请在能打开它的软件里重新导出 PDF，或另存为 docx 后导入"


@contextmanager
def opened(data: bytes, limits: Limits) -> Iterator[pypdfium2.PdfDocument]:
    """Open a file.

    Raises:
        UndecodableFile: damaged or encrypted.
        EmptyFile: no pages.
        FileTooLarge: more is packed inside than may be unpacked.
    """
    check(data, limits)
    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower() or "security" in str(error).lower():
                raise UndecodableFile("PDF 加了密码，打不开。请去掉密码后重新导入。") from error
            raise UndecodableFile(f"PDF 已损坏或不完整，打不开。{_RESAVE}。") from error
        try:
            if len(document) == 0:
                raise EmptyFile("PDF 里一页也没有。请检查是否传错了文件。")
            yield document
        finally:
            document.close()


def pages_of(document: pypdfium2.PdfDocument, limits: Limits) -> Iterator[tuple[int, PdfPage | None]]:
    """Yield the number of each page, from 1, and the page; None for one that cannot be opened."""
    for number in range(1, min(len(document), limits.pages) + 1):
        try:
            page = document[number - 1]
        except pypdfium2.PdfiumError:
            yield number, None
            continue
        try:
            yield number, read_page(page, number)
        except pypdfium2.PdfiumError:
            yield number, None
        finally:
            page.close()


def is_picture(read: PdfPage) -> bool:
    """Tell a page whose text has to be recognised: a picture of a page, or letters drawn as shapes."""
    letters = sum(not letter.text.isspace() for letter in read.page.letters)
    covered = read.drawn.pictures / (read.page.width * read.page.height)
    if letters == 0:
        return read.drawn.pictures > 0 or read.drawn.curves >= _MANY_CURVES
    return covered > _MOSTLY and letters < _FEW_LETTERS


def render(data: bytes, page: int, limits: Limits) -> "Pixels":
    """Draw a page as shown, without its colours; very large pages are drawn with fewer dots.

    Args:
        data: the file.
        page: its number, from 1.
        limits: those of the reading.

    Returns:
        height x width x 3 of uint8, the three alike.

    Raises:
        UndecodableFile: the page cannot be opened.
        ReadError: as `opened`.
    """
    with opened(data, limits) as document:
        try:
            sheet = document[page - 1]
            width, height = sheet.get_size()
            scale = min(_DOTS_AN_INCH / 72, (_MOST_DOTS / max(1.0, width * height)) ** 0.5)
            grey = sheet.render(scale=scale, grayscale=True).to_numpy()
        except (pypdfium2.PdfiumError, IndexError, ValueError, MemoryError) as error:
            raise UndecodableFile(f"第 {page} 页打不开。{_RESAVE}。") from error
        # Copied: the dots belong to the document, which is closed here.
        drawn: Pixels = grey.reshape(*grey.shape[:2], 1).repeat(3, axis=2)
        return drawn
