"""An OFD file's package: a zip of XML parts that name each other.

*Source:* GB/T 33190-2016. Nothing is written to disk, so names cannot lead out of the package; what does not
exist is told by None.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from corpus.errors import FileTooLarge, UndecodableFile
from corpus.readers.ports import Limits

_CHUNK = 1 << 20
_RESAVE = "请在能打开它的软件里重新保存，或另存为 PDF 后导入"


class Package:
    """Gives the parts of a package, counting all that it unpacks."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Open a package.

        Raises:
            UndecodableFile: not a whole zip file.
        """
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
            raise UndecodableFile(f"OFD 已损坏或不完整，打不开。{_RESAVE}。") from error
        self._names = {_plain(name): name for name in self._zip.namelist()}
        self._left = limits.expanded_bytes
        self._most = limits.expanded_bytes

    def bytes_of(self, name: str) -> bytes | None:
        """Unpack a part; None where there is none or it is damaged.

        Raises:
            UndecodableFile: it is encrypted.
            FileTooLarge: more was unpacked than may be.
        """
        inside = self._names.get(_plain(name))
        if inside is None:
            return None
        found = bytearray()
        try:
            with self._zip.open(inside) as part:
                while piece := part.read(_CHUNK):
                    found += piece
                    self._count(len(piece))
        except (RuntimeError, NotImplementedError) as error:
            if self._zip.getinfo(inside).flag_bits & 1:
                raise UndecodableFile("OFD 加了密，打不开。请解密后重新导入。") from error
            return None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
            return None
        return bytes(found)

    def xml(self, name: str) -> etree._Element | None:
        """Parse a part; None where there is none, or it is no XML. Entities stay what they are."""
        data = self.bytes_of(name)
        if data is None:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
        )
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError):
            return None

    def _count(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            most = self._most / 1024**2
            raise FileTooLarge(f"OFD 里的内容解开后超过 {most:g} MB，没有读。请拆分文件后重新导入。")


def _plain(name: str) -> str:
    return posixpath.normpath("/" + name.replace("\\", "/")).lstrip("/").casefold()


def beside(name: str, location: str) -> str:
    """Return the path of a part that another part names: from the root, or from where the other stands."""
    location = location.strip().replace("\\", "/")
    return location if location.startswith("/") else posixpath.join(posixpath.dirname(name), location)


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace, which differs between writers; "" for no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the children of a name."""
    return (child for child in element if local(child) == name)


def find(element: etree._Element, *path: str) -> etree._Element | None:
    """Return the first element down a path of names."""
    found: etree._Element | None = element
    for name in path:
        found = None if found is None else next(children(found, name), None)
    return found


def text_at(element: etree._Element, *path: str) -> str:
    """Return the text of the first element down a path, "" where there is none."""
    found = find(element, *path)
    return "" if found is None else (found.text or "").strip()


def numbers(text: str | None) -> list[float]:
    """Read numbers parted by white space; none where one is no number."""
    try:
        found = [float(word) for word in (text or "").split()]
    except ValueError:
        return []
    return found if all(abs(number) < 1e9 for number in found) else []
