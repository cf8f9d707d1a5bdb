"""Chinese numerals, counted and digit by digit."""

import pytest

from corpus.numerals import to_int


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("26", 26),
        ("007", 7),
        ("二十六", 26),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("两百", 200),
        ("一百零三", 103),
        ("三百二十一", 321),
        ("二○二一", 2021),
        ("二〇二一", 2021),
        ("二零二一", 2021),
        ("二OO五", 2005),
        ("五", 5),
        ("", None),
        ("甲", None),
        ("二甲", None),
        ("１２", None),
    ],
)
def test_a_numeral_is_read(text: str, number: int | None) -> None:
    assert to_int(text) == number
