"""Hold the figures to floors that were stored with where they came from.

The gate file is JSON: `{"gates": [{"name", "kind": "questions"|"golden", "set", "notices": [...],
"optional", "library", "bounds": {figure: {"at_least"|"at_most": number}}}]}`. Paths count
from the gate file's folder. An optional gate is passed over where its set is not there; any other must be
there. `library` takes only the questions of the set that name it. Beside the bounds, no figure may be worse
by more than its interval than it was when the outcomes were stored (see `eval.stored`).
"""

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.errors import UsageError
from corpus.settings import Settings
from eval.beir import BeirSet
from eval.compare import Difference, fell, load_outcomes
from eval.evaluate import Bench, evaluate, library_for, load_set
from eval.folder import RunFolder
from eval.golden import compare_folder
from eval.golden import figures as golden_figures
from eval.mistakes import said
from eval.outcomes import Outcome as Judged
from eval.questions import QuestionSet
from eval.scoring import Figures
from eval.stored import Stored
from eval.variants import PLAIN, Variant
from eval.visible import questions_of


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
    """A set, the notices it is asked over, and the bounds of its figures; `ids` takes only some questions."""

    name: str
    kind: str
    set: Path
    notices: tuple[Path, ...]
    bounds: tuple[Bound, ...]
    optional: bool
    library: str | None = None
    ids: frozenset[str] | None = None

    @property
    def present(self) -> bool:
        """Whether everything the gate needs is there."""
        return all(path.exists() for path in (self.set, *self.notices))


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a gate's set came to; `library` is a digest of what was read into its library."""

    figures: Figures
    questions: tuple[Judged, ...] = ()
    library: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A gate's figures held against its bounds and against what was stored.

    Attributes:
        measured: None where the gate was passed over.
        changes: every figure against what was stored.
        reworded: ids of questions whose words or gold are others than when they were stored; not compared.
        moved: whether the library was read otherwise than when the outcomes were stored.
    """

    gate: Gate
    measured: Measured | None
    changes: tuple[Difference, ...] = ()
    reworded: tuple[str, ...] = ()
    moved: bool = False

    @property
    def falls(self) -> tuple[Difference, ...]:
        """The figures that are worse by more than their interval."""
        return tuple(row for row in self.changes if fell(row))

    @property
    def figures(self) -> Figures | None:
        """The figures, None where the gate was passed over."""
        return self.measured.figures if self.measured else None

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
        raise UsageError(
            f"{path} 不是可用的门槛文件（{said(error)}）；请对照 eval/gate.json 改正，"
            "或给一次评测（run、all）的结果文件夹。"
        ) from error


def pass_gates(
    gates: tuple[Gate, ...], settings: Settings, bench: Bench,
    *, stored: Mapping[str, Stored] | None = None, variant: Variant = PLAIN,
) -> Iterator[Outcome]:  # fmt: skip
    """Measure each gate in a scratch library and hold it against its bounds and what was stored.

    Args:
        gates: from `load_gates`.
        settings: encoder and thresholds.
        bench: gates over the same notices share a library in its cache.
        stored: from `load_stored`; a gate without any is held against its bounds alone.
        variant: what is changed, to see whether the gates notice.

    Raises:
        UsageError: a gate that is not optional lacks its set or its notices.
    """
    for gate in gates:
        if not gate.present and not gate.optional:
            raise UsageError(f"门槛 {gate.name} 缺少 {gate.set} 或它的通知；请补上文件。")
        measured = _measure(gate, settings, bench, variant) if gate.present else None
        then = (stored or {}).get(gate.name)
        if measured is None or then is None:
            yield Outcome(gate=gate, measured=measured)
        else:
            yield Outcome(
                gate=gate, measured=measured, changes=then.changes(measured.questions),
                reworded=then.reworded(measured.questions), moved=then.library != measured.library,
            )  # fmt: skip


def _gate(row: Mapping[str, Any], base: Path) -> Gate:
    if row["kind"] not in ("questions", "golden"):
        raise ValueError(f"kind 应是 questions 或 golden，不是 {row['kind']}")
    return Gate(
        name=row["name"],
        kind=row["kind"],
        set=base / row["set"],
        notices=tuple(base / notices for notices in row["notices"]),
        bounds=tuple(_bound(figure, bound) for figure, bound in row["bounds"].items()),
        optional=row.get("optional", False),
        library=row.get("library"),
    )


def _bound(figure: str, row: Mapping[str, float]) -> Bound:
    if len(row) != 1:
        raise ValueError(f"{figure} 应只有 at_least 或 at_most 中的一个")
    return Bound(figure=figure, **row)


def _asked(gate: Gate) -> QuestionSet | BeirSet:
    asked = load_set(gate.set) if gate.set.is_dir() else questions_of(gate.set, gate.library, gate.notices)
    if gate.ids is None:
        return asked
    if isinstance(asked, BeirSet):
        queries = tuple(row for row in asked.queries if row.id in gate.ids)
        absent = tuple(row for row in asked.absent if row.id in gate.ids)
        kept: QuestionSet | BeirSet = replace(asked, queries=queries, absent=absent)
        count = len(queries) + len(absent)
    else:
        questions = tuple(row for row in asked.questions if row.id in gate.ids)
        kept, count = replace(asked, questions=questions), len(questions)
    missing = len(gate.ids) - count
    if missing:
        # Compared without them, a set that lost its hard questions would look better.
        raise UsageError(f"{gate.set} 里没有 {gate.name} 当时问过的 {missing} 题；请用同一份题集。")
    return kept


def _measure(gate: Gate, settings: Settings, bench: Bench, variant: Variant) -> Measured:
    if gate.kind == "golden":
        return Measured(figures=golden_figures(compare_folder(gate.set, gate.notices[0], settings.limits)))
    asked = _asked(gate)
    with tempfile.TemporaryDirectory(prefix="zhengda-gate-") as name:
        folder = RunFolder.create(Path(name))
        figures = evaluate(asked, library_for(asked, settings, bench, gate.notices), folder, bench, variant)
        library = str(folder.read_environment()["library"]["read"])
        return Measured(figures=figures, questions=load_outcomes(folder), library=library)
