"""Invented clauses: how firmly the words of a question stand in a passage."""

import pytest

from qa.standing import standing
from qa.understand import read_question
from qa.wording import in_other_words
from tests.qa.conftest import TODAY


@pytest.fixture
def weigh(library):
    def _weigh(question, text):
        return standing(read_question(question, library, today=TODAY), text, in_other_words(question))

    return _weigh


def test_a_word_that_stands_nowhere_is_the_weakest(weigh):
    found = weigh("茶农门诊能报多少", "茶农住院费用按比例报销。")
    assert found["weakest"] == 0
    assert 0 < found["weighed"] < 1


def test_a_word_for_it_counts_by_its_weight_and_the_word_itself_in_full(weigh):
    loose = weigh("茶乡怎么转学", "招收具有茶乡学籍的学生。")
    assert 0 < loose["weakest"] < 0.8
    assert weigh("茶乡怎么转学", "茶乡转学的，凭转学证明办理。")["weakest"] == 1


def test_what_is_told_before_the_question_does_not_count_against_what_is_asked(weigh):
    found = weigh("隔壁邻居昨天闹离婚，茶苗到哪里领", "茶苗到村委会领取。")
    assert found["asked_weakest"] == 1
    assert found["weakest"] == 0


def test_a_question_without_words_lacks_none(weigh):
    assert weigh("多少", "茶苗到村委会领取。")["weakest"] == 1
