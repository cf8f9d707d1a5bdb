"""The first-line report: one page of Markdown on how far the product has come, and how that was measured."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from eval.golden import Comparison
from eval.scoring import Figures

_QUESTION_ROWS = (
    ("hit@1", "第一条引文即依据"),
    ("hit@3", "前三条引文内有依据"),
    ("hit@5", "前五条引文内有依据"),
    ("mrr", "依据的平均倒数名次"),
    ("unit_f1", "牵头、责任单位 F1"),
    ("due_accuracy", "时限正确率"),
    ("meta_accuracy", "公文要素正确率"),
    ("list_recall", "清单召回率"),
    ("list_precision", "清单准确率"),
    ("refusal_recall", "无依据时拒答率"),
    ("wrong_refusal", "有依据时误拒率"),
    ("ece", "置信度校准误差"),
)
_NOTICE_ROWS = ("items", "lead", "responsible", "cooperating", "deadline", "facts")


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstLine:
    """What the report is made of.

    Attributes:
        comparisons: the parser against the golden files.
        figures: metrics.json of a run. environment: its environment.json.
        install_seconds: how long a fresh installation took, measured by hand; None where it was not.
    """

    comparisons: Sequence[Comparison]
    figures: Figures
    environment: dict[str, Any]
    install_seconds: float | None = None


def render(line: FirstLine) -> str:
    """Return the report as Markdown."""
    parts = [
        "# 首线报告",
        *_notice_section(line.comparisons),
        *_question_section(line.figures),
        *_speed_section(line),
        *_origin_section(line.environment),
    ]
    return "\n".join(parts) + "\n"


def _notice_section(comparisons: Sequence[Comparison]) -> Iterable[str]:
    yield "\n## 通知拆解\n\n与人工标注逐项比对，写作“正确/应有”；多余为标注之外读出的条目。\n"
    yield _row(("通知", "条目", "牵头单位", "责任单位", "配合单位", "时限", "公文要素", "多余"))
    yield _row(["---"] * 8)
    for row in comparisons:
        shares = [f"{row.right[name]}/{row.total[name]}" for name in _NOTICE_ROWS]
        yield _row((row.source, *shares, str(row.extra)))
    totals = [
        f"{sum(row.right[name] for row in comparisons)}/{sum(row.total[name] for row in comparisons)}"
        for name in _NOTICE_ROWS
    ]
    yield _row(("合计", *totals, str(sum(row.extra for row in comparisons))))


def _question_section(figures: Figures) -> Iterable[str]:
    yield f"\n## 问答\n\n{figures.get('questions', 0):.0f} 个问题；各项定义见 eval/metrics.py。\n"
    yield _row(("指标", "含义", "数值"))
    yield _row(["---"] * 3)
    for name, meaning in _QUESTION_ROWS:
        if name in figures:
            yield _row((name, meaning, f"{figures[name]:.4f}"))
    quotes = figures.get("verbatim")
    if quotes is not None:
        cited = f"{quotes:.4f}（{figures.get('citations', 0):.0f} 条）"
        yield _row(("verbatim", "引文与原文同一位置逐字相同", cited))


def _speed_section(line: FirstLine) -> Iterable[str]:
    yield "\n## 速度\n"
    yield _row(("项目", "数值"))
    yield _row(["---"] * 2)
    for name, meaning in (
        ("p50_ms", "作答中位数（不含问题编码）"),
        ("p95_ms", "作答 95 分位（不含问题编码）"),
        ("encode_p50_ms", "问题编码中位数"),
    ):
        if name in line.figures:
            yield _row((meaning, f"{line.figures[name]:.1f} 毫秒"))
    if line.install_seconds is not None:
        yield _row(("全新安装（手工计时）", f"{line.install_seconds:.0f} 秒"))


def _origin_section(environment: dict[str, Any]) -> Iterable[str]:
    machine, library, settings = environment["machine"], environment["library"], environment["settings"]
    yield "\n## 出处\n"
    yield f"- 提交：{environment['commit']}"
    yield f"- 问题集：{environment['set']['name']}（sha256 {environment['set']['sha256'][:16]}）"
    yield f"- 库：{library['notices']} 件通知（sha256 {library['sha256'][:16]}）"
    yield f"- 编码模型：{settings['encoder']}；拒答阈值：{settings['answer_threshold']}"
    yield f"- 机器：{machine['cpu']}，{machine['cores']} 核"
    versions = "，".join(f"{name} {version}" for name, version in environment["versions"].items() if version)
    yield f"- 版本：{versions}"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
