"""Refuses PDF files that would unpack to more than they may, before the library opens them."""

import re
import zlib
from collections.abc import Iterator

from corpus.errors import FileTooLarge
from corpus.readers.ports import Limits

_STREAM = re.compile(rb"stream\r?\n")
# What stands before the word "stream" says what the stream is.
_HEAD = 600
_CHUNK = 1 << 20
# Content of less than this a page cannot harm; more than this often inside each other are no real forms.
_MOST_PACKED = 2


def check(data: bytes, limits: Limits) -> None:
    """Unpack each stream, keep nothing, and count.

    Raises:
        FileTooLarge: all text and drawing together, or one picture, is over `limits.expanded_bytes`.
    """
    total = 0
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - _HEAD) : match.start()]
        head = head[head.rfind(b"obj") + 1 :]
        if b"Flate" not in head and b"/Fl" not in head:
            continue
        packed = min(_MOST_PACKED, max(1, head.count(b"Flate")))
        size = _unpacked(data, match.end(), limits.expanded_bytes - total, packed)
        if b"/Image" not in head:
            total += size
        if max(total, size) > limits.expanded_bytes:
            most = limits.expanded_bytes / 1024**2
            raise FileTooLarge(f"PDF 里的内容解开后超过 {most:g} MB，没有读。请拆分或重新导出后再导入。")


def _unpacked(data: bytes, start: int, most: int, packed: int) -> int:
    """Return how many bytes a stream holds, counting no further than just over `most`."""
    pieces = _pieces(iter((data[start:],)))
    for _ in range(packed - 1):
        pieces = _pieces(pieces)
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            break
    return size


def _pieces(packed: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack piece by piece, as far as it can be unpacked."""
    engine = zlib.decompressobj()
    for part in packed:
        left = part
        while left and not engine.eof:
            try:
                yield engine.decompress(left, _CHUNK)
            except zlib.error:
                return
            left = engine.unconsumed_tail
