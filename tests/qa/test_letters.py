from hypothesis import given
from hypothesis import strategies as st

from qa.letters import letter_pairs, shared_pairs

LETTERS = "清禾县府，。 a1_"


def test_pairs_do_not_go_over_marks_and_spaces() -> None:
    assert letter_pairs("清禾县，府 办") == {"清禾", "禾县"}


@given(st.text(LETTERS), st.text(LETTERS))
def test_what_is_shared_is_what_both_have(one: str, other: str) -> None:
    assert shared_pairs(letter_pairs(one), other) == len(letter_pairs(one) & letter_pairs(other))
