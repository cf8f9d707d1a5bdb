"""The desk's task ledger: filters, rows, and the same rows as files."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from corpus.ledger import LedgerFilter, LedgerRow, Role, row_record
from qa.shared import SharedAssistant
from ui.desk_parts import table
from ui.quiet_gradio import gr
from ui.tables import TASK_HEADINGS, task_rows

ROLE_CHOICES = [("任一角色", ""), ("牵头", "lead"), ("责任", "responsible"), ("配合", "cooperating")]
FORMATS = [("CSV", "csv"), ("Excel", "xlsx"), ("日历", "ics")]
_WIDTHS = [8, 15, 5, 24, 10, 10, 8, 7, 7, 6]


def ledger_tab(library: SharedAssistant, blocks: gr.Blocks) -> None:
    """Lay the tab out.

    Args:
        library: whose tasks are listed.
        blocks: the page, to fill the tab when it is opened.
    """
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
    table = task_table("台账")
    filters = [unit, role, region, notice, before]

    def show(*given: str) -> list[Any]:
        try:
            wanted = _filter(*given)
        except ValueError:
            return ["日期写法不对，请写成 2024-12-31 这样。", [], *([gr.skip()] * len(FORMATS))]
        found = library.tasks(wanted)
        exports = [gr.update(link=_export(given, name)) for _, name in FORMATS]
        return [f"共 {len(found)} 条", ledger_rows(found), *exports]

    def choices() -> list[Any]:
        info: dict[str, Any] = library.info()
        named = [("全部", ""), *((place["name"], place["name"]) for place in info["regions"])]
        titles: list[tuple[Any, Any]] = [("全部", ""), *((n["title"], n["id"]) for n in library.notices())]
        return [gr.update(choices=named), gr.update(choices=titles)]

    outputs = [said, table, *links]
    gr.on([find.click, unit.submit, before.submit], show, filters, outputs, api_name=False)
    blocks.load(choices, None, [region, notice], api_name=False)
    blocks.load(show, filters, outputs, api_name=False)


def task_table(label: str) -> gr.Dataframe:
    """Make an empty table of task items."""
    return table(label, TASK_HEADINGS, _WIDTHS)


def ledger_rows(found: tuple[LedgerRow, ...]) -> list[list[str]]:
    """Lay ledger rows out under the headings of `task_table`."""
    return task_rows([row_record(row) for row in found])


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
