"""Years that a question asks of notices, the day it asks about, and days that do not exist."""

import re
from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from corpus.dates import make_date, month_end
from corpus.numerals import to_int
from qa.understand.understood import Note

# 2023年度, 2023; 23年 but not 20年内, 30年期; 2018年7月出生 is a child's year, not a notice's.
_NAMED = (
    r"(?P<full>20\d{2})(?!年?(?:\d{1,2}月)?(?:\d{1,2}[日号])?(?:份)?(?:出生|生的|生人))年?度?"
    r"|(?<!\d)(?P<short>1[5-9]|2\d|30)年(?!内|以|期|限|级|前|底|左右)(?:度)?"
    r"|(?P<chinese>二[零〇○O0][零〇○O0一二三四五六七八九]{2})年度?"
    # 那二三年的呢 as people say it; 住满二三年的 is how long.
    r"|(?:(?<=[那是,成])|^)(?P<spoken>二[一二三四五六七八九])年度?(?=[的那这呢是,]|$)"
)
# 2021到2023年, 2021-2023年, 2021年至2023年
_RANGE = r"(?P<first>20\d{2})年?度?(?:到|至|-|—|~|～)+(?P<last>20\d{2})年?度?"
SHIFTS = {
    "大前年": -3, "前年": -2, "去年": -1, "上年": -1, "上一年": -1, "头年": -1, "旧年": -1,
    "今年": 0, "本年": 0, "当年": 0, "这一年": 0,
    "明年": 1, "来年": 1, "下一年": 1, "下年": 1, "后年": 2,
}  # fmt: skip
_PLAIN = frozenset({"大前年", "前年", "去年", "明年", "后年"})
# 去年报过的今年还得去村里不: when something was done, and now; neither is the year of a notice.
# 毕业当年 and 入学当年 are years of somebody's life.
_OF_LIFE = "当年"
_SHIFTED = "|".join(f"(?<![业生学职伍婚]){each}" if each == _OF_LIFE else each for each in SHIFTS)
_RELATIVE = f"(?P<relative>{_SHIFTED})度?(?!级)(?![^,。?;]{{0,4}}过)(?!还|得|又|才|就|想|再|能|可以)"
# 近三年, 最近两年
_LATEST = "(?:最?近|过去|这)(?P<latest>[两二三四五]|[2-5])年(?:来|以来|间|内)?"
YEARS = re.compile(f"{_RANGE}|{_NAMED}|{_LATEST}|{_RELATIVE}")
_MOST_YEARS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Years asked of notices.

    Attributes:
        years: in the order named.
        rest: the text without the words that name them.
        notes: how they were read.
    """

    years: tuple[int, ...]
    rest: str
    notes: tuple[Note, ...]


def read_years(text: str, today: date, held: Set[int]) -> Period:
    """Read the years out of a folded text.

    Args:
        text: places taken out.
        today: what 今年 and 近三年 count from.
        held: years that the place has notices of. 今年 or 上年度 that it has none of narrows nothing: what
            was issued earlier may well hold this year, and 上年度 may be a notice's own word.
    """
    years: list[int] = []
    notes, rest, done = [], "", 0
    for match in YEARS.finditer(text):
        found = _years_of(match, today)
        if match["relative"] and found[0] not in held and not _of_a_notice(match):
            # The words stay with the subject: 对上年度要点搞“回头看”.
            meant = f"{found[0]}年；库里没有这一年的通知，不按年份筛选"
        else:
            years += found
            rest, done = rest + text[done : match.start()] + " ", match.end()
            meant = f"{'、'.join(f'{year}年' for year in found)}的通知"
        notes.append(Note("period", match.group(), meant))
    return Period(years=tuple(dict.fromkeys(years)), rest=rest + text[done:], notes=tuple(notes))


# 上一年的呢, 那再前一年: counted from the year that was spoken of, not from today.
_STEP = re.compile(
    "^(?:那么?|再|就|还有|看看?|说说?|问问?|查查?|,)*(?:(?P<before>[上前头]一年|上年)|[下后]一年|下年|次年)度?(?!级)的?"
    "(?=呢|[,?。]|$|[是由谁归哪几怎有要那]|多少|什么|啥)"
)


def read_step(text: str, year: int | None) -> Period | None:
    """Read a year that a follow-up counts from the one spoken of; None where it does not.

    Args:
        text: folded, places taken out.
        year: of the notice that was answered from; None where there is none.
    """
    match = _STEP.match(text) if year else None
    if match is None or year is None:
        return None
    meant = year - 1 if match["before"] else year + 1
    note = Note("period", match.group().strip(", "), f"{meant}年的通知")
    return Period(years=(meant,), rest=" " + text[match.end() :], notes=(note,))


_NOTICE = re.compile("的?[一-龥]{0,12}?(?:要点|通知|办法|文件|方案|意见|标准|政策|分工|分解表)")


def _of_a_notice(match: re.Match[str]) -> bool:
    """去年的政务公开要点 is a notice of that year, whether there is one or not; 照着去年的抄 is none."""
    return match["relative"] in _PLAIN and _NOTICE.match(match.string, match.end()) is not None


def _years_of(match: re.Match[str], today: date) -> list[int]:
    if match["first"]:
        first, last = sorted((int(match["first"]), int(match["last"])))
        return list(range(first, last + 1)) if last - first < _MOST_YEARS else [first, last]
    if match["latest"]:
        count = to_int(match["latest"]) or 1
        return list(range(today.year - count + 1, today.year + 1))
    return [year_of(match, today)]


def year_of(match: re.Match[str], today: date) -> int:
    """Return the year that one of the groups full, short, chinese, spoken or relative names."""
    if match["relative"]:
        return today.year + SHIFTS[match["relative"]]
    if match["chinese"] or match["spoken"]:
        figures = (match["chinese"] or f"二〇{match['spoken']}").replace("0", "〇")
        return to_int(figures) or today.year
    return int(match["full"] or f"20{match['short']}")


ONE_YEAR = (
    "(?:(?P<full>20\\d{2})年?|(?P<short>1[5-9]|2\\d)年|(?P<chinese>(?!))|(?P<spoken>(?!))"
    f"|(?P<relative>{'|'.join(SHIFTS)}))"
)
"""A single year: 2023年, 23年, 去年; see `year_of`."""

_NOT_THAT_DAY = (
    "(?!之?前?(?:印发|发布|发的|下发|出台|成文|公布|施行|实施|执行的|起|开始|以来|的(?!时候|时|那)))"
)
_THEN = "(?:的)?(?:时候|时|那时候?|那天|那会儿?|当时|当天|为止)?"
_HOLDS = "(?=[,还仍是到否不算能可在,]{0,4}(?:有效|生效|管用|能用|作废|失效|废止|算数|过期|执行))"
_ON = re.compile(
    f"(?:截至|截止到?|到|在|于)?(?:{ONE_YEAR}(?:[-./])?(?P<month>\\d{{1,2}})(?:月份?|[-./])(?:(?P<day>\\d{{1,2}})(?:[日号]|(?![\\d日号]))|(?P<part>底|末|初))?"
    f"(?![\\d日号]){_NOT_THAT_DAY}{_THEN})"
)
_ON_YEAR = re.compile(
    f"(?:截至|截止到?|到|在|于)?{ONE_YEAR}(?:的?时候|时|那时候?|那会儿?|当时|那年|(?P<part>年?底|年?末|年?初){_THEN}|{_HOLDS})"
)
THEN = re.compile("那(?:个)?时候?(?!限)|当时|那会儿|那年|那天")
"""那时候还有效吗: the day that was spoken of before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """The day that a notice's validity is asked on, the text without it, and the words that name it."""

    day: date | None
    rest: str
    words: str


