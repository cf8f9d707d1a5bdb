import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.matching import best_sentence, echoed, held, longest_run, saturated, share

PAIRS = {"网站": 3.0, "维护": 1.0}


def test_the_share_weighs_what_is_there() -> None:
    assert share(PAIRS, held(PAIRS, "政府网站")) == 0.75
    assert share(PAIRS, held(PAIRS, "别的")) == 0.0
    assert share({}, frozenset()) == 0.0


def test_the_best_sentence_is_the_one_with_most_weight() -> None:
    text = "维护秩序。网站要更新；网站由示例局维护"
    assert best_sentence(PAIRS, held(PAIRS, text), text) == (1.0, "网站由示例局维护")
    assert best_sentence(PAIRS, frozenset(), "一。二") == (0.0, "一")


@given(st.text("网站维护由谁", max_size=12), st.text("网站维护由谁", max_size=30))
def test_the_longest_run_is_that_of_trying_every_piece(question: str, text: str) -> None:
    pieces = {question[i:j] for i in range(len(question)) for j in range(i, len(question) + 1)}
    assert longest_run(question, text) == max(len(piece) for piece in pieces | {""} if piece in text)


def test_a_title_is_echoed_by_the_share_of_its_own_pairs() -> None:
    assert echoed("网站维护", "网站由谁维护") == pytest.approx(2 / 3)
    assert echoed("", "网站") == 0.0


def test_repeats_count_less_and_less_and_long_texts_less() -> None:
    texts = ["网站", "网站网站", "网站网站网站", "网站" + "某" * 40]
    once, twice, thrice, long = saturated(PAIRS, [held(PAIRS, text) for text in texts], texts)
    assert once < twice < thrice
    assert thrice - twice < twice - once
    assert long < once
