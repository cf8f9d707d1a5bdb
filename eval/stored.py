"""What every question of a gate came to when it was last stored: ids and numbers, no words.

The file stands beside the gate file: `{"gates": {name: {"library": digest, "ids": [...], "gold": [digest, one
for each id], "figures": {figure: [value or null, one for each id]}}}}`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import UsageError
from corpus.why import why
from eval.compare import Difference, difference
from eval.mistakes import said
from eval.outcomes import Outcome, figure_names, is_reworded

_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One gate's questions as they were.

    Attributes:
        library: digest of what was read into the library.
        values: question id -> figure -> value.
        gold: question id -> digest of its words and of what is right.
    """

    library: str
    values: Mapping[str, Mapping[str, float]]
    gold: Mapping[str, str]

    @classmethod
    def of(cls, library: str, outcomes: Sequence[Outcome]) -> "Stored":
        """Keep what the questions of a run came to."""
        return cls(
            library=library,
            values={row.id: row.values for row in outcomes},
            gold={row.id: row.gold for row in outcomes},
        )

    def reworded(self, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
        """Return the ids of questions whose words or gold are others now: their values say nothing."""
        return tuple(row.id for row in outcomes if is_reworded(self.gold.get(row.id, ""), row.gold))

    def changes(self, outcomes: Sequence[Outcome]) -> tuple[Difference, ...]:
        """Return how each figure has changed on the questions that both have, and have alike."""
        other = set(self.reworded(outcomes))
        same = [row for row in outcomes if row.id not in other]
        found = (self.change(figure, same) for figure in figure_names(same))
        return tuple(row for row in found if row is not None)

    def change(self, figure: str, outcomes: Sequence[Outcome]) -> Difference | None:
        """Return how a figure has changed, None where no question was judged by it then and is now."""
        pairs = [
            (self.values[row.id][figure], row.values[figure])
            for row in outcomes
            if figure in row.values and figure in self.values.get(row.id, {})
        ]
        return difference(figure, pairs) if pairs else None


def stored_path(gates: Path) -> Path:
    """Return where the outcomes of a gate file stand."""
    return gates.with_suffix(".outcomes.json")


def load_stored(path: Path) -> dict[str, Stored]:
    """Read the stored outcomes of all gates; none where there is no file.

    Raises:
        UsageError: it is not such a file.
    """
    if not path.exists():
        return {}
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["gates"]
        return {name: _parse(row) for name, row in rows.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{path} 不是门槛的逐题结果（{said(error)}）；可用 zhengda eval gate --save 重新存。"
        ) from error


def save_stored(path: Path, gates: Mapping[str, tuple[str, Sequence[Outcome]]]) -> None:
    """Store the outcomes of gates, each with its library's digest.

    Raises:
        UsageError: the file cannot be written.
    """
    rows = {name: _columns(library, outcomes) for name, (library, outcomes) in gates.items()}
    try:
        path.write_text(
            json.dumps({"gates": rows}, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8"
        )
    except OSError as error:
        raise UsageError(f"写不了 {path}（{why(error)}）；请检查权限。") from error


def _columns(library: str, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    def short(value: float | None) -> float | None:
        return None if value is None else round(value, _DIGITS)

    figures = {name: [short(row.values.get(name)) for row in outcomes] for name in figure_names(outcomes)}
    return {
        "library": library, "ids": [row.id for row in outcomes], "gold": [row.gold for row in outcomes],
        "figures": figures,
    }  # fmt: skip


def _parse(row: Mapping[str, Any]) -> Stored:
    values: dict[str, dict[str, float]] = {str(id): {} for id in row["ids"]}
    for figure, column in row["figures"].items():
        for id, value in zip(row["ids"], column, strict=True):
            if value is not None:
                values[str(id)][figure] = float(value)
    gold = dict(zip(map(str, row["ids"]), map(str, row["gold"]), strict=True))
    return Stored(library=str(row["library"]), values=values, gold=gold)
