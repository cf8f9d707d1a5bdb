"""Rows of tables that state no tasks become passages."""

from corpus.model import ParsedDocument, PassageKind
from tests.corpus.parse.tabled import HEAD, cell, laid_out, parsed

NAMES = [cell("区域"), cell("补贴类别"), cell("标准")]


def told(document: ParsedDocument) -> list[tuple[tuple[str, ...], str]]:
    """Path and words of each passage below the notice's head, cells parted by a bar."""
    (notice,) = document.notices
    text = document.document.text
    return [
        (passage.path, "|".join(text[passage.span.start : passage.span.end].split()))
        for passage in notice.passages
        if passage.kind is PassageKind.CLAUSE and passage.span.start >= len(HEAD)
    ]


def test_each_row_of_values_is_a_passage_under_the_names_of_its_columns() -> None:
    document = laid_out(
        [
            NAMES,
            [cell("城东街道"), cell("高龄津贴"), cell("每月80元")],
            [cell("城西街道"), cell("护理补贴"), cell("每月120元")],
        ]
    )
    names = "区域｜补贴类别｜标准"
    assert told(document) == [
        ((), "区域|补贴类别|标准"),
        ((names,), "城东街道|高龄津贴|每月80元"),
        ((names,), "城西街道|护理补贴|每月120元"),
    ]
    assert document.notices[0].items == ()


def test_a_cell_merged_with_rows_above_is_in_the_path_and_not_in_the_words_of_the_rows_below() -> None:
    document = laid_out(
        [
            NAMES,
            [cell("城东街道", rows=2), cell("高龄津贴"), cell("每月80元")],
            [cell("护理补贴"), cell("每月120元")],
        ]
    )
    assert told(document)[2] == (("区域｜补贴类别｜标准", "城东街道"), "护理补贴|每月120元")


def test_a_first_row_with_figures_names_no_columns() -> None:
    document = laid_out([[cell("高龄津贴"), cell("每月80元")], [cell("护理补贴"), cell("每月120元")]])
    assert told(document) == [((), "高龄津贴|每月80元"), ((), "护理补贴|每月120元")]


def test_a_row_in_which_nothing_is_printed_is_no_passage() -> None:
    document = laid_out([NAMES, [cell(), cell(), cell()], [cell("城东街道"), cell("高龄津贴"), cell("80元")]])
    assert [words for _, words in told(document)] == ["区域|补贴类别|标准", "城东街道|高龄津贴|80元"]


def test_cells_that_begin_with_a_tab_are_rows_of_values_too() -> None:
    document = parsed("\t区域\n\t标准\n\n\t城东街道\n\t每月80元\n\n")
    assert told(document)[-1] == (("区域｜标准",), "城东街道|每月80元")


def test_rows_of_a_task_table_are_tasks_and_no_rows_of_values() -> None:
    document = laid_out([[cell("工作任务"), cell("责任单位")], [cell("公开预算。"), cell("市财政局")]])
    assert told(document) == []
    assert len(document.notices[0].items) == 1
