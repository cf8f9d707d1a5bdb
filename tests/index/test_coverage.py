from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.coverage import ask
from index.matching import count_pairs
from index.tokenise import Tokeniser, bigrams

TOKENISER = Tokeniser()


def standing(frequencies: dict[str, int]) -> Callable[[str], int]:
    return lambda word: frequencies.get(word, 0)


def test_a_passage_with_every_word_covers_the_whole_question() -> None:
    asked = ask("空气质量信息公开", TOKENISER, standing({"信息": 5, "公开": 9}), 10)
    assert asked.share("公开空气质量等信息") == pytest.approx(1.0)


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    asked = ask("审计公开", TOKENISER, standing({"公开": 90, "审计": 1}), 100)
    assert asked.share("审计结果") > 0.9 > 0.1 > asked.share("公开结果") > 0


def test_a_word_of_the_question_that_the_library_lacks_lowers_coverage() -> None:
    asked = ask("护照公开", TOKENISER, standing({"公开": 5}), 10)
    assert asked.share("公开") < 0.3


def test_a_synonym_counts_in_part() -> None:
    asked = ask("低保", TOKENISER, standing({}), 10)
    assert asked.share("最低生活保障") == pytest.approx(0.9)


def test_a_longer_word_written_with_something_between_counts_in_part() -> None:
    asked = ask("政府网站", TOKENISER, standing({}), 10)
    assert 0.5 < asked.share("政府门户网站") < 1


def test_a_question_without_content_is_covered_by_nothing() -> None:
    assert ask("请问是什么", TOKENISER, standing({}), 10).share("什么") == 0.0


@given(st.text("政府网站公开审计的谁12a", max_size=12), st.text("政府网站公开审计的谁12a", max_size=20))
def test_coverage_is_a_share(question: str, text: str) -> None:
    share = ask(question, TOKENISER, standing({"政府": 3}), 9).share(text)
    assert 0.0 <= share <= 1.0


@given(st.text("政府网站低保公开a12", max_size=12), st.lists(st.text("政府网站低保最生活障a12", max_size=20)))
def test_many_texts_are_covered_as_one_by_one(question: str, texts: list[str]) -> None:
    pairs = list(dict.fromkeys(bigrams(question)))
    there = dict(zip(pairs, (count_pairs(pairs, texts) > 0).T, strict=True))
    for word in ask(question, TOKENISER, standing({}), 9).words:
        assert word.found_in(texts, there).tolist() == [word.found(text) for text in texts]
