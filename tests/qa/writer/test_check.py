import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.writer.check import checked
from qa.writer.outcome import Why
from qa.writer.sentences import arrangeable, split

ANSWER = (
    "为进一步方便群众办事，申请人可以到镇便民服务中心申请老年助餐补贴。"
    "70岁以上的老人每人每月补贴60元，经县民政局批准，可以提高到80元。"
    "但已享受其他就餐补助的除外。"
    "补贴于每月10日前发放，不断提升群众满意度。"
)
FIRST, SECOND, THIRD, FOURTH = (sentence.text for sentence in split(ANSWER))
ASKED = "助餐补贴多少钱"


def outcome(*reply: str, answer: str = ANSWER, question: str = ASKED):
    return checked(reply, split(answer), question)


def test_sentences_in_another_order_are_taken():
    found = outcome(SECOND, THIRD, FIRST, FOURTH)
    assert (found.why, found.text) == (Why.WRITTEN, SECOND + THIRD + FIRST + FOURTH)


def test_padding_may_go_and_what_lost_its_end_gets_a_full_stop():
    found = outcome(SECOND, THIRD, "补贴于每月10日前发放。", "申请人可以到镇便民服务中心申请老年助餐补贴。")
    assert found.text == (
        SECOND + THIRD + "补贴于每月10日前发放。" + "申请人可以到镇便民服务中心申请老年助餐补贴。"
    )


def test_sentences_run_together_or_with_other_white_space_are_the_same_sentences():
    assert outcome(f" {SECOND}{THIRD} ", f"{FIRST}\n", FOURTH.replace("10", " 10 ")).why is Why.WRITTEN


def test_what_is_shown_is_made_of_the_answers_own_letters():
    # Full-width figures and marks of the model's fold to the same, and never reach the reader.
    found = outcome(SECOND.replace("60", "６０").replace("，", ","), THIRD, FIRST, FOURTH)
    assert found.text == SECOND + THIRD + FIRST + FOURTH


def test_an_unchanged_order_is_no_work_of_the_models():
    assert outcome(FIRST, SECOND, THIRD, FOURTH).why is Why.AS_IT_WAS


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        ((SECOND.replace("60", "600"), THIRD, FIRST, FOURTH), Why.FIGURE),
        ((SECOND.replace("70岁", "17岁"), THIRD, FIRST, FOURTH), Why.FIGURE),
        ((SECOND, THIRD, FIRST, FOURTH.replace("10日", "十五日")), Why.FIGURE),
        ((SECOND.replace("可以提高", "不可以提高"), THIRD, FIRST, FOURTH), Why.NEGATION),
        ((SECOND, THIRD.replace("除外", ""), FIRST, FOURTH), Why.NEGATION),
        ((SECOND.replace("经县民政局批准，", ""), THIRD, FIRST, FOURTH), Why.NEGATION),
        ((SECOND.replace("民政局", "民政局、县财政局"), THIRD, FIRST, FOURTH), Why.ADDED),
        ((SECOND.replace("县民政局", "市民政局"), THIRD, FIRST, FOURTH), Why.ADDED),
        ((SECOND, THIRD, FIRST, FOURTH, "由县财政局负责。"), Why.ADDED),
        ((SECOND, THIRD, FIRST, FOURTH, "Apply at the town office."), Why.FOREIGN),
        ((SECOND, THIRD, FIRST, FOURTH, "Обратитесь в центр。"), Why.FOREIGN),
        (("<script>alert(1)</script>", SECOND, THIRD, FIRST, FOURTH), Why.MARKUP),
        ((f"<b>{SECOND}</b>", THIRD, FIRST, FOURTH), Why.MARKUP),
        (("# 回答", SECOND, THIRD, FIRST, FOURTH), Why.MARKUP),
        ((f"[详情](https://example.com){SECOND}", THIRD, FIRST, FOURTH), Why.MARKUP),
        ((SECOND, SECOND, THIRD, FIRST, FOURTH), Why.REPEATED),
        ((SECOND, FIRST, FOURTH), Why.DROPPED),
        ((SECOND, THIRD, FIRST), Why.DROPPED),
        (("经县民政局批准，可以提高到80元。", THIRD, FIRST, FOURTH), Why.DROPPED),
        (("老年助餐补贴。", SECOND, THIRD, FOURTH), Why.ADDED),
        ((THIRD, SECOND, FIRST, FOURTH), Why.MOVED),
        ((SECOND, FIRST, THIRD, FOURTH), Why.MOVED),
        ((), Why.DROPPED),
        (("。", "　"), Why.DROPPED),
    ],
)
def test_whatever_says_something_else_is_not_taken(reply, why):
    found = outcome(*reply)
    assert (found.why, found.text) == (why, None)


