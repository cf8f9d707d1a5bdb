"""The trees and weights of span extraction, fitted on what is known to be right."""

import numpy as np
import pytest

from eval.span_trees import fit_spans
from eval.span_usual import fit_usual
from index.ranker import parse_ranker
from qa.extract.spans import SPAN_FEATURES


@pytest.fixture(scope="module")
def questions():
    """Questions whose best stretch has the largest `near`; the others are the worse the smaller theirs."""
    source = np.random.default_rng(3)
    tables = [source.random((20, len(SPAN_FEATURES))) for _ in range(120)]
    near = SPAN_FEATURES.index("near")
    return tables, [table[:, near] ** 3 for table in tables]


def test_a_better_stretch_gets_a_higher_chance(questions):
    tables, f1 = questions
    ranker = parse_ranker({"provenance": "", **fit_spans(tables, f1)})
    scores = [ranker.score(dict(zip(SPAN_FEATURES, table.T, strict=True))) for table in tables]
    reached = np.mean([value[score.argmax()] for score, value in zip(scores, f1, strict=True)])
    assert reached > 0.9 * np.mean([value.max() for value in f1])


def test_the_same_stretches_give_the_same_trees(questions):
    assert fit_spans(*questions) == fit_spans(*questions)


def test_letters_that_stand_at_beginnings_weigh_for_them():
    runs = [[("01", "加"), ("10", ",")], [("01", "的"), ("10", ",")]] * 30
    labels = np.array([[1, 0], [0, 1], [0, 0]] * 30, dtype=float).reshape(30, 3, 2)
    found = fit_usual(runs, np.concatenate(list(labels), axis=1), np.ones(60))
    assert found["01"]["加"][0] > 0 > found["01"]["加"][1]
    assert found["01"]["的"][1] > 0 > found["01"]["的"][0]


def test_runs_that_stand_seldom_are_not_weighed():
    runs = [[("01", "加")], [("01", "的")]] * 30 + [[("01", "稀")]]
    labels = np.array([[1.0, 0.0] * 30 + [1.0]] * 3)
    assert "稀" not in fit_usual(runs, labels, np.ones(61))["01"]
