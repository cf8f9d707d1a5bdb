"""Time limits: what is printed, what sort it is, and the last day where it can be worked out.

Nothing is guessed: a limit whose start is unknown, or that contradicts itself (2022年底11月前), keeps its
words and has no date.
"""

import re
from collections.abc import Callable
from datetime import date

from corpus.dates import make_date, month_end
from corpus.deadline_years import YEAR as _Y
from corpus.deadline_years import When as When
from corpus.deadline_years import year_meant
from corpus.fold import Folded
from corpus.model import Deadline, DeadlineKind
from corpus.numerals import NUMERAL, to_int

_N = f"(?:\\d{{1,3}}|{NUMERAL}{{1,4}})"
_M = "(?P<month>\\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?"
_D = "(?P<day>\\d{1,2}|[一二三四五六七八九十]{1,3})[日号]"
_BEFORE = "(?:之前|以前|前|止|内|下班前|\\d{1,2}[:时点](?:\\d{2})?分?前)"
_WEEKDAY = "(?:\\((?:周|星期)[一二三四五六日天]\\))?"
_ENDS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12, "上": 6, "下": 12}
_PART_OF_YEAR = "(?P<span>[第前]?[一二三四1-4]季度|上半年|下半年)"

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
    f"(?:{_Y})?(?<!\\d){_M}(?:(?P<part>底|末|中下旬|上中旬|中旬|上旬|下旬|初){_BEFORE}?|{_BEFORE}|(?(year){_DONE}|(?!)))"
)
_YEAR_DATE = re.compile(
    f"(?:{_Y}年?|(?<![上下半每全数几多\\d年一二三四五六七八九十百两])年)(?:底|末|内)(?:之?前|以前)?"
)
_PART_DATE = re.compile(
    f"(?:{_Y})?(?<!每){_PART_OF_YEAR}(?:(?:末|底){_BEFORE}?|{_BEFORE}|(?(year){_DONE}|(?!)))"
)
_EACH_MONTH = (
    "(?:\\d{1,2}|[一二三四五六七八九十]{1,2})月"
    f"(?:份|底|末|[上中下]旬|(?:\\d{{1,2}}|{NUMERAL}{{1,3}})[日号])?"
)
# 每年1月31日前 and 每年3月、9月 are due every year, whatever year the notice is of.
_EACH_YEAR = re.compile(f"每年度?的?{_EACH_MONTH}(?:(?:[、和]|以及){_EACH_MONTH})*(?:之前|以前|前|底前)?")
_WITHIN = re.compile(
    f"{_N}个?(?:工作日|日|天|小时|分钟|月|年|周)(?:之?内|以内)|(?:届满|期满)(?:之日)?前{_N}个?(?:工作日|日|天|月|年)"
)
# 2018年前建成: a year alone before 前 is over when the year begins; 2018年前的文件 says nothing of a limit.
_DOES = "(?:建成|完成|实现|投用|启用|建立|形成|达到|达标|消除|取消|清零|办结|整改|全面|全部|基本)"
_BEFORE_YEAR = re.compile(
    f"(?P<year>20\\d{{2}})年(?:之前|以前|前)(?![一二三四1-4两几个]+季度|半年|期)(?=[^,。;的]{{0,8}}{_DOES})"
)
_PERIODIC = re.compile(
    f"每(?:{_N}|半)?(?:年|季度|个?月|周[一二三四五六日天]?|日|天|旬)(?:度|份)?(?:(?<=周.)前|(?:至少|不少于)?{_N}次|(?:最后一个月的)?\\d{{1,2}}日前|[一-龥]{{0,6}}\\d{{1,2}}日前|[底末](?:之?前)?)?"
    "|按(?:月|季度?|周|旬|年度?)(?!规定)|逐月|逐季"
)
_IN_FIGURES = (
    "(?<!\\d)(?P<year>20\\d{2})[-./](?P<month>\\d{1,2})[-./]"
    "(?P<day>\\d{2}(?=\\d{1,2}:\\d{2})|\\d{1,2}(?!\\d))"
)
_FIGURES = re.compile(f"^{_IN_FIGURES}(?:\\d{{1,2}}:\\d{{2}}(?::\\d{{2}})?)?之?前?$")
_FIGURES_BEFORE = re.compile(f"{_IN_FIGURES}(?:之前|以前|前|止)")
# 2025年12月31日(长期坚持): what goes on after the day does not hide it.
_GOES_ON = "(?=\\(|[,;](?:并|长期|持续|常态))"
_BARE_DAY = re.compile(f"^(?:{_Y})?{_M}{_D}(?:$|{_GOES_ON})")
_BARE_YEAR = re.compile("^(?P<year>20\\d{2}年)度?$")
_BARE_MONTH = re.compile(f"(?:{_Y})?{_M}(?P<part>)$")
_BARE_PART = re.compile(f"(?:{_Y})?{_PART_OF_YEAR}$")
_BARE_MONTH_IN_FIGURES = re.compile("^(?P<year>20\\d{2})[-./](?P<month>0?[1-9]|1[0-2])(?P<part>)$")
# 2024年6月至9月, 6—8月: done by the end of the last month; its year may stand before the first only.
_RANGE = re.compile(
    f"(?:(?P<first_year>20\\d{{2}})年)?(?P<first>\\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月?(?:份|底|初)?(?:至|到|[-—–~]{{1,2}})"
    f"(?:{_Y})?{_M}(?P<part>底)?$"
)
_PHASE = re.compile("第[一二三四五]阶段\\([^()]*\\)")
# 到2017年，…力争到2020年，…: goals of phases, met by the end of the year.
_GOAL = re.compile("到(?P<year>20\\d{2}年)(?=,|(?:基本|全面|全部|力争)?(?:建成|完成|实现|建立|形成|达到))")
_ONGOING = re.compile(
    "全年|常年|持续推进|持续|常态化(?:推进|开展)?|长期(?:坚持|推进)?|动态(?:更新|调整)|定期|适时|及时|立行立改|立即|按时序进度推进|即时|实时|随时|贯穿全年"
)


