from datetime import date

import pytest

from qa.understand import Kind, read_question
from qa.understand.period import impossible_days, read_years

TODAY = date(2025, 8, 1)


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("清禾市去年的政务公开要点由谁牵头", (2024,)),
        ("清禾市前年的政务公开要点由谁牵头", (2023,)),
        ("清禾市大前年的公积金办法", (2022,)),
        ("清禾市上年度医保缴费标准", (2024,)),
        ("清禾市今年的养老服务怎么安排", (2025,)),
        ("清禾市本年度养老服务", (2025,)),
        ("清禾市明年的补贴标准", (2026,)),
        ("清禾市后年的补贴标准", (2027,)),
        ("清禾市近三年的入学政策有什么变化", (2023, 2024, 2025)),
        ("清禾市最近两年的入学政策", (2024, 2025)),
        ("清禾市2021到2023年的要点", (2021, 2022, 2023)),
        ("清禾市2022-2024年的入学政策", (2022, 2023, 2024)),
        ("清禾市2023年至2024年的要点", (2023, 2024)),
        ("清禾市二〇二三年的要点", (2023,)),
        ("清禾市23年和24年的要点", (2023, 2024)),
        ("清禾市2000到2030年的要点", (2000, 2030)),
        ("清禾市20年内有效", ()),
        ("清禾市2018年7月出生的孩子能上学吗", ()),
    ],
)
def test_years_are_told_from_the_day_of_asking(question, years, library):
    assert read_question(question, library, today=TODAY).years == years


def test_this_year_narrows_nothing_where_the_library_has_none_of_it():
    period = read_years("今年的补贴", TODAY, {2023, 2024})
    assert period.years == ()
    assert "不按年份筛选" in period.notes[0].meant
    assert read_years("去年的补贴标准", TODAY, {2023}).years == (2024,)


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("清禾市公积金提取办法2023年5月1日时还有效吗", "2023-05-01"),
        ("清禾市公积金提取办法在2023-05-01那天有效吗", "2023-05-01"),
        ("清禾市公积金提取办法2023年5月还有效吗", "2023-05-31"),
        ("清禾市公积金提取办法2023年底还管用吗", "2023-12-31"),
        ("清禾市公积金提取办法2023年初有效吗", "2023-01-01"),
        ("清禾市公积金提取办法2023年还有效吗", "2023-12-31"),
        ("清禾市公积金提取办法去年还有效吗", "2024-12-31"),
        ("清禾市公积金提取办法截至2024年2月有效吗", "2024-02-29"),
        ("清禾市公积金提取办法今年还有效吗", "2025-08-01"),
        ("清禾市2022年公积金提取办法还有效吗", None),
        ("清禾市2022年5月1日印发的公积金提取办法还有效吗", None),
        ("清禾市公积金提取办法还有效吗", None),
    ],
)
def test_the_day_that_validity_is_asked_on_is_read(question, day, library):
    reading = read_question(question, library, today=TODAY)
    assert reading.kind is Kind.STATUS
    assert (reading.as_of and reading.as_of.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2月30日前要完成的", ("2月30日",)),
        ("13月的任务", ("13月",)),
        ("2023年2月29日", ("2023年2月29日",)),
        ("2024年2月29日", ()),
        ("2023-02-30", ("2023-02-30",)),
        ("十三月", ("十三月",)),
        ("11月31号", ("11月31号",)),
        ("0月", ("0月",)),
        ("十二月三十一日", ()),
        ("3个月", ()),
        ("3月5日", ()),
    ],
)
def test_days_that_do_not_exist_are_noticed(text, days):
    assert impossible_days(text) == days


@pytest.mark.parametrize(
    "question",
    ["清禾市2月30日前要完成的任务有哪些", "清禾市13月要完成的任务", "公积金办法2023年2月30日还有效吗"],
)
def test_a_day_that_does_not_exist_is_said_and_not_answered_round(question, samples):
    answer = samples.ask(question)
    assert answer.status.value == "not_found"
    assert "这一天" in answer.text or "不存在" in answer.text
    assert any("请核对日期" in piece.meant for piece in answer.understood)


def test_the_validity_of_another_day_is_told(samples):
    then = samples.ask("望川市就业补贴申领办法2023年5月1日时还有效吗")
    now = samples.ask("望川市就业补贴申领办法还有效吗")
    assert "2023年5月1日当天：现行有效" in then.text
    assert "已过有效期" in now.text
