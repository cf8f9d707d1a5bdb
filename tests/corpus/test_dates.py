"""Full dates as they are printed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import day_of_issue, find_dates, make_date, month_end
from corpus.fold import plain


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2021年7月7日", [date(2021, 7, 7)]),
        ("二○一一年七月二十八日", [date(2011, 7, 28)]),
        ("二〇二三年十二月三十一日", [date(2023, 12, 31)]),
        ("二OO五年三月一日", [date(2005, 3, 1)]),
        ("二零二零年十月十日", [date(2020, 10, 10)]),
        ("一九九八年五月四日", [date(1998, 5, 4)]),
        ("2021 年 7 月\n7 日", [date(2021, 7, 7)]),
        ("２０２１年７月７日", [date(2021, 7, 7)]),
        ("2021-08-19 09:22", [date(2021, 8, 19)]),
        ("2021/8/19", [date(2021, 8, 19)]),
        ("2021.08.19", [date(2021, 8, 19)]),
        ("2023年2月30日", []),
        ("2023年13月1日", []),
        ("2023年7月", []),
        ("0021年7月7日", []),
        ("2021年7月7日、2022年8月8日", [date(2021, 7, 7), date(2022, 8, 8)]),
    ],
)
def test_a_full_date_is_found(text: str, days: list[date]) -> None:
    assert [day for _, _, day in find_dates(plain(text))] == days


def test_the_place_of_a_date_is_given() -> None:
    text = "印发于2021年7月7日止"
    ((start, end, _),) = find_dates(text)
    assert text[start:end] == "2021年7月7日"


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        ((2024, 2, 29), date(2024, 2, 29)),
        ((2023, 2, 29), None),
        ((None, 2, 1), None),
        ((2023, None, 1), None),
        ((2023, 2, None), None),
        ((1899, 2, 1), None),
        ((2201, 2, 1), None),
        ((2023, 0, 1), None),
        ((2023, 1, 0), None),
    ],
)
def test_a_day_that_is_not_in_the_calendar_is_none(
    parts: tuple[int | None, int | None, int | None], day: date | None
) -> None:
    assert make_date(*parts) == day


def test_a_month_ends_on_its_last_day() -> None:
    assert month_end(2024, 2) == date(2024, 2, 29)
    assert month_end(2024, 13) is None


@given(st.text("0123456789二一〇○年月日-./", max_size=40))
def test_digits_never_make_an_error(text: str) -> None:
    for start, end, day in find_dates(text):
        assert text[start:end]
        assert 1900 <= day.year <= 2200


@pytest.mark.parametrize(
    ("dated", "issued", "day"),
    [
        (date(2022, 12, 27), date(2022, 12, 30), date(2022, 12, 30)),
        (date(2022, 12, 27), date(2023, 11, 9), date(2022, 12, 27)),
        (date(2022, 12, 27), date(2022, 12, 1), date(2022, 12, 27)),
        (date(2022, 12, 27), None, date(2022, 12, 27)),
        (None, date(2023, 11, 9), date(2023, 11, 9)),
        (None, None, None),
    ],
)
def test_a_web_page_s_day_years_later_is_not_the_day_of_issue(
    dated: date | None, issued: date | None, day: date | None
) -> None:
    assert day_of_issue(dated, issued) == day
