"""Dates as notices print them, in folded text: 2021年7月7日, 二○一一年七月二十八日, 2021-08-19."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from corpus.numerals import to_int

_YEAR = "(?P<year>\\d{4}|[二一][零〇○O一二三四五六七八九]{3})"
_MONTH = "(?P<month>\\d{1,2}|[一二三四五六七八九十]{1,2})"
_DAY = "(?P<day>\\d{1,2}|[一二三四五六七八九十]{1,3})"
# Folding takes the space out of '2021-08-19 09:22': a time may follow, other digits may not.
_FIGURES = "(?P<y2>\\d{4})[-/.](?P<m2>\\d{1,2})[-/.](?P<d2>\\d{2}(?=\\d{1,2}:\\d{2})|\\d{1,2}(?!\\d))"
DATE = re.compile(f"{_YEAR}年{_MONTH}月{_DAY}日|{_FIGURES}")


def make_date(year: int | None, month: int | None, day: int | None) -> date | None:
    """Return the date, or None where a part is missing or there is no such day (2月30日)."""
    if year is None or month is None or day is None or not 1900 <= year <= 2200 or not 1 <= month <= 12:
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def month_end(year: int, month: int) -> date | None:
    """Return the last day of a month, None for a month that does not exist."""
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else None


def years_on(day: date, years: int) -> date:
    """Return the same day so many years on; 29 February becomes the 28th where there is none."""
    return make_date(day.year + years, day.month, day.day) or date(day.year + years, day.month, 28)


def find_dates(text: str) -> Iterator[tuple[int, int, date]]:
    """Yield (start, end, date) for each full date in folded text; impossible dates are passed over."""
    for match in DATE.finditer(text):
        parts = match.group("year", "month", "day") if match["year"] else match.group("y2", "m2", "d2")
        day = make_date(*(to_int(part) for part in parts))
        if day is not None:
            yield match.start(), match.end(), day


# Printing follows signing by days or a few weeks; a web page may carry a notice years later.
_PRINTED_WITHIN = timedelta(days=60)


def day_of_issue(dated: date | None, issued: date | None) -> date | None:
    """Return the day that 明年 and 自印发之日起 count from.

    Args:
        dated: 成文日期.
        issued: 印发日期, or the 发布日期 of a web page.

    Returns:
        The day of printing, unless it lies too far from the signature's to be one.
    """
    if dated is None or issued is None:
        return issued or dated
    return issued if timedelta(0) <= issued - dated <= _PRINTED_WITHIN else dated
