"""Stage and time of force, read from a notice's own words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.dates import find_dates, make_date, month_end, years_on
from corpus.fold import Folded
from corpus.model import DocumentStage, Fact, Validity
from corpus.numerals import NUMERAL, to_int

_DRAFT = re.compile("征求意见稿|送审稿|审议稿|讨论稿|草案")
_TRIAL = re.compile("\\((?:试行|暂行)\\)|(?:试行|暂行)(?:办法|规定|细则|方案|意见)")
_DAY = (
    "[\\d二一][\\d〇○零O一二三四五六七八九]{3}年[\\d一二三四五六七八九十]{1,2}月"
    "[\\d一二三四五六七八九十]{1,3}日"
)
_BEGINS = "(?:施行|实施|执行|生效|试行)(?!以来|后|之后|前|之前|的)"
_FROM = re.compile(f"(?:[自从于](?P<day>{_DAY})(?:起|开始)?|(?P<bare>{_DAY})起)(?:正式|全面)?{_BEGINS}")
# A notice that only ends another: 自2025年7月1日起停止执行.
_STOPS = re.compile(f"自(?P<day>{_DAY})起(?:正式)?(?:停止执行|停止施行|废止|失效|不再执行)")
_FIGURES = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)"
# A page's own fields: 废止时间: 2020-01-23, [生效日期] 2020年1月1日
_FIELD_ENDS = re.compile(f"(?:废止|失效|终止)(?:时间|日期)[\\]】]?:?(?P<day>{_FIGURES}|{_DAY})")
_FIELD_STARTS = re.compile(f"(?:生效|施行|实施)(?:时间|日期)[\\]】]?:?(?P<day>{_FIGURES}|{_DAY})")
_NUMBER_OF = f"\\d{{1,3}}|{NUMERAL}{{1,3}}"
_FROM_ISSUE = re.compile(
    f"自(?:印发|公布|发布|下发|签发)之日起(?:(?P<days>{_NUMBER_OF})个?日后?(?:起)?)?(?:正式|暂)?{_BEGINS}"
    f"|自即日起(?:正式)?{_BEGINS}"
)
_TERM = f"(?:限)?(?:暂定)?(?:为|是)?(?P<count>{_NUMBER_OF})(?P<unit>年|个月)"
# 试行期1年, 试行2年
_FOR = re.compile(f"(?:有效期|试行期|试行){_TERM}(?!度|级|来|前|内)")
# 有效期至2025年底: a month or a year ends with its last day.
_LAST = f"{_DAY}|\\d{{4}}年\\d{{1,2}}月底|\\d{{4}}年(?:年?底|年?末)"
_UNTIL = re.compile(
    "(?:(?:有效期|试行期)(?:限)?(?:为)?(?:延长|延续|顺延)?(?:至|截至|到|截止到)|(?:执行|实施|施行|试行)(?:期限)?(?:至|到))"
    f"(?P<day>{_LAST})"
)
# 自2023年5月1日起至2025年12月31日止, 有效期自…至…
_SPAN = re.compile(
    f"(?:自|从|期限为|有效期为|有效期)(?P<start>{_DAY})(?:起)?(?:(?:施行|实施|执行|生效),?)?(?:至|到)(?P<day>{_LAST})止?"
)
_OWN = re.compile(
    "本(?:办法|通知|规定|细则|意见|方案|政策|措施|决定|公告|通告|制度|规则|标准|文件|条例|实施|计划|要点|规划|指南)"
    "|印发|发布|公布|施行|试行"
)
_THIS = re.compile("本[一-龥]{1,8}$")
# A licence's term is none of the notice's.
_ANOTHERS = re.compile(
    "(?:证|证书|执照|许可|资质|资格|合同|协议|标志|批件|报告|证明|卡|合格|产品|药品|登记|备案|目录|签注|号牌|审批)(?:书|件)?的?$"
)
_STATED = re.compile(
    r"(?:有效性|效力状态|公文时效|时效性|时效状态)[\]】]?:?"
    "(?P<words>(?:现行|全文|部分|继续|尚未|已经?|被)?(?:有效|失效|废止|无效|生效|修改|修订))"
)


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


def stated_validity(words: str) -> Validity:
    """Return what a page's field says: 有效, 失效, 废止 …; what ended only in part is in force."""
    if "部分" in words:
        return Validity.IN_FORCE
    if re.search("失效|废止|无效", words):
        return Validity.REPEALED if "废止" in words else Validity.EXPIRED
    if re.search("(?:尚未|未)(?:生效|施行|实施)", words):
        return Validity.NOT_YET
    return Validity.IN_FORCE if re.search("有效|现行", words) else Validity.UNKNOWN


