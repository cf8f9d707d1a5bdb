"""Weights of a follow-up's sureness, fitted."""

import numpy as np

from eval.odds import fit_odds
from qa.odds import parse_odds

NAMES = ("held", "lost", "either", "noise")


def rows_and_right():
    rng = np.random.default_rng(5)
    rows = rng.uniform(size=(400, 4))
    return rows, (rows[:, 0] - rows[:, 1] + 0.1 * rng.normal(size=400) > 0).tolist()


def test_what_speaks_for_and_against_is_found_and_nothing_else():
    rows, right = rows_and_right()
    odds = parse_odds({"provenance": "", **fit_odds(NAMES, rows, right, [1.0] * 400, against=("lost",))})
    weights = {name: weight for name, (_, _, weight) in odds.features.items()}
    assert weights["held"] > 0 > weights["lost"]
    assert all(abs(weights.get(name, 0.0)) < weights["held"] / 3 for name in ("either", "noise"))


def test_a_feature_never_speaks_the_other_way():
    rows, right = rows_and_right()
    found = fit_odds(NAMES, rows, right, [1.0] * 400)
    assert "lost" not in found["features"]
    assert fit_odds(NAMES, rows, right, [1.0] * 400, either=("lost",))["features"]["lost"][2] < 0


def test_the_same_rows_give_the_same_weights():
    rows, right = rows_and_right()
    assert fit_odds(NAMES, rows, right, [1.0] * 400) == fit_odds(NAMES, rows, right, [1.0] * 400)


def test_heavier_rows_count_more():
    rows = np.repeat([[0.0], [1.0]], 50, axis=0)
    right = [False] * 50 + [True] * 25 + [False] * 25
    heavy = fit_odds(("held",), rows, right, [1.0] * 50 + [9.0] * 50)
    light = fit_odds(("held",), rows, right, [9.0] * 50 + [1.0] * 50)
    assert heavy["base"] > light["base"]
