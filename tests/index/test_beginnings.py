import pytest

from index.beginnings import MOST_CHARS, beginnings

LIST = ["申请补贴应当提交下列材料：", "（一）身份证复印件；", "（二）银行卡复印件；", "（三）申请表。"]
ASKED = "申请补贴应当提交下列材料："


def test_the_lines_of_a_broken_sentence_carry_its_beginning() -> None:
    assert beginnings(LIST) == ("", ASKED, ASKED, ASKED)


def test_items_that_are_sentences_of_their_own_carry_nothing() -> None:
    tasks = ["现就有关工作通知如下：", "一、公开规划。由示例局负责。", "二、公开预算；由示例局负责。"]
    assert beginnings(tasks) == ("", "", "")


@pytest.mark.parametrize("after", ["申请表在窗口领取。", "第二章 附则", ""])
def test_a_line_without_a_number_ends_the_list(after: str) -> None:
    assert beginnings([*LIST, after, "（四）另一件事；"])[-2:] == ("", "")


def test_after_a_full_stop_nothing_goes_on() -> None:
    assert beginnings([*LIST, "（四）另一件事；"])[-1] == ""


def test_a_list_in_a_list_carries_its_own_beginning_and_then_the_outer_one() -> None:
    nested = [ASKED, "（一）下列证件之一：", "1.身份证；", "2.户口簿；", "（二）银行卡复印件。"]
    assert beginnings(nested) == ("", ASKED, "（一）下列证件之一：", "（一）下列证件之一：", ASKED)


def test_only_the_last_sentence_is_carried_and_of_a_long_one_its_end() -> None:
    assert beginnings(["补贴按年发放。" + ASKED, *LIST[1:]])[1] == ASKED
    long = "为方便群众、减少跑动、" * 9 + "申请应当提交下列材料："
    begun = beginnings([long, *LIST[1:]])[1]
    assert long.endswith(begun)
    assert 11 <= len(begun) <= MOST_CHARS
    assert begun.startswith(("为方便群众", "减少跑动"))
    unbroken = "长" * 200 + "："
    assert len(beginnings([unbroken, *LIST[1:]])[1]) == MOST_CHARS


@pytest.mark.parametrize("marks", ["1. 2.", "1、 2、", "(1) (2)", "① ②", "一、 二、"])
def test_lines_are_known_by_any_way_of_numbering(marks: str) -> None:
    first, second = marks.split()
    lines = [ASKED, f"{first}身份证；", f"{second}银行卡。"]
    assert beginnings(lines) == ("", ASKED, ASKED)


def test_decimals_and_no_passages_begin_no_list() -> None:
    assert beginnings([]) == ()
    assert beginnings([ASKED, "1.5万元以下；", "2.5万元以上。"]) == ("", "", "")
