"""The container that doc, xls, wps and encrypted office files are: names of what is inside.

*Source:* [MS-CFB]. Only the directory is read; what is damaged ends the list of names early.
"""

import struct
from collections.abc import Iterator

_HEADER = 512
_ENTRY = 128
_FREE = 0xFFFFFFFA
_MOST_SECTORS = 4096


def streams(data: bytes) -> dict[str, int]:
    """Return what stands at the top of the container, by name.

    Args:
        data: the file's bytes.

    Returns:
        The first byte of each entry's content, where it is no short one; storages are among the names.
    """
    try:
        return dict(_top(data))
    except struct.error:
        return {}


def _top(data: bytes) -> Iterator[tuple[str, int]]:
    shift, first = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<I", data, 48)[0]
    if shift not in (9, 12):
        return
    size = 1 << shift
    entries = b"".join(_chain(data, size, first))
    if len(entries) < _ENTRY:
        return
    for place in _siblings(entries, struct.unpack_from("<I", entries, 76)[0]):
        entry = entries[place * _ENTRY : (place + 1) * _ENTRY]
        length = min(struct.unpack_from("<H", entry, 64)[0], 64)
        name = entry[: max(length - 2, 0)].decode("utf-16-le", errors="replace")
        yield name, (struct.unpack_from("<I", entry, 116)[0] + 1) * size


def _chain(data: bytes, size: int, first: int) -> Iterator[bytes]:
    """The sectors of the directory, followed through the allocation table as far as its header reaches."""
    sector, seen = first, 0
    while sector < _FREE and seen < _MOST_SECTORS:
        chunk = data[(sector + 1) * size : (sector + 2) * size]
        if not chunk:
            return
        yield chunk
        seen += 1
        table, place = divmod(sector, size // 4)
        if table >= 109:
            return
        at = struct.unpack_from("<I", data, 76 + 4 * table)[0]
        if at >= _FREE:
            return
        sector = struct.unpack_from("<I", data, (at + 1) * size + 4 * place)[0]


def _siblings(entries: bytes, root: int) -> Iterator[int]:
    """The entries right below the root: a tree by left and right siblings."""
    waiting, seen = [root], set[int]()
    while waiting:
        place = waiting.pop()
        if place in seen or (place + 1) * _ENTRY > len(entries):
            continue
        seen.add(place)
        waiting += struct.unpack_from("<II", entries, place * _ENTRY + 68)
        yield place


def is_encrypted(data: bytes) -> bool:
    """Tell whether an office file asks for a password.

    A docx or xlsx is wrapped (`EncryptedPackage`); a doc says so in its head, an xls in its first records.
    """
    inside = streams(data)
    if "EncryptedPackage" in inside:
        return True
    if "WordDocument" in inside:
        head = data[inside["WordDocument"] :][:12]
        return len(head) == 12 and head.startswith(b"\xec\xa5") and bool(head[11] & 1)
    start = inside.get("Workbook", inside.get("Book", len(data)))
    return _has_filepass(data[start : start + 4096])


def _has_filepass(records: bytes) -> bool:
    place = 0
    while place + 4 <= len(records):
        kind, length = struct.unpack_from("<HH", records, place)
        if kind == 0x2F:
            return True
        if kind == 0 or (place == 0 and kind != 0x809):
            return False
        place += 4 + length
    return False
