"""The printed forms of a time limit: what sort each is, and the last day where it can be worked out.

Nothing is guessed: a limit whose start is unknown, or that contradicts itself (2022年底11月前), keeps its
words and has no date.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from corpus.dates import make_date, month_end
from corpus.model import DeadlineKind
from corpus.numerals import NUMERAL, to_int


@dataclass(frozen=True, slots=True)
class When:
    """What a notice says about its time.

    Attributes:
        year: the year it is about (title), for 年底前 and 10月底前.
        issued: day of issue, for 今年 and 明年.
    """

    year: int | None
    issued: date | None = None


COUNT = f"(?:\\d{{1,3}}|{NUMERAL}{{1,4}})"
_Y = "(?P<year>(?:20\\d{2}|二[零〇○O][零〇○O一二三四五六七八九]{2})年|今年|本年|明年|次年|当年|去年)"
_M = "(?P<month>\\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?"
_D = "(?P<day>\\d{1,2}|[一二三四五六七八九十]{1,3})[日号]"
_BEFORE = "(?:之前|以前|前|止|内|下班前|\\d{1,2}[:时点](?:\\d{2})?分?前)"
_WEEKDAY = "(?:\\((?:周|星期)[一二三四五六日天]\\))?"
_ENDS = {"一季度": 3, "二季度": 6, "三季度": 9, "四季度": 12, "上半年": 6, "下半年": 12}

# What is printed as a limit, most exact first; each pattern is read by the function beside it.
_BROKEN = re.compile(f"{_Y}(?:年)?底{_M}(?:底)?前?")
_A_DAY = "(?:\\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\\d{1,2}|[一二三四五六七八九十]{1,3})[日号]"
# A bare day is a limit only behind 到, before 前, or in a row of days that ends so: 9月21日、12月9日前.
_DAY_DATE = re.compile(
    f"(?P<to>到)?(?:{_Y})?{_M}{_D}{_WEEKDAY}(?:{_BEFORE}|(?=(?:[、和]{_A_DAY}){{1,5}}{_BEFORE})|(?(to)|(?!)))"
)
_ROW_OF_DAYS = re.compile(f"{_Y}(?:{_A_DAY}[、和])+$")
# 明年7月份建成: a bare month is a limit only with its year, before something that gets finished.
_DONE = "(?=[^,。;]{0,6}(?:建成|完成|实现|投用|启用|建立))"
_MONTH_DATE = re.compile(
    f"(?:{_Y})?(?<!\\d){_M}(?:(?P<part>底|末|中旬|上旬|下旬|初){_BEFORE}?|{_BEFORE}|(?(year){_DONE}|(?!)))"
)
_YEAR_DATE = re.compile(
    f"(?:{_Y}年?|(?<![上下半每全数几多\\d年一二三四五六七八九十百两])年)(?:底|末|内)(?:之?前|以前)?"
)
_PART_DATE = re.compile(
    f"(?:{_Y})?(?<!每)(?P<span>第?[一二三四]季度|上半年|下半年)(?:(?:末|底){_BEFORE}?|{_BEFORE})"
)
# 每年1月31日前 is due every year, whatever year the notice is of.
_EACH_YEAR = re.compile(
    f"每年度?的?(?:\\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月(?:份|底|末|[上中下]旬|(?:\\d{{1,2}}|{NUMERAL}{{1,3}})[日号])?"
    "(?:之前|以前|前|底前)?"
)
_WITHIN = re.compile(
    f"{COUNT}个?(?:工作日|日|天|小时|分钟|月|年|周)(?:之?内|以内)|(?:届满|期满)(?:之日)?前{COUNT}个?(?:工作日|日|天|月|年)"
)
# 2018年前建成: a year alone before 前 is over when the year begins; 2018年前的文件 says nothing of a limit.
DOES = "(?:建成|完成|实现|投用|启用|建立|形成|达到|达标|消除|取消|清零|办结|整改|全面|全部|基本)"
_BEFORE_YEAR = re.compile(f"(?P<year>20\\d{{2}})年(?:之前|以前|前)(?=[^,。;的]{{0,8}}{DOES})")
_PERIODIC = re.compile(
    f"每(?:{COUNT}|半)?(?:年|季度|个?月|周[一二三四五六日天]?|日|天|旬)(?:度|份)?(?:[底末](?:之?前)?|(?<=周.)前|(?:至少|不少于)?{COUNT}次|(?:最后一个月的)?\\d{{1,2}}日前|[一-龥]{{0,6}}\\d{{1,2}}日前)?"
    "|按(?:月|季度?|周|旬|年度?)(?!规定)|逐月|逐季"
)
_IN_FIGURES = (
    "(?<!\\d)(?P<year>20\\d{2})[-./](?P<month>\\d{1,2})[-./]"
    "(?P<day>\\d{2}(?=\\d{1,2}:\\d{2})|\\d{1,2}(?!\\d))"
)
_FIGURES = re.compile(f"^{_IN_FIGURES}(?:\\d{{1,2}}:\\d{{2}}(?::\\d{{2}})?)?之?前?$")
_FIGURES_BEFORE = re.compile(f"{_IN_FIGURES}(?:之前|以前|前|止)")
_BARE_DAY = re.compile(f"^(?:{_Y})?{_M}{_D}$")
_BARE_YEAR = re.compile("^(?P<year>20\\d{2}年)度?$")
_BARE_MONTH = re.compile(f"(?:{_Y})?{_M}(?P<part>)$")
_BARE_PART = re.compile(f"(?:{_Y})?(?P<span>第?[一二三四]季度|上半年|下半年)$")
_PHASE = re.compile("第[一二三四五]阶段\\([^()]*\\)")
# 到2017年，…力争到2020年，…: goals of phases, met by the end of the year.
_GOAL = re.compile("到(?P<year>20\\d{2}年)(?=,|(?:基本|全面|全部|力争)?(?:建成|完成|实现|建立|形成|达到))")
_ONGOING = re.compile(
    "全年|常年|持续推进|持续|常态化(?:推进|开展)?|长期(?:坚持|推进)?|动态(?:更新|调整)|定期|适时|及时|立行立改|立即|按时序进度推进|即时|实时|随时|贯穿全年"
)


def _year(text: str | None, when: When, month: int = 12) -> tuple[int | None, str]:
    """Return the year meant and the words that explain it."""
    if text is None:
        return _implied(when, month)
    named = to_int(text.rstrip("年")) if text[0] in "2二" else None
    if named is not None:
        return named, "原文写明年份"
    base = when.issued.year if when.issued else None
    shift = {"明年": 1, "次年": 1, "去年": -1}.get(text, 0)
    if base is None:
        return (
            (when.year, f"年份取自通知（{when.year}年）")
            if shift == 0
            else (None, "“明年”须按印发日期推算，原文无印发日期")
        )
    return base + shift, f"“{text}”按印发日期 {base} 年推算"


def _implied(when: When, month: int) -> tuple[int | None, str]:
    """The notice's year; but a notice of August 2023 on the year 2024 means its own autumn by 11月底前.

    Plans issued in November and December are for the year they name.
    """
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


_PLANNING = 11
_Reading = tuple[DeadlineKind, date | None, str | None]
_Read = Callable[[re.Match[str], When], _Reading]


def _resolved(due: date | None, rule: str) -> _Reading:
    return (DeadlineKind.BY_DATE, due, rule) if due else (DeadlineKind.UNRESOLVED, None, rule)


def _read_day(match: re.Match[str], when: When) -> _Reading:
    printed = match["year"] or _year_of_row(match)
    year, rule = _year(printed, when, to_int(match["month"]) or 12)
    due = make_date(year, to_int(match["month"]), to_int(match["day"]))
    return _resolved(due, rule if due or year is None else f"{rule}；没有这一天")


def _year_of_row(match: re.Match[str]) -> str | None:
    """Return the year that a row of days is printed under: 2024年9月21日、12月9日前."""
    before = _ROW_OF_DAYS.search(match.string, max(0, match.start() - _ROW), match.start())
    return before["year"] if before else None


# A row of five days is no longer than this.
_ROW = 60


def _end_of(part: str | None) -> str:
    return part if part and part.endswith("旬") else "月初" if part == "初" else "月底"


def _read_month(match: re.Match[str], when: When) -> _Reading:
    month = to_int(match["month"])
    year, rule = _year(match["year"], when, month or 12)
    if year is None or month is None:
        return _resolved(None, rule)
    last = {"上旬": 10, "中旬": 20, "初": 10}.get(match["part"] or "")
    due = make_date(year, month, last) if last else month_end(year, month)
    return _resolved(due, f"{rule}；{_end_of(match['part'])}取最后一日")


def _read_year(match: re.Match[str], when: When) -> _Reading:
    year, rule = _year(match["year"], when)
    return _resolved(date(year, 12, 31) if year else None, f"{rule}；年底取12月31日")


def _read_before_year(match: re.Match[str], _when: When) -> _Reading:
    year = int(match["year"])
    return _resolved(date(year - 1, 12, 31), f"原文写明年份；{year}年前取上一年12月31日")


def _read_goal(match: re.Match[str], _when: When) -> _Reading:
    year = to_int(match["year"].rstrip("年"))
    return DeadlineKind.PHASE, make_date(year, 12, 31), "原文写明年份；阶段目标取该年12月31日"


def _read_part(match: re.Match[str], when: When) -> _Reading:
    year, rule = _year(match["year"], when)
    due = month_end(year, _ENDS[match["span"].removeprefix("第")]) if year else None
    return _resolved(due, f"{rule}；取{match['span']}最后一日")


def _read_broken(_match: re.Match[str], _when: When) -> _Reading:
    return DeadlineKind.UNRESOLVED, None, "原文年月相互矛盾，照录不推算"


def _kind(kind: DeadlineKind, rule: str | None = None) -> _Read:
    return lambda _match, _when: (kind, None, rule)


# Pattern, reader, whether it counts in running text (False: only in a column of limits, as 及时 and 定期 are
# adverbs in running text); the more exact forms stand first.
FORMS: tuple[tuple[re.Pattern[str], _Read, bool], ...] = (
    (_BROKEN, _read_broken, True),
    (_EACH_YEAR, _kind(DeadlineKind.PERIODIC), True),
    (_DAY_DATE, _read_day, True),
    (_MONTH_DATE, _read_month, True),
    (_PART_DATE, _read_part, True),
    (_YEAR_DATE, _read_year, True),
    (_BEFORE_YEAR, _read_before_year, True),
    (_WITHIN, _kind(DeadlineKind.WITHIN, "起算日未在本条写明，不推算日期"), True),
    (_PHASE, _kind(DeadlineKind.PHASE), True),
    (_GOAL, _read_goal, True),
    (_FIGURES, _read_day, False),
    (_FIGURES_BEFORE, _read_day, True),
    (_BARE_DAY, _read_day, False),
    (_BARE_YEAR, _read_year, False),
    (_BARE_MONTH, _read_month, False),
    (_BARE_PART, _read_part, False),
    (_PERIODIC, _kind(DeadlineKind.PERIODIC), True),
    (_ONGOING, _kind(DeadlineKind.ONGOING, "持续性要求，无截止日期"), False),
)
