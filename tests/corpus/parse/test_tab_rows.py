"""Tables of one row a line with tabs between the cells, as people paste them; all invented."""

from datetime import date

from corpus.parse.lines import split_lines
from corpus.parse.tab_rows import read_tab_rows
from tests.corpus.parse.tabled import rows

HEADER = "责任单位\t序号\t任务内容\t时限要求\t备注\n"


def test_a_line_is_a_row_and_merged_units_go_on() -> None:
    first = "市水务局\t1\t修订方案\t5月10日前\t\n\t2\t储备物资\t5月15日前\n"
    body = first + "各区人民政府\t3\t公示责任人\t立即\t专人\n"
    assert rows(HEADER + body) == [
        ("1", "修订方案", [], ["市水务局"], [], date(2024, 5, 10)),
        ("2", "储备物资", [], ["市水务局"], [], date(2024, 5, 15)),
        ("3", "公示责任人", [], ["各区人民政府"], [], None),
    ]


def test_tabs_that_an_editor_took_off_are_cells_on_the_right() -> None:
    header = "序号\t任务\t牵头单位\t配合单位\t完成时限\n"
    body = header + "1\t修路\t市交通局\t市财政局\t6月底前\n2\t建水厂\t市水务局\n"
    assert rows(body) == [
        ("1", "修路", ["市交通局"], [], ["市财政局"], date(2024, 6, 30)),
        ("2", "建水厂", ["市水务局"], [], [], None),
    ]


def test_a_heading_over_rows_and_what_follows_the_table_are_no_rows() -> None:
    body = "序号\t任务\t责任单位\n一、水利\n1\t建水厂\t市水务局\n二、交通\n2\t修路\t市交通局\n联系人：某甲\n"
    assert [row[1] for row in rows(body)] == ["建水厂", "修路"]


def test_without_a_header_of_tasks_there_is_no_table() -> None:
    text = "乡镇\t金额\n甲镇\t20\n\n\t责任单位\n\t任务\n"
    assert read_tab_rows(text, split_lines(text)) == ()
