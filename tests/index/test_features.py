from dataclasses import replace

import numpy as np
import pytest

from index.coverage import Asked, AskedWord
from index.features import Candidate, Question, describe

WORDS = (
    AskedWord(text="网站", weight=3.0, pairs=(), others=()),
    AskedWord(text="维护", weight=1.0, pairs=(), others=()),
)
QUESTION = Question(text="网站由谁维护", asked=Asked(words=WORDS), pairs={"网站": 3.0, "维护": 1.0})
FIRST = Candidate(
    passage_id="a", notice_id="n1", text="网站要更新。另行通知", title="公开要点", context="", around="",
    place=0, lexical=4.0, cosine=0.9,
)  # fmt: skip
SECOND = replace(FIRST, passage_id="b", text="维护由示例局承担", place=1, lexical=1.0, cosine=0.8)
OTHER = replace(
    FIRST, passage_id="c", notice_id="n2", title="网站维护办法", text="别的", lexical=0.0, cosine=0.7
)


def described(*candidates: Candidate) -> dict[str, list[float]]:
    return {name: column.tolist() for name, column in describe(QUESTION, candidates).items()}


def test_scores_are_shares_and_gaps_within_the_search() -> None:
    found = described(FIRST, SECOND, OTHER)
    assert found["lexical_share"] == [1.0, 0.25, 0.0]
    assert found["lexical_rank"] == [1.0, 0.5, pytest.approx(1 / 3)]
    assert found["cosine_gap"] == pytest.approx([0.0, -0.1, -0.2])


def test_words_count_by_weight_in_text_title_and_everywhere() -> None:
    found = described(FIRST, SECOND, OTHER)
    assert found["words_text"] == [0.75, 0.25, 0.0]
    assert found["title_words"] == [0.0, 0.0, 1.0]
    assert found["words"] == [0.75, 0.25, 1.0]
    assert found["missing"] == [0.25, 0.75, 0.0]
    assert found["run"] == pytest.approx([2 / 6, 2 / 6, 0.0])


def test_a_notice_is_known_by_all_its_candidates() -> None:
    found = described(FIRST, SECOND, OTHER)
    assert found["notice_words"] == [1.0, 1.0, 1.0]
    assert found["notice_pairs"] == [1.0, 1.0, 1.0]
    assert found["notice_count"] == pytest.approx([np.log(3), np.log(3), np.log(2)])
    assert found["in_cosine"] == pytest.approx([0.0, -0.1, 0.0])


def test_a_notice_that_speaks_of_it_all_over_is_denser() -> None:
    dense = [replace(one, around="网站要更新。网站由示例局维护。") for one in (FIRST, SECOND)]
    found = described(*dense, replace(OTHER, around="别的事，网站除外。"))
    assert found["notice_density"][:2] == [1.0, 1.0]
    assert 0.0 < found["notice_density"][2] < 1.0
    assert found["notice_density_rank"] == [1.0, 1.0, 0.5]


def test_without_vectors_nothing_of_them_is_told() -> None:
    bare = [replace(one, cosine=None) for one in (FIRST, SECOND)]
    assert not [name for name in described(*bare) if "cosine" in name or "agreement" in name]


def test_a_question_without_words_and_a_lone_candidate_give_numbers() -> None:
    empty = Question(text="谁", asked=Asked(words=()), pairs={})
    for column in describe(empty, [replace(FIRST, text="", title="")]).values():
        assert np.isfinite(column).all()
