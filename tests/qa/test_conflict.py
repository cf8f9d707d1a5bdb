import pytest

from qa.answer import Status, Warning

from .verbatim import verify

PLAN = """砚溪县人民政府文件

砚政发〔2024〕{number}号

砚溪县人民政府关于印发{title}的通知

各乡镇人民政府：

（一）开展犬只登记。为犬只办理登记并发放犬牌。（牵头单位：{unit}，{limit}）

（二）登记费标准。犬只登记费每只{fee}元。
{rule}
砚溪县人民政府
2024年{month}月1日
"""


def plan(title, number, *, unit="县公安局", limit="2024年9月底前完成", fee=50, rule="", month=3):
    return PLAN.format(title=title, number=number, unit=unit, limit=limit, fee=fee, rule=rule, month=month)


MINE = plan("养犬管理方案", 3)
CHANGES = {
    "由谁牵头": ({"unit": "县农业农村局"}, "县农业农村局"),
    "什么时候完成": ({"limit": "2024年12月底前完成"}, "2024年12月底前"),
}


@pytest.mark.parametrize("asked", CHANGES)
def test_two_notices_that_contradict_each_other_are_both_shown(over, asked):
    change, printed = CHANGES[asked]
    assistant = over(MINE, plan("犬只登记细则", 9, month=5, **change))
    answer = assistant.ask(f"砚溪县开展犬只登记{asked}")
    assert answer.status is Status.ANSWERED
    assert Warning.CONFLICT in answer.warnings
    assert printed in answer.text
    assert {"砚政发〔2024〕3号", "砚政发〔2024〕9号"} == {
        c.notice.document_number for c in answer.citations[:2]
    }
    assert "以哪份为准原文没有写明" in answer.text
    assert "2024-05-01" in answer.text
    verify(answer, assistant.library())


def test_which_prevails_is_said_in_the_words_of_the_notice_that_says_so(over):
    rule = "\n（三）本细则与此前规定不一致的，以本细则为准。\n"
    assistant = over(MINE, plan("犬只登记细则", 9, month=5, unit="县农业农村局", rule=rule))
    answer = assistant.ask("砚溪县开展犬只登记由谁牵头")
    assert "以本细则为准" in answer.text
    assert "原文没有写明，请" not in answer.text
    assert any("以本细则为准" in citation.quote for citation in answer.citations[:3])


def test_different_sums_for_one_thing_are_a_conflict(over):
    answer = over(MINE, plan("犬只登记细则", 9, month=5, fee=80)).ask("砚溪县犬只登记费每只多少钱")
    assert Warning.CONFLICT in answer.warnings
    assert "50元" in answer.text
    assert "80元" in answer.text


def test_notices_that_agree_are_no_conflict(over):
    answer = over(MINE, plan("犬只登记细则", 9, month=5)).ask("砚溪县开展犬只登记由谁牵头")
    assert Warning.CONFLICT not in answer.warnings


def test_the_plans_of_two_years_are_no_conflict(over):
    of_2023 = plan("2023年养犬工作要点", 3).replace("2024", "2023")
    of_2024 = plan("2024年养犬工作要点", 9, unit="县农业农村局")
    answer = over(of_2023, of_2024).ask("砚溪县开展犬只登记由谁牵头")
    assert Warning.CONFLICT not in answer.warnings
    assert answer.fields.lead_units == ("县农业农村局",)


def test_a_draft_contradicts_nothing(over):
    draft = plan("犬只登记细则（征求意见稿）", 9, month=5, unit="县农业农村局")
    answer = over(MINE, draft).ask("砚溪县开展犬只登记由谁牵头")
    assert Warning.CONFLICT not in answer.warnings
