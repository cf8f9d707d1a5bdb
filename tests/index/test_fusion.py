from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import Candidate, fuse, load_weights


def candidate(
    number: int, lexical: float = 0.0, cosine: float | None = 0.8, coverage: float = 0.5
) -> Candidate:
    return Candidate(
        passage_id=f"p{number}", notice_id="n", lexical=lexical, cosine=cosine, coverage=coverage, context=0.0
    )


SHARE = st.floats(0, 1)
CANDIDATES = st.lists(
    st.builds(candidate, st.integers(0, 99), st.floats(0, 50), st.floats(-1, 1), SHARE),
    max_size=12,
    unique_by=lambda found: found.passage_id,
)


@given(CANDIDATES, st.randoms())
def test_the_order_of_the_engines_does_not_matter(candidates: list[Candidate], source: object) -> None:
    shuffled = list(candidates)
    source.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fuse(shuffled, load_weights()) == fuse(candidates, load_weights())


@given(CANDIDATES)
def test_every_candidate_comes_back_once_best_first(candidates: list[Candidate]) -> None:
    hits = fuse(candidates, load_weights())
    assert sorted(hit.passage_id for hit in hits) == sorted(found.passage_id for found in candidates)
    assert list(hits) == sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))


@given(CANDIDATES, SHARE)
def test_being_better_on_one_side_never_ranks_lower(candidates: list[Candidate], coverage: float) -> None:
    worse, better = candidate(100, 5.0, 0.5, 0.0), candidate(101, 5.0, 0.5, coverage)
    hits = [hit.passage_id for hit in fuse([*candidates, worse, better], load_weights())]
    assert coverage == 0 or hits.index("p101") < hits.index("p100") or coverage < 1e-9


def test_ties_come_in_order_of_id() -> None:
    assert [hit.passage_id for hit in fuse([candidate(3), candidate(1), candidate(2)], load_weights())] == [
        "p1",
        "p2",
        "p3",
    ]


def test_both_sides_decide() -> None:
    weights = load_weights()
    pair = [candidate(1, lexical=9.0, cosine=0.80), candidate(2, lexical=1.0, cosine=0.90)]
    assert fuse(pair, replace(weights, cosine=0.0))[0].passage_id == "p1"
    assert fuse(pair, replace(weights, lexical=0.0))[0].passage_id == "p2"


def test_without_vectors_words_decide_and_the_cosine_is_zero() -> None:
    hits = fuse([candidate(1, 1.0, None), candidate(2, 9.0, None)], load_weights())
    assert [(hit.passage_id, hit.cosine) for hit in hits] == [("p2", 0.0), ("p1", 0.0)]


def test_nothing_gives_nothing() -> None:
    assert fuse([], load_weights()) == ()


def test_the_shipped_weights_say_where_they_come_from() -> None:
    weights = load_weights()
    assert "NCP" in weights.provenance
    assert "MSGA" in weights.provenance
    assert min(weights.lexical, weights.cosine, weights.coverage) > 0
    assert weights.pool >= 20


@pytest.mark.parametrize("spread", [0.0, 1e-6])
def test_a_spread_that_is_nothing_does_not_decide(spread: float) -> None:
    pair = [candidate(1, 5.0, 0.8, 0.6), candidate(2, 5.0, 0.8 + spread, 0.5)]
    assert fuse(pair, load_weights())[0].passage_id == "p1"
