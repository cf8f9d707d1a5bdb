from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.coverage import Asked, AskedWord
from index.features import Candidate, Question
from index.fusion import Weights, first_step, fuse, load_weights
from index.ports import Hit

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
        around=text, place=number, lexical=lexical, cosine=cosine,
    )  # fmt: skip


TEXTS = st.sampled_from(["网站维护由示例局负责", "网站要更新", "维护秩序。网站", "别的"])
CANDIDATES = st.lists(
    st.builds(candidate, st.integers(0, 99), st.floats(0, 50), st.floats(-1, 1), TEXTS),
    max_size=12,
    unique_by=lambda found: found.passage_id,
)


def ranked(candidates: list[Candidate], weights: Weights) -> tuple[Hit, ...]:
    """Rank as a search does: by the first step, then by all that is known."""
    lexical = np.array([found.lexical for found in candidates])
    bare = any(found.cosine is None for found in candidates)
    cosines = None if bare else np.array([found.cosine for found in candidates], dtype=float)
    first = first_step(lexical, cosines, weights)
    order = sorted(range(len(candidates)), key=lambda place: (-first[place], candidates[place].passage_id))
    return fuse(QUESTION, [candidates[place] for place in order], first[order], weights)


@given(CANDIDATES, st.randoms())
def test_the_order_of_the_engines_does_not_matter(candidates: list[Candidate], source: object) -> None:
    shuffled = list(candidates)
    source.shuffle(shuffled)  # type: ignore[attr-defined]
    whole, again = ranked(candidates, load_weights()), ranked(shuffled, load_weights())
    assert [hit.passage_id for hit in again] == [hit.passage_id for hit in whole]
    assert [hit.score for hit in again] == pytest.approx([hit.score for hit in whole])


@given(CANDIDATES, st.integers(1, 12))
def test_every_candidate_comes_back_once_best_first(candidates: list[Candidate], looked_at: int) -> None:
    hits = ranked(candidates, replace(load_weights(), looked_at=looked_at))
    assert sorted(hit.passage_id for hit in hits) == sorted(found.passage_id for found in candidates)
    assert list(hits) == sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))


@given(CANDIDATES, st.integers(1, 6))
def test_what_was_not_looked_at_comes_after_what_was(candidates: list[Candidate], looked_at: int) -> None:
    first = np.linspace(1.0, 0.0, len(candidates))
    weights = replace(load_weights(), looked_at=looked_at)
    hits = [hit.passage_id for hit in fuse(QUESTION, candidates, first, weights)]
    given = [found.passage_id for found in candidates]
    assert set(hits[:looked_at]) == set(given[:looked_at])
    if len(given) > 1:
        assert hits[looked_at:] == given[looked_at:]


def test_ties_come_in_order_of_id() -> None:
    same = [replace(candidate(number), place=0, notice_id="n") for number in (6, 0, 3)]
    hits = ranked(same, replace(load_weights(), learned=0.0))
    assert [hit.passage_id for hit in hits] == ["p00", "p03", "p06"]


def test_both_sides_decide_who_is_looked_at() -> None:
    weights = load_weights()
    lexical, cosines = np.array([9.0, 1.0]), np.array([0.80, 0.90])
    assert first_step(lexical, cosines, replace(weights, cosine=0.0)).argmax() == 0
    assert first_step(lexical, cosines, replace(weights, lexical=0.0)).argmax() == 1
    assert first_step(lexical, None, weights).argmax() == 0
    assert first_step(np.zeros(0), np.zeros(0), weights).tolist() == []


@pytest.mark.parametrize("cosine", [0.85, None])
def test_the_passage_that_answers_leads_one_that_only_shares_a_word(cosine: float | None) -> None:
    right = candidate(9, 12.0, cosine, "网站由示例局维护")
    wrong = [candidate(n, 4.0, cosine and cosine - 0.04, "网站开通的时间另行公布") for n in range(8)]
    hits = ranked([*wrong, right], load_weights())
    assert hits[0].passage_id == "p09"
    assert hits[0].coverage == 1.0
    assert hits[0].cosine == (cosine or 0.0)


def test_leaving_features_out_and_leaving_the_trees_out_change_the_scores() -> None:
    candidates = [candidate(n, float(n), 0.8 + n / 100) for n in range(6)]
    weights = load_weights()
    whole = ranked(candidates, weights)
    assert ranked(candidates, replace(weights, learned=0.0)) != whole
    assert ranked(candidates, replace(weights, without=("cosine_gap", "lexical_share"))) != whole


def test_nothing_gives_nothing() -> None:
    assert fuse(QUESTION, [], np.zeros(0), load_weights()) == ()


def test_the_shipped_weights_say_where_they_come_from() -> None:
    weights = load_weights()
    assert "NCP" in weights.provenance
    assert "MSGA" in weights.provenance
    assert min(weights.lexical, weights.cosine, weights.coverage, weights.learned) > 0
    assert weights.pool >= weights.looked_at >= 20
