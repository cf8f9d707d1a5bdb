"""The same notice from two sources: which copy is answered from, and which is kept beside it.

Worked out whenever notices are read, never stored, so that taking the better copy out of the library brings
the other one back. Likeness is the share of equal minima of hashed five-letter pieces, which estimates how
many of their pieces two texts share (*Source:* Li, Owen, Zhang, One Permutation Hashing, 2012).
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from corpus.fold import plain
from corpus.model import DocumentStage, Notice

_PIECE = 5
_BINS = 32
EMPTY = np.uint32(0xFFFFFFFF)
_BANDS = 8
_ALIKE = 0.85
_SAME_TITLE_ALIKE = 0.5
_LEAST_TITLE = 8
# Of one name or one band there may be thousands in a library of templates; not every pair is looked at.
_MOST_TOGETHER = 50
# Likeness of so many pairs takes some 50 MB.
_AT_ONCE = 1 << 17
Sketch = NDArray[np.uint32]
_NO_BAND = np.full(_BINS // _BANDS, EMPTY, "<u4").tobytes()


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


def likeness(one: Sketch, other: Sketch) -> NDArray[np.float64]:
    """Estimate the share of pieces that two texts have in common.

    Args:
        one: (..., 32) sketches, of one text or of many at once.
        other: as many.

    Returns:
        (...) shares, 0 to 1.
    """
    filled = (one != EMPTY) | (other != EMPTY)
    same = ((one == other) & filled).sum(axis=-1)
    return np.asarray(same / np.maximum(filled.sum(axis=-1), 1))


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
    known = {
        notice.id: _Marks.of(notice) for notice in notices if notice.id in sketches and _stands_alone(notice)
    }
    best: dict[str, str] = {}
    for one, other in _copies(known, sketches):
        _join(best, one, other, known)
    return tuple(
        replace(notice, copy_of=top) if (top := _top(best, notice.id)) != notice.id else notice
        for notice in notices
    )


@dataclass(frozen=True, slots=True)
class _Marks:
    """What tells a notice from others, folded once: a notice is held against many.

    Attributes:
        rank: of copies the least one is the best.
    """

    number: str
    title: str
    dated_on: date | None
    region: str | None
    stage: DocumentStage
    sample: bool
    rank: tuple[int, int, str]

    @classmethod
    def of(cls, notice: Notice) -> "_Marks":
        """Read them off a notice."""
        return cls(
            number=_folded(notice.document_number or ""),
            title=_folded(notice.title),
            dated_on=notice.dated_on,
            region=notice.region.name if notice.region else None,
            stage=notice.stage,
            sample=notice.sample,
            rank=_rank(notice),
        )

    @property
    def titled(self) -> bool:
        """Whether the title is long enough to mean one notice."""
        return len(self.title) >= _LEAST_TITLE

    def may_be(self, other: "_Marks") -> bool:
        """Tell whether nothing speaks against their being one notice."""
        if self.stage is not other.stage or self.sample != other.sample:
            return False
        return (
            _agree(self.number, other.number)
            and _agree(self.dated_on, other.dated_on)
            and _agree(self.region, other.region)
        )

    def is_same(self, other: "_Marks", alike: float) -> bool:
        """Tell whether two that may be one are, being so much alike."""
        if self.number and other.number:
            return True
        titled = self.titled and self.title == other.title
        return alike >= (_SAME_TITLE_ALIKE if titled else _ALIKE)


def _agree(mine: object, theirs: object) -> bool:
    """Tell whether two marks are one, or one of them is not printed."""
    return mine == theirs or not mine or not theirs


@lru_cache(maxsize=1 << 16)
def _folded(text: str) -> str:
    # Folding is slow, and after every change all titles and numbers are looked at again.
    return plain(text)


def _stands_alone(notice: Notice) -> bool:
    return notice.forwards is None and notice.forwarded_by is None


def _copies(known: Mapping[str, _Marks], sketches: Mapping[str, Sketch]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of ids of one and the same notice, in order."""
    pairs = sorted(pair for pair in _pairs(known, sketches) if known[pair[0]].may_be(known[pair[1]]))
    for start in range(0, len(pairs), _AT_ONCE):
        some = pairs[start : start + _AT_ONCE]
        left, right = (np.stack([sketches[id] for id in ids]) for ids in zip(*some, strict=True))
        for (one, other), alike in zip(some, likeness(left, right).tolist(), strict=True):
            if known[one].is_same(known[other], alike):
                yield one, other


def _pairs(known: Mapping[str, _Marks], sketches: Mapping[str, Sketch]) -> set[tuple[str, str]]:
    """Pairs of ids worth comparing: of one number, one title, or one band of the sketch."""
    together: dict[object, list[str]] = {}
    for notice_id, marks in known.items():
        for key in _keys(marks, packed(sketches[notice_id])):
            together.setdefault(key, []).append(notice_id)
    groups = (sorted(ids)[:_MOST_TOGETHER] for ids in together.values() if len(ids) > 1)
    return {pair for ids in groups for pair in combinations(ids, 2)}


def _keys(marks: _Marks, of: bytes) -> Iterator[object]:
    if marks.number:
        yield "number", marks.number
    if marks.titled:
        yield "title", marks.title
    size = len(of) // _BANDS
    for start in range(0, len(of), size):
        band = of[start : start + size]
        if band != _NO_BAND:
            yield "band", start, band


def _join(best: dict[str, str], one: str, other: str, known: Mapping[str, _Marks]) -> None:
    first, second = _top(best, one), _top(best, other)
    if first != second:
        better = min(first, second, key=lambda notice_id: known[notice_id].rank)
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
