"""Which year a time limit means, where the year is printed, said (明年), or left out (10月底前)."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from corpus.numerals import to_int


@dataclass(frozen=True, slots=True)
class When:
    """What a notice says about its time.

    Attributes:
        year: the year it is about (title), for 年底前 and 10月底前.
        issued: day of issue, for 今年 and 明年.
    """

    year: int | None
    issued: date | None = None


_PRINTED = "20\\d{2}|二[零〇○O][零〇○O一二三四五六七八九]{2}"
YEAR: Final = f"(?P<year>(?:{_PRINTED})年|今年|本年|明年|次年|当年|去年)"
# A limit with a year of its own, as far as its month or part of the year.
_NAMED = re.compile(
    f"(?P<year>{_PRINTED})年(?:年?[底末]|(?P<month>\\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月"
    "|第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年)"
)
_A_DAY = "(?:\\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\\d{1,2}|[一二三四五六七八九十]{1,3})[日号]"
_ROW_OF_DAYS = re.compile(f"(?P<year>(?:{_PRINTED})年)(?:{_A_DAY}[、和])+$")
# A row of five days is no longer than this.
_ROW = 60
_STOP = re.compile("[。;!?]")
# Plans issued in November and December are for the year they name.
_PLANNING = 11


def year_meant(match: re.Match[str], when: When, month: int) -> tuple[int | None, str]:
    """Return the year that a limit means, None where it cannot be told, and the words that explain it.

    Args:
        match: the limit where it stands in its text, its group `year` the printed year or None.
        when: the notice's year and day of issue.
        month: the limit's last month.
    """
    if printed := match["year"] or _of_row(match):
        return _said(printed, when)
    year, rule = _implied(when, month)
    named = _named_before(match)
    if year is None or named is None or named[0] <= year:
        return year, rule
    # 2025年6月底前招标，12月底前建成 goes on in 2025; 2025年底前建成，6月底前招标 may mean either year.
    if month < named[1]:
        return None, "前文的年份与通知的年份不同，本处年份未写明，照录不推算"
    return named[0], f"年份取自同一句前文（{named[0]}年）"


def _of_row(match: re.Match[str]) -> str | None:
    """Return the year that a row of days is printed under: 2024年9月21日、12月9日前."""
    before = _ROW_OF_DAYS.search(match.string, max(0, match.start() - _ROW), match.start())
    return before["year"] if before else None


def _named_before(match: re.Match[str]) -> tuple[int, int] | None:
    """Return the year and month of the last limit with a year before this one in its sentence."""
    start = max((stop.end() for stop in _STOP.finditer(match.string, 0, match.start())), default=0)
    found = list(_NAMED.finditer(match.string, start, match.start()))
    year = to_int(found[-1]["year"]) if found else None
    return (year, _month(found[-1])) if year is not None else None


def _month(named: re.Match[str]) -> int:
    if named["month"]:
        return to_int(named["month"]) or 12
    if named["quarter"]:
        return 3 * (to_int(named["quarter"]) or 4)
    return 6 if named["half"] == "上" else 12


def _said(text: str, when: When) -> tuple[int | None, str]:
    """Read a year that is printed or said from the day of issue."""
    named = to_int(text.rstrip("年")) if text[0] in "2二" else None
    if named is not None:
        return named, "原文写明年份"
    base = when.issued.year if when.issued else None
    shift = {"明年": 1, "次年": 1, "去年": -1}.get(text, 0)
    if base is not None:
        return base + shift, f"“{text}”按印发日期 {base} 年推算"
    if shift == 0:
        return when.year, f"年份取自通知（{when.year}年）"
    return None, "“明年”须按印发日期推算，原文无印发日期"


def _implied(when: When, month: int) -> tuple[int | None, str]:
    """The notice's year; but a notice of August 2023 on the year 2024 means its own autumn by 11月底前."""
    issued = when.issued
    if (
        when.year
        and issued
        and issued.year < when.year
        and issued.month < _PLANNING
        and issued.month <= month
    ):
        return issued.year, f"年份取自印发日期（{issued.year}年）"
    return when.year, f"年份取自通知（{when.year}年）" if when.year else "通知未写明年份"
