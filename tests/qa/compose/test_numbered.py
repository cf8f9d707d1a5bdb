import pytest

from qa.answer import Reason, Status
from tests.qa.verbatim import verify


@pytest.mark.parametrize(
    ("question", "item", "words"),
    [
        ("《清禾市住房公积金提取管理办法（2024年修订）》第三条怎么规定的", "三", "单身职工每年不超过15600元"),
        ("《霁川县高龄津贴发放办法》第五条", "五", "按季度发放"),
    ],
)
def test_an_article_asked_for_by_its_number_is_that_article(question, item, words, samples, library):
    answer = samples.ask(question)
    assert answer.status is Status.ANSWERED
    assert answer.citations[0].item == item
    assert answer.citations[0].quote.startswith(f"第{item}条")
    assert words in answer.citations[0].quote
    verify(answer, library)


def test_an_item_s_units_are_given_where_they_are_asked_for(samples, library):
    answer = samples.ask("砚溪县任务分工第5项由谁牵头")
    assert answer.citations[0].item == "5"
    assert answer.fields.lead_units == ("县水务局", "县卫健委")
    verify(answer, library)


def test_two_numbers_are_answered_side_by_side(samples, library):
    answer = samples.ask("砚溪县任务分工第5项和第8项由谁牵头")
    assert [citation.item for citation in answer.citations] == ["5", "8"]
    assert answer.text.count("责任单位：") == 2
    verify(answer, library)


def test_a_number_that_the_notice_does_not_have_is_refused(samples):
    answer = samples.ask("砚溪县任务分工第95项是什么")
    assert (answer.status, answer.reason) == (Status.NOT_FOUND, Reason.NOT_IN_LIBRARY)


def test_a_region_that_the_library_does_not_know_is_no_free_choice(samples):
    answer = samples.ask("营业执照办理由谁牵头", region="火星")
    assert (answer.status, answer.reason) == (Status.NOT_FOUND, Reason.OTHER_REGION)
