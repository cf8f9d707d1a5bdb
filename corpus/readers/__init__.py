"""Files in, documents out. The format is told by the content, never by the file's name."""

import hashlib
import os
import re
import stat
from pathlib import Path

from corpus.errors import EmptyFile, FileTooLarge, ReadError, UndecodableFile, UnsupportedFile
from corpus.model import Document
from corpus.readers.plain import PlainText
from corpus.readers.ports import Reader
from corpus.why import why

__all__ = ["display_name", "read"]

READERS: tuple[Reader, ...] = (PlainText(),)

_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "Office 文档（docx、xlsx）或压缩包"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文档（doc、xls、wps）"),
    (b"{\\rtf", "RTF 文档"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"SQLite format 3", "数据库文件"),
)
_HTML = re.compile(rb"\s*(<!--.*?-->\s*)*<(!doctype html|html|head|body|table)\b", re.IGNORECASE | re.DOTALL)


def read(path: Path, *, max_bytes: int) -> Document:
    """Read one file.

    Args:
        path: the file.
        max_bytes: files over this many bytes are refused before they are read.

    Raises:
        EmptyFile: nothing, or only white space.
        FileTooLarge: over `max_bytes`.
        UnsupportedFile: binary, a web page, not a regular file, or of a format that no reader takes.
        UndecodableFile: text in no known encoding, or in several.
        ReadError: not there, or no permission.
    """
    where = display_name(path)
    data = _bytes(path, where, max_bytes)
    if not data.strip():
        raise EmptyFile(f"{where}：文件是空的，没有可读的文字。请检查是否传错了文件。")
    reader = _reader_of(data, where)
    try:
        text, encoding = reader.decode(data)
    except UndecodableFile as error:
        raise UndecodableFile(f"{where}：{error}") from error
    if not text.strip("\ufeff \t\r\n\f\v\u3000\xa0"):
        raise EmptyFile(f"{where}：文件里只有空白，没有可读的文字。请检查是否传错了文件。")
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Document(text=text, sha256=digest, source=display_name(Path(path.name)), encoding=encoding)


def display_name(path: Path) -> str:
    """Write a path so that it can be printed and stored, even where its bytes are not UTF-8."""
    return os.fsencode(path).decode("utf-8", errors="backslashreplace")


def _bytes(path: Path, where: str, max_bytes: int) -> bytes:
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise UnsupportedFile(f"{where}：不是普通文件。请给出文件的路径。")
        if state.st_size <= max_bytes:
            with path.open("rb") as file:
                data = file.read(max_bytes + 1)
            # The file may have grown since it was looked at.
            if len(data) <= max_bytes:
                return data
    except OSError as error:
        raise ReadError(f"{where}：{_cause(path, error)}") from error
    size, limit = state.st_size / 1024**2, max_bytes / 1024**2
    raise FileTooLarge(
        f"{where}：文件有 {size:.1f} MB，超过上限 {limit:g} MB。请拆分文件，或调大设置 max_file_mb。"
    )


def _cause(path: Path, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "没有读取权限。请检查文件权限（chmod +r）后重新导入。"
    if isinstance(error, FileNotFoundError):
        return "链接指向的文件不存在。" if path.is_symlink() else "文件不存在。请检查路径。"
    return f"读不出来（{why(error)}）。请检查磁盘和文件后重新导入。"


def _reader_of(data: bytes, where: str) -> Reader:
    """Choose the reader that takes these bytes."""
    kind = next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), None)
    if kind is None and _HTML.match(data[:4096]):
        kind = "网页（HTML）"
    if kind is not None:
        raise UnsupportedFile(f"{where}：这是{kind}，目前只能读纯文本。请另存为 .txt 或 .md 后重新导入。")
    for reader in READERS:
        if reader.accepts(data):
            return reader
    raise UnsupportedFile(f"{where}：这是二进制文件，不是文字。请另存为 UTF-8 的 .txt 或 .md 后重新导入。")
