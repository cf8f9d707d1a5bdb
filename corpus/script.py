"""Traditional letters and readings in brackets, taken back to the plain text behind them.

Some mirrors print 發(fā)布機構 for 发布机构. Only recognition sees the change: each letter stays one letter,
so the way back to the printed text is kept.
"""

import re
from functools import cache

# 發(fā): a syllable with its tone mark; without one, such as (app), it is a word of the text.
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_READING = re.compile(f"(?<=[一-龥])[(（][a-zü]{{0,5}}[{_TONED}][a-zü]{{0,5}}[)）]")
# The converter leaves 於 as it is, a surname; in notices it is 关于. The others stand in GB 2312 though they
# are traditional: 然後, 徵收, 怎麽.
_OWN = {"於": "于", "後": "后", "徵": "征", "麽": "么"}


def readings(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the ranges of `text[start:end]` that hold a letter's reading: the brackets in 發(fā)布."""
    return tuple(match.span() for match in _READING.finditer(text, start, end))


@cache
def simplified() -> dict[int, str]:
    """Return a table for `str.translate`: traditional letter to simplified, one for one.

    A letter that stands in GB 2312 is left alone: it is simplified already (乾 in 乾县 is not 干).
    """
    from opencc import OpenCC

    letters = [chr(code) for code in range(0x4E00, 0x9FA6) if not _in_gb2312(chr(code))]
    # A line each, or the converter reads neighbours as words.
    converted = OpenCC("t2s").convert("\n".join(letters)).split("\n")
    pairs = [*zip(letters, converted, strict=True), *_OWN.items()]
    table = {ord(old): new for old, new in pairs if old != new and len(new) == 1}
    # 薴 -> 苧 -> 苎: once through is all the way.
    return {old: new.translate(table) for old, new in table.items()}


def _in_gb2312(letter: str) -> bool:
    try:
        letter.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
