"""Rows of cells out of tabs and bars."""

from corpus.parse.grids import read_barred, read_tabbed, without_grids
from corpus.parse.lines import split_lines

HEADER = ["任务", "责任单位"]
BUDGET = ["公开预算", "财务科"]


def cells(text: str) -> list[list[list[str]]]:
    grids = read_barred(text, split_lines(text))
    return [[[cell.text for cell in row] for row in grid.rows] for grid in grids]


def test_a_tab_begins_a_cell_and_an_empty_line_ends_a_row() -> None:
    text = "\t任务\n\t责任单位\n\n\t公开\n预算\n\t财务科\n"
    grid = read_tabbed(text, split_lines(text))
    assert [[cell.text for cell in row] for row in grid.rows] == [HEADER, BUDGET]


def test_markdown_edges_and_rules_are_no_cells() -> None:
    assert cells("| 任务 | 责任单位 |\n|:--|---:|\n| 公开预算 | 财务科 |\n") == [[HEADER, BUDGET]]


def test_full_width_bars_part_cells_too() -> None:
    assert cells("任务｜责任单位｜\n公开预算｜财务科｜\n") == [[HEADER, BUDGET]]


def test_an_empty_cell_inside_a_row_is_kept() -> None:
    assert cells("任务 | 牵头单位 | 责任单位\n公开预算 | | 财务科\n")[0][1] == ["公开预算", "", "财务科"]


def test_a_row_broken_over_lines_is_one_row() -> None:
    text = "任务 | 责任单位 |\n公开预算 | 财务科、\n法规科 |\n修订指南 | 法规科 |\n"
    assert cells(text)[0][1:] == [["公开预算", "财务科、法规科"], ["修订指南", "法规科"]]


def test_bars_without_a_task_header_are_no_table() -> None:
    assert cells("索引号 | 0123 | 分类 | 通知 |\n首页 | 政务 | 公开 |\n") == []


def test_a_pages_fields_above_the_header_are_left_out() -> None:
    text = "索引号 | 0123 |\n任务 | 责任单位 |\n公开预算 | 财务科 |\n"
    grid = read_barred(text, split_lines(text))[0]
    assert grid.lines == {1, 2}


def test_lines_of_a_table_are_marked() -> None:
    text = "前言。\n任务 | 责任单位 |\n公开预算 | 财务科 |\n"
    lines = split_lines(text)
    marked = without_grids(lines, read_barred(text, lines))
    assert [line.in_table for line in marked] == [False, True, True]
