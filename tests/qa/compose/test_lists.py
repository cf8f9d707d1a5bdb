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
