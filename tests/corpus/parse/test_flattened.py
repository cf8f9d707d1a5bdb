"""Text on one long line is cut where its numbers, gaps and headers show."""

from corpus.parse.flattened import header_words, unflattened
from corpus.parse.lines import split_lines
from tests.corpus.parse.tabled import items

FILL = "要压实责任、细化措施、加强协同，确保各项工作按要求落到实处，取得群众看得见的成效" * 3
FLAT = " ".join(
    [
        "为做好今年工作，制定本方案。 一、夯实基础",
        f"（一）公开预算。{FILL}。 责任单位：市财政局、各区人民政府。",
        f"（二）公开决算。{FILL}，其中6.2%以上须在6月底前完成。 责任单位：市财政局。 二、强化监督",
        f"（一）加强检查。{FILL}。 责任单位：市审计局。",
    ]
)
STARTS = "为做好今 一、夯实 (一)公 责任单位 (二)公 责任单位 二、强化 (一)加 责任单位"


def lines(text: str) -> list[str]:
    return [line.text for line in unflattened(split_lines(text))]


def test_numbers_inside_a_long_line_begin_lines() -> None:
    assert " ".join(line[:4] for line in lines(FLAT)) == STARTS


def test_tasks_are_read_out_of_a_flattened_notice() -> None:
    found = [(item.number, item.path[0], len(item.responsible_units)) for item in items(FLAT)]
    assert found == [("一", "一、夯实基础", 2), ("二", "一、夯实基础", 1), ("一", "二、强化监督", 1)]


def test_a_list_may_begin_right_behind_its_heading() -> None:
    text = (
        f"制定本方案。一、总体目标{FILL}。二、工作任务(一)公开预算。1.公布清单,{FILL}。2.公布账目。{FILL}。"
    )
    assert " ".join(line[:3] for line in lines(text)) == "制定本 一、总 二、工 (一) 1.公 2.公"


def test_a_short_line_stays_whole() -> None:
    text = "一、夯实基础。 （一）公开预算。 （二）公开决算。"
    assert len(lines(text)) == 1


def test_a_long_paragraph_with_one_figure_stays_whole() -> None:
    assert len(lines(f"{FILL}。1.{FILL} {FILL}")) == 1


def test_spans_of_the_cut_lines_follow_each_other() -> None:
    cut = unflattened(split_lines(FLAT))
    assert [line.span.end for line in cut[:-1]] == [line.span.start for line in cut[1:]]
    assert cut[0].span.start == 0
    assert cut[-1].span.end == len(FLAT)


def test_a_header_run_together_is_parted_into_its_names() -> None:
    words = ("工作任务", "工作要求", "牵头单位", "配合/责任单位")
    assert header_words("".join(words)) == words
    assert header_words("工作任务工作要求") == ()
    assert header_words("牵头单位责任单位配合单位") == ()
    assert header_words("现将工作任务责任单位") == ()
