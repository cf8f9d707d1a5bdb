"""Table rows to what they state, the same from every layout."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import TaskItem
from tests.corpus.parse.tabled import HEAD, Row, cell, items, laid_out, parsed, rows

PIPED = """工作任务 | 具体要求 | 责任单位 | 完成时限 |
一、做好公开 | 1.公开预算。 | 市财政局 | 6月底前 |
2.修订指南。 | 市司法局 | 年底前 | |
"""
MARKDOWN = """| 工作任务 | 序号 | 具体要求 | 责任单位 | 完成时限 |
| --- | --- | --- | --- | --- |
| 一、做好公开 | 1 | 公开预算。 | 市财政局 | 6月底前 |
|  | 2 | 修订指南。 | 市司法局 | 年底前 |
"""
HEADER, PUBLIC = "工作任务 具体要求 责任单位 完成时限", "一、做好公开 1 公开预算。 市财政局 6月底前"
STACKED = "\n|\n".join([*HEADER.split(), *PUBLIC.split(), "2", "修订指南。", "市司法局", "年底前"])
TABBED = "".join(
    "".join(f"\t{cell}\n" for cell in row.split("/")) + "\n"
    for row in (
        "工作任务/序号/具体要求/责任单位/完成时限",
        "一、做好公开/1/公开预算。/市财政局/6月底前",
        "/2/修订指南。/市司法局/年底前",
    )
)
WANTED: list[Row] = [
    ("1", "公开预算。", [], ["市财政局"], [], date(2024, 6, 30)),
    ("2", "修订指南。", [], ["市司法局"], [], date(2024, 12, 31)),
]


LAYOUTS = {"pipes": PIPED, "markdown": MARKDOWN, "stacked": STACKED + "\n|\n", "tabs": TABBED}


@pytest.mark.parametrize("table", LAYOUTS.values(), ids=LAYOUTS)
def test_one_table_reads_the_same_in_every_layout(table: str) -> None:
    assert rows(table) == WANTED
    assert [item.path for item in items(table)] == [("一、做好公开",)] * 2


def test_a_row_filled_up_on_the_right_lost_its_merged_cell_on_the_left() -> None:
    table = "任务类别 | 工作要求 | 责任科室 |\n一、公开 | 公开预算。 | 财务科 |\n公开决算。 | 财务科 | |\n"
    assert [(item.path, item.text) for item in items(table)] == [
        (("一、公开",), "公开预算。"),
        (("一、公开",), "公开决算。"),
    ]


def test_an_empty_unit_cell_inherits_but_an_empty_lead_cell_means_no_lead() -> None:
    table = "序号|工作内容|牵头单位|责任单位|\n1|公开预算。|市财政局|各区|\n2|公开决算。|||\n"
    assert rows(table)[1][2:5] == ([], ["各区"], [])


BARRED = """序号 | 工作任务 | 牵头领导 | 牵头单位 | 责任单位 | 完成时限 |
一、经济工作（牵头领导：某某） |
1 | 公开预算。 | 张某 | 县财政局 | 各乡镇
县审计局 | 6月底 |
2 | 公开决算。 | 李某 | | 县财政局县审计局 | 全年 |
（一）民生工作 | | | | | |
3 | 公开指南。 | 王某 | 县民政局（牵头）、县残联 | | 长期坚持 |
"""


def test_leaders_are_no_units_and_a_section_s_row_is_a_heading() -> None:
    found = items(BARRED)
    assert [(item.number, *named(item)) for item in found] == [
        ("1", ["县财政局"], ["各乡镇", "县审计局"]),
        ("2", [], ["县财政局", "县审计局"]),
        ("3", ["县民政局", "县残联"], []),
    ]
    first = "一、经济工作(牵头领导:某某)"
    assert [item.path for item in found] == [(first,), (first,), (first, "(一)民生工作")]


def named(item: TaskItem) -> tuple[list[str], list[str]]:
    return [unit.name for unit in item.lead_units], [unit.name for unit in item.responsible_units]


def test_a_note_column_is_no_limit_and_no_unit() -> None:
    table = "序号|工作内容|责任单位|备注|\n1|公开预算。|市财政局|6月底前|\n"
    assert rows(table) == [("1", "公开预算。", [], ["市财政局"], [], None)]


def test_a_numbered_task_stands_above_its_requirement() -> None:
    table = "工作任务|责任单位|工作要求|\n1.公开预算|市财政局|做到全面。|\n2.公开决算|市财政局||\n"
    first, second = items(table)
    assert (first.number, first.path, first.text) == ("1", ("1.公开预算",), "做到全面。")
    assert (second.number, second.path, second.text) == ("2", (), "公开决算")


def test_traditional_headers_and_readings_are_understood_and_quoted_as_printed() -> None:
    header = "序號 |\n工作任務 |\n責任單位 |\n時限要求 |\n"
    table = header + "1 |\n公開預算。 |\n縣（xiàn）財政局 |\n2024年6月底 |\n"
    (item,) = items(table)
    assert item.text == "公開預算。"
    assert item.responsible_units[0].name == "縣（xiàn）財政局"
    assert item.responsible_units[0].canonical == "县财政局"
    assert item.deadline is not None
    assert item.deadline.due == date(2024, 6, 30)


def test_an_item_goes_from_its_number_to_the_last_printed_cell() -> None:
    (item,) = items("序号|工作内容|责任单位|完成时限|\n1|公开预算。|市财政局||\n")
    text = parsed("序号|工作内容|责任单位|完成时限|\n1|公开预算。|市财政局||\n").document.text
    assert text[item.span.start : item.span.end] == "1|公开预算。|市财政局"


def test_rows_that_share_a_merged_requirement_are_one_task_with_the_units_of_them_all() -> None:
    """A merged cell of what is to be done beside two rows of units states one thing, not two."""
    document = laid_out(
        [
            [cell("序号"), cell("工作任务"), cell("责任单位"), cell("完成时限")],
            [cell("1", rows=2), cell("公开预算。", rows=2), cell("市财政局"), cell("6月底前", rows=2)],
            [cell("市审计局")],
            [cell("2"), cell("公开决算。"), cell("市财政局"), cell("年底前")],
        ]
    )
    (notice,) = document.notices
    assert [(item.number, item.text, named(item)[1]) for item in notice.items] == [
        ("1", "公开预算。", ["市财政局", "市审计局"]),
        ("2", "公开决算。", ["市财政局"]),
    ]
    span = notice.items[0].span
    assert document.document.text[span.start : span.end].endswith("市审计局")


def test_a_unit_merged_over_the_rows_of_one_task_stands_in_it_once() -> None:
    (notice,) = laid_out(
        [
            [cell("工作任务"), cell("牵头单位"), cell("责任单位")],
            [cell("公开预算。", rows=2), cell("市财政局", rows=2), cell("市审计局")],
            [cell("市统计局")],
        ]
    ).notices
    assert [named(item) for item in notice.items] == [(["市财政局"], ["市审计局", "市统计局"])]


def test_the_same_words_in_two_cells_are_two_tasks() -> None:
    (notice,) = laid_out(
        [
            [cell("工作任务"), cell("责任单位")],
            [cell("公开预算。"), cell("市财政局")],
            [cell("公开预算。"), cell("市审计局")],
        ]
    ).notices
    assert [named(item)[1] for item in notice.items] == [["市财政局"], ["市审计局"]]


def test_words_under_the_table_stay_words() -> None:
    notice = parsed(PIPED + "\n联系电话：0411-12345678\n").notices[0]
    assert [passage.kind.value for passage in notice.passages][-1] == "contact"


WORDS = (
    "工作任务 责任单位 完成时限 序号 | ｜ 1 2 1. 一、 （一） 市财政局 6月底前 公开預算。 (fā) --- [略] 各区，"
)
PARTS = st.sampled_from([*WORDS.split(), "牵头单位：", "\n", "\t", " "])


@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS, max_size=60).map("".join))
def test_whatever_is_printed_every_span_points_into_the_text(body: str) -> None:
    document = parsed(body)
    for notice in document.notices:
        for item in notice.items:
            assert len(HEAD) <= item.span.start <= item.text_span.start <= item.text_span.end <= item.span.end
            assert item.span.end <= len(document.document.text)
            for unit in (*item.lead_units, *item.responsible_units, *item.cooperating_units):
                assert document.document.text[unit.span.start : unit.span.end].strip()
