from datetime import date

import pytest

from qa.understand import Kind, read_question
from qa.understand.window import Window, read_window

WEDNESDAY = date(2024, 6, 12)


@pytest.mark.parametrize(
    ("question", "start", "end"),
    [
        ("本月到期的任务有哪些", "2024-06-01", "2024-06-30"),
        ("这个月要完成的工作", "2024-06-01", "2024-06-30"),
        ("下个月到期的有哪几项", "2024-07-01", "2024-07-31"),
        ("上月截止的事项", "2024-05-01", "2024-05-31"),
        ("月底前要完成的有哪些", "2024-06-01", "2024-06-30"),
        ("本周要完成的任务", "2024-06-10", "2024-06-16"),
        ("下周到期的任务有几项", "2024-06-17", "2024-06-23"),
        ("上个星期截止的任务", "2024-06-03", "2024-06-09"),
        ("本季度要完成的任务", "2024-04-01", "2024-06-30"),
        ("下季度要完成的", "2024-07-01", "2024-09-30"),
        ("上季度到期的任务", "2024-01-01", "2024-03-31"),
        ("今年下半年要完成的任务", "2024-07-01", "2024-12-31"),
        ("去年第四季度到期的任务", "2023-10-01", "2023-12-31"),
        ("2023年上半年要完成的有哪些", "2023-01-01", "2023-06-30"),
        ("2023年9月份要完成的任务", "2023-09-01", "2023-09-30"),
        ("2023年6月到8月要完成的任务", "2023-06-01", "2023-08-31"),
        ("2023年11月15日之后到期的任务", "2023-11-16", None),
        ("2023年8月以后要完成的任务", "2023-09-01", None),
        ("30天内到期的任务有哪些", "2024-06-12", "2024-07-12"),
        ("未来两周到期的任务", "2024-06-12", "2024-06-26"),
        ("接下来三个月要完成的任务", "2024-06-12", "2024-09-12"),
        ("快到期的任务有哪些", "2024-06-12", "2024-07-12"),
        ("马上要到期的有几项", "2024-06-12", "2024-07-12"),
        ("半个月内到期的有哪些", "2024-06-12", "2024-06-27"),
        ("今天到期的任务", "2024-06-12", "2024-06-12"),
        ("明天截止的有哪些", "2024-06-13", "2024-06-13"),
        ("已经逾期的有哪些", None, "2024-06-11"),
        ("过期了的任务", None, "2024-06-11"),
        ("超期未完成的任务有几项", None, "2024-06-11"),
        ("到期没完成的任务", None, "2024-06-11"),
        ("还没到期的任务有哪些", "2024-06-12", None),
        ("还剩哪些任务没到期", "2024-06-12", None),
        ("明年要完成的任务有哪些", "2025-01-01", "2025-12-31"),
        ("2023年要完成的任务有哪些", "2023-01-01", "2023-12-31"),
    ],
)
def test_words_of_time_become_days_that_are_both_counted(question, start, end, library):
    reading = read_question("沐原县" + question, library, today=WEDNESDAY)
    assert reading.kind is Kind.LIST
    window = reading.window
    assert window is not None
    assert not window.each_year
    assert [day and day.isoformat() for day in (window.start, window.end)] == [start, end]
    assert window.said in {piece.meant for piece in reading.understood if piece.name == "window"}


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("第三季度要完成的任务", ("2023-07-01", "2023-09-30")),
        ("上半年要完成的有哪些", ("2023-01-01", "2023-06-30")),
        ("8月份要完成的任务", ("2023-08-01", "2023-08-31")),
        ("十月份到期的任务", ("2023-10-01", "2023-10-31")),
        ("10月15日以后到期的任务", ("2023-10-16", None)),
        ("2月份到期的任务", ("2023-02-01", "2023-02-28")),
    ],
)
def test_a_time_without_a_year_is_meant_of_the_year_of_each_notice(question, days, library):
    window = read_question("沐原县" + question, library, today=WEDNESDAY).window
    assert window is not None
    assert window.each_year
    meant = window.of_year(2023)
    assert tuple(day and day.isoformat() for day in (meant.start, meant.end)) == days


@pytest.mark.parametrize(
    "question",
    [
        "逾期不缴怎么处罚",
        "沐原县公租房上半年什么时候公示",
        "清禾市10月份开始收的医保费多少钱",
        "本月公积金利率是多少",
        "清禾市公开教育入学信息由谁牵头",
        "贷款过期了怎么办",
    ],
)
def test_a_question_for_no_tasks_has_no_window(question, library):
    assert read_question(question, library, today=WEDNESDAY).window is None


@pytest.mark.parametrize(
    ("question", "limit"),
    [
        ("砚溪县9月底前要完成的任务", "9月底前"),
        ("砚溪县年底前要完成的任务有哪些", "年底前"),
        ("清禾市11月15日前要完成的任务", "11月15日前"),
    ],
)
def test_a_limit_as_notices_print_it_is_no_window(question, limit, library):
    reading = read_question(question, library, today=WEDNESDAY)
    assert (reading.window, [one.text for one in reading.limits]) == (None, [limit])


def test_the_last_of_february_stays_the_last():
    window = Window(start=date(2023, 2, 1), end=date(2023, 2, 28), each_year=True)
    assert window.of_year(2024).end == date(2024, 2, 29)


def test_a_window_counts_both_its_ends():
    window = Window(start=date(2024, 6, 1), end=date(2024, 6, 30))
    days = [date(2024, 5, 31), date(2024, 6, 1), date(2024, 6, 30), date(2024, 7, 1)]
    assert [window.holds(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize("text", ["13月要完成的任务", "9月到3月要完成的任务", "惠农补贴"])
def test_a_month_that_does_not_exist_makes_no_window(text):
    assert read_window(text, WEDNESDAY) is None


def test_the_unit_and_the_window_are_both_read(library):
    reading = read_question("沐原县财政局2023年下半年要完成的任务有哪些", library, today=WEDNESDAY)
    assert (reading.units, reading.kind) == (("财政局",), Kind.LIST)
    assert reading.window is not None
    assert reading.window.end == date(2023, 12, 31)
