"""The report as one page of HTML that needs nothing else: no script, no request; light or dark."""

import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from eval.charts import Line, bar_chart, histogram, line_chart
from eval.compare import SURE
from eval.finding import run_finding
from eval.naming import GROUPING_NAMES, KINDS, MEANINGS, remarks, stage_name
from eval.page import figure_text, page_of, paragraphs, table
from eval.view import Run, Versus, Wrong


def page(runs: Sequence[Run], versus: Sequence[Versus] = ()) -> str:
    """Return the whole page.

    Args:
        runs: each gets a section.
        versus: pairs of them, set side by side first.
    """
    body = [
        "<h1>评测报告</h1>",
        *_contents(runs, versus),
        *(part for pair in versus for part in _side_by_side(pair)),
        *(part for number, run in enumerate(runs) for part in _section(run, number)),
    ]
    return page_of("政答评测报告", body)


def _contents(runs: Sequence[Run], versus: Sequence[Versus]) -> Iterator[str]:
    if len(runs) < 2:
        return
    names = [name for name in MEANINGS if any(name in run.figures for run in runs)]
    rows = [[run.name, *(figure_text(run.figures.get(name), name) for name in names)] for run in runs]
    yield table("各部分的指标", ["部分", *(f"{MEANINGS[name]} {name}" for name in names)], rows)
    links = "".join(
        f'<li><a href="#run{number}">{escape(run.name)}</a></li>' for number, run in enumerate(runs)
    )
    yield f'<nav aria-label="目录"><ul>{links}</ul></nav>'
    if versus:
        yield "<p>先并排比较，再逐个列出。</p>"


def _section(run: Run, number: int) -> Iterator[str]:
    yield f'<section id="run{number}"><h2>{escape(run.name)}</h2>'
    yield _origin(run.environment)
    rows = [[MEANINGS.get(name, name), name, figure_text(value, name)] for name, value in run.figures.items()]
    yield table("指标", ["含义", "名称", "数值"], rows)
    yield f'<div class="charts">{"".join(_charts(run))}</div>'
    for grouping in dict.fromkeys(group.grouping for group in run.groups):
        yield _group_table(run, grouping)
    lost = [[stage_name(loss.stage), str(loss.questions)] for loss in run.losses]
    if lost:
        yield table("失误发生在哪一步（每题计一次）", ["环节", "题数"], lost)
    if run.worst:
        yield f"<h3>最差的 {len(run.worst)} 题</h3><p>先误答（越有把握越靠前），后误拒。点开可见经过。</p>"
        yield from map(_wrong, run.worst)
    yield "<h3>发现</h3>"
    yield paragraphs(run.written, run_finding(run))
    yield "</section>"


def _charts(run: Run) -> Iterator[str]:
    if run.risk:
        curve = [Line(name=run.name, points=run.risk)]
        yield line_chart(
            "风险—覆盖：只答最有把握的一部分时，错的占多少", curve, x="作答的份额", y="其中错的份额"
        )
        yield line_chart("校准：说有几成把握，实际对几成", [
            Line(name="完全校准", points=[(0, 0), (1, 1)], dotted=True),
            Line(name=run.name, points=[(sure, right) for sure, right, _ in run.reliability]),
        ], x="把握", y="实际对的份额", top=1.0, marks=True)  # fmt: skip
    kinds = [group for group in run.groups if group.grouping == "kind"]
    if kinds:
        yield bar_chart(
            "各种问题答对的份额",
            [(_kind(row.name, row.questions), (row.right,)) for row in kinds],
            [run.name],
        )
    if run.milliseconds:
        yield histogram("作答用时（不含问题编码）", run.milliseconds, unit="毫秒")


def _side_by_side(pair: Versus) -> Iterator[str]:
    first, second = pair.first, pair.second
    yield f"<section><h2>并排：{escape(first.folder.path.name)} 与 {escape(second.folder.path.name)}</h2>"
    for note in pair.compared["notes"]:
        yield f"<p>注意：{escape(note)}。</p>"
    yield f'<div class="charts">{"".join(_both(first, second))}</div>'
    for grouping, title in GROUPING_NAMES.items():
        rows = [row for row in pair.compared["differences"] if row["grouping"] == grouping]
        # Of the groups only what chance does not explain; of all questions everything.
        shown = [row for row in rows if grouping == "all" or row["p"] < SURE]
        if shown:
            yield table(f"{title}的差别", _DIFFERENCE_HEAD, map(_difference, shown))
    yield "<p class=faint>区间为 95% 配对自助法；p 为配对随机化检验，未作多重比较校正。</p></section>"


