"""In which ways a follow-up is tried, and which answer counts."""

from dataclasses import replace

import pytest

from qa.answer import Answer, Reason, Status
from qa.attempts import attempts, better, is_alone, is_open, may_stand_alone, settled
from qa.understand import read_question
from tests.qa.conftest import TODAY


def answered(confidence):
    return Answer(question="？", status=Status.ANSWERED, text="", receipt="", confidence=confidence)


def refused(reason=Reason.NOT_IN_LIBRARY):
    return Answer(question="？", status=Status.NOT_FOUND, text="", receipt="", reason=reason)


@pytest.fixture(scope="module")
def reading(library):
    return read_question("低保户要自己交多少钱", library, today=TODAY)


def test_a_question_alone_is_meant_in_one_way(reading, library):
    assert list(attempts(reading, library)) == [reading]


def test_a_short_subject_leans_first_and_a_long_one_stands_first(reading, library):
    notice = next(iter(library.notices))
    short = replace(reading, topic="延期", context="信访事项 办结", notice=notice)
    assert [each.topic for each in attempts(short, library)] == [
        "信访事项 办结 延期", "延期", "信访事项 办结 延期", "延期",
    ]  # fmt: skip
    long = replace(short, topic="对处理意见不服")
    assert next(iter(attempts(long, library))).topic == "对处理意见不服"
    assert next(iter(attempts(short, library))).needs == ("延期",)


def test_what_finds_nothing_leans_on_the_subject_of_the_dialogue_at_last(reading, library):
    follow_up = replace(reading, theme="居民医保")
    assert [each.topic for each in attempts(follow_up, library)][-1].startswith("居民医保 ")


def test_the_passage_spoken_of_is_asked_first_where_it_holds_all_of_it(library):
    pool = next(entry for entry in library.items if "扩充政策问答库" in entry.folded)
    asked = replace(read_question("问答条目要扩充到多少条", library, today=TODAY), spoken_of=pool.passage.id)
    other = replace(read_question("查阅点要设多少个", library, today=TODAY), spoken_of=pool.passage.id)
    assert next(iter(attempts(asked, library))).passage == pool.passage.id
    assert next(iter(attempts(other, library))).passage is None


def test_small_talk_and_refusals_are_not_settled_but_a_case_of_ones_own_is(reading):
    assert settled(refused(Reason.PERSONAL_CASE), reading)
    assert not settled(refused(Reason.OUT_OF_SCOPE), reading)
    assert not settled(answered(0.3), reading)
    assert settled(answered(0.3), replace(reading, needs=("延期",)))


def test_any_answer_comes_before_a_refusal_and_the_surer_first():
    assert better(refused(), answered(0.3)).confidence == 0.3
    assert better(answered(0.6), answered(0.7)).confidence == 0.7
    assert better(answered(None), answered(0.9)).confidence is None


@pytest.mark.parametrize(
    ("after", "alone", "held", "alone_counts"),
    [
        (refused(), answered(0.3), 1.0, True),
        (refused(), refused(), 1.0, False),
        (refused(Reason.PERSONAL_CASE), answered(0.9), 1.0, False),
        (answered(0.8), answered(0.95), 0.5, True),
        (answered(0.8), answered(0.85), 0.5, False),
        (answered(0.8), answered(0.85), 0.0, True),
        (answered(0.8), refused(), 0.0, False),
        (answered(0.8), refused(), -1.0, True),
        (answered(0.4), refused(), 0.5, True),
    ],
)
def test_the_answer_without_the_turn_before_counts_where_that_one_holds_little(
    after, alone, held, alone_counts
):
    assert is_alone(after, alone, held) is alone_counts


def test_an_answer_that_holds_the_question_is_no_open_one():
    assert is_open(refused(), 1.0)
    assert is_open(answered(0.9), 0.5)
    assert not is_open(answered(0.9), 0.6)
    assert not is_open(answered(None), 0.0)


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        ("护照在哪里补办", True),
        ("那护照在哪里补办", False),
        ("里面护照怎么说", False),
        ("沐原县护照在哪里补办", False),
        ("什么时候完成", False),
    ],
)
def test_only_what_says_its_subject_and_does_not_go_on_may_stand_alone(question, alone, samples):
    first = samples.ask("清禾市2023年网站适老化由谁牵头？")
    turn = samples._turn(first.receipt)
    reading = read_question(question, samples.library(), today=TODAY, after=turn)
    assert may_stand_alone(reading) is alone
