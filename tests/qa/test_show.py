import pytest

from qa.answer import Warning
from qa.record import answer_record
from qa.show import WARNINGS, answer_text, receipt_text


def test_every_warning_has_its_words():
    assert set(WARNINGS) == {warning.value for warning in Warning}


def test_an_answer_shows_its_warnings_and_the_place_of_every_citation(samples):
    shown = answer_text(samples.ask("清禾市公开教育入学信息由谁牵头？"))
    assert shown.startswith("牵头单位：市教育局；责任单位：各县（区）人民政府。\n时限：5月底前")
    assert "注意：时限已过。" in shown
    assert "示例通知" in shown
    assert "（清禾政办发〔2023〕18号） 一、把群众最关心的信息公开到位 › 第 1 项" in shown
    assert "01-qingheshi-open-government-2023.txt 第 " in shown
    assert shown.splitlines()[-1].startswith("回执 r")


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("清禾市单身职工租房一年最多能提多少公积金？", "第三条"),
        ("清禾市公开教育入学信息由谁牵头？", "第 1 项"),
    ],
)
def test_an_article_is_named_as_one(question, name, samples):
    assert name in answer_text(samples.ask(question))


def test_an_answer_tells_how_a_mistyped_name_was_read(samples):
    right, mistyped = samples.ask("砚溪县司法局牵头哪些任务"), samples.ask("砚溪县思法局牵头哪些任务")
    assert "理解" not in answer_text(right)
    assert answer_text(mistyped).startswith("“县思法局”按“县司法局”理解。")
    assert mistyped.citations == right.citations != ()
    assert mistyped.question == "砚溪县思法局牵头哪些任务"


def test_a_refusal_shows_what_can_be_asked(samples):
    shown = answer_text(samples.ask("砚溪县护照办理要多少钱"))
    assert "可以这样问：" in shown
    assert "[1]" not in shown


def test_a_long_list_says_how_many_citations_are_left_out(samples):
    shown = answer_text(samples.ask("清禾市2023年政务公开工作要点一共有几项任务"))
    assert "[5]" in shown
    assert "[6]" not in shown
    assert "还有 7 条引文" in shown


def test_a_long_quote_is_cut_on_the_screen_only(samples):
    record = answer_record(samples.ask("清禾市公开教育入学信息由谁牵头？"))
    record["citations"][0]["quote"] = "长" * 500
    assert "长" * 240 + "……" in receipt_text(record)


def test_a_kept_answer_is_shown_with_its_question_and_day(samples):
    record = answer_record(samples.ask("清禾市公开教育入学信息由谁牵头？"))
    assert receipt_text(record).startswith("问：清禾市公开教育入学信息由谁牵头？\n（2025-08-01）\n牵头单位")
    assert "（日期未记）" in receipt_text({**record, "asked_on": None})
