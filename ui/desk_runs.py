"""The desk's page on evaluation: runs over time, one run, its wrong answers, two runs side by side."""

from typing import Any

from corpus.errors import ZhengdaError
from ui.desk_parts import lines, plain, said, table
from ui.ports import Runs
from ui.quiet_gradio import gr
from ui.tables import DIFFERENCE_HEADINGS, FIGURE_HEADINGS, KIND_HEADINGS, RUN_HEADINGS

_NONE_YET = (
    "还没有评测。用 zhengda eval run 题集.jsonl 做一次（不给 --out 也行），做完在这里就能看到；"
    "已经开着本页的，点一下“刷新”。"
)
_BETWEEN = " · "


def runs_tab(runs: Runs, tab: gr.Tab) -> None:
    """Lay the tab out.

    Args:
        runs: the evaluations.
        tab: read when it is opened, not before.
    """
    with gr.Row():
        told = gr.HTML(elem_classes="desk-words")
        fresh = gr.Button("刷新", size="sm", scale=0, min_width=80)
    with gr.Column(visible=False) as body:
        listed = table("历次评测（点一行看详情）", RUN_HEADINGS, [12, 14, 5, 8, 7, 7, 8, 8, 8, 8, 8, 7])
        chart = _chart(runs)
        chosen = gr.Dropdown([], label="看哪一次", interactive=True)
        outputs = _details(runs, chosen)
    parts = [told, body, listed, chosen, *chart]

    def pick(event: gr.SelectData) -> object:
        # The table may have been sorted anew; a run's label begins as its row does.
        start = _BETWEEN.join(event.row_value[:2])
        ids = [id for label, id in runs.listing()["runs"] if label.startswith(start)]
        return ids[0] if ids else gr.skip()

    gr.on(
        [tab.select, fresh.click],
        lambda *given: _listed(runs, *given),
        [chosen, *chart[:2]],
        parts,
        api_name=False,
    )
    listed.select(pick, None, chosen, api_name=False)
    chosen.change(lambda id: _run(runs, id), chosen, outputs, api_name=False)


def _listed(runs: Runs, run: str | None, of_set: str | None, figure: str | None) -> list[Any]:
    """Fill what stands above one run: a sentence, whether the rest is there, the table, what is chosen."""
    try:
        found = runs.listing()
    except ZhengdaError as error:
        return _only_said(str(error))
    if not found["rows"]:
        return _only_said(_NONE_YET)
    # What was chosen stays chosen when somebody comes back to the tab.
    run = _first((run,), [id for _, id in found["runs"]])
    of_set = _first((of_set,), found["sets"])
    figure = _first((figure, "hit@1", "ndcg@10"), [name for _, name in found["figures"]])
    return [
        "", gr.update(visible=True), found["rows"], gr.update(choices=found["runs"], value=run),
        gr.update(choices=found["sets"], value=of_set), gr.update(choices=found["figures"], value=figure),
        _drawn(runs, of_set, figure),
    ]  # fmt: skip


def _only_said(words: str) -> list[Any]:
    """Say something in place of all that `_listed` fills."""
    return [said(words), gr.update(visible=False), *([gr.skip()] * 5)]


def _chart(runs: Runs) -> list[Any]:
    """Lay out the chart over time. Returns what chooses the set and the figure, and the chart."""
    with gr.Row():
        of_set = gr.Dropdown([], label="哪个题集", interactive=True, min_width=280)
        figure = gr.Dropdown([], label="哪个指标", interactive=True, min_width=280)
    drawn = gr.HTML(elem_classes="desk-chart")

    # Not when they are filled: that gives two events, of which the first knows only half.
    gr.on(
        [of_set.input, figure.input],
        lambda *given: _drawn(runs, *given),
        [of_set, figure],
        drawn,
        api_name=False,
    )
    return [of_set, figure, drawn]


def _drawn(runs: Runs, set_name: str | None, figure: str | None) -> str:
    if not set_name or not figure:
        return ""
    try:
        found = runs.chart(set_name, figure)
    except ZhengdaError as error:
        return said(str(error))
    return plain(found["svg"]) + said(found["note"])


def _details(runs: Runs, chosen: gr.Dropdown) -> list[Any]:
    """Lay one run out. Returns the components that `_run` has values for."""
    origin = gr.HTML(elem_classes="desk-words")
    with gr.Row():
        figures = table("指标", FIGURE_HEADINGS, [44, 36, 20], min_width=320)
        stages = table("错在哪一步（每题计一次）", ["环节", "题数"], [70, 30], min_width=320)
    kinds = table("按题型", KIND_HEADINGS, [16, 12, 12, 12, 12, 12, 12, 12])
    question = gr.Dropdown([], label="最差的题（先误答，越有把握越靠前；后误拒）", interactive=True)
    wrong = table("这一题", ["项", "内容"], [16, 84], visible=False)
    with gr.Accordion("经过（检索和打分，JSON）", open=False, visible=False) as traced:
        trace = gr.JSON(label="经过", show_label=False)
    base, compared = _comparison(runs, chosen)

    def show(id: str | None, row: str | None) -> list[Any]:
        if not id or not row:
            return [gr.update(value=[], visible=False), gr.update(visible=False), None]
        try:
            found = runs.wrong(id, row)
        except ZhengdaError as error:
            return [gr.update(value=[["出错", str(error)]], visible=True), gr.update(visible=False), None]
        return [gr.update(value=found["rows"], visible=True), gr.update(visible=True), found["trace"]]

    question.change(show, [chosen, question], [wrong, traced, trace], api_name=False)
    return [origin, figures, stages, kinds, question, base, *compared]


def _comparison(runs: Runs, chosen: gr.Dropdown) -> tuple[gr.Dropdown, list[Any]]:
    base = gr.Dropdown([], label="与同一题集的哪一次对照", interactive=True)
    notes = gr.HTML(elem_classes="desk-words")
    rows = table(
        "差别：这次减对照（分组只列不像碰巧的）",
        DIFFERENCE_HEADINGS,
        [15, 19, 8, 10, 10, 10, 14, 7, 7],
        visible=False,
    )

    def compare(first: str | None, id: str | None) -> list[Any]:
        if not first or not id:
            return ["", gr.update(value=[], visible=False)]
        try:
            found = runs.compare(first, id)
        except ZhengdaError as error:
            return [lines("warn", [str(error)]), gr.update(value=[], visible=False)]
        return [lines("warn", found["notes"]), gr.update(value=found["rows"], visible=True)]

    base.change(compare, [base, chosen], [notes, rows], api_name=False)
    return base, [notes, rows]


def _run(runs: Runs, id: str | None) -> list[Any]:
    """Fill the components of `_details`: a run that cannot be read says so, the rest stays usable."""
    nothing = gr.update(choices=[], value=None)
    away = ["", gr.update(value=[], visible=False)]
    if not id:
        return ["", [], [], [], nothing, nothing, *away]
    try:
        found = runs.run(id)
    except ZhengdaError as error:
        return [lines("warn", [str(error)]), [], [], [], nothing, nothing, *away]
    origin = lines("warn", [found["note"]] if found["note"] else []) + said(found["origin"])
    return [
        origin, found["figures"], found["stages"], found["kinds"],
        gr.update(choices=found["wrong"], value=None), gr.update(choices=found["others"], value=None), *away,
    ]  # fmt: skip


def _first(wanted: tuple[str | None, ...], there: list[str]) -> str | None:
    return next((name for name in (*wanted, *there) if name in there), None)
