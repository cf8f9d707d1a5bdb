"""The table of an ablation in Markdown."""

from collections.abc import Iterator, Sequence

from eval.ablation import Ablation, Row
from eval.compare import SURE

_SHOWN = (
    "hit@1", "mrr", "ndcg@10", "unit_f1", "due_accuracy", "list_recall", "span_f1", "refusal_recall",
    "wrong_refusal", "auroc",
)  # fmt: skip
_SEARCHED = ("hit@1", "hit@3", "hit@5", "mrr@10", "ndcg@10", "recall@10")


def ablation_table(table: Ablation) -> str:
    """Return both tables: the assistant without each ingredient, and search alone beside the baselines."""
    parts = [
        "# 成分与基线\n",
        "## 整个问答\n",
        f"每行去掉一种成分；括号里是与完整的差，带 * 的差不像是碰巧（配对随机化检验 p < {SURE}）。\n",
        *_rows(table.assistant, _SHOWN),
        "\n## 只看检索（同样的段落）\n",
        *_rows(table.search, _SEARCHED),
    ]
    return "\n".join(parts) + "\n"


def _rows(rows: Sequence[Row], names: Sequence[str]) -> Iterator[str]:
    shown = [name for name in names if any(name in row.figures for row in rows)]
    yield f"| | {' | '.join(shown)} |"
    yield f"|{' --- |' * (len(shown) + 1)}"
    for row in rows:
        yield f"| {row.label} | {' | '.join(_cell(row, name) for name in shown)} |"


def _cell(row: Row, name: str) -> str:
    if name not in row.figures:
        return ""
    value = f"{row.figures[name]:.4f}"
    change = next((change for change in row.changes if change.figure == name), None)
    if change is None or not change.difference:
        return value
    return f"{value}（{change.difference:+.4f}{'*' if change.p < SURE else ''}）"