_Reading = tuple[DeadlineKind, date | None, str | None]
_Read = Callable[[re.Match[str], When], _Reading]


def _resolved(due: date | None, rule: str) -> _Reading:
    return (DeadlineKind.BY_DATE, due, rule) if due else (DeadlineKind.UNRESOLVED, None, rule)


def _read_day(match: re.Match[str], when: When) -> _Reading:
    year, rule = year_meant(match, when, to_int(match["month"]) or 12)
    due = make_date(year, to_int(match["month"]), to_int(match["day"]))
    return _resolved(due, rule if due or year is None else f"{rule}；没有这一天")


def _end_of(part: str | None) -> str:
    return part if part and part.endswith("旬") else "月初" if part == "初" else "月底"


def _read_month(match: re.Match[str], when: When) -> _Reading:
    month = to_int(match["month"])
    year, rule = year_meant(match, when, month or 12)
    if year is None or month is None:
        return _resolved(None, rule)
    last = {"上旬": 10, "中旬": 20, "上中旬": 20, "初": 10}.get(match["part"] or "")
    due = make_date(year, month, last) if last else month_end(year, month)
    return _resolved(due, f"{rule}；{_end_of(match['part'])}取最后一日")


def _read_year(match: re.Match[str], when: When) -> _Reading:
    year, rule = year_meant(match, when, 12)
    return _resolved(date(year, 12, 31) if year else None, f"{rule}；年底取12月31日")


def _read_before_year(match: re.Match[str], _when: When) -> _Reading:
    year = int(match["year"])
    return _resolved(date(year - 1, 12, 31), f"原文写明年份；{year}年前取上一年12月31日")


def _read_goal(match: re.Match[str], _when: When) -> _Reading:
    year = to_int(match["year"].rstrip("年"))
    return DeadlineKind.PHASE, make_date(year, 12, 31), "原文写明年份；阶段目标取该年12月31日"


def _read_part(match: re.Match[str], when: When) -> _Reading:
    last = _ENDS[match["span"].lstrip("第前")[0]]
    year, rule = year_meant(match, when, last)
    due = month_end(year, last) if year else None
    return _resolved(due, f"{rule}；取{match['span']}最后一日")


def _read_range(match: re.Match[str], when: When) -> _Reading:
    """A range over the turn of a year (11月至3月) keeps its words: whose March is meant is not printed."""
    first, last = to_int(match["first"]), to_int(match["month"])
    if first is None or last is None or (match["year"] is None and last < first):
        return DeadlineKind.UNRESOLVED, None, "起止月份跨年，年份未写明，照录不推算"
    if match["year"] is None and match["first_year"]:
        return _resolved(month_end(int(match["first_year"]), last), "原文写明年份；月底取最后一日")
    return _read_month(match, when)


def _read_broken(_match: re.Match[str], _when: When) -> _Reading:
    return DeadlineKind.UNRESOLVED, None, "原文年月相互矛盾，照录不推算"


def _kind(kind: DeadlineKind, rule: str | None = None) -> _Read:
    return lambda _match, _when: (kind, None, rule)


