"""A run as a report looks at it: its files read, its questions grouped, its worst answers first."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import groupby
from typing import Any

from corpus.errors import UsageError
from eval import metrics
from eval.bootstrap import interval
from eval.compare import load_outcomes
from eval.folder import RunFolder
from eval.losses import Loss, Losses
from eval.mistakes import said
from eval.outcomes import GROUPINGS, Outcome, groups
from eval.scoring import Figures
from eval.stages import Stage

WORST = 50
_POINTS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Questions of one sort: how many, the share that is right, and the figures."""

    grouping: str
    name: str
    questions: int
    right: float
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """An answer that fell short: question, expected, given, the stage that lost it, and the way it went."""

    id: str
    kind: str
    question: str
    expected: str
    given: str
    figures: tuple[str, ...]
    stage: Stage
    confidence: float | None
    trace: Mapping[str, Any]
    candidate: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """A mean over some questions with its 95 % bootstrap interval."""

    questions: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run that is done.

    Attributes:
        risk: (coverage, risk) points. reliability: (confidence, share right, count) of each bin.
        milliseconds: of each answer, without encoding. parts: all milliseconds of each part of answering.
        losses: what each stage lost, the most first.
        worst: at most 50, surest first.
        mean: the share of questions whose first citation (or document) is right, with its interval.
        written: what a person wrote about the run, "" where nobody did.
    """

    name: str
    folder: RunFolder
    figures: Figures
    environment: Mapping[str, Any]
    groups: tuple[Group, ...]
    risk: Sequence[tuple[float, float]]
    reliability: Sequence[tuple[float, float, int]]
    milliseconds: Sequence[float]
    parts: Mapping[str, float]
    losses: tuple[Loss, ...]
    worst: tuple[Wrong, ...]
    mean: Mean | None
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Versus:
    """Two runs of one set; `compared` is compare.json."""

    first: Run
    second: Run
    compared: Mapping[str, Any]


def read_run(folder: RunFolder, name: str) -> Run:
    """Read a run's folder.

    Raises:
        UsageError: a file is missing or cannot be read.
    """
    outcomes = load_outcomes(folder)
    losses, worst = _wrong(folder, {row.id: row for row in outcomes})
    sure = [row for row in outcomes if row.confidence is not None]
    confidences, right = [row.confidence or 0.0 for row in sure], [row.right for row in sure]
    took = _took(folder)
    return Run(
        name=name,
        folder=folder,
        figures=_figures(folder),
        environment=_environment(folder),
        groups=tuple(_groups(outcomes)),
        risk=_thinned(metrics.risk_coverage(confidences, right)),
        reliability=metrics.reliability(confidences, right),
        milliseconds=took.own,
        parts=took.parts(),
        losses=losses.found(),
        worst=worst,
        mean=_mean_of(outcomes),
        written=folder.read_note(),
    )


def _figures(folder: RunFolder) -> Figures:
    found = folder.read_metrics()
    if not all(isinstance(value, int | float) for value in found.values()):
        raise UsageError(f"{folder.path} 里的 metrics.json 不是一次评测的指标；请重新运行 zhengda eval run。")
    return found


def _environment(folder: RunFolder) -> Mapping[str, Any]:
    """Read what a run was made with, and see that all that a report shows of it is there."""
    found = folder.read_environment()
    for name, keys in _SHOWN.items():
        part = found.get(name)
        if not isinstance(part, dict) or not keys <= part.keys():
            raise UsageError(
                f"{folder.path} 里的 environment.json 缺少 {name}；请重新运行 zhengda eval run。"
            )
    return {"commit": None, **found}


_SHOWN = {
    "library": {"notices", "sha256"},
    "set": {"name", "sha256"},
    "settings": {"encoder", "answer_threshold"},
    "machine": {"cpu", "cores"},
}


def is_right(outcome: Outcome) -> bool:
    """Tell whether a question came out right: a refusal where there is no answer, else the right lead."""
    if not outcome.answerable:
        return outcome.values.get("refusal_recall") == 1.0
    return outcome.right and outcome.values.get("wrong_refusal") == 0.0


def _groups(outcomes: Sequence[Outcome]) -> list[Group]:
    found = []
    for grouping, of in GROUPINGS.items():
        sorted_out = groups(outcomes, of)
        if len(sorted_out) > 1:
            found += [_group(grouping, name, rows) for name, rows in sorted_out.items()]
    return found


def _group(grouping: str, name: str, rows: Sequence[Outcome]) -> Group:
    names = dict.fromkeys(figure for row in rows for figure in row.values)
    values = {figure: [row.values[figure] for row in rows if figure in row.values] for figure in names}
    right = sum(map(is_right, rows)) / len(rows)
    return Group(
        grouping=grouping,
        name=name,
        questions=len(rows),
        right=round(right, 4),
        figures=metrics.means(values),
    )


def _wrong(folder: RunFolder, outcomes: Mapping[str, Outcome]) -> tuple[Losses, tuple[Wrong, ...]]:
    """Gather what each stage lost, and give the worst: wrong answers first, the surest of them.

    The misses of a question stand together; only those of the worst are held.
    """
    losses = Losses()

    def found() -> Iterator[Wrong]:
        for _, missed in groupby(folder.read_lines("misses.jsonl"), key=lambda row: str(row["id"])):
            wrong = _one_wrong(tuple(missed), outcomes)
            losses.add(wrong.stage, wrong.candidate, wrong.figures, wrong.confidence)
            yield wrong

    try:
        worst = nsmallest(
            WORST,
            found(),
            key=lambda row: (row.stage is Stage.WRONGLY_REFUSED, -(row.confidence or 0.0), row.id),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise UsageError(f"{folder.path} 里没有可用的 misses.jsonl（{said(error)}）；请重新评测。") from error
    return losses, tuple(worst)


def _thinned(points: Sequence[tuple[float, float]]) -> Sequence[tuple[float, float]]:
    """Leave out points that nobody can tell apart on a chart; the last stays."""
    step = -(-len(points) // _POINTS)
    return points if step < 2 else [*points[::step], points[-1]]


def _one_wrong(missed: Sequence[Mapping[str, Any]], outcomes: Mapping[str, Outcome]) -> Wrong:
    first = missed[0]
    outcome = outcomes.get(str(first["id"]))
    return Wrong(
        id=str(first["id"]),
        kind=str(first["kind"]),
        question=str(first["question"]),
        expected=_words(first["expected"]),
        given=_words(first["given"]),
        figures=tuple(str(row["figure"]) for row in missed),
        stage=Stage(first["stage"]),
        confidence=outcome.confidence if outcome else None,
        trace=first["trace"],
        candidate=int(first["candidate"]),
    )


def _words(value: object) -> str:
    if isinstance(value, list):
        return "；".join(_words(part) for part in value if part)
    if isinstance(value, dict):
        return "；".join(_words(part) for part in value.values() if part)
    return (
        {"not_found": "拒答", None: ""}.get(value, str(value))
        if value is None or isinstance(value, str)
        else str(value)
    )


@dataclass(slots=True)
class _Took:
    own: "array[float]" = field(default_factory=lambda: array("d"))
    sums: dict[str, float] = field(default_factory=dict)

    def parts(self) -> dict[str, float]:
        """Return the sum of each part, the rest of the total as "other"."""
        known = sum(self.sums.values())
        return {**self.sums, "other": max(sum(self.own) - known, 0.0)}


def _took(folder: RunFolder) -> _Took:
    """Add up the times of all answers, without encoding the question."""
    found = _Took()
    for row in folder.read_lines("answers.jsonl"):
        took = row.get("took_ms") or {}
        if "total" in took:
            found.own.append(took["total"] - took.get("encode", 0.0))
            for name in took.keys() - {"total", "encode"}:
                found.sums[name] = found.sums.get(name, 0.0) + took[name]
    return found


def _mean_of(outcomes: Sequence[Outcome]) -> Mean | None:
    values = [row.values["hit@1"] for row in outcomes if "hit@1" in row.values]
    if not values:
        return None
    low, high = interval(values, seed="hit@1")
    return Mean(questions=len(values), value=sum(values) / len(values), low=low, high=high)
