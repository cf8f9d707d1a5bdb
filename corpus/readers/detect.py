"""Tells what a file is by its bytes, never by its name."""

import io
import re
import zipfile
from enum import StrEnum

from corpus.layout import Format


class Foreign(StrEnum):
    """What a file is that no reader takes as it is; the value is its name for people."""

    ARCHIVE = "压缩包"
    OLD_OFFICE = "旧版 Office 文档（doc、xls、wps）"
    RTF = "RTF 文档"
    DATABASE = "数据库文件"
    OTHER_ARCHIVE = "压缩包（rar、7z、gz）"
    OTHER_OFFICE = "OpenDocument 文档或演示文稿"


Kind = Format | Foreign

_SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Foreign.OLD_OFFICE),
    (b"{\\rtf", Foreign.RTF),
    (b"\x89PNG\r\n\x1a\n", Format.IMAGE),
    (b"\xff\xd8\xff", Format.IMAGE),
    (b"GIF8", Format.IMAGE),
    (b"BM", Format.IMAGE),
    (b"II*\0", Format.IMAGE),
    (b"MM\0*", Format.IMAGE),
    (b"SQLite format 3", Foreign.DATABASE),
    (b"Rar!\x1a\x07", Foreign.OTHER_ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Foreign.OTHER_ARCHIVE),
    (b"\x1f\x8b", Foreign.OTHER_ARCHIVE),
)
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*+)*+"
    rb"<(?:!doctype html|html|head|body|meta|title|table|div|p|style|article|section|center|font|span"
    rb"|h[1-6]|ol|ul|dl|pre|nav|header|main|script|link|base|form|tbody|tr|td|blockquote|frameset|iframe)\b",
    re.IGNORECASE | re.DOTALL,
)
# Some writers put a few bytes before the mark; readers of PDF look so far for it.
_PDF_WITHIN = 1024


def detect(data: bytes) -> Kind | None:
    """Tell what a file is.

    Args:
        data: all its bytes.

    Returns:
        What it is; None for what may be plain text or delimited values, which their readers tell apart.
    """
    for signature, kind in _SIGNATURES:
        if data.startswith(signature) and (signature != b"BM" or b"\0" in data[:32]):
            return kind
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return Format.PDF
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if data[8:12] == b"WEBP" and data.startswith(b"RIFF"):
        return Format.IMAGE
    return Format.HTML if _HTML.match(_head(data)) else None


def _head(data: bytes) -> bytes:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[:8192].decode("utf-16", errors="ignore").encode()
    return data[:4096]


def _zipped(data: bytes) -> Kind:
    """Tell office documents, which are zip files, from archives by the names inside."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return _torn(data)
    if "OFD.xml" in names:
        return Format.OFD
    if any(name.startswith("word/") for name in names):
        return Format.DOCX
    if any(name.startswith("xl/") for name in names):
        return Format.XLSX
    if "mimetype" in names or any(name.startswith("ppt/") for name in names):
        return Foreign.OTHER_OFFICE
    return Foreign.ARCHIVE


def _torn(data: bytes) -> Kind:
    """A zip file whose directory is gone: what it was is told by the names still in it."""
    for mark, kind in ((b"OFD.xml", Format.OFD), (b"word/", Format.DOCX), (b"xl/", Format.XLSX)):
        if mark in data[:65536]:
            return kind
    return Foreign.ARCHIVE
