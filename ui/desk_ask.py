"""The desk's first tab: look something up, and say whether the answer was right."""

from collections.abc import Callable
from typing import Any

from corpus.errors import ZhengdaError
from qa.shared import SharedAssistant
from qa.verdict import VERDICT_NAMES, Verdict
from ui.desk_parts import said, table
from ui.quiet_gradio import gr
from ui.tables import CITATION_HEADINGS, ROLES, STATUSES, citation_rows, deadline_line

_VERDICTS = tuple(VERDICT_NAMES.items())


def ask_tab(library: SharedAssistant) -> None:
    """Lay the tab out.

    Args:
        library: what is asked.
    """
    question = gr.Textbox(label="问题", placeholder="例如：谁牵头做某项工作？", lines=2, submit_btn="查找")
    status = gr.Textbox(label="结果", interactive=False)
    text = gr.Textbox(label="答复", interactive=False, lines=2)
    with gr.Row():
        units = [gr.Textbox(label=label, interactive=False) for label in ("牵头单位", "责任单位", "配合单位")]
        deadline = gr.Textbox(label="时限", interactive=False)
    verdicts = _verdicts(library)
    citations = table("原文依据", CITATION_HEADINGS, [5, 20, 14, 18, 33, 10])
    with gr.Accordion("原始数据（JSON）", open=False):
        raw = gr.JSON(label="答复记录", show_label=False)

    def ask(asked: str) -> list[Any]:
        limit = library.settings.max_question_chars
        if len(asked) > limit:
            message = f"问题太长：最多 {limit} 字。请缩短后再查。"
            return [message, "", "", "", "", "", [], None, *_open(None)]
        answer: dict[str, Any] = library.ask(asked)
        fields = answer["fields"]
        named = ["、".join(fields[role]) for role in ROLES]
        shown = [STATUSES[answer["status"]], answer["text"], *named, deadline_line(fields["deadline"])]
        return [*shown, citation_rows(answer), answer, *_open(answer["receipt"])]

    outputs = [status, text, *units, deadline, citations, raw, *verdicts]
    gr.on([question.submit], ask, question, outputs, api_name=False)


def _verdicts(library: SharedAssistant) -> list[Any]:
    """Lay out the buttons of an operator's verdict. Returns the components that `_open` has values for."""
    receipt = gr.State(None)
    with gr.Row(visible=False) as row:
        buttons = [gr.Button(f"{name}", size="md", min_width=50) for _, name in _VERDICTS]
    told = gr.HTML(elem_classes="desk-words")

    def judge(given: str | None, verdict: Verdict, by: str | None) -> list[Any]:
        if given is None:
            return [gr.skip()] * (len(buttons) + 1)
        record = {"receipt": given, "verdict": verdict.value, **({"by": by} if by else {})}
        try:
            library.save_feedback(record)
        except ZhengdaError as error:
            return [said(f"没有记下：{error}"), *([gr.skip()] * len(buttons))]
        return [said(f"已记下：{VERDICT_NAMES[verdict]}"), *([gr.update(interactive=False)] * len(buttons))]

    def judging(verdict: Verdict) -> Callable[[str | None, gr.Request], list[Any]]:
        def said_by(given: str | None, request: gr.Request) -> list[Any]:
            return judge(given, verdict, request.username)

        return said_by

    for button, (verdict, _) in zip(buttons, _VERDICTS, strict=True):
        gr.on([button.click], judging(verdict), receipt, [told, *buttons], api_name=False)
    return [receipt, row, told, *buttons]


def _open(receipt: str | None) -> list[Any]:
    """Let a verdict be said on the answer with this receipt; on none where there is no answer."""
    ready = receipt is not None
    asked = said("这个回答怎么样？点一下即记下，供改进题库。") if ready else ""
    return [receipt, gr.update(visible=ready), asked, *([gr.update(interactive=ready)] * len(_VERDICTS))]
