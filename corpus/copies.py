"""The same notice from two sources: which copy is answered from, and which is kept beside it.

Worked out whenever notices are read, never stored, so that taking the better copy out of the library brings
the other one back. Likeness is the share of equal minima of hashed five-letter pieces, which estimates how
many of their pieces two texts share (*Source:* Li, Owen, Zhang, One Permutation Hashing, 2012).
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from corpus.fold import plain
from corpus.model import Notice

_PIECE = 5
_BINS = 32
EMPTY = np.uint32(0xFFFFFFFF)
_BANDS = 8
_ALIKE = 0.85
_SAME_TITLE_ALIKE = 0.5
_LEAST_TITLE = 8
# Of one name or one band there may be thousands in a library of templates; not every pair is looked at.
_MOST_TOGETHER = 50
Sketch = NDArray[np.uint32]


def sketch(text: str) -> Sketch:
    """Hash a text so that alike texts get alike sketches.

    Args:
        text: of one notice, as stored.

    Returns:
        (32,) for each bin of hashes the least one in it, EMPTY where none fell into it.
    """
    # Far quicker than folding, and alike enough.
    printed = unicodedata.normalize("NFKC", "".join(text.split()))
    letters = np.frombuffer(printed.encode("utf-32-le"), dtype="<u4").astype(np.uint64)
    made = np.full(_BINS, EMPTY, np.uint32)
    count = len(letters) - _PIECE + 1
    if count < 1:
        return made
    pieces = np.zeros(count, np.uint64)
    for place in range(_PIECE):
        pieces = pieces * np.uint64(1_000_003) + letters[place : count + place]
    hashes = np.unique(_mixed(pieces))
    bins, first = np.unique(hashes >> np.uint64(32 + 27), return_index=True)
    made[bins] = (hashes[first] >> np.uint64(27)).astype(np.uint32)
    return made


def _mixed(pieces: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread the pieces' hashes evenly (*Source:* the finaliser of MurmurHash3)."""
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        pieces = (pieces ^ (pieces >> np.uint64(33))) * np.uint64(factor)
    return pieces ^ (pieces >> np.uint64(33))


def likeness(one: Sketch, other: Sketch) -> float:
    """Estimate the share of pieces that two texts have in common, 0 to 1."""
    filled = (one != EMPTY) | (other != EMPTY)
    return float(np.mean(one[filled] == other[filled])) if filled.any() else 0.0


def mark_copies(notices: Sequence[Notice], sketches: Mapping[str, Sketch]) -> tuple[Notice, ...]:
    """Mark the notices of which the library holds a better copy.

    Copies have one document number, or one title, or nearly one text, and nothing that tells them apart:
    region, stage, number, day. A notice and its draft, or the same title of two counties, are no copies; nor
    are the parts of a forwarding.

    Args:
        notices: of the library, in its order.
        sketches: by notice id; a notice without one is no copy.

    Returns:
        The same notices in the same order, the worse copies with `copy_of`.
    """
    known = {notice.id: notice for notice in notices if notice.id in sketches and _stands_alone(notice)}
    best: dict[str, str] = {}
    for one, other in sorted(_pairs(known, sketches)):
        if _same(known[one], known[other], likeness(sketches[one], sketches[other])):
            _join(best, one, other, known)
    return tuple(
        replace(notice, copy_of=top) if (top := _top(best, notice.id)) != notice.id else notice
        for notice in notices
    )


def _stands_alone(notice: Notice) -> bool:
    return notice.forwards is None and notice.forwarded_by is None


def _pairs(known: Mapping[str, Notice], sketches: Mapping[str, Sketch]) -> set[tuple[str, str]]:
    """Pairs of ids worth comparing: of one number, one title, or one band of the sketch."""
    together: dict[object, list[str]] = {}
    for notice_id, notice in known.items():
        for key in _keys(notice, sketches[notice_id]):
            together.setdefault(key, []).append(notice_id)
    groups = (sorted(ids)[:_MOST_TOGETHER] for ids in together.values() if len(ids) > 1)
    return {pair for ids in groups for pair in combinations(ids, 2)}


def _keys(notice: Notice, of: Sketch) -> Iterator[object]:
    if notice.document_number:
        yield "number", plain(notice.document_number)
    title = plain(notice.title)
    if len(title) >= _LEAST_TITLE:
        yield "title", title
    for place, band in enumerate(np.split(of, _BANDS)):
        if (band == EMPTY).all():
            continue
        yield "band", place, band.tobytes()


def _same(one: Notice, other: Notice, alike: float) -> bool:
    marks = (
        (plain(one.document_number or ""), plain(other.document_number or "")),
        (one.dated_on, other.dated_on),
        (one.region and one.region.name, other.region and other.region.name),
    )
    if one.stage is not other.stage or one.sample != other.sample:
        return False
    if any(mine and theirs and mine != theirs for mine, theirs in marks):
        return False
    if one.document_number and other.document_number:
        return True
    titled = plain(one.title) == plain(other.title) and len(plain(one.title)) >= _LEAST_TITLE
    return alike >= (_SAME_TITLE_ALIKE if titled else _ALIKE)


def _join(best: dict[str, str], one: str, other: str, known: Mapping[str, Notice]) -> None:
    first, second = _top(best, one), _top(best, other)
    if first != second:
        better = min(first, second, key=lambda notice_id: _rank(known[notice_id]))
        best[second if better == first else first] = better


def _top(best: Mapping[str, str], notice_id: str) -> str:
    while notice_id in best:
        notice_id = best[notice_id]
    return notice_id


def _rank(notice: Notice) -> tuple[int, int, str]:
    """The fuller one first: that says more of itself, then the longer one; the id decides between equals."""
    said = (notice.document_number, notice.dated_on, notice.issued_on, notice.region, *notice.issuing_bodies)
    return -sum(map(bool, said)), -(notice.span.end - notice.span.start), notice.id


def packed(of: Sketch) -> bytes:
    """Write a sketch for the store."""
    return of.astype("<u4").tobytes()


def unpacked(rows: Iterable[tuple[str, bytes | None]]) -> dict[str, Sketch]:
    """Read sketches back, by notice id; notices of a former program have none."""
    return {notice_id: np.frombuffer(data, "<u4") for notice_id, data in rows if data is not None}
