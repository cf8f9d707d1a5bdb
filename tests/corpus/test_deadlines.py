"""Time limits in every printed form: what sort it is, and the last day where it can be worked out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.deadlines import When, find_deadlines, leading, unread
from corpus.fold import fold, plain
from corpus.model import Deadline, DeadlineKind
from corpus.roles import read_limit, read_units

WHEN = When(2023, date(2023, 1, 5))
BY_DATE, WITHIN, PERIODIC = DeadlineKind.BY_DATE, DeadlineKind.WITHIN, DeadlineKind.PERIODIC
ONGOING, PHASE, UNRESOLVED = DeadlineKind.ONGOING, DeadlineKind.PHASE, DeadlineKind.UNRESOLVED


def read(text: str, when: When = WHEN, *, column: bool = False) -> list[tuple[str, DeadlineKind, str | None]]:
    found = find_deadlines(fold(text), when, column=column)
    return [(row.text, row.kind, row.due.isoformat() if row.due else None) for row in found]


BY_DATES = [
    ("2020年10月底完成改造。", [("2020年10月底", "2020-10-31")]),
    ("2023年底前完成改造。", [("2023年底前", "2023-12-31")]),
    ("2021年年底前完成改造。", [("2021年年底前", "2021-12-31")]),
    ("12月15日前报送台账。", [("12月15日前", "2023-12-15")]),
    ("3月10日（周三）12:00前报送台账。", [("3月10日(周三)12:00前", "2023-03-10")]),
    ("3月10日（星期三）12时前报送台账。", [("3月10日(星期三)12时前", "2023-03-10")]),
    ("9月10日下班前报送台账。", [("9月10日下班前", "2023-09-10")]),
    ("到2023年底，建成三个站点。", [("2023年底", "2023-12-31")]),
    ("在6月20日前，更新目录。", [("6月20日前", "2023-06-20")]),
    ("7月底前提出清单，10月底前完成评议。", [("7月底前", "2023-07-31"), ("10月底前", "2023-10-31")]),
    ("分别于9月21日、12月9日前报送小结。", [("9月21日", "2023-09-21"), ("12月9日前", "2023-12-09")]),
    ("2024年9月21日、12月9日前报送。", [("2024年9月21日", "2024-09-21"), ("12月9日前", "2024-12-09")]),
    ("二〇二三年十一月三十日前完成。", [("二〇二三年十一月三十日前", "2023-11-30")]),
    ("2024年第一季度前完成。", [("2024年第一季度前", "2024-03-31")]),
    ("2023年6月上旬完成。", [("2023年6月上旬", "2023-06-10")]),
    ("2023年6月中旬前完成。", [("2023年6月中旬前", "2023-06-20")]),
    ("2024年2月底前完成。", [("2024年2月底前", "2024-02-29")]),
    ("2023 年 5 月 31\n日前完成。", [("2023年5月31日前", "2023-05-31")]),
    ("提出处理意见，6月30日前报县政府。", [("6月30日前", "2023-06-30")]),
    ("6月30日之前完成。", [("6月30日之前", "2023-06-30")]),
    ("于2023-10-30前完成。", [("2023-10-30前", "2023-10-30")]),
    ("2023/6/5之前办结。", [("2023/6/5之前", "2023-06-05")]),
    ("2023.06.05以前报送。", [("2023.06.05以前", "2023-06-05")]),
    ("第三季度末完成。", [("第三季度末", "2023-09-30")]),
    ("2024年前建成统一的平台。", [("2024年前", "2023-12-31")]),
    (
        "2023年10月底前、2024年6月底前分两批完成。",
        [("2023年10月底前", "2023-10-31"), ("2024年6月底前", "2024-06-30")],
    ),
]


@pytest.mark.parametrize(("text", "found"), BY_DATES)
def test_a_date_that_is_printed_is_resolved(text: str, found: list[tuple[str, str]]) -> None:
    assert read(text) == [(words, BY_DATE, due) for words, due in found]


IMPLIED = [
    # text, year of the notice, day of issue, due
    ("年底前完成。", 2023, date(2023, 1, 5), "2023-12-31"),
    ("10月底前完成。", 2023, date(2023, 1, 5), "2023-10-31"),
    ("年内完成。", 2023, date(2023, 1, 5), "2023-12-31"),
    ("明年7月份建成。", 2023, date(2022, 12, 27), "2023-07-31"),
    ("次年3月底前完成。", 2022, date(2022, 4, 1), "2023-03-31"),
    ("今年6月底前完成。", 2023, date(2023, 1, 5), "2023-06-30"),
    ("当年底前完成。", 2023, date(2023, 1, 5), "2023-12-31"),
    ("明年底前完成。", 2023, date(2022, 12, 27), "2023-12-31"),
    # A notice of August on the year that comes means its own autumn.
    ("11月底前完成。", 2024, date(2023, 8, 30), "2023-11-30"),
    ("11月底前完成。", 2024, date(2023, 12, 20), "2024-11-30"),
]


@pytest.mark.parametrize(("text", "year", "issued", "due"), IMPLIED)
def test_a_year_that_is_not_printed_comes_from_the_notice(
    text: str, year: int, issued: date, due: str
) -> None:
    ((_, kind, found),) = read(text, When(year, issued))
    assert (kind, found) == (BY_DATE, due)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2022年底11月前完成改造。", WHEN),
        ("明年7月份建成。", When(2023, None)),
        ("10月底前完成。", When(None, None)),
        ("年底前完成。", When(None, None)),
        ("第二季度前完成。", When(None, None)),
        ("2月30日前完成。", WHEN),
        ("13月5日前完成。", WHEN),
    ],
)
def test_what_cannot_be_worked_out_keeps_its_words_and_has_no_date(text: str, when: When) -> None:
    ((words, kind, due),) = read(text, when)
    assert text.startswith(words)
    assert (kind, due) == (UNRESOLVED, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("收到后5个工作日内答复。", "5个工作日内"),
        ("文件公开后3个工作日内上传解读。", "3个工作日内"),
        ("24小时内回应。", "24小时内"),
        ("征求意见结束后1个月内公布采纳情况。", "1个月内"),
        ("自收到申请之日起20个工作日内答复。", "20个工作日内"),
        ("十五日内办结。", "十五日内"),
        ("有效期届满前6个月开展评估。", "届满前6个月"),
        ("接到投诉后3日内回应。", "3日内"),
        ("三年内建成。", "三年内"),
        ("力争两年内形成制度。", "两年内"),
        ("自备案之日起2年内复查。", "2年内"),
    ],
)
def test_a_term_without_its_beginning_has_no_date(text: str, words: str) -> None:
    assert read(text) == [(words, WITHIN, None)]


@pytest.mark.parametrize(
    "words",
    [
        "按月",
        "每周",
        "每月15日前",
        "每季度最后一个月的30日前",
        "按季度",
        "每半年",
        "每年至少1次",
        "每三年",
        "逐月",
        "每日",
        "每个月",
        "每月底前",
        "每季度末",
        "每周五前",
        "每年12月底前",
        "每年1月31日前",
    ],
)
def test_a_rhythm_is_periodic(words: str) -> None:
    assert read(f"{words}报送台账。") == [(words, PERIODIC, None)]


@pytest.mark.parametrize(
    "words",
    [
        "全年", "持续推进", "常态化", "长期坚持", "动态更新", "定期", "适时", "及时", "立行立改",
        "常年", "立即", "长期", "实时",
    ],
)  # fmt: skip
def test_what_goes_on_counts_only_in_a_column(words: str) -> None:
    assert read(words, column=True) == [(words, ONGOING, None)]
    assert read(f"{words}公开台账。") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第一阶段（2022年7月至2022年12月）摸清底数。", [("第一阶段(2022年7月至2022年12月)", PHASE, None)]),
        (
            "到2017年，建成五个站点，力争到2020年，全部建成。",
            [("到2017年", PHASE, "2017-12-31"), ("到2020年", PHASE, "2020-12-31")],
        ),
    ],
)
def test_phases_are_kept(text: str, found: list[tuple[str, DeadlineKind, str | None]]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "落实《2022年底前完成的工作方案》。",
        "自2023年5月1日起开展。",
        "有效期至2025年3月1日前。",
        "2021年以来成效明显。",
        "按照3月10日会议要求办理。",
        "全年6%的目标。",
        "意见请于3月10日前反馈。",
        "公开征求意见时间为3月1日至3月10日前。",
        "2018年前的文件另行清理。",
        "毕业5年内可以申领补贴。",
        "在3年内按限额扣减税款。",
        "",
    ],
)
def test_dates_of_other_matters_are_no_deadlines(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("cell", "kind", "due"),
    [
        ("6月", BY_DATE, "2023-06-30"),
        ("2023年6月", BY_DATE, "2023-06-30"),
        ("第三季度", BY_DATE, "2023-09-30"),
        ("上半年", BY_DATE, "2023-06-30"),
        ("12月31日", BY_DATE, "2023-12-31"),
        ("2023年12月31日", BY_DATE, "2023-12-31"),
        ("2023年", BY_DATE, "2023-12-31"),
        ("每月", PERIODIC, None),
        ("2023.12.31", BY_DATE, "2023-12-31"),
        ("2023-12-31前", BY_DATE, "2023-12-31"),
        ("2023-12-31 00:00:00", BY_DATE, "2023-12-31"),
    ],
)
def test_a_limit_column_needs_no_more_than_the_date(cell: str, kind: DeadlineKind, due: str | None) -> None:
    assert read(cell, column=True) == [(plain(cell), kind, due)]


def test_a_cell_of_no_known_form_is_kept_as_printed() -> None:
    kept = unread(fold("  视情况\n而定 "))
    assert kept is not None
    assert (kept.text, kept.kind, kept.due, kept.span.start, kept.span.end) == (
        "视情况而定",
        UNRESOLVED,
        None,
        2,
        8,
    )
    assert unread(fold(" \n")) is None


def _leading(column: str, running: str) -> tuple[str | None, list[str]]:
    first, others = leading(
        find_deadlines(fold(column), WHEN, column=True), find_deadlines(fold(running), WHEN)
    )
    return first.text if first else None, [row.text for row in others]


@pytest.mark.parametrize(
    ("column", "running", "first", "others"),
    [
        ("全年", "2023年底前完成。", "2023年底前", ["全年"]),
        ("持续推进", "每月公开一次台账。", "持续推进", ["每月"]),
        ("6月底前", "7月底前完成。", "6月底前", ["7月底前"]),
        ("", "每月报送，6月底前完成。", "6月底前", ["每月"]),
        ("", "", None, []),
    ],
)
def test_the_more_exact_limit_leads_and_the_rest_is_kept(
    column: str, running: str, first: str | None, others: list[str]
) -> None:
    assert _leading(column, running) == (first, others)


LETTERS = "0123456789一二三十年月日底末前内到在于分别、，。（）()每季度个工作时周至第阶段明今《》 \n\t自起"


@given(st.text(LETTERS, max_size=60), st.booleans())
def test_every_date_has_a_printed_basis(text: str, column: bool) -> None:
    folded = fold(text)
    for found in find_deadlines(folded, WHEN, column=column):
        printed = text[found.span.start : found.span.end]
        assert fold(printed).text == found.text
        assert found.rule is not None or found.due is None
        if found.due is not None:
            _assert_basis(found)


def _assert_basis(found: Deadline) -> None:
    assert found.due is not None
    assert any(mark in found.text for mark in "年月季度")
    if "月" in found.text and "季" not in found.text and any(letter.isdigit() for letter in found.text):
        assert found.due.year in (2023, 2024, 2022) or "年" in found.text


@given(st.text(max_size=80))
def test_without_a_year_of_the_notice_no_date_is_worked_out(text: str) -> None:
    for found in find_deadlines(fold(text), When(None, None), column=True):
        assert found.due is None or "年" in found.text


@pytest.mark.parametrize(
    "text", ["三年内提取一次。", "五年内限制申请。", "合同备案后两年内办理。", "数年内完成。"]
)
def test_years_counted_are_not_the_year_of_the_notice(text: str) -> None:
    assert all(deadline.due is None for deadline in find_deadlines(fold(text), When(2024)))


def test_a_limit_among_the_units_is_read_as_a_limit_and_no_unit() -> None:
    clause = fold("牵头单位：县甲局；责任单位：县乙局；完成时限：2023年12月底前")
    units = read_units(clause)
    assert [unit.name for unit in (*units.lead, *units.responsible)] == ["县甲局", "县乙局"]
    limit = read_limit(clause)
    assert limit is not None
    assert [str(found.due) for found in find_deadlines(limit, When(2023), column=True)] == ["2023-12-31"]
    assert read_limit(fold("牵头单位：县甲局")) is None


@pytest.mark.parametrize(
    ("clause", "limit"),
    [
        ("县司法局牵头，10月底前完成", "10月底前完成"),
        ("责任单位：县民政局、各乡镇；2023年9月底前", "2023年9月底前"),
        ("县司法局、县财政局，年底前", "年底前"),
        ("县司法局、县财政局", None),
    ],
)
def test_a_limit_may_stand_behind_the_units(clause: str, limit: str | None) -> None:
    found = read_limit(fold(clause))
    assert (found.text if found else None) == limit
    units = read_units(fold(clause))
    assert not any("前" in unit.name for unit in (*units.lead, *units.responsible, *units.cooperating))


SPRING = When(2024, date(2024, 3, 15))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "2025年6月底前完成招标，12月底前建成。",
            [("2025年6月底前", BY_DATE, "2025-06-30"), ("12月底前", BY_DATE, "2025-12-31")],
        ),
        (
            "2025年底前全部建成，其中6月底前完成招标。",
            [("2025年底前", BY_DATE, "2025-12-31"), ("6月底前", UNRESOLVED, None)],
        ),
        (
            "2025年6月底前完成招标。12月底前建成。",
            [("2025年6月底前", BY_DATE, "2025-06-30"), ("12月底前", BY_DATE, "2024-12-31")],
        ),
        (
            "较2023年底下降，6月底前完成。",
            [("2023年底", BY_DATE, "2023-12-31"), ("6月底前", BY_DATE, "2024-06-30")],
        ),
    ],
)
def test_a_later_year_goes_on_to_the_end_of_its_sentence(
    text: str, found: list[tuple[str, DeadlineKind, str | None]]
) -> None:
    assert read(text, SPRING) == found


@pytest.mark.parametrize(
    ("cell", "kind", "due"),
    [
        ("2025年6月-9月", BY_DATE, "2025-09-30"),
        ("6—8月", BY_DATE, "2024-08-31"),
        ("2024年10月至2025年3月", BY_DATE, "2025-03-31"),
        ("11月至3月", UNRESOLVED, None),
        ("2024.12", BY_DATE, "2024-12-31"),
        ("2024-13", None, None),
        ("2024年第4季度", BY_DATE, "2024-12-31"),
        ("2024年前三季度", BY_DATE, "2024-09-30"),
        ("2024年9月中下旬", BY_DATE, "2024-09-30"),
        ("每年3月、9月", PERIODIC, None),
        ("每季度末月25日前", PERIODIC, None),
    ],
)
def test_a_cell_of_a_range_or_a_part_of_the_year_is_read_whole(
    cell: str, kind: DeadlineKind | None, due: str | None
) -> None:
    assert read(cell, SPRING, column=True) == ([(cell, kind, due)] if kind else [])


@pytest.mark.parametrize("cell", ["2025年12月31日（长期坚持）", "2025年12月31日，并长期坚持"])
def test_what_goes_on_behind_a_day_does_not_hide_it(cell: str) -> None:
    assert read(cell, SPRING, column=True) == [
        ("2025年12月31日", BY_DATE, "2025-12-31"),
        ("长期坚持", ONGOING, None),
    ]


def test_the_first_three_quarters_do_not_end_before_the_year() -> None:
    assert read("2024年前三季度完成主体工程。", SPRING) == [("2024年前三季度", BY_DATE, "2024-09-30")]
    assert read("2024年前三季度工作情况。", SPRING) == []
