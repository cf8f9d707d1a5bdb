"""OFD (GB/T 33190-2016), the state's format for official documents.

Pages of all documents in the package, in order; letters to lines, paragraphs and ruled tables as of a PDF
(`page_flow`). Not read: templates (they hold what is printed on every page), notes, stamps and signatures,
earlier versions, text whose lines run downwards, pages that are pictures (told as a doubt; see `ofd_pages`).
"""

from collections.abc import Iterator

from corpus.errors import EmptyFile, UndecodableFile
from corpus.layout import DoubtKind, Format
from corpus.readers.draft import Draft
from corpus.readers.ofd_package import Package
from corpus.readers.ofd_pages import OfdPage, page_parts, pages_of
from corpus.readers.page_flow import write_pages
from corpus.readers.placed import Page
from corpus.readers.plain import garbled_line
from corpus.readers.ports import Limits, Reading


class Ofd:
    """Reads OFD files."""

    name = "OFD"

    def read(self, data: bytes, limits: Limits) -> Reading:
        """Read the pages; see `Reader.read`."""
        package = Package(data, limits)
        draft = Draft(Format.OFD, limits, pages=len(page_parts(package)))
        write_pages(draft, _pages(package, draft, limits))
        if draft.pages > limits.pages:
            draft.doubt(
                DoubtKind.CUT_SHORT,
                f"共 {draft.pages} 页，只读了前 {limits.pages} 页。请拆分文件后重新导入。",
            )
        reading = draft.reading()
        if not reading.text.strip():
            raise _nothing(reading)
        return reading


def _nothing(reading: Reading) -> EmptyFile | UndecodableFile:
    kinds = {doubt.kind for doubt in reading.layout.doubts}
    if DoubtKind.NO_TEXT in kinds:
        return EmptyFile(
            "OFD 里没有可读的文字，每一页都是图片（扫描件）。请识别文字后再导入，或导入原来的电子版。"
        )
    if DoubtKind.CUT_SHORT in kinds:
        return UndecodableFile("OFD 的各页都打不开，文件可能不完整。请重新下载或重新保存后导入。")
    return EmptyFile("OFD 里没有可读的文字。请检查是否传错了文件。")


def _pages(package: Package, draft: Draft, limits: Limits) -> Iterator[Page]:
    letters = 0
    for read in pages_of(package, limits):
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
    elif read.is_picture:
        draft.doubt(
            DoubtKind.NO_TEXT,
            f"第 {read.number} 页是图片，没有文字，需要识别后才能读到。请识别后核对，或导入原来的电子版。",
            page=read.number,
        )
    elif garbled_line("".join(one.text for one in read.page.letters if not one.text.isspace())):
        draft.doubt(
            DoubtKind.GARBLED,
            f"第 {read.number} 页的文字是乱码。请识别这一页，或导入原来的电子版。",
            page=read.number,
            withholds=True,
        )
