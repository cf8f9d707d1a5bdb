"""Files in, documents out. The format is told by the content, never by the file's name."""

import hashlib
import os
import stat
from importlib import import_module
from pathlib import Path

from corpus.errors import EmptyFile, FileTooLarge, ReadError, UnsupportedFile
from corpus.layout import DoubtKind, Format
from corpus.model import Document
from corpus.readers.delimited import Delimited
from corpus.readers.detect import Foreign, Kind, detect
from corpus.readers.plain import PlainText
from corpus.readers.ports import Limits, Reader, Reading
from corpus.why import why

__all__ = [
    "Limits",
    "display_name",
    "document_from",
    "document_of",
    "read",
    "read_bytes",
    "read_data",
    "reader_of",
]

# Imported when one is needed: each brings a library with it.
_READERS: dict[Kind, tuple[str, str]] = {
    Format.HTML: ("corpus.readers.web.html", "Html"),
    Format.DOCX: ("corpus.readers.word.docx", "Docx"),
    Format.XLSX: ("corpus.readers.sheets.xlsx", "Xlsx"),
    Format.PDF: ("corpus.readers.pdf.reader", "Pdf"),
    Format.OFD: ("corpus.readers.ofd.reader", "Ofd"),
    Format.IMAGE: ("corpus.readers.scan.image", "ImageFile"),
    Foreign.OLD_OFFICE: ("corpus.readers.office.old", "OldOffice"),
    Foreign.RTF: ("corpus.readers.office.old", "OldOffice"),
}
_RESAVE = "请另存为 docx、pdf 或 txt 后重新导入"


def read(path: Path, *, limits: Limits) -> Document:
    """Read one file.

    Args:
        path: the file.
        limits: files with more bytes are refused before they are read.

    Raises:
        EmptyFile: nothing, or only white space.
        FileTooLarge: over a limit.
        UnsupportedFile: not a regular file, or of a format that no reader takes.
        UndecodableFile: damaged, encrypted, or text in no known encoding, or in several.
        ReadError: not there, or no permission.
    """
    where = display_name(path)
    where, data = display_name(path), read_bytes(path, limits.bytes)
    return document_of(data, where, display_name(Path(path.name)), limits)


def document_of(data: bytes, where: str, source: str, limits: Limits) -> Document:
    """Read a file's bytes.

    Args:
        data: the bytes.
        where: the file's path, for messages.
        source: its name, for people.
        limits: how much is read at most.

    Raises:
        ReadError: as `read`.
    """
    try:
        return document_from(read_data(data, limits), data, source)
    except ReadError as error:
        raise type(error)(f"{where}：{error}") from error


def document_from(reading: Reading, data: bytes, source: str) -> Document:
    """Make a document of what was read out of a file.

    Args:
        reading: what was read.
        data: the file's bytes.
        source: its name, for people.
    """
    return Document(
        text=reading.text,
        sha256=hashlib.sha256(reading.text.encode("utf-8")).hexdigest(),
        source=source,
        encoding=reading.encoding,
        layout=reading.layout,
        file_sha256=hashlib.sha256(data).hexdigest(),
    )


def read_data(data: bytes, limits: Limits) -> Reading:
    """Read a file's bytes; raises as `read`, the messages without the file's name."""
    if not data.strip():
        raise EmptyFile("文件是空的，没有可读的文字。请检查是否传错了文件。")
    reading = reader_of(data).read(data, limits)
    if not reading.text.strip("\ufeff \t\r\n\f\v\u3000\xa0"):
        told = (doubt.message for doubt in reading.layout.doubts if doubt.kind == DoubtKind.NO_TEXT)
        raise EmptyFile(next(told, "文件里只有空白，没有可读的文字。请检查是否传错了文件。"))
    return reading


def reader_of(data: bytes) -> Reader:
    """Choose the reader that takes these bytes.

    Raises:
        UnsupportedFile: there is none.
    """
    kind = detect(data)
    if kind in _READERS:
        module, name = _READERS[kind]
        reader: Reader = getattr(import_module(module), name)()
        return reader
    if isinstance(kind, Foreign):
        raise UnsupportedFile(f"这是{kind.value}，读不了。{_RESAVE}。")
    # Told by their shape before they are taken for running text.
    delimited = Delimited()
    if delimited.accepts(data):
        return delimited
    plain = PlainText()
    if plain.accepts(data):
        return plain
    raise UnsupportedFile("这是二进制文件，不是文字。请另存为 UTF-8 的 .txt 或 .md 后重新导入。")


def display_name(path: Path) -> str:
    """Write a path so that it can be printed and stored, even where its bytes are not UTF-8."""
    return os.fsencode(path).decode("utf-8", errors="backslashreplace")


def read_bytes(path: Path, most: int) -> bytes:
    """Read a regular file of at most so many bytes; raises as `read`."""
    where = display_name(path)
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise UnsupportedFile(f"{where}：不是普通文件。请给出文件的路径。")
        if state.st_size <= most:
            with path.open("rb") as file:
                data = file.read(most + 1)
            # The file may have grown since it was looked at.
            if len(data) <= most:
                return data
    except OSError as error:
        raise ReadError(f"{where}：{_cause(path, error)}") from error
    size, limit = state.st_size / 1024**2, most / 1024**2
    raise FileTooLarge(
        f"{where}：文件有 {size:.1f} MB，超过上限 {limit:g} MB。请拆分文件，或调大设置 max_file_mb。"
    )


def _cause(path: Path, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "没有读取权限。请检查文件权限（chmod +r）后重新导入。"
    if isinstance(error, FileNotFoundError):
        return "链接指向的文件不存在。" if path.is_symlink() else "文件不存在。请检查路径。"
    return f"读不出来（{why(error)}）。请检查磁盘和文件后重新导入。"