_FORMS: tuple[tuple[re.Pattern[str], _Read, bool], ...] = (
    # pattern, reader, whether it counts in running text or only in a column of limits (False): 及时 and 定期
    # are adverbs in running text
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
    (_RANGE, _read_range, False),
    (_BARE_MONTH_IN_FIGURES, _read_month, False),
    (_BARE_MONTH, _read_month, False),
    (_BARE_PART, _read_part, False),
    (_PERIODIC, _kind(DeadlineKind.PERIODIC), True),
    (_ONGOING, _kind(DeadlineKind.ONGOING, "持续性要求，无截止日期"), False),
)
# The more exact limit leads where there are several.
_EXACT = {
    kind: rank
    for rank, kind in enumerate(
        (
            DeadlineKind.BY_DATE,
            DeadlineKind.WITHIN,
            DeadlineKind.PHASE,
            DeadlineKind.PERIODIC,
            DeadlineKind.ONGOING,
            DeadlineKind.UNRESOLVED,
        )
    )
}


def find_deadlines(text: Folded, when: When, *, column: bool = False) -> tuple[Deadline, ...]:
    """Find the limits printed in a text, in order.

    Args:
        text: a task's text, or the cell of a table's limit column.
        when: the notice's year and day of issue.
        column: True for a cell of a limit column, where 全年 and 每月 count and nothing else stands.
    """
    taken = _cited_titles(text.text)
    found = []
    for pattern, read, running in _FORMS:
        if not (running or column):
            continue
        for match in pattern.finditer(text.text):
            start, end = match.span()
            if any(taken[start:end]) or _other_matter(text.text, match, column=column):
                continue
            taken[start:end] = b"\x01" * (end - start)
            kind, due, rule = read(match, when)
            found.append(
                Deadline(text=match.group(), kind=kind, due=due, rule=rule, span=text.span(*match.span()))
            )
    found.sort(key=lambda deadline: deadline.span)
    return tuple(found)


def leading(
    column: tuple[Deadline, ...], running: tuple[Deadline, ...]
) -> tuple[Deadline | None, tuple[Deadline, ...]]:
    """Choose the limit that leads: the more exact one; of equals the column's, then the first printed.

    A column's 持续推进 is not outdone by a text's 每月: only a date or a term is more exact than a column.
    """
    least = _EXACT[DeadlineKind.WITHIN] if column else len(_EXACT)
    exact = [deadline for deadline in running if _EXACT[deadline.kind] <= least]
    rest = [deadline for deadline in running if _EXACT[deadline.kind] > least]
    ordered = [*sorted((*column, *exact), key=lambda deadline: _EXACT[deadline.kind]), *rest]
    return (ordered[0], tuple(ordered[1:])) if ordered else (None, ())


def unread(text: Folded) -> Deadline | None:
    """Return a limit cell that fits no form as an unresolved deadline, words kept; None for an empty cell."""
    if not text.text:
        return None
    return Deadline(
        text=text.text,
        kind=DeadlineKind.UNRESOLVED,
        rule="未能识别的时限写法，照录",
        span=text.span(0, len(text.text)),
    )


def _cited_titles(text: str) -> bytearray:
    """Mark the letters inside 《…》: dates there belong to what is cited."""
    taken = bytearray(len(text))
    for match in re.finditer("《[^《》]*》|<[^<>]*>", text):
        taken[match.start() : match.end()] = b"\x01" * len(match.group())
    return taken


# 毕业5年内, 在3年内按限额扣减: how long somebody may, not by when a task is done.
_YEARS_WITHIN = re.compile(f"{_N}年(?:之?内|以内)$")
_FROM_THEN = re.compile("后|起|之日|用|力争|争取|确保")
_GETS_DONE = re.compile(f"[^,。;]{{0,8}}{_DOES}")


# 意见请于3月10日前反馈: the window of a consultation.
_CONSULTATION = re.compile(
    "意见(?:建议)?,?(?:请|征集|反馈|截止|时间|期限|日期)+(?:于|在|为|:)*[\\d年月日至-]*$"
)


def _other_matter(text: str, match: re.Match[str], *, column: bool) -> bool:
    """A consultation window, a 'from … on' or the term of a right is no deadline of the task."""
    if _YEARS_WITHIN.match(match.group()) and not column:
        near = text[max(0, match.start() - 6) : match.start()]
        if not _FROM_THEN.search(near) and not _GETS_DONE.match(text, match.end()):
            return True
    after = text[match.end() : match.end() + 4]
    before = text[max(0, match.start() - 8) : match.start()]
    return (
        after.startswith(("起", "以来", "以后"))
        or _CONSULTATION.search(text, max(0, match.start() - 24), match.start()) is not None
        or ("有效期" in before and "满前" not in match.group())
        or ("截至" in before and "底" not in match.group())
    )
