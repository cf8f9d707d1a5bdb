"""Windows of due dates: 本月到期的, 已经逾期的, 下季度要完成的, 30天内到期的."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.dates import make_date, month_end
from corpus.numerals import to_int
from qa.understand.period import ONE_YEAR, year_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Days that a due date may lie on, both ends counted.

    Attributes:
        start, end: None where the window is open to that side.
        each_year: True where the question names no year (第三季度要完成的): the days are then meant of the
            year that a notice is about.
        words: the words that name it, folded.
    """

    start: date | None
    end: date | None
    each_year: bool = False
    words: str = ""

    def of_year(self, year: int | None) -> "Window":
        """Return the window as it lies for a notice of a year."""
        if not self.each_year or year is None:
            return self
        return Window(start=_moved(self.start, year), end=_moved(self.end, year), words=self.words)

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in it."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    @property
    def said(self) -> str:
        """The window for people: 截止日在 2024-06-01 至 2024-06-30."""
        year = "各通知当年 " if self.each_year else ""
        first, last = (self._day(self.start), self._day(self.end))
        if self.start is None:
            return f"截止日在 {year}{last} 及以前"
        if self.end is None:
            return f"截止日在 {year}{first} 及以后"
        return f"截止日在 {year}{first}" + (f" 至 {last}" if self.end != self.start else "")

    def _day(self, day: date | None) -> str:
        if day is None:
            return ""
        return f"{day.month}月{day.day}日" if self.each_year else day.isoformat()


def _moved(day: date | None, year: int) -> date | None:
    if day is None:
        return None
    last = monthrange(year, day.month)[1]
    # The last of February stays the last.
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, day.month, last if is_last else min(day.day, last))


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


_WHICH = "(?P<which>本|这个?|这一|当|上上个?|上一?个?|下下个?|下一?个?)"
_STEPS = {"本": 0, "这": 0, "当": 0, "上": -1, "下": 1}
_NUMBER = "(?P<n>\\d{1,3}|[一二两三四五六七八九十半]{1,3})"
# 到期, 要完成: what is due. In front of it 30天内 is a window, not the 30天内 that an item prints.
_DUE = "(?:要|需要?|应当?|该|得|将|就要|快要?|会)?(?:到期|到截止|截止|期满|到时限)(?:的|了)?"
_END = f"(?:之?内|以内|里|期间|底之?前|底|末之?前|前)?(?:{_DUE})?"
_M = "(?:\\d{1,2}|[一二三四五六七八九十]{1,2})"
_YEAR_HERE = f"(?:{ONE_YEAR}的?)?"
_SIDE = "(?P<side>之?前|以前|之?后|以后|起|以来|开始)"
_ENDS_WITH_WORK = (
    "(?=[^,。;?]{0,4}(?:完成|办结|做完|落实|到期|截止|交|报|的(?:任务|工作|事项)|有哪|任务|工作))"
)

_Read = Callable[[re.Match[str], date], "Window | None"]


def _step(which: str) -> int:
    return _STEPS[which[0]] * (2 if which[:2] in ("上上", "下下") else 1)


def _shifted(today: date, months: int) -> tuple[int, int]:
    place = today.year * 12 + today.month - 1 + months
    return place // 12, place % 12 + 1


def _week(match: re.Match[str], today: date) -> Window:
    start = today - timedelta(days=today.weekday()) + timedelta(weeks=_step(match["which"]))
    return Window(start=start, end=start + timedelta(days=6))


def _month(match: re.Match[str], today: date) -> Window:
    year, month = _shifted(today, _step(match["which"]))
    start, end = _months(year, month, month)
    return Window(start=start, end=end)


def _quarter(match: re.Match[str], today: date) -> Window:
    year, month = _shifted(today, 3 * _step(match["which"]))
    first = (month - 1) // 3 * 3 + 1
    start, end = _months(year, first, first + 2)
    return Window(start=start, end=end)


def _this_month_end(_match: re.Match[str], today: date) -> Window:
    return Window(start=today.replace(day=1), end=month_end(today.year, today.month))


def _year_named(match: re.Match[str], today: date) -> tuple[int, bool]:
    """Return the year of a match, and whether it was left open."""
    named = any(match[name] for name in ("full", "short", "relative"))
    return (year_of(match, today) if named else today.year), not named


def _part(match: re.Match[str], today: date) -> Window:
    year, open_year = _year_named(match, today)
    name = match["part"].removeprefix("第")
    if name in ("上半年", "下半年"):
        start, end = _months(year, 1, 6) if name == "上半年" else _months(year, 7, 12)
    else:
        quarter = to_int(name[0]) or 1
        start, end = _months(year, quarter * 3 - 2, quarter * 3)
    return Window(start=start, end=end, each_year=open_year)


def _named_month(match: re.Match[str], today: date) -> Window | None:
    year, open_year = _year_named(match, today)
    first, last = to_int(match["month"]) or 0, to_int(match["last"] or match["month"]) or 0
    if not (1 <= first <= 12 and 1 <= last <= 12 and first <= last):
        return None
    start, end = _months(year, first, last)
    return Window(start=start, end=end, each_year=open_year)


def _sided(match: re.Match[str], today: date) -> Window | None:
    """10月15日以后, 6月1日前; 后 begins the day after."""
    year, open_year = _year_named(match, today)
    month = to_int(match["month"]) or 0
    day = make_date(year, month, to_int(match["day"])) if match["day"] else None
    last = day or (month_end(year, month) if not match["day"] else None)
    if last is None:
        return None
    if "前" in match["side"]:
        return Window(start=None, end=last, each_year=open_year)
    first = (
        (day or last.replace(day=1)) if match["side"] in ("起", "以来", "开始") else last + timedelta(days=1)
    )
    return Window(start=first, end=None, each_year=open_year)


