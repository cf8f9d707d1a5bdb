import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from eval.bootstrap import chance_of, interval

VALUES = st.lists(st.floats(min_value=-1, max_value=1), min_size=1, max_size=30)


@given(VALUES)
def test_an_interval_lies_inside_the_values_and_is_the_same_every_time(values):
    low, high = interval(values, seed="a")
    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9
    assert (low, high) == interval(values, seed="a")


def test_an_interval_holds_the_true_mean_about_as_often_as_it_says():
    chance = random.Random(7)
    held = 0
    for number in range(200):
        low, high = interval([float(chance.random() < 0.7) for _ in range(80)], seed=str(number))
        held += low <= 0.7 <= high
    assert 0.89 <= held / 200 <= 0.99


def test_an_interval_of_one_value_is_that_value():
    assert interval([0.5] * 9, seed="a") == (0.5, 0.5)


@pytest.mark.parametrize(("wins", "losses"), [(12, 2), (5, 5), (9, 3)])
def test_the_randomisation_test_of_wins_and_losses_is_the_sign_test(wins, losses):
    exact = binomtest(wins, wins + losses).pvalue
    assert chance_of([1.0] * wins + [-1.0] * losses + [0.0] * 40, seed="a") == pytest.approx(exact, abs=0.03)


def test_runs_that_do_not_differ_are_not_told_apart():
    assert chance_of([0.0] * 20, seed="a") == 1.0
