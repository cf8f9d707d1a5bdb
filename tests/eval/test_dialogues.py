import pytest

from eval.dialogues import Dialogues, QuietStore, Talk, is_right, rows_before
from eval.questions import Kind, Question
from eval.scoring import Judgement


def turn(id, after=None, rank=1, **figures):
    question = Question(
        id=id, kind=Kind.PASSAGE, question="？", answerable=figures.get("refused") is None, after=after
    )
    return Judgement(question=question, answer={}, verbatim=(), rank=rank, **figures)


def share(*turns):
    dialogues = Dialogues()
    for judgement in turns:
        dialogues.add(judgement)
    return dialogues.figures()


@pytest.mark.parametrize(
    ("figures", "right"),
    [
        ({}, True),
        ({"rank": 2}, False),
        ({"unit_f1": 1.0, "due_right": True, "fact_right": True, "list_shares": (1, 1)}, True),
        ({"unit_f1": 0.9}, False),
        ({"due_right": False}, False),
        ({"fact_right": False}, False),
        ({"list_shares": (1, 0.5)}, False),
        ({"refused": True, "rank": None}, True),
        ({"refused": False, "rank": None}, False),
    ],
)
def test_a_turn_is_right_in_everything_it_is_judged_by(figures, right):
    assert is_right(turn("a", **figures)) is right


def test_a_dialogue_is_right_when_every_turn_is():
    good = (turn("a"), turn("b", "a"), turn("c", "b"))
    bad = (turn("x"), turn("y", "x", rank=0), turn("z", "y"))
    assert share(*good) == {"dialogue_right": 1.0}
    assert share(*good, *bad) == {"dialogue_right": 0.5}


def test_a_wrong_first_turn_spoils_the_dialogue_and_turns_may_lie_apart():
    mixed = (turn("a", rank=0), turn("x"), turn("b", "a"), turn("y", "x"))
    assert share(*mixed) == {"dialogue_right": 0.5}


def test_questions_that_stand_alone_are_no_dialogues():
    assert share(turn("a", rank=0), turn("b")) == {}


def test_a_turn_is_asked_with_the_receipt_of_the_row_before():
    talk = Talk(rows_before([turn("a").question, turn("b", "a").question]))
    assert "a" in talk
    assert "c" not in talk
    assert talk.receipt_before("a") is None
    talk.note("a", {"answer": {"receipt": "r1"}})
    assert talk.receipt_before("b") == "r1"


def test_a_receipt_can_be_asked_on_from_though_none_is_written(tmp_path):
    store = QuietStore.open(tmp_path / "store.db")
    store.save_receipt("r1", {"question": "？"})
    assert store.receipt("r1") == {"question": "？"}
    store.close()
    again = QuietStore.open(tmp_path / "store.db")
    assert again.receipt("r1") is None
    again.close()
