"""Opens PDF files: their pages, pictures of them, and which of them have to be recognised."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
from PIL import Image

from corpus.errors import EmptyFile, UndecodableFile
from corpus.readers.pdf.bombs import check
from corpus.readers.pdf.letters import PdfPage, read_page
from corpus.readers.ports import Limits

# The library must not be called by two threads at once.
_LOCK = threading.RLock()
# A page with a picture over this share of it and fewer letters is a scan with a page number or a mark on it.
_MOSTLY = 0.5
_FEW_LETTERS = 40
# Letters drawn as shapes: as many curves as this, and no text.
_MANY_CURVES = 60
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


def picture_pages(data: bytes, limits: Limits) -> tuple[int, ...]:
    """Return the numbers, from 1, of the pages whose text has to be recognised.

    Raises:
        ReadError: as `opened`.
    """
    with opened(data, limits) as document:
        return tuple(
            number for number, read in pages_of(document, limits) if read is not None and is_picture(read)
        )


def needs_recognition(data: bytes, limits: Limits) -> bool:
    """Tell whether no page has text that can be read and some page is a picture.

    Raises:
        ReadError: as `opened`.
    """
    some = False
    with opened(data, limits) as document:
        for _, read in pages_of(document, limits):
            if read is None:
                continue
            if is_picture(read):
                some = True
            elif any(not letter.text.isspace() for letter in read.page.letters):
                return False
    return some


def render(data: bytes, page: int, dpi: int = 200, *, limits: Limits | None = None) -> Image.Image:
    """Draw a page, as shown, in grey; very large pages are drawn with fewer dots.

    Args:
        data: the file.
        page: its number, from 1.
        dpi: dots an inch.
        limits: those of the reading, the usual ones where not given.

    Raises:
        UndecodableFile: the page cannot be opened.
        ReadError: as `opened`.
    """
    with opened(data, limits or Limits()) as document:
        try:
            sheet = document[page - 1]
            width, height = sheet.get_size()
            scale = min(dpi / 72, (_MOST_DOTS / max(1.0, width * height)) ** 0.5)
            picture: Image.Image = sheet.render(scale=scale, grayscale=True).to_pil()
        except (pypdfium2.PdfiumError, IndexError, ValueError, MemoryError) as error:
            raise UndecodableFile(f"第 {page} 页打不开。{_RESAVE}。") from error
        # The dots belong to the document, which is closed here.
        return picture.copy()
