"""The report in Markdown: the same tables, for a terminal, a mail or a repository."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from eval.finding import run_finding
from eval.naming import GROUPING_NAMES, KINDS, MEANINGS, remarks, stage_name
from eval.view import Run, Versus

_LISTED = 50


def document(runs: Sequence[Run], versus: Sequence[Versus] = ()) -> str:
    """Return the whole report.

    Args:
        runs: each gets a section.
        versus: pairs of them, set side by side first.
    """
    lines = ["# 评测报告"]
    for pair in versus:
        lines += _side_by_side(pair)
    for run in runs:
        lines += _section(run)
    return "\n".join(lines) + "\n"


def _section(run: Run) -> Iterator[str]:
    yield f"\n## {run.name}\n"
    yield from _origin(run.environment)
    yield from table(["含义", "指标", "数值"], _figure_rows(run))
    for grouping in dict.fromkeys(group.grouping for group in run.groups):
        rows = [group for group in run.groups if group.grouping == grouping]
        names = [name for name in MEANINGS if any(name in row.figures for row in rows)]
        yield f"\n### {GROUPING_NAMES[grouping]}\n"
        yield from table(
            ["", "题数", "答对", *names],
            (
                [_name(row.name), row.questions, row.right, *(row.figures.get(name, "") for name in names)]
                for row in rows
            ),
        )
    yield "\n### 失误发生在哪一步\n"
    yield from table(["环节", "题数"], ([stage_name(loss.stage), loss.questions] for loss in run.losses))
    yield f"\n### 最差的 {min(len(run.worst), _LISTED)} 题\n"
    yield from table(
        ["编号", "问题", "应答", "所答", "环节", "正确段落名次", "把握"],
        (
            [
                row.id,
                row.question,
                row.expected[:60],
                row.given[:60],
                stage_name(row.stage),
                row.candidate or "—",
                row.confidence,
            ]
            for row in run.worst[:_LISTED]
        ),
    )
    yield "\n### 发现\n"
    yield from listed(run.written, run_finding(run))


def _side_by_side(pair: Versus) -> Iterator[str]:
    yield f"\n## 并排：{pair.first.folder.path.name} 与 {pair.second.folder.path.name}\n"
    for note in pair.compared["notes"]:
        yield f"- 注意：{note}。"
    yield ""
    yield from table(
        ["哪些题", "指标", "题数", "前", "后", "差", "95% 区间", "p"],
        (
            _difference(row)
            for row in pair.compared["differences"]
            if row["grouping"] == "all" or row["better"] is not None
        ),
    )


def _difference(row: Mapping[str, Any]) -> list[object]:
    where = f"{GROUPING_NAMES[row['grouping']]} {_name(row['group'])}".strip()
    return [
        where, row["figure"], row["questions"], row["first"], row["second"], f"{row['difference']:+.4f}",
        f"{row['low']:+.4f} 到 {row['high']:+.4f}", row["p"],
    ]  # fmt: skip


def _figure_rows(run: Run) -> Iterator[list[object]]:
    for name, value in run.figures.items():
        yield [MEANINGS.get(name, ""), name, f"{value:.0f}" if name in ("questions", "citations") else value]


def _origin(environment: Mapping[str, Any]) -> Iterator[str]:
    library, asked, settings = environment["library"], environment["set"], environment["settings"]
    yield f"- 提交：{environment['commit']}；代码 {environment.get('code')}"
    for line in remarks(environment):
        yield f"- 注意：{line}"
    yield f"- 变体：{environment.get('variant')}"
    yield f"- 问题集：{asked['name']}（sha256 {asked['sha256'][:16]}）"
    yield f"- 库：{library['notices']} 件通知（sha256 {library['sha256'][:16]}）"
    yield f"- 编码模型：{settings['encoder']}；拒答阈值：{settings['answer_threshold']}\n"


def listed(written: str, sentences: Sequence[str]) -> Iterator[str]:
    """Lay out a finding: first what a person wrote, quoted, then the sentences made from figures."""
    if written:
        # As a quotation it can open no heading and no table of ours, and no tag of its own counts.
        yield from (f"> {line.replace('&', '&amp;').replace('<', '&lt;')}" for line in written.splitlines())
        yield ""
    yield from (f"- {sentence}" for sentence in sentences)


def _name(group: str) -> str:
    return KINDS.get(group, group)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Give the lines of a table; None stands as a dash, a number that is no whole one with four decimals."""
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(_plain(cell) for cell in row)} |"


def _plain(cell: object) -> str:
    """Keep a cell on one line and inside its column."""
    if cell is None:
        return "—"
    words = f"{cell:.4f}" if isinstance(cell, float) else str(cell)
    return " ".join(words.split()).replace("|", "\\|")
