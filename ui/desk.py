"""The staff desk: look up, task ledger, notices. The only module that knows Gradio."""

import os

# Gradio reports to its makers unless told not to, and reads this when it is imported.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

import gradio as gr
from fastapi import FastAPI

from corpus.ledger import LedgerFilter, LedgerRow, Role, row_record
from qa.shared import SharedAssistant
from ui.tables import (
    CITATION_HEADINGS,
    NOTICE_HEADINGS,
    ROLES,
    STATUSES,
    TASK_HEADINGS,
    citation_rows,
    deadline_line,
    notice_rows,
    task_rows,
)

ROLE_CHOICES = [("任一角色", ""), ("牵头", "lead"), ("责任", "responsible"), ("配合", "cooperating")]
FORMATS = [("CSV", "csv"), ("Excel", "xlsx"), ("日历", "ics")]
_TASK_WIDTHS = [8, 15, 5, 24, 10, 10, 8, 7, 7, 6]
_HEAD = """<script>document.documentElement.lang='zh-CN'</script>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">"""
_FONTS = ["system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"]


def build_desk(library: SharedAssistant, *, path: str) -> FastAPI:
    """Build the desk.

    Args:
        library: what it works on.
        path: where it will answer, with a leading slash.

    Returns:
        An application that serves `path` and what lies below it; its lifespan must be entered first.
    """
    with gr.Blocks(title="政答工作台", analytics_enabled=False) as blocks:
        gr.Markdown("# 政答工作台\n查通知、看台账。公众提问页见[首页](/)。")
        with gr.Tab("查一查"):
            _ask_tab(library)
        with gr.Tab("台账"):
            _ledger_tab(library, blocks)
        with gr.Tab("通知"):
            _notices_tab(library, blocks)
    desk: FastAPI = gr.mount_gradio_app(
        FastAPI(docs_url=None, redoc_url=None, openapi_url=None),
        blocks,
        path=path,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        show_error=False,
        theme=gr.themes.Base(primary_hue="blue", font=_FONTS, font_mono=["ui-monospace", "monospace"]),
        head=_HEAD,
        # The address bar of a public machine should not offer a programming interface to this page.
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
    )
    return desk


def _ask_tab(library: SharedAssistant) -> None:
    question = gr.Textbox(label="问题", placeholder="例如：谁牵头做某项工作？", lines=2, submit_btn="查找")
    status = gr.Textbox(label="结果", interactive=False)
    text = gr.Textbox(label="答复", interactive=False, lines=2)
    with gr.Row():
        units = [gr.Textbox(label=label, interactive=False) for label in ("牵头单位", "责任单位", "配合单位")]
        deadline = gr.Textbox(label="时限", interactive=False)
    citations = _table("原文依据", CITATION_HEADINGS, [5, 20, 14, 18, 33, 10])
    with gr.Accordion("原始数据（JSON）", open=False):
        raw = gr.JSON(label="答复记录", show_label=False)

    def ask(asked: str) -> list[Any]:
        limit = library.settings.max_question_chars
        if len(asked) > limit:
            return [f"问题太长：最多 {limit} 字。请缩短后再查。", "", "", "", "", "", [], None]
        answer: dict[str, Any] = library.ask(asked)
        fields = answer["fields"]
        named = ["、".join(fields[role]) for role in ROLES]
        due = deadline_line(fields["deadline"])
        return [STATUSES[answer["status"]], answer["text"], *named, due, citation_rows(answer), answer]

    gr.on([question.submit], ask, question, [status, text, *units, deadline, citations, raw], api_name=False)


