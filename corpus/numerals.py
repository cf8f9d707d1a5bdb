"""Chinese numerals as notices print them, counting (二十六) and digit by digit (二○二一), and Roman ones."""

import re

_DIGITS = {letter: value for value, letter in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "○": 0, "O": 0, "两": 2}
NUMERAL = "[零〇○一二三四五六七八九十百两]"


def to_int(text: str) -> int | None:
    """Return the number that Arabic or Chinese digits say, or None.

    '26' -> 26, '二十六' -> 26, '十' -> 10, '一百零三' -> 103, '二○二一' -> 2021.
    """
    if text.isascii() and text.isdigit():
        return int(text)
    if re.fullmatch("[零〇○O一二三四五六七八九]{2,}", text):
        return int("".join(str(_DIGITS[letter]) for letter in text))
    return _counted(text)


def _counted(text: str) -> int | None:
    total, digit = 0, None
    for letter in text:
        if letter in _DIGITS:
            digit = _DIGITS[letter]
        elif letter in "十百":
            # 十 at the front means one ten.
            total += (1 if digit is None else digit) * (10 if letter == "十" else 100)
            digit = None
        else:
            return None
    return total + (digit or 0) if text else None


_PLACES = ((1000, "千"), (100, "百"), (10, "十"))
_FIGURES = "零一二三四五六七八九"


def to_chinese(number: int) -> str:
    """Write 1 to 9999 as one counts: 10 -> 十, 21 -> 二十一, 103 -> 一百零三."""
    text, rest, gap = "", number, False
    for size, name in _PLACES:
        figure, rest = divmod(rest, size)
        if figure:
            text += ("零" if gap else "") + _FIGURES[figure] + name
            gap = False
        elif text:
            gap = True
    if rest:
        text += ("零" if gap else "") + _FIGURES[rest]
    return text.removeprefix("一") if text.startswith("一十") else text


_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)


def to_roman(number: int) -> str:
    """Write a number from 1 on in small Roman numerals: 14 -> xiv."""
    text = ""
    for worth, letters in _ROMAN:
        count, number = divmod(number, worth)
        text += letters * count
    return text
