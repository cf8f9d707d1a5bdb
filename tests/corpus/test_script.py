"""Traditional letters and readings are taken back for recognition; what is printed stays."""

import pytest

from corpus.fold import fold, plain
from corpus.script import readings, simplified


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("發(fā)布機構", "发布机构"),
        ("責任單位：縣財政局", "责任单位:县财政局"),
        ("工（gōng）作", "工作"),
        ("關於", "关于"),
        ("乾县水利局", "乾县水利局"),
        ("门户网站(app)", "门户网站(app)"),
        ("第(a)项", "第(a)项"),
    ],
)
def test_traditional_letters_and_readings_fold_to_simplified_ones(printed: str, read: str) -> None:
    assert plain(printed) == read


def test_every_folded_letter_leads_back_to_the_one_that_was_printed() -> None:
    printed = "縣（xiàn）財政局"
    folded = fold(printed)
    assert folded.text == "县财政局"
    assert [printed[place] for place in folded.origin] == ["縣", "財", "政", "局"]


def test_a_reading_is_its_brackets_and_what_they_hold() -> None:
    assert readings("發(fā)布", 0, 6) == ((1, 5),)


def test_no_simplified_letter_is_changed() -> None:
    table = simplified()
    assert not [code for code in table if chr(code) in "的发布机构单位责任牵头时限序号乾著瞭"]
