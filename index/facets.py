"""What filters ask for, kept beside the passages: a small number for each passage and kind of value.

Most passages share their values with many others (all of a notice have its region and year), so each
combination of values is kept once, and each passage holds its number.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.ports import Filter, SearchPassage

NAMES = ("notice_id", "region", "year", "unit", "stage", "validity")
_COLUMNS, _VALUES = "columns.npy", "values.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """The values of one passage that a filter may ask for, each as it is printed."""

    notice_id: tuple[str, ...]
    region: tuple[str, ...]
    year: tuple[str, ...]
    unit: tuple[str, ...]
    stage: tuple[str, ...]
    validity: tuple[str, ...]


def facets_of(passage: SearchPassage) -> Facets:
    """Give what filters may ask of a passage."""
    return Facets(
        notice_id=(passage.notice_id,),
        region=passage.regions,
        year=() if passage.year is None else (str(passage.year),),
        unit=passage.units,
        stage=(passage.stage.value,),
        validity=(passage.validity.value,),
    )


def asked_for(filter: Filter) -> dict[str, tuple[str, ...]]:
    """Give the values that a filter asks for by facet; nothing for what it leaves open."""
    wanted: dict[str, tuple[object, ...]] = {
        "region": filter.regions, "year": filter.years, "unit": filter.units,
        "stage": filter.stages, "validity": filter.validities, "notice_id": filter.notice_ids,
    }  # fmt: skip
    return {name: tuple(str(value) for value in values) for name, values in wanted.items() if values}


class Columns:
    """The facets of some passages, numbered from 0."""

    def __init__(self, columns: NDArray[np.int32], values: Mapping[str, Sequence[Sequence[str]]]) -> None:
        """Use `Columns.open` or `ColumnWriter`.

        Args:
            columns: (kinds of facets, passages), each number a place in `values` of its kind.
            values: for each kind the combinations that occur.
        """
        self._columns = dict(zip(NAMES, columns, strict=True))
        self._values = values

    @classmethod
    def open(cls, folder: Path) -> "Columns":
        """Read what `ColumnWriter` wrote. Raises OSError or ValueError where it is damaged."""
        values = json.loads((folder / _VALUES).read_text(encoding="utf-8"))
        return cls(np.load(folder / _COLUMNS, mmap_mode="r").view(np.ndarray), values)

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self._columns["notice_id"])

    def facets(self, number: int) -> Facets:
        """Return the facets of one passage."""
        found = {name: tuple(self._values[name][column[number]]) for name, column in self._columns.items()}
        return Facets(**found)

    def having(self, name: str, asked: Iterable[str]) -> NDArray[np.bool_]:
        """Tell for each passage whether it has one of the values asked for."""
        codes = self._codes.setdefault(name, {})
        if not codes:
            for code, values in enumerate(self._values[name]):
                for value in values:
                    codes.setdefault(value, []).append(code)
        wanted = np.zeros(len(self._values[name]) + 1, dtype=bool)
        for value in asked:
            wanted[codes.get(value, [])] = True
        found: NDArray[np.bool_] = wanted[self._columns[name]]
        return found

    def beside(self, name: str, number: int, reach: int) -> tuple[int, int]:
        """Give the stretch of passages around one, at most `reach` each way, that share its value of a kind.

        Returns:
            The number of the first, and the number after the last.
        """
        if name not in self._stretches:
            column = self._columns[name]
            self._stretches[name] = np.concatenate(([0], np.flatnonzero(np.diff(column)) + 1, [len(column)]))
        starts = self._stretches[name]
        place = int(starts.searchsorted(number, side="right"))
        return max(int(starts[place - 1]), number - reach), min(int(starts[place]), number + reach + 1)

    def pairs(self, key: str, name: str, among: NDArray[np.bool_] | None) -> dict[str, str]:
        """Give for each value of one kind the value of another that stands beside it."""
        columns = np.stack([self._columns[key], self._columns[name]])
        places = np.unique(columns if among is None else columns[:, among], axis=1).T.tolist()
        keys, values = self._values[key], self._values[name]
        return {keys[first][0]: values[second][0] for first, second in places}

    def every(self, name: str) -> tuple[str, ...]:
        """Return all values of a kind, once each, in the order they first occur."""
        return tuple(dict.fromkeys(value for values in self._values[name] for value in values))

    @cached_property
    def _stretches(self) -> dict[str, NDArray[np.int64]]:
        """By kind: where stretches of passages that share a value begin, and the number of all passages."""
        return {}

    @cached_property
    def _codes(self) -> dict[str, dict[str, list[int]]]:
        return {}


class ColumnWriter:
    """Collects facets of passages, then writes them."""

    def __init__(self) -> None:
        """Begin with no passage."""
        self._codes: dict[str, dict[tuple[str, ...], int]] = {name: {} for name in NAMES}
        self._columns: list[list[int]] = [[] for _ in NAMES]

    def add(self, facets: Facets) -> None:
        """Take the facets of the next passage."""
        for name, column in zip(NAMES, self._columns, strict=True):
            codes = self._codes[name]
            column.append(codes.setdefault(getattr(facets, name), len(codes)))

    def save(self, folder: Path) -> None:
        """Write into an existing folder."""
        np.save(folder / _COLUMNS, np.array(self._columns, dtype=np.int32).reshape(len(NAMES), -1))
        values = {name: list(codes) for name, codes in self._codes.items()}
        (folder / _VALUES).write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
