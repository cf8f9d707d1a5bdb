"""Reads a question for which notices have ended or still count (哪些文件废止了, 2023年底哪些办法还有效)."""

import re
from dataclasses import dataclass
from datetime import date

from qa.understand import Reading

_PAPER = "(?:(?:政策性?|规范性)?文件|通知|公告|条例|决定)"
# 办法 is also what one does about a thing, and 规定 what is laid down on it.
_RULE = "(?:办法|细则|方案|规定|政策|意见)"
_OVER = "(?:废止|废除|作废|失效|过期|不再有效|不再执行|停止执行|不作数|不算数)"
_HOLDS = "(?:现行有效|继续有效|有效|在用|作数|算数|在执行)"
_BETWEEN = "(?:已经?|早就?|都|被|给|是|还|仍然?|现在|目前|如今)*"
_WHICH = "(?:哪[些几]|多少)[份个项部]?"
_ALL = "(?:都?有|是)?(?:哪[些几]|什么|啥|多少)[份个]?"
# 有效期是五年, 有效解决了 and 在执行过程中 go on.
_END = "[了过掉的吗呢]*(?=$|[?,。!])"


def _asked(stands: str, of_paper: str) -> re.Pattern[str]:
    return re.compile(
        f"(?:{_WHICH}|什么|啥){_PAPER}{_BETWEEN}(?:{stands}|{of_paper}){_END}"
        f"|{_PAPER}里?{_WHICH}{_BETWEEN}(?:{stands}|{of_paper}){_END}"
        f"|{_WHICH}(?P<rule>{_RULE}){_BETWEEN}{stands}{_END}"
        f"|{_BETWEEN}{stands}了?的?{_PAPER}{_ALL}{_END}"
        f"|{_BETWEEN}{stands}了?的(?P<other>{_RULE}){_ALL}{_END}"
    )


_ENDED = _asked(_OVER, "(?:到期|取消|不管用|没用)")
_COUNTING = _asked(_HOLDS, "管用")
# 什么是有效的办法 asks for what helps.
_HELPS = re.compile("(?<![行续然还仍])有效的(?:办法|方案|意见)")
_PLAIN_RULES = frozenset({"规定", "政策", "意见"})
_ASIDE = re.compile(
    "请问|我想(?:问|知道)一?下?|帮我?[查问看]一?下?|关于|方面|有关|相关|[这那库]里|截[至止]|当[天时]|年?[底末]"
    "|(?:我们?|咱们?|你们?|本|全)[省市县区]|[省市县区]里头?|\\d+年(?:\\d+月)?(?:\\d+[日号])?|今年|去年"
)
_EDGES = "的里头了时在都有,?!。 "
_DAY = re.compile("(\\d{4})年(\\d{1,2})月(\\d{1,2})[日号]")


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichAsked:
    """What is asked of the notices of a place.

    Attributes:
        ended: True for those that count no more, False for those that still count.
        matter: that their titles must name, "" for all.
        places: as the answer names them, "" for all.
        years: in which they ended, none for any.
        day: on which they counted.
    """

    ended: bool
    matter: str
    places: str
    years: tuple[int, ...]
    day: date


def which_asked(reading: Reading, today: date) -> WhichAsked | None:
    """Read what is asked of all notices; None where it is asked of one or of another thing."""
    text = reading.folded
    ended = _ENDED.search(text)
    found = ended or _COUNTING.search(text)
    if found is None or reading.notice or reading.number or "《" in text or _HELPS.search(text):
        return None
    matter = _matter(reading, found)
    rule = found["rule"] or found["other"]
    if matter and rule in _PLAIN_RULES:
        # 低保哪些规定取消了 is asked of the rules themselves.
        return None
    return WhichAsked(
        ended=ended is not None,
        matter=matter,
        places="、".join(region.name for region in reading.regions),
        years=tuple(reading.years) if ended else (),
        day=today if ended else _day(reading, today),
    )


def _matter(reading: Reading, found: re.Match[str]) -> str:
    """What is named beside the asking, the place and the time."""
    rest = reading.folded[: found.start()] + reading.folded[found.end() :]
    for place in reading.regions:
        rest = re.sub(f"{place.name}|{place.short}[省市县区州旗]?", "", rest)
    return _ASIDE.sub("", rest).strip(_EDGES)


def _day(reading: Reading, today: date) -> date:
    """The day that is named, else the last of the year named, but none to come."""
    if reading.as_of:
        return reading.as_of
    if (named := _DAY.search(reading.folded)) and not reading.impossible:
        return date(*map(int, named.groups()))
    return min(today, date(max(reading.years), 12, 31)) if reading.years else today
