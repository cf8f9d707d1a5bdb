"""The passages of a generation as they are kept beside its indexes: folded text and what filters ask for."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StaleIndex
from corpus.model import Span, Unit
from corpus.units import matches
from index.ports import Filter, SearchPassage
from index.tokenise import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One passage.

    Attributes:
        text: folded. context: folded title, path, units, number and regions, a line each.
        region, year, unit, stage, validity: values that a filter may ask for.
    """

    id: str
    notice_id: str
    text: str
    context: str
    region: tuple[str, ...]
    year: tuple[str, ...]
    unit: tuple[str, ...]
    stage: tuple[str, ...]
    validity: tuple[str, ...]


def row_of(passage: SearchPassage) -> Row:
    """Keep of a passage what search needs after the indexes are built."""
    parts = (passage.title, passage.path, *passage.units, passage.number, *passage.regions)
    return Row(
        id=passage.id,
        notice_id=passage.notice_id,
        text=fold(passage.text),
        context="\n".join(fold(part) for part in parts),
        region=passage.regions,
        year=() if passage.year is None else (str(passage.year),),
        unit=passage.units,
        stage=(passage.stage.value,),
        validity=(passage.validity.value,),
    )


class Rows:
    """The passages of a generation, numbered in order of id, and in how many each word stands."""

    def __init__(self, rows: Sequence[Row], frequencies: Mapping[str, int]) -> None:
        """Number the rows.

        Args:
            rows: in order of id.
            frequencies: word to number of passages.
        """
        self.rows = tuple(rows)
        self.frequencies = frequencies
        self.numbers = {row.id: number for number, row in enumerate(self.rows)}
        self._units = tuple(dict.fromkeys(unit for row in self.rows for unit in row.unit))
        self._places: dict[tuple[str, str], list[int]] = {}
        for number, row in enumerate(self.rows):
            for name in ("region", "year", "unit", "stage", "validity"):
                for value in getattr(row, name):
                    self._places.setdefault((name, value), []).append(number)
            self._places.setdefault(("notice_id", row.notice_id), []).append(number)

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self.rows)

    def printed_units(self, asked: Iterable[str]) -> tuple[str, ...]:
        """Give the names in this library that the asked names mean.

        Args:
            asked: as people write them: 县发改委, 发改局.

        Returns:
            The names as indexed; the asked ones themselves where nothing is meant, so that a filter on an
            unknown unit finds nothing.
        """
        wanted = tuple(asked)
        meant = [unit for unit in self._units if any(_means(name, unit) for name in wanted)]
        return tuple(meant) or wanted

    def allowed(self, filter: Filter) -> NDArray[np.bool_] | None:
        """Tell which passages satisfy a filter; None where it lets all through."""
        wanted: dict[str, tuple[object, ...]] = {
            "region": filter.regions, "year": filter.years, "unit": filter.units,
            "stage": filter.stages, "validity": filter.validities, "notice_id": filter.notice_ids,
        }  # fmt: skip
        asked = {name: values for name, values in wanted.items() if values}
        if not asked:
            return None
        allowed = np.ones(len(self.rows), dtype=bool)
        for name, values in asked.items():
            satisfied = np.zeros(len(self.rows), dtype=bool)
            for value in values:
                satisfied[self._places.get((name, str(value)), [])] = True
            allowed &= satisfied
        return allowed

    def save(self, folder: Path) -> None:
        """Write into an existing folder."""
        with (folder / "rows.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in self.rows)
        content = json.dumps(dict(self.frequencies), ensure_ascii=False)
        (folder / "frequencies.json").write_text(content, encoding="utf-8")

    @classmethod
    def open(cls, folder: Path) -> "Rows":
        """Read what `save` wrote.

        Raises:
            StaleIndex: a file is missing or damaged.
        """
        try:
            lines = (folder / "rows.jsonl").read_text(encoding="utf-8").split("\n")
            rows = [_read(json.loads(line)) for line in lines if line]
            return cls(rows, json.loads((folder / "frequencies.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise StaleIndex(f"索引 {folder} 打不开，将从库里重建。") from error


def _means(name: str, unit: str) -> bool:
    return name == unit or matches(name, Unit(name=unit, canonical=unit, span=Span(0, 0)))


def _read(record: dict[str, Any]) -> Row:
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in record.items()
    }
    return Row(**values)
