"""Records of the service as the desk's tables: Chinese headings, plain text in every cell."""

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.labels import STAGES, VALIDITIES
from corpus.model import DocumentStage

Row = list[str]
Record = Mapping[str, Any]

CITATION_HEADINGS = ["序号", "通知", "发文字号", "位置", "原文", "状态"]
TASK_HEADINGS = ["地区", "通知", "序号", "任务", "牵头单位", "责任单位", "配合单位", "时限", "截止日", "状态"]
NOTICE_HEADINGS = ["编号", "地区", "标题", "发文字号", "印发日期", "状态"]
RUN_HEADINGS = [
    "时间", "题集", "题数", "首条即依据", "单位 F1", "时限正确", "nDCG@10", "无据时拒答", "有据时误拒",
    "库", "代码", "状态",
]  # fmt: skip
FIGURE_HEADINGS = ["含义", "名称", "数值"]
KIND_HEADINGS = ["种类", "题数", "答对", "首条即依据", "单位 F1", "时限正确", "无据时拒答", "有据时误拒"]
DIFFERENCE_HEADINGS = ["哪些题", "指标", "题数", "对照", "这次", "差", "95% 区间", "p", "判断"]

ROLES = ("lead_units", "responsible_units", "cooperating_units")
STATUSES = {"answered": "已答复", "clarify": "需要澄清", "not_found": "没有找到依据"}
_SEPARATOR = "、"


def citation_rows(answer: Record) -> list[Row]:
    """Lay out an answer's citations (contract/answer.schema.json) under CITATION_HEADINGS."""
    return [
        [
            str(cited["n"]),
            cited["notice"]["title"],
            cited["notice"]["document_number"] or "",
            place(cited),
            cited["quote"],
            marks(cited["notice"]),
        ]
        for cited in answer["citations"]
    ]


def task_rows(tasks: Sequence[Record]) -> list[Row]:
    """Lay out ledger rows (contract/task.schema.json) under TASK_HEADINGS."""
    return [
        [
            task["region"] or "",
            task["notice"],
            task["item"] or "",
            task["text"],
            *(_SEPARATOR.join(task[role]) for role in ROLES),
            (task["deadline"] or {}).get("text") or "",
            (task["deadline"] or {}).get("due") or "",
            marks(task),
        ]
        for task in tasks
    ]


def notice_rows(notices: Sequence[Record]) -> list[Row]:
    """Lay out notice heads under NOTICE_HEADINGS."""
    return [
        [
            notice["id"],
            notice["region"] or "",
            notice["title"],
            notice["document_number"] or "",
            notice["issued_on"] or notice["dated_on"] or "",
            marks(notice),
        ]
        for notice in notices
    ]


def place(cited: Record) -> str:
    """Say where in its notice a citation stands: headings and the item's number."""
    number = [f"第 {cited['item']} 项"] if cited["item"] else []
    return " › ".join([*cited["path"], *number])


def marks(notice: Record) -> str:
    """Say what sort of notice this is: stage, validity, sample, forwarded."""
    # A final notice that forwards nothing needs no mark beside its validity.
    stage = "" if notice["stage"] == DocumentStage.FINAL else STAGES[notice["stage"]]
    flags = ["示例" if notice.get("sample") else "", "转发" if notice.get("forwarded_by") else ""]
    return _SEPARATOR.join(word for word in (stage, VALIDITIES[notice["validity"]], *flags) if word)


def deadline_line(deadline: Record | None) -> str:
    """Write a time limit on one line; "" where there is none."""
    if deadline is None:
        return ""
    due = f"（截至 {deadline['due']}）" if deadline["due"] else ""
    return f"{deadline['text']}{due}"
