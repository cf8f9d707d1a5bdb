"""How sure an answer must be."""

import pytest

from qa.confidence import needed
from qa.understand import read_question
from tests.qa.conftest import TODAY


@pytest.mark.parametrize(
    ("question", "lost", "least"),
    [
        ("茶园公路什么时候修好", 0.0, 0.3),
        ("茶园公路什么时候修好", 1.0, 0.54),
        # Whether one may is asked in words that notices seldom print.
        ("茶农能不能代办", 1.0, 0.3),
    ],
)
def test_more_is_needed_where_the_thing_asked_for_stands_nowhere(library, question, lost, least):
    reading = read_question(question, library, today=TODAY)
    assert needed(reading, {"lost_thing": lost}, 0.3) == pytest.approx(least)


def test_never_more_than_certain(library):
    reading = read_question("茶园公路什么时候修好", library, today=TODAY)
    assert needed(reading, {"lost_thing": 1.0}, 0.9) == 1.0
