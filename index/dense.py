"""Dense search: the nearest of unit vectors (adapter of faiss).

Vectors are kept in 16 bits, in parts as the passages are. The few of a small part are compared one by one.
Of a part with many, short codes are looked through first, and the best thousand then compared exactly: on
125,000 passages of law that is ten times as fast, and 97.5 of the hundred nearest are among the thousand;
what is given back is always the exact similarity. Vectors of a part with codes stay on disk.
"""

import logging
from collections.abc import Iterator, Sequence
from os import SEEK_END
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StaleIndex, StoreError
from index.ports import Vectors

Owners = NDArray[np.int64]
Matrix = NDArray[np.float16]

EXACT = 20_000
"""So many vectors of a part are compared one by one; more get codes."""
VECTORS = "vectors.npy"
_SHORTLIST = 1000
_TRAINED_ON = 50_000
_CHUNK = 50_000
_OWNERS, _CODES = "owners.npy", "codes.faiss"

# It reports every instruction set that it tries.
logging.getLogger("faiss.loader").setLevel(logging.WARNING)


class VectorWriter:
    """Writes the vectors of a part into an existing folder, never all of them in memory."""

    def __init__(self, folder: Path, dimension: int) -> None:
        """Begin with no vector of `dimension` numbers."""
        self._folder = folder
        self._dimension = dimension
        self._file = (folder / VECTORS).open("wb")
        self._owners: list[int] = []

    def add(self, vectors: Vectors, owners: Sequence[int]) -> None:
        """Write vectors.

        Args:
            vectors: float32 (n, dimension), rows of length 1; zeros where `fill` follows.
            owners: for each row the number of its passage in the part, never less than the one before.
        """
        if not self._owners:
            self._write_header()
        self._file.write(vectors.astype(np.float16).tobytes())
        self._owners += owners

    def fill(self, rows: Sequence[int], vectors: Vectors) -> None:
        """Write vectors in the place of zeros."""
        self._write_header()
        matrix = np.load(self._folder / VECTORS, mmap_mode="r+")
        matrix[list(rows)] = vectors.astype(np.float16)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def finish(self, *, exact: int = EXACT) -> None:
        """Write what is left, and codes where there are more vectors than `exact`.

        Raises:
            StoreError: the disk refused.
        """
        try:
            self._write_header()
            self._file.close()
            np.save(self._folder / _OWNERS, np.array(self._owners, dtype=np.int32))
            if len(self._owners) > exact and self._dimension % 2 == 0:
                matrix = np.load(self._folder / VECTORS, mmap_mode="r")
                _write_codes(self._folder / _CODES, matrix)
        except (RuntimeError, OSError) as error:
            raise StoreError(f"向量索引 {self._folder} 写不进去；请检查磁盘空间和权限。") from error

    def _write_header(self) -> None:
        """Say how many vectors there are; numpy leaves room for any number, so what follows stays put."""
        shape = (len(self._owners), self._dimension)
        self._file.seek(0)
        header = {"descr": "<f2", "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(self._file, header)
        self._file.seek(0, SEEK_END)
        self._file.flush()


class DensePart:
    """The vectors of one part, several to a passage; passages are numbered from 0."""

    def __init__(self, matrix: Matrix, owners: NDArray[np.int32], codes: Any = None) -> None:  # noqa: ANN401
        """Use `open`."""
        if len(matrix) != len(owners) or (codes and codes.ntotal != len(owners)):
            raise StaleIndex("向量索引与段落数不符，将从库里重建。")
        self.matrix = matrix
        self.owners = owners
        self.passages = int(owners[-1]) + 1 if len(owners) else 0
        self._codes = codes
        # Without codes every question goes through all rows: once in 32 bits, then for all of them.
        self._whole = None if codes else matrix.astype(np.float32)

    @classmethod
    def open(cls, folder: Path) -> "DensePart":
        """Read what `VectorWriter` wrote.

        Raises:
            StaleIndex: a file is missing or damaged.
        """
        try:
            codes = _read_codes(folder / _CODES) if (folder / _CODES).exists() else None
            owners, matrix = (np.load(folder / name, mmap_mode="r") for name in (_OWNERS, VECTORS))
            return cls(matrix.view(np.ndarray), owners.view(np.ndarray), codes)
        except (RuntimeError, OSError, ValueError) as error:
            raise StaleIndex(f"向量索引 {folder} 打不开，将从库里重建。") from error

    def near(
        self, vector: Vectors, k: int, allowed: NDArray[np.bool_] | None
    ) -> tuple[NDArray[np.int32], Vectors]:
        """Give the passages worth looking at with their similarities, a passage as often as it has vectors.

        Args:
            vector: float32 (dimension,), of length 1.
            k: how many passages are wanted.
            allowed: for each passage of the part whether it may be found; None lets all.
        """
        rows = self._candidates(vector, k, allowed)
        return self.owners[rows], self._compare(rows, vector)

    def cosines(self, vector: Vectors, passages: NDArray[np.int64]) -> dict[int, float]:
        """Return the similarity of each given passage (in order) that has a vector."""
        starts = np.searchsorted(self.owners, passages, side="left")
        ends = np.searchsorted(self.owners, passages, side="right")
        passages, starts, ends = (some[ends > starts] for some in (passages, starts, ends))
        if not len(passages):
            return {}
        rows = np.concatenate([np.arange(start, end) for start, end in zip(starts, ends, strict=True)])
        found = self._compare(rows, vector)
        best = np.maximum.reduceat(found, np.concatenate(([0], np.cumsum(ends - starts)[:-1])))
        return dict(zip(passages.tolist(), np.clip(best, -1.0, 1.0).tolist(), strict=True))

    def _candidates(self, vector: Vectors, k: int, allowed: NDArray[np.bool_] | None) -> NDArray[np.int64]:
        """Give the rows worth comparing exactly: all that are allowed, or those whose codes are nearest."""
        if self._codes is None:
            every = np.arange(len(self.owners))
            return every if allowed is None else every[allowed[self.owners]]
        count = max(_SHORTLIST, 10 * k)
        if allowed is not None:
            # Counted by passage: going through all rows takes longer than the search itself.
            share = np.count_nonzero(allowed) / len(allowed)
            if share * len(self.owners) <= EXACT:
                return np.flatnonzero(allowed[self.owners])
            # What is not allowed takes its share of the shortlist.
            count = int(count / share)
        _, found = self._codes.search(vector[None, :], min(count, len(self.owners)))
        near: NDArray[np.int64] = found[0][found[0] >= 0]
        return near if allowed is None else near[allowed[self.owners[near]]]

    def _compare(self, rows: NDArray[np.int64], vector: Vectors) -> Vectors:
        if self._whole is None:
            return np.asarray(self.matrix[rows].astype(np.float32) @ vector)
        # Nearly all rows: cheaper to leave the few out afterwards.
        everything = 2 * len(rows) > len(self._whole)
        return (self._whole @ vector)[rows] if everything else self._whole[rows] @ vector


class FaissDense:
    """Vectors of passages, several to a passage; a passage is as near as its nearest vector.

    Passages are numbered through all parts, as in `index.rows`.
    """

    def __init__(self, parts: Sequence[DensePart], starts: Sequence[int]) -> None:
        """Put parts together.

        Args:
            parts: in their order.
            starts: the number of the first passage of each part.
        """
        self._parts = tuple(zip(parts, starts, strict=False))

    def search(
        self, vector: Vectors, *, k: int, allowed: NDArray[np.bool_] | None = None
    ) -> dict[int, float]:
        """Find the nearest passages.

        Args:
            vector: float32 (dimension,), of length 1.
            k: at most so many.
            allowed: for each passage whether it may be found; None lets all.

        Returns:
            Numbers of passages with their similarities (-1 to 1), nearest first, ties by number.
        """
        owners, cosines = [np.zeros(0, np.int64)], [np.zeros(0, np.float32)]
        for part, start in self._parts:
            own = None if allowed is None else allowed[start : start + part.passages]
            found, near = part.near(vector, k, own)
            owners.append(found.astype(np.int64) + start)
            cosines.append(near)
        # One row a passage: its nearest, which comes first.
        every, near = np.concatenate(owners), np.concatenate(cosines)
        order = np.lexsort((every, -near))
        every, near = every[order], np.clip(near[order], -1.0, 1.0)
        _, first = np.unique(every, return_index=True)
        best = np.sort(first)[:k]
        return dict(zip(every[best].tolist(), near[best].tolist(), strict=True))

    def cosines(self, vector: Vectors, passages: Sequence[int]) -> dict[int, float]:
        """Return the similarity (-1 to 1) of each given passage that has a vector."""
        wanted = np.unique(np.asarray(passages, dtype=np.int64))
        found: dict[int, float] = {}
        for part, start in self._parts:
            own = part.cosines(vector, wanted - start)
            found |= {number + start: cosine for number, cosine in own.items()}
        return found


def _read_codes(path: Path) -> Any:  # noqa: ANN401
    # Late: small parts have none, and are searched without it.
    import faiss

    return faiss.read_index(str(path))


def _chunks(matrix: Matrix) -> Iterator[Vectors]:
    for start in range(0, len(matrix), _CHUNK):
        yield matrix[start : start + _CHUNK].astype(np.float32)


def _write_codes(path: Path, matrix: Matrix) -> None:
    """Code vectors in half a byte for two numbers each, less their mean, which no ranking depends on.

    *Source:* André et al. 2017, Accelerated nearest neighbor search with Quick ADC.
    """
    import faiss

    mean = sum(chunk.sum(axis=0, dtype=np.float64) for chunk in _chunks(matrix)) / len(matrix)
    mean = np.asarray(mean, dtype=np.float32)
    dimension = matrix.shape[1]
    codes = faiss.IndexPQFastScan(dimension, dimension // 2, 4, faiss.METRIC_INNER_PRODUCT)
    step = max(1, len(matrix) // _TRAINED_ON)
    codes.train(np.ascontiguousarray(matrix[::step].astype(np.float32) - mean))
    for chunk in _chunks(matrix):
        codes.add(np.ascontiguousarray(chunk - mean))
    faiss.write_index(codes, str(path))
