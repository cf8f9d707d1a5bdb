"""The passages of a generation as they are kept beside its indexes: folded text and what filters ask for.

They lie in parts, one after the other; a passage's number is its place in all of them together. A part is
never changed: of a passage that is gone only the number is noted. Texts stay on disk until asked for.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from mmap import ACCESS_READ, mmap
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StaleIndex
from corpus.model import Span, Unit
from corpus.units import matches
from index.facets import Columns, ColumnWriter, Facets, asked_for, facets_of
from index.ports import Filter, SearchPassage
from index.tokenise import fold

_TEXTS, _OFFSETS = "texts.bin", "offsets.npy"
# Folding leaves neither of the two in any text.
_BETWEEN_FIELDS, _BETWEEN_NAMES = "\x1f", "\x1e"
_BETWEEN, _TEXT_FIELD = _BETWEEN_FIELDS.encode(), 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One passage, every field folded but the ids.

    Attributes:
        place: of the passage in its notice, from 0.
    """

    id: str
    notice_id: str
    place: int
    text: str
    title: str
    path: str
    units: tuple[str, ...]
    number: str
    regions: tuple[str, ...]

    @property
    def context(self) -> str:
        """Title, path, units, number and regions, a line each."""
        return "\n".join((self.title, self.path, *self.units, self.number, *self.regions))


def row_of(passage: SearchPassage) -> Row:
    """Keep of a passage what ranking needs after the indexes are built."""
    return Row(
        id=passage.id,
        notice_id=passage.notice_id,
        place=passage.place,
        text=fold(passage.text),
        title=fold(passage.title),
        path=fold(passage.path),
        units=tuple(fold(unit) for unit in passage.units),
        number=fold(passage.number),
        regions=tuple(fold(region) for region in passage.regions),
    )


class RowWriter:
    """Writes the passages of a part one by one into an existing folder."""

    def __init__(self, folder: Path) -> None:
        """Begin with no passage."""
        self._folder = folder
        self._file = (folder / _TEXTS).open("wb")
        self._offsets = [0]
        self._columns = ColumnWriter()

    def add(self, row: Row, facets: Facets) -> None:
        """Write the next passage."""
        self._offsets.append(self._offsets[-1] + self._file.write(_record(row)))
        self._columns.add(facets)

    def add_passage(self, passage: SearchPassage) -> None:
        """Write the next passage as `row_of` and `facets_of` keep it."""
        self.add(row_of(passage), facets_of(passage))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def finish(self) -> None:
        """Write what is left; the part is complete then."""
        self.close()
        np.save(self._folder / _OFFSETS, np.array(self._offsets, dtype=np.int64))
        self._columns.save(self._folder)


class RowPart:
    """The passages of one part, numbered from 0."""

    def __init__(self, texts: "mmap | bytes", offsets: NDArray[np.int64], columns: Columns) -> None:
        """Use `open`."""
        if len(offsets) != len(columns) + 1 or offsets[-1] != len(texts):
            raise ValueError(f"{len(offsets)} {len(columns)} {len(texts)}")
        self._texts = texts
        self._offsets = offsets
        self.columns = columns

    @classmethod
    def open(cls, folder: Path) -> "RowPart":
        """Open what `RowWriter` wrote.

        Raises:
            StaleIndex: a file is missing or damaged.
        """
        try:
            with (folder / _TEXTS).open("rb") as file:
                # A file of no bytes cannot be mapped.
                empty = not (folder / _TEXTS).stat().st_size
                texts = b"" if empty else mmap(file.fileno(), 0, access=ACCESS_READ)
            # A plain view: numpy's own class for mapped files is slow to take one number from.
            offsets = np.load(folder / _OFFSETS, mmap_mode="r").view(np.ndarray)
            return cls(texts, offsets, Columns.open(folder))
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise StaleIndex(f"索引 {folder} 打不开，将从库里重建。") from error

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self.columns)

    def row(self, number: int) -> Row:
        """Read one passage."""
        id, notice_id, place, text, title, path, units, name, regions = (
            self._texts[self._offsets[number] : self._offsets[number + 1]].decode().split(_BETWEEN_FIELDS)
        )
        return Row(
            id=id, notice_id=notice_id, place=int(place), text=text, title=title, path=path,
            units=_names(units), number=name, regions=_names(regions),
        )  # fmt: skip

    def around(self, number: int, reach: int) -> str:
        """Read the texts of the passages of a notice around one, at most `reach` each way, a line each."""
        first, last = self.columns.beside("notice_id", number, reach)
        bounds = self._offsets[first : last + 1].tolist()
        records = (self._texts[start:end] for start, end in pairwise(bounds))
        return b"\n".join(record.split(_BETWEEN, _TEXT_FIELD + 1)[_TEXT_FIELD] for record in records).decode()