def read_as_of(text: str, today: date) -> AsOf | None:
    """Read the day that a question about validity asks about; None where it names none.

    2022年5月1日时还有效吗, 2022年的时候, 去年底还管用吗. `day` is None for a day that does not exist.
    """
    match = _ON.search(text)
    day = None
    if match:
        year, month = year_of(match, today), int(match["month"])
        if match["day"]:
            day = make_date(year, month, int(match["day"]))
        else:
            day = make_date(year, month, 1) if match["part"] == "初" else month_end(year, month)
    else:
        match = _ON_YEAR.search(text)
        if match is None:
            return None
        year = year_of(match, today)
        day = date(year, 1, 1) if (match["part"] or "").endswith("初") else date(year, 12, 31)
        # This year's end has not come: how it stands today is what can be said.
        day = min(day, today) if year == today.year and not match["part"] else day
    return AsOf(day=day, rest=text[: match.start()] + " " + text[match.end() :], words=match.group())


_N = "\\d{1,2}|[一二三四五六七八九十]{1,3}"
_DAYS = re.compile(
    f"(?:(?<!\\d)(?P<year>20\\d{{2}})年)?(?<!\\d)(?P<month>{_N})月份?(?:(?P<day>{_N})[日号])?"
    r"|(?<!\d)(?P<y>20\d{2})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?!\d)"
)
_LEAP = 2024
# 9999年: no notice is of such a year.
_FAR_YEAR = re.compile(r"(?<!\d)(?:2[1-9]\d{2}|[3-9]\d{3})年")


def impossible_days(text: str) -> tuple[str, ...]:
    """Return the days, months and years named that cannot be: 2月30日, 13月, 9999年."""
    found = _FAR_YEAR.findall(text)
    for match in _DAYS.finditer(text):
        year, month, day = (
            match["year"] or match["y"],
            match["month"] or match["m"],
            match["day"] or match["d"],
        )
        if make_date(int(year or _LEAP), to_int(month), to_int(day or "1")) is None:
            found.append(match.group())
    return tuple(dict.fromkeys(found))
