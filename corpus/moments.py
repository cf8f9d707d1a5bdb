"""Days and spans of days printed in running text: when one may enrol, when lots are drawn.

They are nobody's time limit and no field of a task; they answer who asks when.
"""

import re

from corpus.dates import make_date
from corpus.deadline_years import YEAR, When, year_meant
from corpus.deadlines import cited_titles
from corpus.fold import Folded
from corpus.model import Deadline, DeadlineKind
from corpus.numerals import to_int

_MONTH, _DAY = "(?:\\d{1,2}|[一二三四五六七八九十]{1,2})", "(?:\\d{1,2}|[一二三四五六七八九十]{1,3})"
_REST = "(?:\\((?:周|星期)[一二三四五六日天]\\))?(?:[上下中]午)?(?:\\d{1,2}(?:[:时点](?:\\d{2}分?|半)?))?"
# 6月20日至6月26日, 6月20日-26日; the year of the last day may stand before the first.
_SPAN = re.compile(
    f"(?:(?P<first_year>20\\d{{2}})年)?(?P<first>{_MONTH})月(?P<begin>{_DAY})[日号]?{_REST}(?:起)?"
    f"(?:至|到|[-—–~]{{1,2}})(?:{YEAR})?(?:(?P<month>{_MONTH})月)?(?P<day>{_DAY})[日号]{_REST}(?:止)?"
)
_ONE = re.compile(f"(?:{YEAR})?(?P<month>{_MONTH})月(?P<day>{_DAY})[日号]{_REST}")


def find_moments(text: Folded, when: When) -> tuple[Deadline, ...]:
    """Find the days printed in a text, in order; a span of days is over with its last.

    Args:
        text: of a clause, folded. Days inside 《…》 are those of what is cited.
        when: the notice's year and day of issue.

    Returns:
        Each as a limit of kind `BY_DATE` whose `due` is the (last) day, or `UNRESOLVED` where the year is not
        known or there is no such day. A day from which something goes on (7月1日起) or on which something
        happened (已于5月3日通过) is none.
    """
    taken = cited_titles(text.text)
    found = []
    for pattern in (_SPAN, _ONE):
        for match in pattern.finditer(text.text):
            if any(taken[match.start() : match.end()]) or _is_none(text.text, match):
                continue
            taken[match.start() : match.end()] = b"\x01" * len(match.group())
            found.append(_moment(match, when, text))
    return tuple(sorted(found, key=lambda each: each.span))


_FROM = ("起", "以来", "以后", "后", "之后", "前", "之前", "以前", "出生")
# 1964年8月1日, of a year that is not read; 已于5月3日公布 has happened and can be missed by nobody.
_BEHIND = re.compile("\\d{4}年$|(?:已|业经|曾)[^,。;]{0,6}$")
_HAPPENED = re.compile("[^,。;]{0,14}(?:会议|通过|印发|公布的|发布的|修订|签发|批准|同意)")


def _is_none(text: str, match: re.Match[str]) -> bool:
    """Tell a day from which something goes on, by which somebody was born, or on which something happened."""
    return (
        text.startswith(_FROM, match.end())
        or _BEHIND.search(text, max(0, match.start() - 10), match.start()) is not None
        or _HAPPENED.match(text, match.end()) is not None
    )


def _moment(match: re.Match[str], when: When, text: Folded) -> Deadline:
    parts = match.groupdict()
    month = to_int(parts["month"] or parts["first"])
    year: int | None
    if match["year"] is None and (first := parts.get("first_year")):
        year, rule = int(first), "原文写明年份"
        if month is not None and month < (to_int(parts["first"]) or 0):
            # 2023年12月25日至1月5日
            year += 1
    else:
        year, rule = year_meant(match, when, month or 12)
    due = make_date(year, month, to_int(match["day"]))
    over = "；取时段最后一日" if parts.get("first") else ""
    return Deadline(
        text=match.group(),
        kind=DeadlineKind.BY_DATE if due else DeadlineKind.UNRESOLVED,
        due=due,
        rule=f"{rule}{over}" if due or year is None else f"{rule}；没有这一天",
        span=text.span(*match.span()),
    )
