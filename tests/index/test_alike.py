import pytest

from index.alike import LIKE_SHAPE, NEAR_SOUND, SAME_BOTH, SAME_SOUND, alike
from index.tokenise import data_lines


@pytest.mark.parametrize(
    ("typed", "meant", "likeness"),
    [
        ("遇", "育", SAME_SOUND),
        ("思", "司", SAME_SOUND),
        ("师", "司", NEAR_SOUND),
        ("岭", "宁", NEAR_SOUND),
        ("名", "民", NEAR_SOUND),
        ("章", "赞", NEAR_SOUND),
        ("徒", "徙", LIKE_SHAPE),
        ("睢", "濉", SAME_BOTH),
    ],
)
def test_letters_are_alike_by_sound_and_by_shape(typed: str, meant: str, likeness: float) -> None:
    assert alike(typed)[meant] == likeness
    assert alike(meant)[typed] == likeness


@pytest.mark.parametrize(
    ("typed", "meant"), [("河", "湖"), ("水", "火"), ("东", "西"), ("a", "b"), ("龘", "龙")]
)
def test_other_letters_are_not(typed: str, meant: str) -> None:
    assert meant not in alike(typed)


def test_no_letter_is_alike_to_itself() -> None:
    assert all(letter not in alike(letter) for letter in "司育县己睢")


def test_every_letter_of_gb_2312_has_a_sound() -> None:
    read = "".join(line.split()[1] for line in data_lines("sound.txt"))
    letters = [
        bytes([row, cell]).decode("gb2312", "ignore")
        for row in range(0xB0, 0xF8)
        for cell in range(0xA1, 0xFF)
    ]
    assert {letter for letter in letters if letter} <= set(read)


def test_look_alikes_are_groups_of_different_letters() -> None:
    groups = data_lines("shape.txt")
    assert all(len(group) > 1 and len(set(group)) == len(group) for group in groups)
