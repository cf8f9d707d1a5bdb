"""Chinese numerals as notices print them: counting (二十六) and digit by digit (二○二一)."""

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
