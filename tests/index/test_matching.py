import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.matching import count_pairs, echoed, longest_runs, saturated, sentences
from index.tokenise import bigrams

LETTERS = "网站维护由谁𠀀a12 。"


@given(st.text(LETTERS, max_size=12), st.lists(st.text(LETTERS, max_size=30), max_size=4))
def test_pairs_are_counted_as_one_by_one(question: str, texts: list[str]) -> None:
    pairs = list(dict.fromkeys(bigrams(question)))
    wanted = [[text.count(pair) for pair in pairs] for text in texts]
    found = count_pairs(pairs, texts)
    assert found.shape == (len(texts), len(pairs))
    # 网网网 holds 网网 twice when every place is counted, once when what was counted is passed over.
    assert ((found > 0) == (np.array(wanted).reshape(found.shape) > 0)).all()
    assert (found >= np.array(wanted).reshape(found.shape)).all()


def test_no_pair_goes_from_one_text_into_the_next() -> None:
    assert count_pairs(["网站", "站网"], ["网", "站网站", "", "网站网站"]).tolist() == [
        [0, 0],
        [1, 1],
        [0, 0],
        [2, 1],
    ]


def test_a_text_is_cut_where_sentences_end_and_nothing_is_lost() -> None:
    assert sentences("维护秩序。网站要更新；网站由示例局维护") == [
        "维护秩序",
        "网站要更新",
        "网站由示例局维护",
    ]
    assert sentences("") == [""]


@given(st.text(LETTERS, max_size=12), st.lists(st.text(LETTERS, max_size=30), max_size=3))
def test_the_longest_run_is_that_of_trying_every_piece(question: str, texts: list[str]) -> None:
    pieces = {question[i:j] for i in range(len(question)) for j in range(i, len(question) + 1)} | {""}
    pairs = list(dict.fromkeys(bigrams(question)))
    found = longest_runs(question, texts, pairs, count_pairs(pairs, texts))
    assert found.tolist() == [max(len(piece) for piece in pieces if piece in text) for text in texts]


def test_a_title_is_echoed_by_the_share_of_its_own_pairs() -> None:
    assert echoed("网站维护", "网站由谁维护") == pytest.approx(2 / 3)
    assert echoed("", "网站") == 0.0


def test_repeats_count_less_and_less_and_long_texts_less() -> None:
    texts = ["网站", "网站网站", "网站网站网站", "网站" + "某" * 40]
    counts = count_pairs(["网站", "维护"], texts)
    once, twice, thrice, long = saturated(
        counts, np.array([3.0, 1.0]), [len(text) for text in texts]
    ).tolist()
    assert once < twice < thrice
    assert thrice - twice < twice - once
    assert long < once
