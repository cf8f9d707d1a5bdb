"""What the columns of a task table hold: read from its header row, and spread over merged cells."""

import re
from collections.abc import Sequence

from corpus.roles import PERSON, label_role

HEADING, NUMBER, REQUIREMENT, LIMIT, NOTE = "heading", "number", "requirement", "limit", "note"
_COLUMNS = (
    (NUMBER, re.compile("序号|编号|号|序")),
    (NOTE, re.compile("备注|说明|(?:完成|落实|进展|推进)情况")),
    (LIMIT, re.compile(".*(?:时限|时间|完成时|期限|进度|时间节点)(?:要求|节点|安排)?")),
    (
        REQUIREMENT,
        re.compile(".*(?:要求|内容(?:及规模)?|举措|措施|任务分解|具体任务|重点任务|工作目标|目标任务)"),
    ),
    (HEADING, re.compile(".*(?:任务|事项|项目|类别|名称|领域|分类|指标).*")),
)
_LONGEST_NAME = 12


def column_kind(text: str) -> str | None:
    """Return what a column of this name holds: a role of units or a kind named above, None for no name."""
    if role := label_role(text):
        return role
    if len(text) > _LONGEST_NAME:
        return None
    return next((kind for kind, name in _COLUMNS if name.fullmatch(text)), None)


def is_role(kind: str) -> bool:
    """Tell whether a column of this kind holds units (or leaders)."""
    return kind not in (HEADING, NUMBER, REQUIREMENT, LIMIT, NOTE)


def read_header(texts: Sequence[str], *, exact: bool = False) -> list[str] | None:
    """Return the column kinds of a task table's header row, None for any other row.

    Args:
        texts: folded texts of the row's cells; empty ones (the rest of a merged cell) are passed over.
        exact: True where the cells are known as cells: then a column of a name that is not known is a note
            beside more that are, a task's and a unit's among them.
    """
    kinds = _kinds([text for text in texts if text])
    named = [kind for kind in kinds if kind is not None]
    if exact and len(named) < len(kinds) < 2 * len(named) and _of_tasks(named):
        return [kind or NOTE for kind in kinds]
    if len(kinds) < 2 or len(named) < len(kinds):
        return None
    return named if any(is_role(kind) for kind in named) or LIMIT in named else None


# Beside 具体举措 a column of 重点任务 heads it.
_HEADS = re.compile(".*(?:重点任务|目标任务|工作目标|任务分解|具体任务)")


def _kinds(names: Sequence[str]) -> list[str | None]:
    kinds = [column_kind(name) for name in names]
    if kinds.count(REQUIREMENT) < 2:
        return kinds
    return [
        HEADING if kind == REQUIREMENT and _HEADS.fullmatch(name) else kind
        for kind, name in zip(kinds, names, strict=True)
    ]


def _of_tasks(kinds: Sequence[str]) -> bool:
    units = any(is_role(kind) and kind != PERSON for kind in kinds)
    return units and (REQUIREMENT in kinds or HEADING in kinds)


def with_requirement(header: Sequence[str]) -> list[str]:
    """Where no column is named for what is to be done, the innermost task column holds it."""
    if REQUIREMENT in header or HEADING not in header:
        return [*header]
    place = len(header) - 1 - [*header][::-1].index(HEADING)
    return [*header[:place], REQUIREMENT, *header[place + 1 :]]


def spread(header: Sequence[str], width: int, rows: Sequence[Sequence[str]]) -> list[str]:
    """Give merged header cells the columns they span: the task heading spans what is left over.

    Args:
        header: kinds by header cell.
        width: columns of the table's body.
        rows: folded texts of the body's full rows.
    """
    columns = with_requirement(header)
    slack = width - len(columns)
    if slack > 0:
        wide = HEADING if HEADING in columns else REQUIREMENT
        place = columns.index(wide) if wide in columns else 0
        columns = columns[:place] + [HEADING] * slack + columns[place:]
    return [
        _numbered(kind, [row[place] for row in rows if place < len(row)])
        for place, kind in enumerate(columns)
    ]


def _numbered(kind: str, texts: Sequence[str]) -> str:
    """A column under a merged heading that holds nothing but figures is the item's number."""
    printed = [text for text in texts if text]
    return NUMBER if kind == HEADING and printed and all(text.isdigit() for text in printed) else kind
