"""Zip archives: the files inside, in memory, never unpacked onto the disk.

Names inside are only labels, so that ../ or an absolute path leads nowhere. Not supported: rar, 7z, tar, gz,
encrypted members, archives nested more than twice.
"""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.errors import FileTooLarge, ReadError, UndecodableFile, UnsupportedFile
from corpus.readers.detect import Foreign, detect
from corpus.readers.ports import Limits

MOST_MEMBERS = 5_000
_DEEPEST = 2
_CHUNK = 1 << 20
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file in an archive.

    Attributes:
        name: its path inside, of archives inside archives joined by "/".
        data: its bytes, b"" where it could not be read.
        problem: why it could not, else None.
    """

    name: str
    data: bytes = b""
    problem: ReadError | None = None


def is_archive(data: bytes) -> bool:
    """Tell an archive of files from an office document, which is a zip file too."""
    return detect(data) is Foreign.ARCHIVE


def members(data: bytes, limits: Limits) -> Iterator[Member]:
    """Yield the files of an archive and of the archives in it, in order of their names.

    Hidden files and what macOS and Windows leave behind are passed over. What goes wrong with one file is its
    `problem`, and the others go on.

    Raises:
        UndecodableFile: the archive is damaged.
        FileTooLarge: it holds too many files, or more than `limits.expanded_bytes` in all.
    """
    yield from _members(data, limits, _Budget(limits.expanded_bytes), 1)


class _Budget:
    """How many bytes may still be unpacked out of one file from outside."""

    def __init__(self, left: int) -> None:
        self.most = left
        self._left = left

    def take(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            most = self.most / 1024**2
            raise FileTooLarge(
                f"压缩包解开后超过上限 {most:g} MB，没有继续读。请分开导入，或调大设置 max_expanded_mb。"
            )


def _members(data: bytes, limits: Limits, budget: _Budget, depth: int) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UndecodableFile("压缩包已损坏，打不开。请重新下载或重新压缩后导入。") from error
    with archive:
        infos = sorted((info for info in archive.infolist() if _wanted(info)), key=_name)
        if len(infos) > MOST_MEMBERS:
            raise FileTooLarge(f"压缩包里有 {len(infos)} 个文件，超过 {MOST_MEMBERS} 个。请分成几个包导入。")
        for info in infos:
            yield from _member(archive, info, limits, budget, depth)


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits, budget: _Budget, depth: int
) -> Iterator[Member]:
    name = _name(info)
    try:
        data = _unpack(archive, info, limits, budget)
    except ReadError as error:
        yield Member(name=name, problem=error)
        return
    if not is_archive(data):
        yield Member(name=name, data=data)
    elif depth >= _DEEPEST:
        yield Member(name=name, problem=UnsupportedFile("压缩包里的压缩包套得太深。请解开后导入。"))
    else:
        try:
            for inner in _members(data, limits, budget, depth + 1):
                yield Member(name=f"{name}/{inner.name}", data=inner.data, problem=inner.problem)
        except ReadError as error:
            yield Member(name=name, problem=error)


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits, budget: _Budget) -> bytes:
    """Unpack in small steps: what a header says of sizes is not believed."""
    if info.flag_bits & _ENCRYPTED:
        raise UndecodableFile("压缩包里的这个文件有密码。请先去掉密码。")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise UnsupportedFile("是链接，不是文件，没有读。")
    parts, size = [], 0
    try:
        with archive.open(info) as file:
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                budget.take(len(chunk))
                if size > limits.bytes:
                    most = limits.bytes / 1024**2
                    raise FileTooLarge(f"解开后超过上限 {most:g} MB。请拆分文件，或调大设置 max_file_mb。")
                parts.append(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise UndecodableFile("压缩包里的这个文件已损坏或压缩方式不支持。请重新压缩后导入。") from error
    return b"".join(parts)


def _wanted(info: zipfile.ZipInfo) -> bool:
    parts = _name(info).split("/")
    hidden = any(part.startswith(".") for part in parts) or parts[0] == "__MACOSX"
    return not info.is_dir() and not hidden and parts[-1].lower() not in ("thumbs.db", "desktop.ini")


def _name(info: zipfile.ZipInfo) -> str:
    """Write a member's path so that it is a label only: no root, no way up.

    Chinese Windows writes names in GBK without saying so; the library takes them for CP437.
    """
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = info.filename
    parts = name.replace("\\", "/").split("/")
    printable = ("".join(letter for letter in part if letter.isprintable()) for part in parts)
    return "/".join(part for part in printable if part.strip(". ")) or "（无名）"
