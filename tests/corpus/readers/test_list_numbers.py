import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numerals import to_chinese, to_int
from corpus.readers.word.list_numbers import printed


@pytest.mark.parametrize(
    ("number", "style", "text"),
    [
        (3, "decimal", "3"),
        (10, "chineseCounting", "十"),
        (21, "chineseCounting", "二十一"),
        (100, "chineseCounting", "一〇〇"),
        (110, "chineseCountingThousand", "一百一十"),
        (1001, "chineseCountingThousand", "一千零一"),
        (12, "japaneseCounting", "十二"),
        (2, "ideographTraditional", "乙"),
        (11, "ideographTraditional", "11"),
        (3, "ideographZodiac", "寅"),
        (1, "decimalEnclosedCircle", "①"),
        (20, "decimalEnclosedCircle", "⑳"),
        (51, "decimalEnclosedCircle", "51"),
        (2, "decimalEnclosedParen", "⑵"),
        (13, "chineseLegalSimplified", "拾叁"),
        (3, "upperLetter", "C"),
        (28, "lowerLetter", "bb"),
        (1994, "upperRoman", "MCMXCIV"),
        (5, "decimalZero", "05"),
        (5, "decimalFullWidth", "５"),
        (7, "none", ""),
        (7, "thaiNumbers", "7"),
        (0, "chineseCounting", "0"),
        (123_456, "lowerRoman", "123456"),
    ],
)
def test_numbers_are_printed_in_the_list_s_format(number: int, style: str, text: str) -> None:
    assert printed(number, style) == text


@given(st.integers(1, 999))
def test_counted_numbers_can_be_read_again(number: int) -> None:
    assert to_int(to_chinese(number)) == number
