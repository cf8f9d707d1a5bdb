from datetime import date

import pytest

from qa.answer import Status
from tests.qa.verbatim import verify


def numbers(answer):
    return [citation.item for citation in answer.citations]


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("砚溪县司法局牵头哪些任务", ["10"]),
        ("清禾市2023年市政府办公室牵头的任务有哪些", ["5", "8", "9", "11", "12"]),
        ("清禾市教育局配合哪些任务", ["4"]),
        ("霁川县9月底前要完成的任务", ["9"]),
        ("砚溪县2023年任务分工里年底前要完成的有哪几项", ["2", "5", "8"]),
        ("清禾市2023年哪几条提到了12345", ["7"]),
        ("清禾市2024年提到“小程序”的任务有哪些", ["1", "一"]),
        ("清禾市2023年没写牵头单位的有哪几条", ["6"]),
        ("清禾政办发〔2024〕11号没写责任单位的有哪几项", []),
        ("清禾政办发〔2024〕11号写明了完成时限的有哪几项", ["1", "2", "3", "4", "5", "7", "8"]),
        ("霁川县2023年没写责任单位的有几项", []),
        ("霁川县2023年哪几条提到了水", []),
        ("清禾市2023年哪几条写了配合单位", []),
    ],
)
def test_a_list_is_complete_and_counted(question, items, samples, library):
    answer = samples.ask(question)
    if items:
        assert numbers(answer) == items
        assert answer.text.startswith(f"共 {len(items)} 项")
        assert len(answer.text.splitlines()) == 1 + len(items)
    else:
        assert answer.status is Status.NOT_FOUND
    verify(answer, library)


def test_a_unit_is_listed_by_its_printed_name_whatever_it_is_called(samples):
    answer = samples.ask("清禾市市发改委牵头哪些任务")
    assert answer.text.startswith(
        "共 1 项市发展改革委牵头的任务：\n第3项　汇编惠企政策清单（2024年6月20日前）"
    )


def test_the_facts_of_a_list_are_the_union_of_its_items(samples):
    answer = samples.ask("砚溪县2023年任务分工里年底前要完成的有哪几项")
    assert answer.fields.lead_units == ("县民政局", "县水务局", "县卫健委")
    assert answer.fields.deadline.text == "年底前"


def test_where_limits_differ_the_list_has_none(samples):
    assert samples.ask("清禾市2023年市政府办公室牵头的任务有哪些").fields.deadline is None


def test_rows_from_several_notices_say_whose_they_are(samples):
    rows = samples.ask("沐原县财政局的任务有哪些").text.splitlines()[1:]
    assert len(rows) > 1
    assert all(row.startswith("沐原　第") for row in rows)


def test_what_a_unit_leads_comes_before_what_it_shares(samples):
    answer = samples.ask("沐原县财政局的任务有哪些")
    leads = ["县财政局" in citation.fields.lead_units for citation in answer.citations]
    assert leads == sorted(leads, reverse=True)
    assert leads[0]


@pytest.mark.parametrize(
    ("question", "day", "items"),
    [
        ("清禾市2023年政务公开要点里本月到期的任务有哪些", date(2023, 8, 2), ["9"]),
        ("沐原县下季度要完成的任务有哪些", date(2023, 4, 3), ["7", "11", "13"]),
        ("砚溪县已经逾期的任务有哪些", date(2023, 5, 1), ["4"]),
        ("砚溪县第四季度到期的任务", date(2026, 1, 5), ["2", "5", "7", "8", "9"]),
        ("砚溪县30天内到期的任务有哪几项", date(2023, 8, 15), ["11"]),
    ],
)
def test_the_tasks_due_in_a_window_are_listed_whole(question, day, items, on):
    answer = on(day).ask(question)
    found = numbers(answer)
    assert answer.text.startswith(f"共 {len(found)} 项截止日在 ")
    assert sorted(found) == sorted(items)
    for citation in answer.citations:
        assert citation.fields.deadline is not None


def test_what_has_no_due_date_is_counted_and_not_guessed_in(on):
    answer = on(date(2023, 5, 1)).ask("砚溪县2023年已经逾期的任务有哪些")
    assert [citation.item for citation in answer.citations] == ["4"]
    assert "另有 2 项没有写明可以推算的截止日，未列入。" in answer.text


def test_a_window_in_which_nothing_is_due_is_said_to_be_empty(on):
    answer = on(date(2024, 2, 5)).ask("砚溪县本月到期的任务有哪些")
    assert answer.status is Status.NOT_FOUND
    assert "库里没有截止日在 2024-02-01 至 2024-02-29的任务" in answer.text


def test_a_limit_that_no_item_prints_lists_what_is_due_until_then(on):
    answer = on(date(2023, 2, 5)).ask("砚溪县2023年7月15日前要完成的任务有哪些")
    assert {citation.item for citation in answer.citations} == {"3", "4", "12"}


def test_a_window_and_a_unit_narrow_together(on):
    answer = on(date(2023, 2, 5)).ask("砚溪县民政局2023年上半年要完成的任务有哪些")
    assert [citation.item for citation in answer.citations] == ["3"]
