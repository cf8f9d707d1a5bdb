"""A part of a generation: some passages with their rows and vectors, in a folder that is never changed.

The lexical index is one for all parts: its own files already are parts that never change.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.dense import VECTORS, DensePart
from index.ports import Encoder, Library, SearchPassage
from index.rows import RowPart, RowWriter
from index.vectors import PassageVectors, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An opened part; `dense` is None where search is lexical only."""

    rows: RowPart
    dense: DensePart | None

    @classmethod
    def open(cls, folder: Path) -> "Part":
        """Open a part.

        Raises:
            StaleIndex: a file is missing or damaged.
        """
        rows = RowPart.open(folder)
        return cls(rows=rows, dense=DensePart.open(folder) if (folder / VECTORS).exists() else None)


class PartWriter:
    """Writes a part into an existing folder."""

    def __init__(self, folder: Path, library: Library, encoder: Encoder | None) -> None:
        """Begin with no passage; without an encoder the part has no vectors."""
        self._vectors = PassageVectors(library, encoder, folder) if encoder else None
        self._rows = RowWriter(folder)
        self._count = 0

    def __len__(self) -> int:
        """Return the number of passages so far."""
        return self._count

    def copy(self, part: Part) -> None:
        """Take over a part, those of its passages that are gone among them: numbers must not move."""
        for number in range(len(part.rows)):
            self._rows.add(part.rows.row(number), part.rows.columns.facets(number))
        if self._vectors and part.dense:
            self._vectors.copy(part.dense)
        self._count += len(part.rows)

    def add(self, passages: Sequence[SearchPassage]) -> None:
        """Write the next passages."""
        for passage in passages:
            self._rows.add_passage(passage)
        if self._vectors:
            self._vectors.add(enumerate(passages, self._count))
        self._count += len(passages)

    def __enter__(self) -> "PartWriter":
        """Write in a `with` block, at the end of which the files are let go of."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the files, also of a part that was given up."""
        try:
            # On a full disk letting go of one fails too: what it still held cannot be written.
            self._rows.close()
        finally:
            if self._vectors:
                self._vectors.close()

    def finish(self, progress: Progress | None = None) -> None:
        """Write what is left, encoding what the store has no vector of.

        Raises:
            ModelError: the encoder cannot be loaded. StoreError: the disk refused.
        """
        self._rows.finish()
        if self._vectors:
            self._vectors.finish(progress)
