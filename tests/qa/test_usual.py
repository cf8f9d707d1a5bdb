"""Which letters usually stand where an answer begins and ends."""

import numpy as np
import pytest

from qa.extract.asked import read_asked
from qa.extract.usual import parse_usual, runs
from qa.library import Library
from qa.understand import read_question
from tests.qa.conftest import TODAY

NOTHING = Library(sequence=0, notices={}, entries={}, texts={})
ASKED = read_asked(read_question("养护单位采取哪些措施？", NOTHING, today=TODAY))


TEXT = "巡查道路,加强养护"


def test_runs_stand_left_and_right_of_a_cut_and_some_tell_what_is_asked():
    ((*found,),) = runs(ASKED, TEXT, np.array([5]))
    assert {("10", ","), ("20", "路,"), ("01", "加"), ("03", "加强养"), ("22", "路,加强")} <= set(found)
    assert ("which 02", "加强") in found
    assert ("措施 02", "加强") in found


def test_at_the_ends_of_a_text_runs_are_filled_up():
    first, last = runs(ASKED, "加强", np.array([0, 2]))
    assert ("20", "^^") in first
    assert ("02", "^^") in last


def test_weights_of_the_runs_at_a_cut_add_up():
    weights = {
        "02": {"加强": [1.5, 0.0]},
        "10": {",": [0.25, -1.0]},
        "措施 20": {},
        "20": {"养护": [0.0, 2.0]},
    }
    table = parse_usual(weights).at(ASKED, TEXT, np.array([0, 5, 9]))
    assert table.tolist() == [[0.0, 1.75, 0.0], [0.0, -1.0, 2.0]]


def test_a_run_counts_only_where_it_is_what_is_asked():
    usual = parse_usual({"措施 02": {"加强": [1.0, 0.0]}, "材料 02": {"加强": [5.0, 0.0]}})
    assert usual.at(ASKED, TEXT, np.array([5])).tolist() == [[1.0], [0.0]]


def test_a_model_without_weights_tells_nothing():
    assert parse_usual({}).at(ASKED, "加强", np.array([0, 2])).tolist() == [[0.0, 0.0], [0.0, 0.0]]


@pytest.mark.parametrize("broken", [{"01": {"加": [1.0]}}, {"01": {"加": ["x", 1.0]}}])
def test_weights_of_another_form_are_refused(broken):
    with pytest.raises((ValueError, TypeError)):
        parse_usual(broken)
