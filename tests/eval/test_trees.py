import numpy as np
import pytest

from eval.trees import fit_chance, fit_trees
from index.ranker import parse_ranker

NAMES = ("x", "y", "z")


@pytest.fixture(scope="module")
def searches():
    """Searches in which the candidate with the largest x + y is right and z says nothing."""
    source = np.random.default_rng(5)
    matrices = [source.random((20, 3)) for _ in range(80)]
    return matrices, [
        [2 * int(row == (rows[:, 0] + rows[:, 1]).argmax()) for row in range(20)] for rows in matrices
    ]


@pytest.fixture(scope="module")
def record(searches):
    return fit_trees(NAMES, *searches, [1.0] * 80)


def ranks_right(record, matrices, labels):
    ranker = parse_ranker({"provenance": "", **record})
    firsts = [ranker.score(dict(zip(NAMES, rows.T, strict=True))).argmax() for rows in matrices]
    return np.mean([label[first] == 2 for label, first in zip(labels, firsts, strict=True)])


def test_what_is_fitted_ranks_the_right_one_first(record, searches):
    assert ranks_right(record, *searches) > 0.9


def test_it_is_the_features_that_rank(record, searches):
    matrices, labels = searches
    bare = [rows * [0.0, 0.0, 1.0] for rows in matrices]
    assert ranks_right(record, bare, labels) < 0.5


def test_plain_numpy_gives_what_lightgbm_gives(searches, monkeypatch):
    import lightgbm

    kept = []
    train = lightgbm.train
    monkeypatch.setattr(lightgbm, "train", lambda *given: kept.append(train(*given)) or kept[0])
    ranker = parse_ranker({"provenance": "", **fit_trees(NAMES, *searches, [1.0] * 80)})
    rows = np.random.default_rng(6).random((200, 3)).round(6)
    mine = ranker.score(dict(zip(NAMES, rows.T, strict=True)))
    assert mine == pytest.approx(kept[0].predict(rows), abs=1e-3)


def test_the_same_searches_give_the_same_trees(record, searches):
    assert fit_trees(NAMES, *searches, [1.0] * 80) == record


def test_a_search_that_weighs_more_decides_where_searches_disagree(searches):
    matrices, labels = searches
    others = [[2 * int(row == (rows[:, 2]).argmax()) for row in range(20)] for rows in matrices]
    both, said = [*matrices, *matrices], [*labels, *others]
    heavy = fit_trees(NAMES, both, said, [5.0] * 80 + [1.0] * 80)
    light = fit_trees(NAMES, both, said, [1.0] * 80 + [5.0] * 80)
    assert ranks_right(heavy, matrices, labels) > ranks_right(light, matrices, labels)


def test_chances_are_calibrated_and_the_same_each_time():
    source = np.random.default_rng(9)
    rows = source.random((2000, 3))
    right = source.random(2000) < rows[:, 0]
    record = fit_chance(NAMES, rows, right.tolist(), [1.0] * 2000)
    assert fit_chance(NAMES, rows, right.tolist(), [1.0] * 2000) == record
    fresh = source.random((2000, 3))
    ranker = parse_ranker({"provenance": "", **record})
    chance = 1 / (1 + np.exp(-ranker.score(dict(zip(NAMES, fresh.T, strict=True)))))
    for low in (0.0, 0.25, 0.5, 0.75):
        inside = (fresh[:, 0] >= low) & (fresh[:, 0] < low + 0.25)
        assert chance[inside].mean() == pytest.approx(low + 0.125, abs=0.08)


def test_what_weighs_more_moves_the_chances():
    rows = np.tile([[0.2, 0.5, 0.5]], (400, 1))
    right = [True] * 200 + [False] * 200
    heavy = fit_chance(NAMES, rows, right, [3.0] * 200 + [1.0] * 200)
    one = parse_ranker({"provenance": "", **heavy}).score(dict(zip(NAMES, rows[:1].T, strict=True)))
    assert 1 / (1 + np.exp(-one[0])) == pytest.approx(0.75, abs=0.03)