def test_a_piece_of_a_clause_is_no_clause_though_it_stands_there_word_for_word():
    assert outcome("收费。", "由县财政局公布。", answer="即日起停止收费。由县财政局公布。").text is None
    assert outcome("公布。", "收费。", answer="不得收费。公布。").text is None


def test_a_share_of_letter_pairs_however_high_does_not_do():
    text = "各镇和县直各单位须在每年的12月20日前把本单位的考核情况报到县政府办公室汇总。由县政府办公室通报。"
    turned = (
        "由县政府办公室通报。各镇和县直各单位须在每年的12月20日后把本单位的考核情况报到县政府办公室汇总。"
    )
    assert outcome(turned, answer=text).text is None


def test_a_row_that_is_numbered_keeps_its_order():
    text = "一是登记。二是审核。结果要公布。"
    assert outcome("结果要公布。", "一是登记。", "二是审核。", answer=text).why is Why.WRITTEN
    assert outcome("结果要公布。", "二是审核。", "一是登记。", answer=text).why is Why.MOVED


def test_a_text_that_says_first_whom_it_is_about_still_does():
    text = "砚溪2023年：每月发60元。由镇里发。每年核对。"
    assert outcome("由镇里发。", "砚溪2023年：每月发60元。", "每年核对。", answer=text).why is Why.MOVED
    assert outcome("砚溪2023年：每月发60元。", "每年核对。", "由镇里发。", answer=text).why is Why.WRITTEN


def test_nothing_crosses_from_what_one_notice_says_to_what_another_does():
    text = "《甲办法》：每月发60元。由镇里发。\n《乙办法》：每月发80元。由村里发。"
    one, two, three, four = (sentence.text for sentence in split(text))
    assert outcome(one, three, two, four, answer=text).why is Why.MOVED
    assert not arrangeable(split(text), ASKED)


def test_lines_stay_lines():
    text = "每月发60元。由镇里发。\n时限：每月10日前。"
    found = outcome("由镇里发。每月发60元。时限：每月10日前。", answer=text)
    assert found.text == "由镇里发。每月发60元。\n时限：每月10日前。"


def test_what_is_told_of_a_reply_is_short_and_holds_no_control_character():
    found = outcome("\x1b[31m红字" * 30)
    assert found.text is None
    assert len(found.detail) <= 40
    assert "\x1b" not in found.detail


@settings(deadline=None)
@given(st.permutations(range(4)), st.data())
def test_whatever_is_taken_holds_every_clause_but_padding_in_the_answers_own_letters(order, data):
    """However a reply is shuffled, cut and spliced, no figure, name or turn is lost or new."""
    pieces = [FIRST, SECOND, THIRD, FOURTH, "每人600元。", "不补贴。", "申请老年助餐补贴。", ""]
    reply = [pieces[place] for place in order]
    if data.draw(st.booleans()):
        reply.insert(data.draw(st.integers(0, 4)), data.draw(st.sampled_from(pieces)))
    found = outcome(*reply)
    if found.text is None:
        return
    for said in ("70岁以上的老人每人每月补贴60元，经县民政局批准，可以提高到80元。但已享受", "10日前发放"):
        assert said in found.text
    assert sorted(found.text.replace("，", "。").split("。")) == sorted(
        ANSWER.replace("，", "。").split("。")
    )
