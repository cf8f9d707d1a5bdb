"""Hold the figures to floors that were stored with where they came from.

The gate file is JSON: `{"gates": [{"name", "kind": "questions"|"golden", "set", "notices": [...],
"optional", "bounds": {figure: {"at_least"|"at_most": number}}, "measured": {...}}]}`. Paths count from the
gate file's folder. An optional gate is passed over where its set is not there; any other must be there.
"""

import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import UsageError
from corpus.ingest import Progress
from corpus.settings import Settings
from eval.folder import RunFolder
from eval.golden import compare_folder
from eval.golden import figures as golden_figures
from eval.library import fill_from_files, scratch_settings
from eval.questions import load_questions
from eval.run import run_questions
from eval.scoring import Figures
from qa import open_assistant


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """The least or the most a figure may be."""

    figure: str
    at_least: float | None = None
    at_most: float | None = None

    def holds(self, value: float | None) -> bool:
        """Tell whether a figure is within the bound; one that was not measured is not."""
        if value is None:
            return False
        low = self.at_least is None or value >= self.at_least
        return low and (self.at_most is None or value <= self.at_most)

    def __str__(self) -> str:
        low = "" if self.at_least is None else f"≥ {self.at_least}"
        return low or f"≤ {self.at_most}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A set, the notices it is asked over, and the bounds of its figures."""

    name: str
    kind: str
    set: Path
    notices: tuple[Path, ...]
    bounds: tuple[Bound, ...]
    optional: bool

    @property
    def present(self) -> bool:
        """Whether everything the gate needs is there."""
        return all(path.exists() for path in (self.set, *self.notices))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A gate's figures held against its bounds; `figures` is None where it was passed over."""

    gate: Gate
    figures: Figures | None

    @property
    def broken(self) -> tuple[Bound, ...]:
        """The bounds that do not hold."""
        if self.figures is None:
            return ()
        return tuple(bound for bound in self.gate.bounds if not bound.holds(self.figures.get(bound.figure)))


def load_gates(path: Path) -> tuple[Gate, ...]:
    """Read a gate file.

    Raises:
        UsageError: it is not one, or a bound is neither at_least nor at_most.
    """
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["gates"]
        return tuple(_gate(row, path.parent) for row in rows)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"门槛文件 {path} 不可用（{error!r}）；请对照 eval/gate.json 改正。") from error


def pass_gates(gates: tuple[Gate, ...], settings: Settings, progress: Progress) -> Iterator[Outcome]:
    """Measure each gate in a scratch library and hold it against its bounds.

    Gates over the same notices share a library, which is gone afterwards.

    Raises:
        UsageError: a gate that is not optional lacks its set or its notices.
    """
    with tempfile.TemporaryDirectory(prefix="zhengda-gate-") as name:
        for gate in gates:
            if not gate.present and not gate.optional:
                raise UsageError(f"门槛 {gate.name} 缺少 {gate.set} 或它的通知；请补上文件。")
            figures = _measure(gate, Path(name), settings, progress) if gate.present else None
            yield Outcome(gate=gate, figures=figures)


def _gate(row: Mapping[str, Any], base: Path) -> Gate:
    if row["kind"] not in ("questions", "golden"):
        raise ValueError(f"kind {row['kind']}")
    return Gate(
        name=row["name"],
        kind=row["kind"],
        set=base / row["set"],
        notices=tuple(base / notices for notices in row["notices"]),
        bounds=tuple(_bound(figure, bound) for figure, bound in row["bounds"].items()),
        optional=row.get("optional", False),
    )


def _bound(figure: str, row: Mapping[str, float]) -> Bound:
    if len(row) != 1:
        raise ValueError(f"{figure}: {dict(row)}")
    return Bound(figure=figure, **row)


def _measure(gate: Gate, temporary: Path, settings: Settings, progress: Progress) -> Figures:
    if gate.kind == "golden":
        return golden_figures(compare_folder(gate.set, gate.notices[0], settings.max_bytes))
    library = hashlib.sha256("\n".join(map(str, gate.notices)).encode()).hexdigest()[:16]
    scratch = scratch_settings(settings, temporary / library)
    fill_from_files(gate.notices, scratch)
    folder = RunFolder.create(temporary / "run")
    assistant = open_assistant(scratch)
    try:
        return run_questions(assistant, load_questions(gate.set), folder, progress)
    finally:
        assistant.close()
