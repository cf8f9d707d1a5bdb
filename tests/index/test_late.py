"""Late interaction: a question's words against the likest words of a passage."""

import numpy as np
import pytest

from index.late import likenesses
from index.ports import Words

RARE, COMMON = -12.0, -2.0


def words(*rows, score=RARE):
    states = np.array(rows, np.float16).reshape(len(rows), 3)
    return Words(states=states, scores=np.full(len(rows), score, np.float32))


def test_a_passage_that_meets_every_word_is_likest():
    asked = words((5, 0, 0), (0, 5, 0))
    both, one, none = likenesses(
        asked, [words((9, 0, 0), (0, 9, 0)), words((9, 0, 0), (0, 0, 9)), words((0, 0, 9), (0, 0, 8))]
    )
    assert both > one > none


def test_rare_words_count_more():
    asked = Words(
        states=np.array([(5, 0, 0), (0, 5, 0)], np.float16), scores=np.array([RARE, COMMON], np.float32)
    )
    rare, common = likenesses(asked, [words((9, 0, 0), (0, 0, 9)), words((0, 9, 0), (0, 0, 9))])
    assert rare > common


def test_where_no_word_is_rare_all_count_the_same():
    (found,) = likenesses(words((5, 0, 0), (0, 5, 0), score=COMMON), [words((9, 0, 0), (0, 0, 9))])
    assert found == pytest.approx(0.5)


@pytest.mark.parametrize(("asked", "passage"), [((), ((1, 0, 0),)), (((1, 0, 0),), ()), ((), ())])
def test_no_words_meet_nothing(asked, passage):
    (found,) = likenesses(words(*asked), [words(*passage)])
    assert found == 0.0


def test_no_passages():
    assert likenesses(words((1, 0, 0)), []) == ()