def read_force(folded: Folded, issued: date | None) -> Force:
    """Read 自…起施行, 有效期 and a page's fields of them out of a notice's whole folded text.

    Args:
        folded: the notice's text.
        issued: its day of issue, for 自印发之日起.
    """
    facts: list[tuple[str, Fact]] = []
    both = next(_own(_SPAN, folded.text), None)
    start = _start(folded, issued, both, facts)
    end = _read(both, folded, "expires_on", facts) if both else None
    for match in (next(_own(_UNTIL, folded.text), None), _FIELD_ENDS.search(folded.text)):
        end = end or _read(match, folded, "expires_on", facts)
    if end is None and (term := next(_own(_FOR, folded.text), None)):
        facts.append(("expires_on", Fact(value=term.group(), span=folded.span(*term.span()))))
        end = _later(start or issued, to_int(term["count"]), months=term["unit"] != "年")
    if stated := _STATED.search(folded.text):
        facts.append(("validity", Fact(value=stated["words"], span=folded.span(*stated.span("words")))))
    return Force(start, end, tuple(facts))


def _start(
    folded: Folded, issued: date | None, both: re.Match[str] | None, facts: list[tuple[str, Fact]]
) -> date | None:
    """The first day in force: as printed, counted from the issue, or in a page's field."""
    matches = [match for match in _own(_FROM, folded.text) if _OWN.search(_sentence(folded.text, match))]
    printed = next(iter(matches), None) or _FROM.search(folded.text)
    start = _read(printed, folded, "effective_on", facts)
    if start is None and (match := _FROM_ISSUE.search(folded.text)):
        facts.append(("effective_on", Fact(value=match.group(), span=folded.span(*match.span()))))
        days = to_int(match["days"]) if match["days"] else 0
        return issued + timedelta(days=days or 0) if issued else None
    if start is None and both:
        start = _read(both, folded, "effective_on", facts, "start")
    for pattern in (_STOPS, _FIELD_STARTS):
        start = start or _read(pattern.search(folded.text), folded, "effective_on", facts)
    return start


def _own(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Give the matches that speak of the notice, not of a licence or a contract that it writes about."""
    for match in pattern.finditer(text):
        before = _sentence(text, match)
        if _THIS.search(before) or (
            not _ANOTHERS.search(before) and (not before or _OWN.search(before + match.group()))
        ):
            yield match


def _sentence(text: str, match: re.Match[str]) -> str:
    """The sentence up to a match."""
    near = max(0, match.start() - _FAR)
    start = max(near, *(text.rfind(stop, near, match.start()) + 1 for stop in "。;!?"))
    return text[start : match.start()]


_FAR = 200


def _read(
    match: re.Match[str] | None,
    folded: Folded,
    name: str,
    facts: list[tuple[str, Fact]],
    group: str = "day",
) -> date | None:
    if match is None:
        return None
    words = match[group] or match.groupdict().get("bare") or ""
    day = next((found for _, _, found in find_dates(words)), None) or _last_day(words)
    if day:
        facts.append((name, Fact(value=match.group(), span=folded.span(*match.span()))))
    return day


def _last_day(words: str) -> date | None:
    """The last day of 2025年底 or 2025年6月底."""
    match = re.fullmatch("(?P<year>\\d{4})年(?:(?P<month>\\d{1,2})月底|年?[底末])", words)
    return month_end(int(match["year"]), int(match["month"] or 12)) if match else None


def _later(start: date | None, count: int | None, *, months: bool) -> date | None:
    """The last day in force: the day before the anniversary (29 February counts as 1 March)."""
    if not months:
        return _years_on(start, count)
    if start is None or count is None:
        return None
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    last = month_end(year, month + 1)
    # A month without that day ends with its last one.
    return (
        start.replace(year=year, month=month + 1) - timedelta(days=1)
        if last and start.day <= last.day
        else last
    )


def _years_on(start: date | None, years: int | None) -> date | None:
    """The last day in force: the day before the anniversary (29 February counts as 1 March)."""
    if start is None or years is None:
        return None
    anniversary = make_date(start.year + years, start.month, start.day)
    return anniversary - timedelta(days=1) if anniversary else years_on(start, years)
