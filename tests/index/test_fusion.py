from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.coverage import Asked, AskedWord
from index.features import Candidate, Question
from index.fusion import fuse, load_weights, shortlist

QUESTION = Question(
    text="网站由谁维护",
    asked=Asked(words=tuple(AskedWord(text=w, weight=2.0, pairs=(), others=()) for w in ("网站", "维护"))),
    pairs={"网站": 2.0, "维护": 2.0},
)


def candidate(
    number: int, lexical: float = 0.0, cosine: float | None = 0.8, text: str = "网站要更新"
) -> Candidate:
    return Candidate(
        passage_id=f"p{number:02}", notice_id=f"n{number % 3}", text=text, title="工作要点", context="",
        place=number, lexical=lexical, cosine=cosine,
    )  # fmt: skip


TEXTS = st.sampled_from(["网站维护由示例局负责", "网站要更新", "维护秩序。网站", "别的"])
CANDIDATES = st.lists(
    st.builds(candidate, st.integers(0, 99), st.floats(0, 50), st.floats(-1, 1), TEXTS),
    max_size=12,
    unique_by=lambda found: found.passage_id,
)


@given(CANDIDATES, st.randoms())
def test_the_order_of_the_engines_does_not_matter(candidates: list[Candidate], source: object) -> None:
    shuffled = list(candidates)
    source.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fuse(QUESTION, shuffled, load_weights()) == fuse(QUESTION, candidates, load_weights())


@given(CANDIDATES, st.integers(1, 12))
def test_every_candidate_comes_back_once_best_first(candidates: list[Candidate], looked_at: int) -> None:
    hits = fuse(QUESTION, candidates, replace(load_weights(), looked_at=looked_at))
    assert sorted(hit.passage_id for hit in hits) == sorted(found.passage_id for found in candidates)
    assert list(hits) == sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))


@given(CANDIDATES, st.integers(1, 6))
def test_what_was_not_looked_at_comes_after_what_was(candidates: list[Candidate], looked_at: int) -> None:
    weights = replace(load_weights(), looked_at=looked_at)
    near, far = shortlist(candidates, weights)
    hits = [hit.passage_id for hit in fuse(QUESTION, candidates, weights)]
    assert set(hits[: len(near)]) == {found.passage_id for found, _ in near}
    assert len(near) == min(looked_at, len(candidates))
    assert len(hits) == len(near) + len(far)


def test_ties_come_in_order_of_id() -> None:
    hits = fuse(QUESTION, [candidate(6), candidate(0), candidate(3)], replace(load_weights(), learned=0.0))
    assert [hit.passage_id for hit in hits] == ["p00", "p03", "p06"]


def test_both_sides_decide_who_is_looked_at() -> None:
    weights = replace(load_weights(), looked_at=1)
    pair = [candidate(1, lexical=9.0, cosine=0.80), candidate(2, lexical=1.0, cosine=0.90)]
    assert shortlist(pair, replace(weights, cosine=0.0))[0][0][0].passage_id == "p01"
    assert shortlist(pair, replace(weights, lexical=0.0))[0][0][0].passage_id == "p02"


@pytest.mark.parametrize("cosine", [0.85, None])
def test_the_passage_that_answers_leads_one_that_only_shares_a_word(cosine: float | None) -> None:
    right = candidate(9, 12.0, cosine, "网站由示例局维护")
    wrong = [candidate(n, 4.0, cosine and cosine - 0.04, "网站开通的时间另行公布") for n in range(8)]
    hits = fuse(QUESTION, [*wrong, right], load_weights())
    assert hits[0].passage_id == "p09"
    assert hits[0].coverage == 1.0
    assert hits[0].cosine == (cosine or 0.0)


def test_leaving_features_out_and_leaving_the_trees_out_change_the_scores() -> None:
    candidates = [candidate(n, float(n), 0.8 + n / 100) for n in range(6)]
    weights = load_weights()
    whole = fuse(QUESTION, candidates, weights)
    assert fuse(QUESTION, candidates, replace(weights, learned=0.0)) != whole
    assert fuse(QUESTION, candidates, replace(weights, without=("cosine_gap", "lexical_share"))) != whole


def test_nothing_gives_nothing() -> None:
    assert fuse(QUESTION, [], load_weights()) == ()


def test_the_shipped_weights_say_where_they_come_from() -> None:
    weights = load_weights()
    assert "NCP" in weights.provenance
    assert "MSGA" in weights.provenance
    assert min(weights.lexical, weights.cosine, weights.coverage, weights.learned) > 0
    assert weights.pool >= weights.looked_at >= 20
