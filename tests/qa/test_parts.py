import pytest

from qa.answer import Reason, Status
from qa.assistant import Assistant
from tests.qa.conftest import TODAY

TWO = "清禾市2023年网站适老化由谁牵头，业务培训由谁牵头？"


def test_two_questions_are_answered_one_under_the_other(samples, fits_contract):
    answer = samples.ask("清禾市2023年网站适老化由谁负责，清理重复账号什么时候完成？")
    first, second = answer.text.split("\n2. ")
    assert first.startswith("1. 牵头单位：市政府办公室；责任单位：市大数据中心。")
    assert "8月底前" in second
    assert answer.fields.responsible_units == ("市大数据中心",)
    quotes = [citation.quote for citation in answer.citations[:2]]
    assert "网站适老化" in quotes[0]
    assert "清理重复账号" in quotes[1]
    fits_contract(answer)


def test_the_later_question_takes_over_place_and_year(samples):
    answer = samples.ask(TWO)
    assert {citation.notice.region.name for citation in answer.citations[:2]} == {"清禾市"}
    assert {citation.notice.year for citation in answer.citations[:2]} == {2023}


def test_who_and_when_of_one_subject_are_one_answer(samples):
    answer = samples.ask("清禾市2023年网站适老化由谁牵头？什么时候完成？")
    assert "市政府办公室" in answer.text
    assert "2023年11月15日前" in answer.text
    assert not answer.text.startswith("1.")


def test_a_part_that_is_refused_says_so_in_its_line(samples):
    answer = samples.ask("清禾市2023年网站适老化由谁牵头？杭州市公积金租房能提多少？")
    assert answer.status is Status.ANSWERED
    assert answer.reason is None
    assert "\n2. 库里没有杭州市的通知" in answer.text


def test_where_every_part_is_refused_so_is_the_whole(samples, fits_contract):
    answer = samples.ask("杭州市公积金租房能提多少？长沙市高龄津贴由谁发？")
    assert (answer.status, answer.reason) == (Status.NOT_FOUND, Reason.OTHER_REGION)
    assert answer.citations == ()
    fits_contract(answer)


def test_what_was_understood_of_each_part_stands_in_the_whole_question(samples):
    answer = samples.ask(TWO)
    for piece in answer.understood:
        assert answer.question[piece.start : piece.end] == piece.said
    assert [piece.meant for piece in answer.understood if piece.name == "subject"] == [
        "查找：网站适老化",
        "查找：业务培训",
    ]


def test_a_follow_up_goes_on_from_the_last_part(samples):
    first = samples.ask("清禾市2023年网站适老化由谁负责，清理重复账号由谁负责？")
    assert "8月底前" in samples.ask("那什么时候完成？", after=first.receipt).text


@pytest.mark.parametrize("count", [6, 200])
def test_more_questions_than_are_answered_at_once_are_refused(count, samples):
    text = "".join(f"公租房{n}谁管？" for n in range(count))
    answer = samples.ask(text)
    assert answer.reason is Reason.UNCLEAR
    assert f"一次问了 {count} 个问题，最多一起回答 5 个" in answer.text


def test_how_many_are_answered_at_once_is_a_setting(sample_store, sample_engine, sample_settings):
    settings = sample_settings.model_copy(update={"max_questions": 1})
    assistant = Assistant(sample_store, sample_engine, settings, today=lambda: TODAY)
    assert "最多一起回答 1 个" in assistant.ask(TWO).text
