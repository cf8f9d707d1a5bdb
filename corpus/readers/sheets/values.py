"""Numbers of a workbook as its number formats print them: 2021年10月30日, 1,200.50, 95%.

*Source:* ECMA-376 part 1, 18.8.30 (numFmt); the built-in codes as Excel in China prints them. Fractions,
conditions and literals between digits are not supported: such numbers are printed plainly.
"""

import math
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from corpus.numerals import to_chinese
from corpus.readers.word.list_numbers import digitwise

_YMD, _YM, _MD = 'yyyy"年"m"月"d"日"', 'yyyy"年"m"月"', 'm"月"d"日"'
_HM, _HMS = 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: _YM, 28: _MD, 29: _MD, 30: "m-d-yy", 31: _YMD,
    32: _HM, 33: _HMS, 34: "上午/下午" + _HM, 35: "上午/下午" + _HMS, 36: _YM, 37: "#,##0;-#,##0",
    38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss.0", 50: _YM, 51: _MD, 52: _YM, 53: _MD, 54: _MD, 55: "上午/下午" + _HM,
    56: "上午/下午" + _HMS, 57: _YM, 58: _MD,
}  # fmt: skip

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式)'
    r"|(?P<noon>AM/PM|A/P|上午/下午)|(?P<date>y+|m+|d+|h+|s+|a{3,4}|e+(?![+-]))|(?P<digits>[0#?.,%]+)"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_LONGEST = 255

Token = tuple[str, str]


def shown(number: float, code: str, *, from_1904: bool = False) -> str:
    """Print a number.

    Args:
        number: the cell's value.
        code: its number format, "" for General.
        from_1904: whether the workbook counts its days from 1904.
    """
    if not code or len(code) > _LONGEST or not math.isfinite(number):
        return plain(number)
    section, signed = _section(code, number)
    tokens = list(_tokens(section))
    kinds = {kind for kind, _ in tokens}
    if "date" in kinds or any(kind == "elapsed" for kind in kinds):
        return _date(number, tokens, from_1904=from_1904)
    return _figures(number if signed else abs(number), tokens)


def plain(number: float) -> str:
    """Print a number as General does: whole ones without a point, no more than fifteen figures."""
    if math.isfinite(number) and number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.15g}"


def _section(code: str, number: float) -> tuple[str, bool]:
    """Choose the part for positive, negative numbers or zero; also whether the sign is to be printed."""
    parts = [""]
    for match in _TOKEN.finditer(code):
        if match.group() == ";":
            parts.append("")
        else:
            parts[-1] += match.group()
    if number < 0 and len(parts) > 1:
        return parts[1], False
    return parts[2] if number == 0 and len(parts) > 2 else parts[0], True