_DIFFERENCE_HEAD = ["哪些题", "指标", "题数", "前", "后", "差", "95% 区间", "p"]


def _difference(row: Mapping[str, Any]) -> list[str]:
    mark = {True: "good", False: "bad"}.get(row["better"])
    change = f"{row['difference']:+.4f}"
    return [
        KINDS.get(row["group"], row["group"]) or "全部", f"{MEANINGS.get(row['figure'], '')} {row['figure']}",
        str(row["questions"]), f"{row['first']:.4f}", f"{row['second']:.4f}",
        f'\0<span class="{mark}">{change}</span>' if mark else change,
        f"{row['low']:+.4f} 到 {row['high']:+.4f}", f"{row['p']:.4f}",
    ]  # fmt: skip


def _both(first: Run, second: Run) -> Iterator[str]:
    names = [first.folder.path.name, second.folder.path.name]
    lines = [Line(name=name, points=run.risk) for name, run in zip(names, (first, second), strict=True)]
    yield line_chart("风险—覆盖", lines, x="作答的份额", y="其中错的份额")
    shares = {(row.grouping, row.name): row.right for row in first.groups}
    rows = [
        (_kind(row.name, row.questions), (shares[row.grouping, row.name], row.right))
        for row in second.groups
        if row.grouping == "kind" and (row.grouping, row.name) in shares
    ]
    if rows:
        yield bar_chart("各种问题答对的份额", rows, names)


def _group_table(run: Run, grouping: str) -> str:
    rows = [group for group in run.groups if group.grouping == grouping]
    names = [name for name in MEANINGS if any(name in row.figures for row in rows)]
    cells = [
        [
            KINDS.get(row.name, row.name), str(row.questions), figure_text(row.right, "right"),
            *(figure_text(row.figures.get(name), name) for name in names),
        ]
        for row in rows
    ]  # fmt: skip
    return table(GROUPING_NAMES[grouping], ["", "题数", "答对", *(MEANINGS[name] for name in names)], cells)


def _wrong(row: Wrong) -> str:
    sure = "—" if row.confidence is None else f"{row.confidence:.2f}"
    place = f"第 {row.candidate} 个候选" if row.candidate else "不在候选之列"
    cells = [
        ["应答", row.expected], ["所答", row.given], ["不足的指标", "、".join(row.figures)],
        ["环节", stage_name(row.stage)], ["正确段落", place], ["把握", sure],
    ]  # fmt: skip
    traced = escape(json.dumps(shortened(row.trace), ensure_ascii=False, indent=1))
    return (
        f"<details><summary>{escape(f'{row.id} · {stage_name(row.stage)} · {row.question}')}</summary>"
        f"{table('', ['', ''], cells)}<pre>{traced}</pre></details>"
    )


def shortened(trace: Mapping[str, Any]) -> dict[str, Any]:
    """Return a trace with its first candidates only."""
    return {**trace, "candidates": [row for row in trace.get("candidates", ()) if "quote" in row]}


def _origin(environment: Mapping[str, Any]) -> str:
    library, asked, settings = environment["library"], environment["set"], environment["settings"]
    facts = [
        f"提交 {environment['commit']}", f"代码 {environment.get('code')}",
        f"问题集 {asked['name']}（{asked['sha256'][:12]}）",
        f"库 {library['notices']} 件通知（{library['sha256'][:12]}）", f"编码模型 {settings['encoder']}",
        f"拒答阈值 {settings['answer_threshold']}", f"变体 {environment.get('variant')}",
        f"机器 {environment['machine']['cpu']}，{environment['machine']['cores']} 核",
    ]  # fmt: skip
    notes = "".join(f"<p>注意：{escape(line)}</p>" for line in remarks(environment))
    return f'<p class="faint">{escape("；".join(facts))}</p>{notes}'


def _kind(name: str, questions: int) -> str:
    return f"{KINDS.get(name, name)}（{questions}）"
