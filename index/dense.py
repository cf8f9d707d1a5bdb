"""Dense search: exact inner products over unit vectors (adapter of faiss)."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StaleIndex, StoreError
from index.ports import Vectors

Owners = NDArray[np.int64]

# It reports every instruction set that it tries.
logging.getLogger("faiss.loader").setLevel(logging.WARNING)


class FaissDense:
    """Vectors of passages, several to a passage; a passage is as near as its nearest vector.

    Passages are numbered from 0, as in the list they were built from.
    """

    def __init__(self, flat: Any, owners: Owners) -> None:  # noqa: ANN401
        """Use `build` or `open`."""
        import faiss

        if flat.ntotal != len(owners):
            raise StaleIndex("向量索引与段落数不符，将从库里重建。")
        self._flat = flat
        self._owners = owners
        self._matrix: Vectors = faiss.rev_swig_ptr(flat.get_xb(), flat.ntotal * flat.d).reshape(-1, flat.d)

    @classmethod
    def build(cls, vectors: Vectors, owners: Sequence[int]) -> "FaissDense":
        """Put vectors together.

        Args:
            vectors: float32 (n, dimension), rows of length 1.
            owners: for each row the number of its passage.
        """
        import faiss

        flat = faiss.IndexFlatIP(vectors.shape[1])
        flat.add(np.ascontiguousarray(vectors))
        return cls(flat, np.asarray(owners, dtype=np.int64))

    @classmethod
    def open(cls, folder: Path) -> "FaissDense":
        """Read what `save` wrote.

        Raises:
            StaleIndex: a file is missing or damaged.
        """
        import faiss

        try:
            return cls(faiss.read_index(str(folder / "vectors.faiss")), np.load(folder / "owners.npy"))
        except (RuntimeError, OSError, ValueError) as error:
            raise StaleIndex(f"向量索引 {folder} 打不开，将从库里重建。") from error

    def save(self, folder: Path) -> None:
        """Write into a folder, made where it does not exist.

        Raises:
            StoreError: the disk refused.
        """
        import faiss

        folder.mkdir(parents=True, exist_ok=True)
        try:
            faiss.write_index(self._flat, str(folder / "vectors.faiss"))
        except RuntimeError as error:
            raise StoreError(f"向量索引 {folder} 写不进去；请检查磁盘空间和权限。") from error
        np.save(folder / "owners.npy", self._owners)

    def search(self, vector: Vectors, *, k: int, allowed: NDArray[np.bool_] | None = None) -> tuple[int, ...]:
        """Find the nearest passages.

        Args:
            vector: float32 (dimension,), of length 1.
            k: at most so many.
            allowed: for each passage whether it may be found; None lets all.

        Returns:
            Numbers of passages, nearest first, ties by number.
        """
        rows = None if allowed is None else np.flatnonzero(allowed[self._owners])
        available = self._flat.ntotal if rows is None else len(rows)
        found: dict[int, float] = {}
        # A passage may take several of the first rows: look at more until k different ones are there.
        asked = min(2 * k, available)
        while asked:
            found = self._nearest(vector, asked, rows)
            if len(found) >= k or asked == available:
                break
            asked = min(2 * asked, available)
        return tuple(sorted(found, key=lambda passage: (-found[passage], passage))[:k])

    def _nearest(self, vector: Vectors, k: int, rows: NDArray[np.int64] | None) -> dict[int, float]:
        import faiss

        parameters = None
        if rows is not None:
            # By name: faiss makes its constructors accept attributes only at run time.
            parameters = faiss.SearchParameters()
            parameters.sel = selector = faiss.IDSelectorBatch(rows)  # noqa: F841 kept alive while searching
        cosines, places = self._flat.search(vector[None, :], k, params=parameters)
        found: dict[int, float] = {}
        for cosine, place in zip(cosines[0].tolist(), places[0].tolist(), strict=True):
            if place >= 0:
                found.setdefault(int(self._owners[place]), cosine)
        return found

    def cosines(self, vector: Vectors, passages: Sequence[int]) -> dict[int, float]:
        """Return the similarity (-1 to 1) of each given passage that has a vector."""
        wanted = np.zeros(int(self._owners.max(initial=-1)) + 1, dtype=bool)
        wanted[[passage for passage in passages if passage < len(wanted)]] = True
        rows = np.flatnonzero(wanted[self._owners])
        best: dict[int, float] = {}
        found = (self._matrix[rows] @ vector).tolist()
        for owner, cosine in zip(self._owners[rows].tolist(), found, strict=True):
            best[owner] = max(best.get(owner, -1.0), cosine)
        return {passage: min(1.0, max(-1.0, cosine)) for passage, cosine in best.items()}
