import io
import zipfile

import pytest

from corpus.layout import Format
from corpus.readers.detect import Foreign, Kind, detect


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", Format.PDF),
        (b"\xef\xbb\xbf\n%PDF-1.4\n", Format.PDF),
        (zipped("[Content_Types].xml", "word/document.xml"), Format.DOCX),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), Format.XLSX),
        (zipped("OFD.xml", "Doc_0/Document.xml"), Format.OFD),
        (zipped("mimetype", "content.xml"), Foreign.OTHER_OFFICE),
        (zipped("通知.txt"), Foreign.ARCHIVE),
        (zipped("word/document.xml")[:-30], Format.DOCX),
        (b"PK\x03\x04....", Foreign.ARCHIVE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", Foreign.OLD_OFFICE),
        (b"{\\rtf1", Foreign.RTF),
        (b"\x89PNG\r\n\x1a\n", Format.IMAGE),
        (b"\xff\xd8\xff\xe0", Format.IMAGE),
        (b"RIFF....WEBPVP8", Format.IMAGE),
        (b"BM\x36\0\0\0", Format.IMAGE),
        ("BM公司".encode(), None),
        (b"  <!-- x --><!DOCTYPE html><p>", Format.HTML),
        (b"<!-- x -->\n<!-- y --><ol><li>", Format.HTML),
        # Each comment ends at its first end: else the ways to read them would double with each.
        (b"<!---->" * 500 + b"x", None),
        ("<table><tr><td>一".encode("utf-16"), Format.HTML),
        (b'<?xml version="1.0"?>\n<html>', Format.HTML),
        ("<关于印发的通知>".encode(), None),
        ("一、公开清单。".encode(), None),
        (b"", None),
    ],
)
def test_a_file_is_told_by_its_bytes(data: bytes, kind: Kind | None) -> None:
    assert detect(data) == kind
