"""Stage and time of force, read from a notice's own words."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.dates import find_dates
from corpus.fold import Folded
from corpus.model import DocumentStage, Fact
from corpus.numerals import NUMERAL, to_int

_DRAFT = re.compile("征求意见稿|送审稿|审议稿|讨论稿|草案")
_TRIAL = re.compile("\\((?:试行|暂行)\\)|(?:试行|暂行)(?:办法|规定|细则|方案|意见)")
_DAY = (
    "[\\d二一][\\d〇○零O一二三四五六七八九]{3}年[\\d一二三四五六七八九十]{1,2}月"
    "[\\d一二三四五六七八九十]{1,3}日"
)
_FROM = re.compile(f"自(?P<day>{_DAY})起(?:正式)?(?:施行|实施|执行|生效)")
# A notice that only ends another: 自2025年7月1日起停止执行.
_STOPS = re.compile(f"自(?P<day>{_DAY})起(?:正式)?(?:停止执行|停止施行|废止|失效|不再执行)")
# A page's own field: 废止时间: 2020-01-23
_FIELD_ENDS = re.compile(r"(?:废止|失效|终止)(?:时间|日期):(?P<day>\d{4}-\d{1,2}-\d{1,2})")
_FROM_ISSUE = re.compile("自(?:印发|公布|发布|下发)之日起(?:正式)?(?:施行|实施|执行|生效)")
_FOR_YEARS = re.compile(f"有效期(?:限)?(?:为|是)?(?P<years>\\d{{1,2}}|{NUMERAL}{{1,2}})年")
_UNTIL = re.compile(f"(?:有效期(?:限)?(?:至|截至|到)|(?:执行|实施|施行)(?:期限)?(?:至|到))(?P<day>{_DAY})")


@dataclass(frozen=True, slots=True)
class Force:
    """When a notice takes and loses effect, and the facts this was read from."""

    effective_on: date | None
    expires_on: date | None
    facts: tuple[tuple[str, Fact], ...]


def read_stage(title: str) -> tuple[DocumentStage, str | None]:
    """Return the stage a title states and the words that state it."""
    for stage, pattern in ((DocumentStage.CONSULTATION_DRAFT, _DRAFT), (DocumentStage.TRIAL, _TRIAL)):
        match = pattern.search(title)
        if match:
            return stage, match.group().strip("()")
    return DocumentStage.FINAL, None


def read_force(folded: Folded, issued: date | None) -> Force:
    """Read 自…起施行 and 有效期 out of a notice's whole folded text.

    Args:
        folded: the notice's text.
        issued: its day of issue, for 自印发之日起.
    """
    facts: list[tuple[str, Fact]] = []
    start = _read(_FROM, folded, "effective_on", facts)
    if start is None and (match := _FROM_ISSUE.search(folded.text)):
        facts.append(("effective_on", Fact(value=match.group(), span=folded.span(*match.span()))))
        start = issued
    if start is None:
        start = _read(_STOPS, folded, "effective_on", facts)
    end = _read(_UNTIL, folded, "expires_on", facts) or _read(_FIELD_ENDS, folded, "expires_on", facts)
    if end is None and (match := _FOR_YEARS.search(folded.text)):
        facts.append(("expires_on", Fact(value=match.group(), span=folded.span(*match.span()))))
        end = _years_on(start or issued, to_int(match["years"]))
    return Force(start, end, tuple(facts))


def _read(pattern: re.Pattern[str], folded: Folded, name: str, facts: list[tuple[str, Fact]]) -> date | None:
    match = pattern.search(folded.text)
    day = next((found for _, _, found in find_dates(match["day"])), None) if match else None
    if match and day:
        facts.append((name, Fact(value=match.group(), span=folded.span(*match.span()))))
    return day


def _years_on(start: date | None, years: int | None) -> date | None:
    """The last day in force: the day before the anniversary (29 February counts as 1 March)."""
    if start is None or years is None:
        return None
    try:
        return start.replace(year=start.year + years) - timedelta(days=1)
    except ValueError:
        return date(start.year + years, 2, 28)