def _ledger_tab(library: SharedAssistant, blocks: gr.Blocks) -> None:
    with gr.Row():
        unit = gr.Textbox("", label="单位", placeholder="例如：县发改委")
        role = gr.Dropdown(ROLE_CHOICES, value="", label="角色")
        region = gr.Dropdown([("全部", "")], value="", label="地区")
        notice = gr.Dropdown([("全部", "")], value="", label="通知")
        before = gr.Textbox("", label="在此日前到期", placeholder="2024-12-31", max_lines=1)
    with gr.Row():
        find = gr.Button("筛选", variant="primary", size="md")
        links = [
            gr.Button(f"导出 {label}", link=_export([""] * 5, name), size="md") for label, name in FORMATS
        ]
    said = gr.Textbox(label="结果", interactive=False)
    table = _table("台账", TASK_HEADINGS, _TASK_WIDTHS)
    filters = [unit, role, region, notice, before]

    def show(*given: str) -> list[Any]:
        try:
            wanted = _filter(*given)
        except ValueError:
            return ["日期写法不对，请写成 2024-12-31 这样。", [], *([gr.skip()] * len(FORMATS))]
        found = library.tasks(wanted)
        exports = [gr.update(link=_export(given, name)) for _, name in FORMATS]
        return [f"共 {len(found)} 条", _task_table(found), *exports]

    def choices() -> list[Any]:
        info: dict[str, Any] = library.info()
        named = [("全部", ""), *((place["name"], place["name"]) for place in info["regions"])]
        titles: list[tuple[Any, Any]] = [("全部", ""), *((n["title"], n["id"]) for n in library.notices())]
        return [gr.update(choices=named), gr.update(choices=titles)]

    outputs = [said, table, *links]
    gr.on([find.click, unit.submit, before.submit], show, filters, outputs, api_name=False)
    blocks.load(choices, None, [region, notice], api_name=False)
    blocks.load(show, filters, outputs, api_name=False)


def _notices_tab(library: SharedAssistant, blocks: gr.Blocks) -> None:
    table = _table("通知（点一行看详情）", NOTICE_HEADINGS, [14, 10, 40, 16, 10, 10])
    title = gr.Textbox(label="标题", interactive=False)
    tasks = _table("任务条目", TASK_HEADINGS, _TASK_WIDTHS)
    text = gr.Textbox(label="正文", interactive=False, lines=12, max_lines=24)

    def show(event: gr.SelectData) -> list[Any]:
        notice_id = str(event.row_value[0])
        found: dict[str, Any] | None = library.notice(notice_id)
        if found is None:
            return ["库里已没有这份通知，请刷新本页。", [], ""]
        rows = _task_table(library.tasks(LedgerFilter(notice=notice_id)))
        return [found["title"], rows, found["text"]]

    table.select(show, None, [title, tasks, text], api_name=False)
    blocks.load(lambda: notice_rows(library.notices()), None, table, api_name=False)


def _task_table(found: tuple[LedgerRow, ...]) -> list[list[str]]:
    return task_rows([{**row_record(row), "sample": row.notice.sample} for row in found])


def _table(label: str, headings: list[str], widths: list[int]) -> gr.Dataframe:
    """Make a table whose cells are shown as they are: `str` cells are never read as HTML or Markdown.

    Args:
        label: its name.
        headings: of its columns.
        widths: of its columns, in percent; without them long cells are not broken into lines.
    """
    return gr.Dataframe(
        headers=headings,
        datatype="str",
        column_count=len(headings),
        label=label,
        interactive=False,
        wrap=True,
        column_widths=[f"{width}%" for width in widths],
    )


def _filter(unit: str, role: str, region: str, notice: str, before: str) -> LedgerFilter:
    return LedgerFilter(
        unit=unit.strip() or None,
        role=Role(role) if role else None,
        region=region or None,
        notice=notice or None,
        due_before=date.fromisoformat(before.strip()) if before.strip() else None,
    )


def _export(given: Sequence[str], format: str) -> str:
    """Give the service's address for the same filter. `given`: the filter fields in their order."""
    names = ("unit", "role", "region", "notice", "due_before")
    kept = {name: value.strip() for name, value in zip(names, given, strict=True) if value.strip()}
    return f"/api/v1/tasks?{urlencode({**kept, 'format': format})}"
