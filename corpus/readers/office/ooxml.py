"""The package that docx and xlsx files are: a zip file of XML parts that refer to each other.

Parts are unpacked only when they are asked for, and what comes out is counted: what a file declares about
its own size is not believed. Opened here and not by python-docx or openpyxl, which give up a whole file for
one reference to a picture that is not there (WPS writes `Target="NULL"`), take no docm, and unpack all.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from lxml import etree

from corpus.errors import FileTooLarge, UndecodableFile
from corpus.readers.ports import Limits

_CHUNK = 1 << 16
# A tree takes up to twenty times its file's bytes of memory; the longest notice has some 5 MB of XML.
_MOST_XML = 32 * 1024**2
_DAMAGED = "请用 Word 或 WPS 打开，另存为新的文件后重新导入"
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
    IndexError,
    OverflowError,
)


@dataclass(frozen=True, slots=True)
class Related:
    """A part that another refers to: its name in the package, "" where it lies outside."""

    id: str
    kind: str
    name: str


class Package:
    """Parts by name.

    Args:
        data: the file.
        limits: `expanded_bytes` counts all parts that are read, taken together.

    Raises:
        UndecodableFile: no zip file, or a damaged one.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._left = limits.expanded_bytes
        self._most = limits.expanded_bytes
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            infos = self._archive.infolist()
        except _ZIP_ERRORS as error:
            raise UndecodableFile(f"文件不完整或已损坏，解不开。{_DAMAGED}。") from error
        # Some writers use backslashes; names differ in no more than their case.
        self._infos = {_plain(info.filename): info for info in infos}

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._infos

    def names(self) -> tuple[str, ...]:
        """All parts' names, in lower case."""
        return tuple(self._infos)

    def stream(self, name: str) -> "Counted":
        """Open a part to be read piece by piece; `read` raises as `Package.data`."""
        info = self._infos.get(_plain(name))
        if info is None:
            raise UndecodableFile(f"文件里缺少 {name}。{_DAMAGED}。")
        if info.flag_bits & 1:
            raise UndecodableFile("文件有密码，请先去掉密码。")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UndecodableFile(f"文件里的 {name} 用了不认识的压缩方法。{_DAMAGED}。")
        try:
            return Counted(self, name, self._archive.open(info))
        except _ZIP_ERRORS as error:
            raise damaged(name) from error

    def count(self, size: int) -> None:
        """Take note of so many bytes unpacked."""
        self._left -= size
        if self._left < 0:
            most = self._most // 1024**2
            raise FileTooLarge(f"解开以后超过 {most} MB，没有读。请拆分文件，或去掉里面的图片后重新导入。")

    def data(self, name: str, most: int = _MOST_XML) -> bytes:
        """Unpack a part.

        Raises:
            UndecodableFile: it is not there, damaged or encrypted.
            FileTooLarge: it has more than `most` bytes, or all parts read have more than the limit.
        """
        chunks, size = [], 0
        source = self.stream(name)
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > most:
                raise FileTooLarge(
                    f"文件里的 {name} 超过 {most // 1024**2} MB，没有读。请拆分文件后重新导入。"
                )
            chunks.append(chunk)
        return b"".join(chunks)

    def tree(self, name: str) -> etree._Element:
        """Parse a part; raises as `data`, and where it is no XML."""
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(self.data(name), parser)
        except (etree.LxmlError, ValueError, LookupError) as error:
            raise damaged(name) from error
        if root is None or root.getroottree().docinfo.internalDTD is not None:
            raise damaged(name)
        return root

    def related(self, name: str) -> tuple[Related, ...]:
        """What a part ("" for the package itself) refers to, in printed order; none where nothing is said."""
        folder, base = posixpath.split(name)
        listing = posixpath.join(folder, "_rels", f"{base}.rels")
        if listing not in self:
            return ()
        return tuple(_related(self.tree(listing), folder))

    def main(self, kind: str) -> str:
        """Return the name of the part that holds the document (`officeDocument`).

        Raises:
            UndecodableFile: there is none.
        """
        for part in self.related(""):
            if part.kind == "officeDocument" and part.name in self:
                return part.name
        if kind in self:
            return kind
        raise UndecodableFile(f"文件里缺少 {kind}，不是完整的 Office 文档。{_DAMAGED}。")


class Counted:
    """A part being unpacked."""

    def __init__(self, package: Package, name: str, source: IO[bytes]) -> None:
        self._package = package
        self._name = name
        self._source = source

    def read(self, size: int = _CHUNK) -> bytes:
        """Unpack at most `size` bytes more, b"" at the end; raises as `Package.data`."""
        try:
            chunk = self._source.read(max(1, size))
        except _ZIP_ERRORS as error:
            raise damaged(self._name) from error
        self._package.count(len(chunk))
        return chunk


def damaged(name: str) -> UndecodableFile:
    """Make the error for a part that cannot be read."""
    return UndecodableFile(f"文件里的 {name} 已损坏。{_DAMAGED}。")


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _related(tree: etree._Element, folder: str) -> Iterator[Related]:
    for element in tree.iter("{*}Relationship"):
        kind = element.get("Type", "").rpartition("/")[2]
        target = element.get("Target", "")
        inside = element.get("TargetMode") != "External"
        name = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") if inside else ""
        yield Related(element.get("Id", ""), kind, name)


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace, "" for what is none (an entity left unresolved)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """Return an attribute by its name without namespace, None where the element or it is not there."""
    if element is None:
        return None
    for key, text in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(text)
    return None


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first element down a path of names without namespaces, None where there is none."""
    for name in path:
        if element is None:
            return None
        element = next((below for below in element if local(below) == name), None)
    return element


def number(text: str | None, default: int = 0) -> int:
    """Read a whole number of at most nine digits."""
    text = (text or "").strip()
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else default


def switched_on(element: etree._Element | None) -> bool:
    """Tell whether a switch (`<w:vanish/>`, `w:val="0"`) is there and on."""
    return element is not None and value(element) not in ("0", "false", "off", "none")
