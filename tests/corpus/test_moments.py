"""Days and spans of days printed in running text."""

from datetime import date

import pytest

from corpus.deadline_years import When
from corpus.fold import fold
from corpus.model import DeadlineKind
from corpus.moments import find_moments

OF_2024 = When(year=2024)


def found_in(text, when=OF_2024):
    return [(each.text, each.due) for each in find_moments(fold(text), when)]


@pytest.mark.parametrize(
    ("text", "printed", "due"),
    [
        ("网上报名时间为6月20日至6月26日，逾期不补。", "6月20日至6月26日", date(2024, 6, 26)),
        ("7月3日-5日现场登记", "7月3日-5日", date(2024, 7, 5)),
        ("派位时间为7月12日。", "7月12日", date(2024, 7, 12)),
        ("6月22日上午9时摇号", "6月22日上午9时", date(2024, 6, 22)),
        ("十月八日至十月十五日公示", "十月八日至十月十五日", date(2024, 10, 15)),
        ("2025年3月1日至5日公示", "2025年3月1日至5日", date(2025, 3, 5)),
        ("2023年12月25日至1月5日", "2023年12月25日至1月5日", date(2024, 1, 5)),
        ("2023年12月25日至2024年1月5日", "2023年12月25日至2024年1月5日", date(2024, 1, 5)),
    ],
)
def test_a_day_or_the_last_of_several(text, printed, due):
    assert found_in(text) == [(printed, due)]


@pytest.mark.parametrize(
    "text",
    [
        "津贴自7月1日起发放",
        "7月1日以后出生的",
        "1964年8月1日前出生的",
        "按照《2024年3月1日会议纪要》办理",
        "办法已于2021年5月3日公布",
        "2021年5月3日经县政府第9次常务会议通过",
        "每月发放",
        "",
    ],
)
def test_what_is_none(text):
    assert found_in(text) == []


def test_a_day_without_a_year_or_that_is_none_is_not_worked_out():
    (without,) = find_moments(fold("6月20日报名"), When(year=None))
    (never,) = find_moments(fold("2月30日报名"), OF_2024)
    assert (without.kind, without.due) == (DeadlineKind.UNRESOLVED, None)
    assert (never.kind, never.due) == (DeadlineKind.UNRESOLVED, None)
    assert "没有这一天" in never.rule


def test_the_place_is_that_of_the_stored_text():
    text = "报名：6月20 日\n至 6月26日。"
    (found,) = find_moments(fold(text), OF_2024)
    assert text[found.span.start : found.span.end] == "6月20 日\n至 6月26日"
