"""Outline numbers: which lines begin a point, and what stands under what."""

import pytest

from corpus.fold import fold
from corpus.parse.lines import split_lines
from corpus.parse.outline import heading, read_marker, read_outline


@pytest.mark.parametrize(
    ("line", "style", "value", "printed"),
    [
        ("第一编 总纲", "part", 1, "一"),
        ("第二部分 任务", "part", 2, "二"),
        ("第三章 附则", "chapter", 3, "三"),
        ("第 1 节 一般规定", "section", 1, "1"),
        ("第十二条 公开", "article", 12, "十二"),
        ("一、公开", "cn", 1, "一"),
        ("（一）公开", "cn_bracket", 1, "一"),
        ("( 三)公开", "cn_bracket", 3, "三"),
        ("28. 公开", "number", 28, "28"),
        ("28、公开", "number", 28, "28"),
        ("（3）公开", "number_bracket", 3, "3"),
        ("## 一、公开", "cn", 1, "一"),
        ("1. 5月25日前公开", "number", 1, "1"),
    ],
)
def test_a_number_begins_a_point(line: str, style: str, value: int, printed: str) -> None:
    marker = read_marker(fold(line))
    assert marker is not None
    assert (marker.style, marker.value, marker.printed) == (style, value, printed)


@pytest.mark.parametrize("line", ["公开清单", "6.2%的增长", "2023年公开", "", "第一批公开"])
def test_other_lines_begin_none(line: str) -> None:
    assert read_marker(fold(line)) is None


def outline(text: str) -> list[tuple[str, list[str]]]:
    """Each point's number and those above it."""
    nodes = read_outline(split_lines(text))
    return [(node.marker.printed, [above.marker.printed for above in node.ancestors()]) for node in nodes]


def test_points_nest_by_the_order_their_styles_come_in() -> None:
    text = "一、甲\n（一）乙\n1.丙\n2.丁\n（二）戊\n二、己\n（一）庚\n"
    assert outline(text) == [
        ("一", []),
        ("一", ["一"]),
        ("1", ["一", "一"]),
        ("2", ["一", "一"]),
        ("二", ["一"]),
        ("二", []),
        ("一", ["二"]),
    ]


def test_numbers_may_run_on_restart_and_have_gaps() -> None:
    text = "一、甲\n1.乙\n2.丙\n二、丁\n3.戊\n三、己\n1.庚\n4.辛\n"
    assert [number for number, _ in outline(text)] == ["一", "1", "2", "二", "3", "三", "1", "4"]


def test_a_jump_is_a_figure_of_the_text() -> None:
    assert outline("1.甲\n30.乙\n2.丙\n") == [("1", []), ("2", [])]


def test_table_cells_are_no_points() -> None:
    assert outline("\t1.\n\t甲\n") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("全面公开规划。县级以上编制。", "全面公开规划"),
        ("公开规划.县级以上编制", "公开规划"),
        ("提高6.2%的比例", "提高6.2%的比例"),
        ("甲" * 80, "甲" * 60),
        ("", ""),
    ],
)
def test_a_heading_ends_at_the_first_full_stop(text: str, words: str) -> None:
    assert heading(text) == words
