"""Numbers as word processors print them in lists: 一、二、 甲、乙、 ①②, iv, AB.

*Source:* ECMA-376 part 1, 17.18.59 (ST_NumberFormat).
"""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"))
_LEGAL = str.maketrans("一二三四五六七八九十百千〇", "壹贰叁肆伍陆柒捌玖拾佰仟零")
_LEGAL_TRADITIONAL = str.maketrans("一二三四五六七八九十百千〇", "壹貳參肆伍陸柒捌玖拾佰仟零")
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_MOST = 9999


def counted(number: int) -> str:
    """Write 1 to 9999 as one counts: 十, 二十一, 一百零三."""
    text, rest, gap = "", number, False
    for size, name in _PLACES:
        figure, rest = divmod(rest, size)
        if figure:
            text += ("零" if gap else "") + _DIGITS[figure] + name
            gap = False
        elif text:
            gap = True
    if rest:
        text += ("零" if gap else "") + _DIGITS[rest]
    return text.removeprefix("一") if text.startswith("一十") else text


def digitwise(number: int) -> str:
    """Write a number figure by figure: 二〇二一."""
    return "".join(_DIGITS[int(figure)] for figure in str(number))


def _chinese(number: int) -> str:
    return counted(number) if number < 100 else digitwise(number)


def _roman(number: int) -> str:
    text = ""
    for size, letters in _ROMAN:
        times, number = divmod(number, size)
        text += letters * times
    return text


def _letters(number: int) -> str:
    """A … z, then aa, bb: the same letter again."""
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1) if times < 30 else str(number)


def _from(letters: str) -> Callable[[int], str]:
    return lambda number: letters[number - 1] if number <= len(letters) else str(number)


_PRINTERS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "chineseCountingThousand": counted,
    "taiwaneseCountingThousand": counted,
    "japaneseCounting": counted,
    "koreanCounting": counted,
    "ideographDigital": digitwise,
    "japaneseDigitalTenThousand": digitwise,
    "taiwaneseDigital": digitwise,
    "koreanDigital2": digitwise,
    "chineseLegalSimplified": lambda number: counted(number).translate(_LEGAL),
    "japaneseLegal": lambda number: counted(number).translate(_LEGAL_TRADITIONAL),
    "ideographLegalTraditional": lambda number: counted(number).translate(_LEGAL_TRADITIONAL),
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
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
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
