"""Columns are known by their names, and merged header cells span what is left over."""

import pytest

from corpus.parse.columns import (
    HEADING,
    LIMIT,
    NOTE,
    NUMBER,
    REQUIREMENT,
    column_kind,
    is_role,
    read_header,
    spread,
)  # fmt: skip
from corpus.roles import LEAD, RESPONSIBLE


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("序号", NUMBER),
        ("工作任务", HEADING),
        ("具体要求", REQUIREMENT),
        ("完成时限", LIMIT),
        ("牵头单位", LEAD),
        ("责任科室", RESPONSIBLE),
        ("备注", NOTE),
        ("市财政局", None),
        ("积极推进本部门预算公开的各项具体要求", None),
    ],
)
def test_a_name_tells_what_its_column_holds(name: str, kind: str | None) -> None:
    assert column_kind(name) == kind


def test_only_roles_hold_units() -> None:
    assert [kind for kind in (HEADING, NUMBER, REQUIREMENT, LIMIT, NOTE, LEAD) if is_role(kind)] == [LEAD]


def test_a_header_needs_a_column_of_units_or_limits() -> None:
    assert read_header(["工作任务", "", "责任单位"]) == [HEADING, RESPONSIBLE]
    assert read_header(["工作任务", "具体要求"]) is None
    assert read_header(["责任单位"]) is None
    assert read_header(["工作任务", "市财政局", "责任单位"]) is None


def test_a_merged_heading_spans_the_columns_left_over() -> None:
    body = [["公开", "1", "公开预算。", "财务科"], ["公开", "2", "公开决算。", "财务科"]]
    assert spread([HEADING, REQUIREMENT, RESPONSIBLE], 4, body) == [HEADING, NUMBER, REQUIREMENT, RESPONSIBLE]


def test_the_innermost_task_column_holds_what_is_to_be_done() -> None:
    assert spread([NUMBER, HEADING, RESPONSIBLE], 3, [["1", "公开预算。", "财务科"]]) == [
        NUMBER,
        REQUIREMENT,
        RESPONSIBLE,
    ]


def test_the_task_heads_the_measures_beside_it() -> None:
    names = ["序号", "重点任务", "具体举措", "责任单位"]
    assert read_header(names) == [NUMBER, HEADING, REQUIREMENT, RESPONSIBLE]
    assert read_header(["序号", "重点任务", "责任单位"]) == [NUMBER, REQUIREMENT, RESPONSIBLE]


def test_where_cells_are_known_a_column_of_a_strange_name_is_a_note() -> None:
    names = ["序号", "项目名称", "建设内容", "资金来源", "责任单位"]
    assert read_header(names) is None
    assert read_header(names, exact=True) == [NUMBER, HEADING, REQUIREMENT, NOTE, RESPONSIBLE]
    assert read_header(["序号", "事项名称", "办理时限", "收费标准"], exact=True) is None
    assert read_header(["单位", "甲", "乙", "责任单位", "内容"], exact=True) is None
