"""A run as a report looks at it: its files read, its questions grouped, its worst answers first."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import groupby
from typing import Any

from corpus.errors import UsageError
from eval import metrics
from eval.compare import load_outcomes
from eval.folder import RunFolder
from eval.outcomes import GROUPINGS, Outcome, groups
from eval.scoring import Figures
from eval.stages import STAGE_NAMES, Stage

WORST = 50
_POINTS = 500
MEANINGS: Mapping[str, str] = {
    "questions": "问题数",
    "citations": "引文数",
    "hit@1": "第一条即依据",
    "hit@3": "前三条内有依据",
    "hit@5": "前五条内有依据",
    "mrr": "依据的平均倒数名次",
    "ndcg@10": "文档 nDCG@10",
    "mrr@10": "文档 MRR@10",
    "recall@10": "文档召回率@10",
    "precision@1": "文档准确率@1",
    "precision@3": "文档准确率@3",
    "passage_has_answer@1": "首段含答案",
    "span_f1": "摘句 F1",
    "span_exact": "摘句全对",
    "verbatim": "引文逐字相同",
    "unit_f1": "单位 F1",
    "due_accuracy": "时限正确率",
    "meta_accuracy": "公文要素正确率",
    "list_recall": "清单召回率",
    "list_precision": "清单准确率",
    "citation_recall": "依据被引到的份额",
    "citation_precision": "引文中有依据的份额",
    "refusal_recall": "无依据时拒答率",
    "wrong_refusal": "有依据时误拒率",
    "auroc": "拒答区分度（AUROC）",
    "refused_at_5": "误拒 5% 时的拒答率",
    "aurc": "风险—覆盖面积",
    "ece": "校准误差",
    "p50_ms": "作答中位毫秒",
    "p95_ms": "作答 95 分位毫秒",
    "encode_p50_ms": "问题编码中位毫秒",
    "peak_mb": "内存峰值 MB",
}
KINDS: Mapping[str, str] = {
    "unit": "单位",
    "deadline": "时限",
    "passage": "内容",
    "meta": "公文要素",
    "status": "效力",
    "list": "清单",
    "none": "库外",
    "document": "文档",
    "public": "群众",
    "staff": "工作人员",
    "operator": "坐席",
}
GROUPING_NAMES: Mapping[str, str] = {
    "all": "全部",
    "kind": "按种类",
    "persona": "按提问人",
    "notice": "按通知",
    "length": "按字数",
}


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
class Run:
    """A run that is done.

    Attributes:
        risk: (coverage, risk) points. reliability: (confidence, share right, count) of each bin.
        milliseconds: of each answer, without encoding.
        stages: how many questions each stage lost.
        worst: at most 50, surest first.
    """

    name: str
    folder: RunFolder
    figures: Figures
    environment: Mapping[str, Any]
    groups: tuple[Group, ...]
    risk: Sequence[tuple[float, float]]
    reliability: Sequence[tuple[float, float, int]]
    milliseconds: Sequence[float]
    stages: Mapping[Stage, int]
    worst: tuple[Wrong, ...]


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
    stages, worst = _wrong(folder, {row.id: row for row in outcomes})
    sure = [row for row in outcomes if row.confidence is not None]
    confidences, right = [row.confidence or 0.0 for row in sure], [row.right for row in sure]
    return Run(
        name=name,
        folder=folder,
        figures=folder.read_metrics(),
        environment=folder.read_environment(),
        groups=tuple(_groups(outcomes)),
        risk=_thinned(metrics.risk_coverage(confidences, right)),
        reliability=metrics.reliability(confidences, right),
        milliseconds=_milliseconds(folder),
        stages=stages,
        worst=worst,
    )


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


def _wrong(folder: RunFolder, outcomes: Mapping[str, Outcome]) -> tuple[Counter[Stage], tuple[Wrong, ...]]:
    """Count the questions that each stage lost, and give the worst: wrong answers first, the surest of them.

    The misses of a question stand together; only those of the worst are held.
    """
    stages: Counter[Stage] = Counter()

    def found() -> Iterator[Wrong]:
        for _, missed in groupby(folder.read_lines("misses.jsonl"), key=lambda row: str(row["id"])):
            wrong = _one_wrong(tuple(missed), outcomes)
            stages[wrong.stage] += 1
            yield wrong

    try:
        worst = nsmallest(
            WORST,
            found(),
            key=lambda row: (row.stage is Stage.WRONGLY_REFUSED, -(row.confidence or 0.0), row.id),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise UsageError(f"{folder.path} 里没有可用的 misses.jsonl（{error!r}）；请重新评测。") from error
    return stages, tuple(worst)


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


def _milliseconds(folder: RunFolder) -> list[float]:
    took = (row.get("took_ms") or {} for row in folder.read_lines("answers.jsonl"))
    return [row["total"] - row.get("encode", 0.0) for row in took if "total" in row]


def stage_name(stage: Stage) -> str:
    """Return the Chinese name of a stage."""
    return STAGE_NAMES[stage]