def _whole_year(match: re.Match[str], today: date) -> Window:
    start, end = _months(year_of(match, today), 1, 12)
    return Window(start=start, end=end)


def _coming(match: re.Match[str], today: date) -> Window:
    count = 0.5 if match["n"] == "半" else to_int(match["n"]) or 1
    unit = match["unit"]
    if "月" in unit:
        year, month = _shifted(today, int(count))
        day = min(today.day, monthrange(year, month)[1])
        end = date(year, month, day) if count >= 1 else today + timedelta(days=15)
    else:
        end = today + timedelta(days=int(count * (7 if "周" in unit or "星期" in unit else 1)))
    return Window(start=today, end=end)


def _day_near(match: re.Match[str], today: date) -> Window:
    day = today + timedelta(days={"昨": -1, "今": 0, "明": 1, "后": 2}[match["near"]])
    return Window(start=day, end=day)


def _overdue(_match: re.Match[str], today: date) -> Window:
    return Window(start=None, end=today - timedelta(days=1))


# 快到期: what a month's work still reaches.
_SOON_DAYS = 30


def _soon(_match: re.Match[str], today: date) -> Window:
    return Window(start=today, end=today + timedelta(days=_SOON_DAYS))


def _to_come(_match: re.Match[str], today: date) -> Window:
    return Window(start=today, end=None)


_FORMS: tuple[tuple[re.Pattern[str], _Read], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        # 还没到期的, 尚未截止
        ("(?:还|尚|仍)?(?:没有?|未)(?:到期|过期|逾期|超期|截止|到截止)(?:日期|时间|的)?", _to_come),
        ("(?:还剩下?|剩下的?|还有)(?=[^,。;?]{0,6}(?:没到期|未到期|没完成|要完成|没做))", _to_come),
        (
            "(?:快要?|就要|将要|即将|马上(?:就)?要?|临近|接近)(?:到期|截止|期满|到(?:截止|时限|期限|时间))(?:了|的)*",
            _soon,
        ),
        (f"{_WHICH}(?:周|星期|礼拜){_END}", _week),
        (f"{_WHICH}月(?:份)?{_END}", _month),
        (f"{_WHICH}季度?{_END}", _quarter),
        (f"(?<![\\d一二三四五六七八九十几个本这上下])月底(?:之?前)?(?:{_DUE})?", _this_month_end),
        (f"{_YEAR_HERE}(?P<part>第?[一二三四1-4]季度?|上半年|下半年){_END}", _part),
        (f"{_YEAR_HERE}(?P<month>{_M})月(?:份)?(?:(?P<day>\\d{{1,2}})[日号])?底?{_SIDE}(?:{_DUE})?", _sided),
        (
            f"{_YEAR_HERE}(?P<month>{_M})(?:月份?)?(?:到|至|-|—|~)(?P<last>{_M})月(?:份)?{_END}{_ENDS_WITH_WORK}",
            _named_month,
        ),
        (
            f"(?<![到至~\\d一二三四五六七八九十-]){_YEAR_HERE}(?P<month>{_M})月(?:份)?(?P<last>(?!))?"
            f"(?:之?内|里)?(?:{_DUE})?(?![\\d底初末到至~-]|[上中下]旬){_ENDS_WITH_WORK}",
            _named_month,
        ),
        (
            f"(?:未来|今后|接下来的?|往后|最?近|之后){_NUMBER}(?P<unit>个?工作日|天|日|周|个?星期|个?月){_END}",
            _coming,
        ),
        (f"{_NUMBER}(?P<unit>天|日|周|个?星期|个?月)(?:之?内|以内)(?:{_DUE}|(?=要?完成|要做))", _coming),
        (f"(?P<near>昨|今|明|后)(?:天|日)(?:之?前)?(?:{_DUE})?", _day_near),
        (
            f"{ONE_YEAR}(?:年?内|全年|里|度)?(?:要|需要?|应当?|该|得|将|会)?(?:到期|截止|完成|做完|办结)(?:的)?",
            _whole_year,
        ),
        # 已经逾期的, 过了期限, 超时未完成
        (
            "(?:已经?|都|现在)?(?:逾期|超期|超时|过期|到期|过了?(?:截止|期限|时限|完成)(?:日期|时间|期限)?|截止)了?"
            "(?:还?(?:没有?|未)(?:完成|办结|办|做完?))?(?:的|了)(?=任务|工作|事|有|是|都|[?。,]|$)",
            _overdue,
        ),
        ("(?:已经?|都)(?:逾期|超期|超时|过期|到期|截止)(?:了|的)*", _overdue),
        ("逾期|超期", _overdue),
    )
)


def read_window(text: str, today: date) -> tuple[Window, str] | None:
    """Read the window of due dates that a folded text names, the first form that fits.

    Args:
        text: places taken out.
        today: what 本月 and 逾期 count from.

    Returns:
        The window and the text without its words; None where there is none. Whether a window is asked for
        hangs on the rest: 逾期不缴怎么处罚 asks for no list.
    """
    for pattern, read in _FORMS:
        match = pattern.search(text)
        window = read(match, today) if match else None
        if match and window:
            words = match.group()
            named = Window(start=window.start, end=window.end, each_year=window.each_year, words=words)
            return named, text[: match.start()] + " " + text[match.end() :]
    return None
