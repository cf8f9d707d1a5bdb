"""How a rule stands that is named by its matter only, in the words that people use for it."""

import pytest

from qa.answer import Status

SEVERAL = (
    "霁川县茶务办关于公布文件清理结果的通知\n\n霁川茶务〔2025〕8号\n\n各乡镇：\n\n"
    "一、《霁川县茶叶储备管理办法》（霁川茶务〔2019〕2号）继续有效。\n\n"
    "二、《霁川县茶园流转实施细则》（霁川茶务〔2018〕3号）自即日起废止。\n\n霁川县茶务办\n\n2025年4月2日\n"
)
OVER_ALLOWANCE = (
    "霁川县河湖办关于废止《霁川县塘（堰）长制实施方案》的通知\n\n霁川河湖〔2025〕2号\n\n各乡镇：\n\n"
    "经研究，决定废止《霁川县塘（堰）长制实施方案》（霁川河湖〔2021〕6号），自即日起停止执行。\n\n"
    "霁川县河湖办\n\n2025年3月2日\n\n附件：关于废止《霁川县塘（堰）长制实施方案》的通知.pdf\n"
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("霁川高龄津贴那个老办法还管不管用", "已被废止"),
        ("霁川高龄津贴办法废了没", "已被废止"),
        ("霁川高龄津贴还发不发", "已被废止"),
        ("霁川高龄津贴取消了吗", "已被废止"),
        ("清禾公积金老办法作废了没", "已被废止，由新文件代替"),
        ("以前的公积金提取办法清禾还用不用", "已被废止，由新文件代替"),
        ("清禾2022年公积金那份文件还执行不", "已被废止，由新文件代替"),
        ("清禾公积金办法作废了没", "现行有效"),
        ("望川就业补贴停了吗", "已过有效期"),
        ("砚溪分工那个是正式的还是草稿", "这是征求意见稿"),
    ],
)
def test_a_rule_named_by_its_matter_is_said_to_be_in_force_or_over(question, said, samples):
    answer = samples.ask(question)
    assert answer.status is Status.ANSWERED
    assert said in answer.text


@pytest.mark.parametrize("question", ["清禾高龄津贴取消了吗", "清禾还有没有窗口", "云岭残疾人补贴还发吗"])
def test_what_no_notice_ended_is_looked_for_in_what_they_print(question, samples):
    answer = samples.ask(question)
    assert "已被废止" not in answer.text
    assert "已过有效期" not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "霁川塘长堰长那套办法还作数吗",
        "霁川塘长制还作数吗",
        "霁川以前搞的塘长制废了没",
        "霁川还有没有塘堰长制",
        "霁川塘（堰）长制实施方案还有效吗",
    ],
)
def test_a_rule_that_the_library_has_only_the_end_of_is_answered_by_the_act(question, over):
    answer = over(OVER_ALLOWANCE).ask(question)
    assert answer.status is Status.ANSWERED
    assert "决定废止" in answer.text
    assert "pdf" not in answer.text


def test_a_follow_up_asks_of_another_rule_that_the_same_notice_names(over):
    assistant = over(SEVERAL)
    first = assistant.ask("霁川茶园流转那个细则还作数吗")
    assert "废止" in first.text
    second = assistant.ask("茶叶储备那个办法呢", after=first.receipt)
    assert "继续有效" in second.text
    assert "流转" not in second.text


def test_the_number_of_the_rule_that_was_ended_is_asked_of_the_notice_that_ended_it(over):
    assistant = over(OVER_ALLOWANCE)
    first = assistant.ask("霁川塘长制还作数吗")
    assert "霁川河湖〔2021〕6号" in assistant.ask("原先那个方案是啥文号", after=first.receipt).text
