"""Numbers as word processors print them in lists: 一、二、 甲、乙、 ①②, iv, AB.

*Source:* ECMA-376 part 1, 17.18.59 (ST_NumberFormat).
"""

from collections.abc import Callable

from corpus.numerals import to_chinese, to_roman

_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans("一二三四五六七八九十百千〇", "壹贰叁肆伍陆柒捌玖拾佰仟零")
_LEGAL_TRADITIONAL = str.maketrans("一二三四五六七八九十百千〇", "壹貳參肆伍陸柒捌玖拾佰仟零")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_MOST = 9999


def digitwise(number: int) -> str:
    """Write a number figure by figure: 二〇二一."""
    return "".join(_DIGITS[int(figure)] for figure in str(number))


def _chinese(number: int) -> str:
    return to_chinese(number) if number < 100 else digitwise(number)


def _letters(number: int) -> str:
    """A … z, then aa, bb: the same letter again."""
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1) if times < 30 else str(number)


def _from(letters: str) -> Callable[[int], str]:
    return lambda number: letters[number - 1] if number <= len(letters) else str(number)


_PRINTERS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "chineseCountingThousand": to_chinese,
    "taiwaneseCountingThousand": to_chinese,
    "japaneseCounting": to_chinese,
    "koreanCounting": to_chinese,
    "ideographDigital": digitwise,
    "japaneseDigitalTenThousand": digitwise,
    "taiwaneseDigital": digitwise,
    "koreanDigital2": digitwise,
    "chineseLegalSimplified": lambda number: to_chinese(number).translate(_LEGAL),
    "japaneseLegal": lambda number: to_chinese(number).translate(_LEGAL_TRADITIONAL),
    "ideographLegalTraditional": lambda number: to_chinese(number).translate(_LEGAL_TRADITIONAL),
    "ideographTraditional": _from(_STEMS),
    "ideographZodiac": _from(_BRANCHES),
    "ideographEnclosedCircle": _from("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "decimalEnclosedCircle": _from(_CIRCLED),
    "decimalEnclosedCircleChinese": _from(_CIRCLED),
    "decimalEnclosedFullstop": _from("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "decimalEnclosedParen": _from("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "decimalFullWidth": lambda number: str(number).translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    ),
    "decimalZero": lambda number: f"{number:02d}",
    "numberInDash": lambda number: f"- {number} -",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": to_roman,
    "upperRoman": lambda number: to_roman(number).upper(),
    "none": lambda number: "",  # noqa: ARG005 - all take the number
}


def printed(number: int, style: str) -> str:
    """Write a list's number; formats not known here, zero and numbers over 9999 as plain figures.

    Args:
        number: as counted.
        style: `w:numFmt`'s value.
    """
    printer = _PRINTERS.get(style)
    if printer is None or (style != "none" and not 0 < number <= _MOST):
        return str(number)
    return printer(number)
