import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from eval import bootstrap
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


@pytest.fixture
def few_and_many(monkeypatch):
    """Measure the same values by drawing them one by one and by drawing how often each comes."""

    def both(measure, values):
        found = []
        for many in (10**9, 0):
            monkeypatch.setattr(bootstrap, "MANY", many)
            found.append(measure(values, seed="s"))
        return found

    return both


def test_drawing_counts_gives_the_interval_of_drawing_values(few_and_many):
    values = [0.0] * 700 + [1.0] * 250 + [0.5] * 50
    one_by_one, by_count = few_and_many(interval, values)
    assert by_count == pytest.approx(one_by_one, abs=0.006)
    assert by_count[0] < 0.275 < by_count[1]


def test_drawing_counts_gives_the_p_of_drawing_signs(few_and_many):
    gaps = [1.0] * 60 + [-1.0] * 42 + [0.5] * 10 + [0.0] * 500
    one_by_one, by_count = few_and_many(chance_of, gaps)
    assert by_count == pytest.approx(one_by_one, abs=0.02)
    assert few_and_many(chance_of, [0.0] * 9)[1] == 1.0


def test_a_hundred_thousand_questions_are_measured_at_once():
    values = [float(number % 3 == 0) for number in range(100_000)]
    low, high = interval(values, seed="s")
    assert low < 1 / 3 < high
    assert high - low < 0.007