def _tokens(section: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(section):
        kind, text = match.lastgroup, match.group(match.lastgroup) if match.lastgroup else ""
        if kind in ("quoted", "escaped"):
            yield "literal", text
        elif kind == "bracket":
            lowered = text.lower()
            if (lowered and set(lowered) <= set("h")) or lowered in ("m", "mm", "s", "ss"):
                yield "elapsed", lowered
            elif lowered.startswith("dbnum"):
                yield "chinese", lowered
            elif lowered.startswith("$"):
                yield "literal", text[1:].partition("-")[0]
        elif kind is not None:
            yield ("literal" if kind == "other" and text != "@" else kind), text


def _figures(number: float, tokens: list[Token]) -> str:
    places = [place for place, (kind, _) in enumerate(tokens) if kind in ("digits", "general", "other")]
    if not places:
        # A format of letters only prints them; none at all is General, and ;;; hides the number.
        return "".join(text for kind, text in tokens if kind == "literal") or (
            plain(number) if tokens else ""
        )
    before = "".join(text for kind, text in tokens[: places[0]] if kind == "literal")
    behind = "".join(text for kind, text in tokens[places[-1] + 1 :] if kind == "literal")
    kind, mask = tokens[places[0]]
    odd = len(places) > 1 or behind[:1] in ("/", "E", "e")
    figures = plain(number) if kind != "digits" or odd else _masked(number, mask)
    sign = "-" if figures.startswith("-") else ""
    return sign + before + figures.removeprefix("-") + ("" if odd else behind)


def _masked(number: float, mask: str) -> str:
    percent = mask.count("%")
    whole, _, fraction = mask.replace("%", "").partition(".")
    scale = len(whole) - len(whole.rstrip(",")) if not fraction else 0
    exact = Decimal(repr(number)) * 100**percent / 1000**scale
    least, most = fraction.count("0"), sum(map(fraction.count, "0#?"))
    try:
        rounded = exact.quantize(Decimal(1).scaleb(-most), rounding=ROUND_HALF_UP)
    except InvalidOperation:
        return plain(number)
    text = f"{rounded:{',' if ',' in whole.rstrip(',') else ''}f}"
    integer, _, decimals = text.partition(".")
    decimals = decimals[:least] + decimals[least:].rstrip("0")
    negative = integer.startswith("-") and rounded != 0
    integer = (
        integer.removeprefix("-").zfill(whole.count("0")) if whole.count("0") else integer.removeprefix("-")
    )
    return ("-" if negative else "") + integer + ("." + decimals if decimals else "") + "%" * percent


def _date(number: float, tokens: list[Token], *, from_1904: bool) -> str:
    moment = moment_of(number, from_1904=from_1904)
    if moment is None:
        return plain(number)
    half = any(kind == "noon" for kind, _ in tokens)
    chinese = any(kind == "chinese" for kind, _ in tokens)
    printed = ""
    for place, (kind, text) in enumerate(tokens):
        if kind == "date":
            word = "minute" if _is_minute(tokens, place) else text.lower()
            printed += _word(moment, word, len(text), half=half, chinese=chinese)
        elif kind == "elapsed":
            seconds = round(number * 86400)
            printed += str(seconds // {"h": 3600, "m": 60, "s": 1}[text[0]])
        elif kind == "noon":
            morning, evening = ("上午", "下午") if text.startswith("上") else ("AM", "PM")
            printed += morning if moment.hour < 12 else evening
        elif kind == "literal" or (kind == "digits" and "0" not in text):
            # Behind seconds .0 asks for fractions, which no notice prints.
            printed += text
    return printed.strip()


def moment_of(number: float, *, from_1904: bool) -> datetime | None:
    """Return the moment that a count of days means, None where it is out of range."""
    # Day 60 is a 29 February 1900 that never was.
    first = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 if number >= 60 else 31)
    if not 0 <= number < 2_958_466:
        return None
    try:
        return first + timedelta(seconds=round(number * 86400))
    except OverflowError:
        return None


def _is_minute(tokens: list[Token], place: int) -> bool:
    if tokens[place][1].lower() not in ("m", "mm"):
        return False
    timed = [(at, text.lower()) for at, (kind, text) in enumerate(tokens) if kind in ("date", "elapsed")]
    before = [text for at, text in timed if at < place]
    after = [text for at, text in timed if at > place]
    return (bool(before) and before[-1][0] == "h") or (bool(after) and after[0][0] == "s")


def _word(moment: datetime, word: str, width: int, *, half: bool, chinese: bool) -> str:
    if word[0] in "ye":
        year = moment.year if width > 2 or word[0] == "e" else moment.year % 100
        return digitwise(year) if chinese else f"{year:02d}"
    if word[0] == "a":
        return ("星期" if width > 3 else "") + "一二三四五六日"[moment.weekday()]
    if width > 2 and word[0] in "md":
        name = _MONTHS[moment.month - 1] if word[0] == "m" else _DAYS[moment.weekday()]
        return name if width == 4 else name[: 1 if width > 4 else 3]
    hour = (moment.hour - 1) % 12 + 1 if half else moment.hour
    number = {"minute": moment.minute, "m": moment.month, "d": moment.day, "h": hour, "s": moment.second}[
        word if word == "minute" else word[0]
    ]
    if chinese:
        return to_chinese(number) or "〇"
    return f"{number:02d}" if width > 1 else str(number)
