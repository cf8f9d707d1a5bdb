import pytest

from qa.similar import Earlier

ASKED = "清禾市公开医保缴费和报销信息，由哪个单位牵头？"


@pytest.fixture
def assistant(over):
    return over("青石县关于做好某事的通知\n\n1. 公开清单。3月底前公布。（牵头单位：县财政局）\n")


@pytest.fixture
def earlier(assistant):
    return Earlier(assistant.store)


def test_a_like_question_is_found_with_what_was_said_of_its_answer(assistant, earlier):
    answer = assistant.ask(ASKED)
    assistant.ask("今天天气怎么样")
    assistant.store.save_feedback({"receipt": answer.receipt, "verdict": "wrong", "by": "甲"})
    assistant.store.save_feedback({"receipt": answer.receipt, "useful": False})
    (found,) = earlier.near("清禾市的医保缴费信息由谁牵头公开")
    assert found["receipt"] == answer.receipt
    assert found["said"] == {"wrong": 1, "useless": 1}
    assert found["likeness"] > 0.4


def test_what_shares_only_a_manner_of_asking_is_not_alike(assistant, earlier):
    for question in (
        ASKED,
        "青石县修桥由哪个单位牵头？",
        "青石县修路由哪个单位牵头？",
        "青石县植树由哪个单位牵头？",
    ):
        assistant.ask(question)
    assert earlier.near("白水县高龄津贴由哪个单位牵头？") == []


def test_the_answer_on_the_page_is_left_out_until_something_was_said_of_it(assistant, earlier):
    answer = assistant.ask(ASKED)
    assert earlier.near(ASKED, but=answer.receipt) == []
    assistant.store.save_feedback({"receipt": answer.receipt, "verdict": "outdated", "by": "甲"})
    assert [one["said"] for one in earlier.near(ASKED, but=answer.receipt)] == [{"outdated": 1}]


def test_questions_are_masked_and_a_damaged_record_is_passed_over(assistant, earlier):
    assistant.ask(f"{ASKED}我的电话13912345678")
    assistant.store.save_receipt("r0", {"question": 5})
    (found,) = earlier.near(ASKED)
    assert "13912345678" not in found["question"]
    assert "〔手机号〕" in found["question"]
