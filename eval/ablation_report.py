"""The table of an ablation with its finding, in Markdown and as a page of HTML."""

from collections.abc import Iterator, Sequence

from eval.ablation import Ablation, Row
from eval.ablation_finding import ablation_finding
from eval.compare import SURE
from eval.markdown import listed
from eval.page import page_of, paragraphs, table

_SHOWN = (
    "hit@1", "mrr", "ndcg@10", "unit_f1", "due_accuracy", "list_recall", "span_f1", "refusal_recall",
    "wrong_refusal", "auroc", "encode_p50_ms",
)  # fmt: skip
_SEARCHED = ("hit@1", "hit@3", "hit@5", "mrr@10", "ndcg@10", "recall@10")
_ASSISTANT = (
    f"每行去掉一种成分；括号里是与完整的差，带 * 的差不像是碰巧（配对随机化检验 p < {SURE}）。"
    "编码毫秒只在有题逐个编码时给出。"
)
_SEARCH = "同样的段落；括号里是与“本库检索并读题意、重排”的差。"


def ablation_table(measured: Ablation, written: str = "") -> str:
    """Return both tables: the assistant without each ingredient, and search alone beside the baselines.

    Args:
        measured: the figures.
        written: what a person wrote about them.
    """
    parts = [
        "# 成分与基线\n",
        "## 整个问答\n",
        f"{_ASSISTANT}\n",
        *_lines(*_cells(measured.assistant, _SHOWN)),
        "\n## 只看检索\n",
        f"{_SEARCH}\n",
        *_lines(*_cells(measured.search, _SEARCHED)),
        "\n## 发现\n",
        *listed(written, ablation_finding(measured)),
    ]
    return "\n".join(parts) + "\n"


def ablation_page(measured: Ablation, written: str = "") -> str:
    """Return the same as a page of HTML that needs nothing else."""
    return page_of("政答成分与基线", [
        "<h1>成分与基线</h1>", f"<p>{_ASSISTANT.replace('<', '&lt;')}</p>",
        table("整个问答", *_cells(measured.assistant, _SHOWN)),
        f"<p>{_SEARCH}</p>", table("只看检索", *_cells(measured.search, _SEARCHED)),
        "<h2>发现</h2>", paragraphs(written, ablation_finding(measured)),
    ])  # fmt: skip


def _cells(rows: Sequence[Row], names: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """Return the head and the rows of a table."""
    shown = [name for name in names if any(name in row.figures for row in rows)]
    return ["", *shown], [[row.label, *(_cell(row, name) for name in shown)] for row in rows]


def _lines(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _cell(row: Row, name: str) -> str:
    if name not in row.figures:
        return ""
    value = f"{row.figures[name]:.4f}"
    change = next((change for change in row.changes if change.figure == name), None)
    if change is None or not change.difference:
        return value
    return f"{value}（{change.difference:+.4f}{'*' if change.p < SURE else ''}）"
