"""The desk's list of notices, and each with its tasks and its text."""

from typing import Any

from corpus.ledger import LedgerFilter, row_record
from qa.shared import SharedAssistant
from ui.desk_parts import table
from ui.quiet_gradio import gr
from ui.tables import NOTICE_HEADINGS, TASK_HEADINGS, notice_rows, task_rows

_TASK_WIDTHS = [8, 15, 5, 24, 10, 10, 8, 7, 7, 6]


def notices_tab(library: SharedAssistant, blocks: gr.Blocks) -> None:
    """Lay the tab out.

    Args:
        library: whose notices are listed.
        blocks: the page, to fill the tab when it is opened.
    """
    listed = table("通知（点一行看详情）", NOTICE_HEADINGS, [14, 10, 40, 16, 10, 10])
    title = gr.Textbox(label="标题", interactive=False)
    tasks = table("任务条目", TASK_HEADINGS, _TASK_WIDTHS)
    text = gr.Textbox(label="正文", interactive=False, lines=12, max_lines=24)

    def show(event: gr.SelectData) -> list[Any]:
        notice_id = str(event.row_value[0])
        found: dict[str, Any] | None = library.notice(notice_id)
        if found is None:
            return ["库里已没有这份通知，请刷新本页。", [], ""]
        rows = task_rows([row_record(row) for row in library.tasks(LedgerFilter(notice=notice_id))])
        return [found["title"], rows, found["text"]]

    listed.select(show, None, [title, tasks, text], api_name=False)
    blocks.load(lambda: notice_rows(library.notices()), None, listed, api_name=False)
