"""Tables of one cell a line: rows are found back or not at all."""

from datetime import date

from corpus.parse.lines import split_lines
from corpus.parse.stacked import read_stacked
from tests.corpus.parse.tabled import rows


def stacked(*cells: str) -> str:
    return "".join(f"{cell} |\n" for part in cells for cell in part.split())


def test_a_heading_of_several_rows_is_printed_once() -> None:
    public = "公开 1 公开预算。 财务科 2 公开决算。 财务科"
    text = stacked("工作任务 具体要求 责任科室", public, "监督 3 加强检查。 办公室")
    (grid,) = read_stacked(text, split_lines(text))
    assert [[cell.text for cell in row] for row in grid.rows[1:]] == [
        ["公开", "1", "公开预算。", "财务科"],
        ["", "2", "公开决算。", "财务科"],
        ["监督", "3", "加强检查。", "办公室"],
    ]


def test_a_merged_unit_cell_is_missed_by_what_the_others_look_like() -> None:
    merged = "1 公开预算。 市财政局 6月底前 2 公开决算。 9月底前"
    text = stacked("序号 任务 责任单位 时限要求", merged, "3 修订指南。 市司法局 年底前")
    assert [(row[3], row[5]) for row in rows(text)] == [
        (["市财政局"], date(2024, 6, 30)),
        (["市财政局"], date(2024, 9, 30)),
        (["市司法局"], date(2024, 12, 31)),
    ]


def test_numbers_in_front_of_the_requirement_begin_rows_too() -> None:
    text = stacked("任务 工作要求 责任科室 公开 1.公开预算。 财务科 2.公开决算。 财务科")
    assert [row[:2] for row in rows(text)] == [("1", "公开预算。"), ("2", "公开决算。")]


def test_without_numbers_the_count_of_columns_tells() -> None:
    text = stacked("工作任务 责任单位", "公开预算。 市财政局", "修订指南。 市司法局")
    assert [row[1] for row in rows(text)] == ["公开预算。", "修订指南。"]
    assert [row[3] for row in rows(text)] == [["市财政局"], ["市司法局"]]


def test_without_count_every_cell_has_to_look_like_its_column() -> None:
    text = stacked("工作任务 责任单位 完成时限", "公开预算。 市财政局", "修订指南。 市司法局 年底前")
    assert [row[3] for row in rows(text)] == [["市财政局"], ["市司法局"]]
    assert [row[5] for row in rows(text)] == [None, date(2024, 12, 31)]


def test_cells_that_fit_no_row_make_no_task() -> None:
    assert rows(stacked("工作任务 责任单位 完成时限", "市财政局 市司法局 6月底前 年底前")) == []


def test_a_cell_broken_over_lines_is_one_cell() -> None:
    text = "任务\n|\n责任单位\n|\n公开预算，\n做到及时。\n|\n市财政局\n|\n"
    assert [row[1] for row in rows(text)] == ["公开预算，做到及时。"]


def test_a_unit_cut_off_by_the_end_of_the_page_is_no_unit() -> None:
    text = stacked("序号 任务 责任单位", "1 公开预算。 市财政局", "2 修订指南。") + "各县(市、区"
    assert [(row[0], row[3]) for row in rows(text)] == [("1", ["市财政局"]), ("2", [])]