class Rows:
    """The passages of a generation."""

    def __init__(self, parts: Sequence[RowPart], removed: NDArray[np.int64] | None = None) -> None:
        """Number the passages of the parts.

        Args:
            parts: in their order.
            removed: numbers of passages that are gone.
        """
        self.parts = tuple(parts)
        self.starts = np.cumsum([0, *(len(part) for part in parts)]).tolist()
        self.removed = np.zeros(0, dtype=np.int64) if removed is None else removed
        self.alive: NDArray[np.bool_] | None = None
        if len(self.removed):
            self.alive = np.ones(self.total, dtype=bool)
            self.alive[self.removed] = False
        self._meant: dict[tuple[str, ...], tuple[str, ...]] = {}

    def __len__(self) -> int:
        """Return the number of passages that are there."""
        return self.total - len(self.removed)

    @property
    def total(self) -> int:
        """How many numbers are given out, those of passages that are gone among them."""
        return int(self.starts[-1])

    def row(self, number: int) -> Row:
        """Read one passage."""
        part = bisect_right(self.starts, number) - 1
        return self.parts[part].row(number - self.starts[part])

    def around(self, number: int, reach: int) -> str:
        """Read the texts of the passages of a notice around one, at most `reach` each way, a line each."""
        part = bisect_right(self.starts, number) - 1
        return self.parts[part].around(number - self.starts[part], reach)

    def printed_units(self, asked: Iterable[str]) -> tuple[str, ...]:
        """Give the names in this library that the asked names mean.

        Args:
            asked: as people write them: 县发改委, 发改局.

        Returns:
            The names as indexed; the asked ones themselves where nothing is meant, so that a filter on an
            unknown unit finds nothing.
        """
        wanted = tuple(asked)
        if wanted not in self._meant:
            units = dict.fromkeys(unit for part in self.parts for unit in part.columns.every("unit"))
            meant = tuple(unit for unit in units if any(_means(name, unit) for name in wanted))
            self._meant = {wanted: meant or wanted}
        return self._meant[wanted]

    def allowed(self, filter: Filter) -> NDArray[np.bool_] | None:
        """Tell which passages are there and satisfy a filter; None where all are and do."""
        asked = asked_for(filter)
        if not asked:
            return self.alive
        allowed = np.ones(self.total, dtype=bool) if self.alive is None else self.alive.copy()
        for name, values in asked.items():
            allowed &= self._having(name, values)
        return allowed

    def of_notices(self, notice_ids: Iterable[str]) -> NDArray[np.int64]:
        """Give the numbers of all passages that are there of some notices."""
        found = self._having("notice_id", notice_ids)
        return np.flatnonzero(found if self.alive is None else found & self.alive)

    def validities(self) -> dict[str, str]:
        """Give the validity that each notice is indexed with, by its id."""
        found: dict[str, str] = {}
        for part, start in zip(self.parts, self.starts, strict=False):
            alive = None if self.alive is None else self.alive[start : start + len(part)]
            found |= part.columns.pairs("notice_id", "validity", alive)
        return found

    def _having(self, name: str, values: Iterable[str]) -> NDArray[np.bool_]:
        wanted = tuple(values)
        found = [part.columns.having(name, wanted) for part in self.parts]
        return np.concatenate(found) if found else np.zeros(0, dtype=bool)


def _means(name: str, unit: str) -> bool:
    return name == unit or matches(name, Unit(name=unit, canonical=unit, span=Span(0, 0)))


def _record(row: Row) -> bytes:
    fields = (
        row.id, row.notice_id, str(row.place), row.text, row.title, row.path,
        _BETWEEN_NAMES.join(row.units), row.number, _BETWEEN_NAMES.join(row.regions),
    )  # fmt: skip
    return _BETWEEN_FIELDS.join(fields).encode()


def _names(joined: str) -> tuple[str, ...]:
    return tuple(joined.split(_BETWEEN_NAMES)) if joined else ()
