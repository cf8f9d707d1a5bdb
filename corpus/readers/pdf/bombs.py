"""Refuses PDF files that would unpack to more than they may, before the library opens them.

Two ways are known: streams that unpack to very much, and forms (pieces of pages that other pieces draw) that
each draw the next one several times. The file is looked at as bytes, without following its own directory.
"""

import base64
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.errors import FileTooLarge
from corpus.readers.ports import Limits

_OBJECT = re.compile(rb"(?<!\d)(\d{1,9})\s+\d{1,5}\s+obj\b")
_BODY_END = re.compile(rb"stream\r?\n|endobj")
_REFERENCE = re.compile(rb"(?<!\d)(\d{1,9})\s+\d{1,5}\s+R\b")
_DRAWS = re.compile(rb"(?<=\s)Do\b")
_OF_PARENT = re.compile(rb"/(?:Parent|P|StructParent)\s+\d+\s+\d+\s+R")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_LONGEST_HEAD = 1 << 16
_CHUNK = 1 << 20
# Filters in a row that are unpacked; forms drawn on a page, in all.
_MOST_PACKED = 3
_MOST_DRAWN = 200_000
_DEEPEST = 40
_MOST_BY_PAGE = 100
# Dictionaries between a form and the forms it draws: resources, their list, and one more.
_BETWEEN = 3


@dataclass
class _Thing:
    """An object: what it refers to, and how often it draws something."""

    refers: frozenset[int]
    form: bool = False
    stream: bool = False
    resources: bool = False
    draws: int = 0


def check(data: bytes, limits: Limits) -> None:
    """Unpack each stream, keep nothing, and count.

    Raises:
        FileTooLarge: all that is packed, or one picture, is over `limits.expanded_bytes`, or forms draw each
            other too often.
    """
    things: dict[int, _Thing] = {}
    total = 0
    for match in _OBJECT.finditer(data):
        end = _BODY_END.search(data, match.end(), match.end() + _LONGEST_HEAD)
        head = _unescaped(data[match.end() : end.start() if end else match.end() + _LONGEST_HEAD])
        thing = _Thing(frozenset(map(int, _REFERENCE.findall(_OF_PARENT.sub(b"", head)))))
        things[int(match.group(1))] = thing
        if end is None or end.group() == b"endobj":
            continue
        picture = b"/Image" in head
        size = 0
        for piece in _contents(data, end.end(), head):
            size += len(piece)
            if not picture and b"Do" in piece:
                thing.draws += len(_DRAWS.findall(piece))
            if size + (0 if picture else total) > limits.expanded_bytes:
                most = limits.expanded_bytes / 1024**2
                raise FileTooLarge(f"PDF 里的内容解开后超过 {most:g} MB，没有读。请拆分或重新导出后再导入。")
        thing.stream, thing.form, thing.resources = True, b"/Form" in head, b"/Resources" in head
        total += 0 if picture else size
    if _drawn(things) > _MOST_DRAWN:
        raise FileTooLarge("PDF 里的图形层层嵌套，展开后太大，没有读。请重新导出（打印成 PDF）后再导入。")


def _unescaped(head: bytes) -> bytes:
    return _ESCAPED.sub(lambda match: bytes([int(match.group(1), 16)]), head) if b"#" in head else head


def _contents(data: bytes, start: int, head: bytes) -> Iterator[bytes]:
    """Yield what a stream holds; nothing of one that is packed in another way than the usual ones."""
    packed = min(_MOST_PACKED, head.count(b"Flate") + len(re.findall(rb"/Fl\b", head)))
    pieces: Iterator[bytes | memoryview] = iter((memoryview(data)[start:],))
    if not packed or b"85" in head:
        end = data.find(b"endstream", start)
        plain = data[start : end if end >= 0 else len(data)]
        pieces = iter((_printable(plain) if b"85" in head else plain,))
    if packed or b"/Filter" not in head or b"85" in head:
        for _ in range(packed):
            pieces = _pieces(pieces)
        yield from map(bytes, pieces)


def _printable(packed: bytes) -> bytes:
    """Undo ASCII85."""
    words = b"".join(packed.split()).removeprefix(b"<~").removesuffix(b"~>")
    try:
        return base64.a85decode(words)
    except ValueError:
        return b""


def _pieces(packed: Iterator[bytes | memoryview]) -> Iterator[bytes | memoryview]:
    """Unpack piece by piece, as far as it can be unpacked."""
    engine = zlib.decompressobj()
    for part in packed:
        for start in range(0, len(part), _CHUNK):
            left = bytes(part[start : start + _CHUNK])
            while left and not engine.eof:
                try:
                    yield engine.decompress(left, _CHUNK)
                except zlib.error:
                    return
                left = engine.unconsumed_tail
            if engine.eof:
                return


def _drawn(things: dict[int, _Thing]) -> int:
    """Return how many forms the largest stream draws at most, with those that they draw in turn."""
    forms = [number for number, thing in things.items() if thing.form]
    near = {number: _near(things, number, _BETWEEN) for number in forms}
    weights = dict.fromkeys(forms, 1)
    for _ in range(_DEEPEST):
        heaviest = max(weights.values(), default=0)
        before = weights
        weights = {
            number: _weight(
                things[number],
                # A form without resources of its own has those of what draws it.
                max((before[other] for other in near[number]), default=0)
                if things[number].resources
                else heaviest,
            )
            for number in forms
        }
        if weights == before:
            break
    heaviest = max(weights.values(), default=0)
    # A page's own resources are not looked up: it is taken to draw the heaviest form, if that draws others.
    draws = max((thing.draws for thing in things.values() if thing.stream and not thing.form), default=0)
    return heaviest if heaviest <= 1 else max(1, min(draws, _MOST_BY_PAGE)) * heaviest


def _weight(form: _Thing, inner: int) -> int:
    """How many forms one drawing of a form comes to; what is too much is not counted on."""
    return min(_MOST_DRAWN + 1, 1 + form.draws * inner)


def _near(things: dict[int, _Thing], number: int, steps: int) -> frozenset[int]:
    """The forms that an object names, also by way of dictionaries."""
    found: set[int] = set()
    for other in things[number].refers:
        thing = things.get(other)
        if thing is not None and thing.form:
            found.add(other)
        elif thing is not None and not thing.stream and steps:
            found |= _near(things, other, steps - 1)
    return frozenset(found)
