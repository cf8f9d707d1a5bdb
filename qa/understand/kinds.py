"""What sort of answer a question wants: who, when, which tasks, a fact of the notice, its status, or what."""

import re
from dataclasses import dataclass
from enum import StrEnum

from corpus.model import Deadline
from qa.understand.asking import (
    DOCUMENT,
    LACKING,
    MENTIONS,
    STATUS,
    TASKS,
    WHEN,
    WHO,
    either,
    without_asking,
)
from qa.understand.head_facts import FactAsked, fact_asked


class Kind(StrEnum):
    """What sort of answer is wanted."""

    WHO = "who"
    WHEN = "when"
    WHAT = "what"
    LIST = "list"
    META = "meta"
    STATUS = "status"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A folded question taken apart as far as its kind hangs on it.

    Attributes:
        rest: without places and years. without_units: without places and units.
        units: units named. limits: time limits named.
    """

    rest: str
    without_units: str
    units: tuple[str, ...]
    limits: tuple[Deadline, ...]


# A subject of this many letters or less is none: 的, 市里, 这个.
_NO_SUBJECT = 2
# 某某办法还有效吗 names the notice by a title of some length.
_TITLE_WORDS = 14

_ABOUT_A_NOTICE = either(
    # 清禾政办发〔2023〕18号 and 清禾政办发18号, place and year taken out
    "[一-龥]{0,8}\\[ *\\]第?\\d{1,4}号(?:文件?)?|[一-龥]{1,6}[发函规办字文]第?\\d{1,4}号(?:文件?)?",
    # 2023年全市政务公开重点工作要点
    "(?:20\\d{2}年?)?(?:全[省市县区])?(?:政务公开)?(?:重点)?(?:工作)?"
    "(?:要点|任务分工表?|任务分解表|分解表|分工表|方案|文件|通知|公文|办法|意见|发文|印发)",
    "[这那该此](?:一)?(?:份|个|篇|项|张)?",
    "手上|政务公开|工作|省里|市里|县里|区里|[省市县区]的?|上级|制定",
    "多少|是不是|是否|现在|目前|还|[的是了在和与及,。?里件号]|文号|几",
)
_OF_A_UNIT = re.compile("牵头|负责|配合|任务|承担|分管|主管|职责|一共|总共|里|都")
_OF_A_LIMIT = either(
    "任务|要?完成|截止|到期|需要|要求",
    "哪几[项个条]|哪些|有|要|什么|事项|是",
    "期限|时限|时间|写|标|定|为|必须|得|该|项|条|都",
    "交|做到?|办|干|之前|以前|前",
)
# 高新区财政局牵头哪些任务: places known are taken out, so the library's 财政局 is another one's.
_OTHER_PLACE = re.compile("(?!我们|咱们|[全各本我])[一-龥]{2,4}[省市县区旗镇乡](?![级直属])")
_HOW_MANY = re.compile("哪[几些]|几[项个条]|多少[项个条]")


# 是几号印发的呀: a particle at the end says nothing and hides the words before it.
_PARTICLES = re.compile("[呀啊呢哦哈嘛哩?!。~]+$")


def read_kind(asked: Asked) -> tuple[Kind, str | None]:
    """Tell what a question wants, and for META which fact of the notice's head."""
    # Where a place was taken out, 根据[朝阳市]什么文件 has closed up again.
    closed = _PARTICLES.sub("", asked.rest.replace(" ", ""))
    fact = fact_asked(closed)
    lists = _lists(asked)
    # 有几项 is asked of the whole notice only where it is not asked of a unit's or a date's tasks.
    if fact is not None and not (lists and fact.name == "count") and _about_head(closed, fact):
        return Kind.META, fact.name
    status = STATUS.search(closed)
    if status and len(_subject(closed.replace(status.group(), ""))) <= _TITLE_WORDS:
        return Kind.STATUS, None
    if lists:
        return Kind.LIST, None
    if WHO.search(asked.without_units):
        return Kind.WHO, None
    return (Kind.WHEN if WHEN.search(asked.rest) else Kind.WHAT), None


_DOCUMENTS = re.compile(
    "(?:全[省市县区])?(?:政务公开)?(?:重点)?(?:工作)?"
    "(?:要点|任务分工表?|任务分解表|分解表|分工表|方案|文件|通知|公文|发文)|第[\\d一二三四五六七八九十]{1,4}[条项]"
)
_EMPTY = re.compile(
    "\\s|[的是了在和与及]|[他她它]们?|我们|那|这|其|完成|要求|规定|时候|时间|事情?|情况|内容|做|办|弄|搞|呢|告诉我|说说|查"
)


def has_subject(text: str) -> bool:
    """Tell whether a folded question says what it is about: 那什么时候完成 and 工作要点是什么 do not."""
    left = _OF_A_UNIT.sub("", _DOCUMENTS.sub("", without_asking(text)))
    return len(_EMPTY.sub("", left)) >= _NO_SUBJECT


def _subject(text: str) -> str:
    """What is left of a question when the words for a notice are gone too."""
    return re.sub("\\s+", "", _ABOUT_A_NOTICE.sub("", without_asking(text)))


def _about_head(rest: str, fact: FactAsked) -> bool:
    """Tell whether a fact is asked of the notice itself; 解读材料什么时候发布 asks about a thing in it."""
    if fact.plainly:
        return True
    others = rest.replace(fact.words, " ", 1)
    left = len(_subject(others))
    if left <= _NO_SUBJECT:
        return True
    return fact.name != "count" and left <= _TITLE_WORDS and DOCUMENT.search(others) is not None


def _lists(asked: Asked) -> bool:
    if MENTIONS.search(asked.rest) and re.search("哪|几|谁", asked.rest):
        return True
    if _lacking_asked(asked.rest):
        return True
    if WHO.search(asked.without_units) or _OTHER_PLACE.match(without_asking(asked.without_units)):
        return False
    if asked.units and (_tasks_asked(asked.without_units) or not _subject(asked.without_units)):
        return True
    return bool(asked.limits) and _limit_list(asked.without_units, asked.limits)


def _lacking_asked(rest: str) -> bool:
    """没写牵头单位的有哪几条."""
    lacking = LACKING.search(rest)
    if lacking is None or not _HOW_MANY.search(rest):
        return False
    return len(_subject(rest.replace(lacking.group(), ""))) <= _TITLE_WORDS // 2


def _tasks_asked(text: str) -> bool:
    """Tell 负责哪些任务 from 负责的小程序有什么功能: nothing else may be the subject."""
    match = TASKS.search(text)
    if match is None:
        return False
    words = _OF_A_UNIT.sub("", text[: match.start()] + text[match.end() :])
    return len(_subject(words)) <= _NO_SUBJECT * 2


def _limit_list(text: str, limits: tuple[Deadline, ...]) -> bool:
    """Tell 9月底前的任务 from 8月底前专栏要做到什么: nothing else may be the subject."""
    for limit in limits:
        text = text.replace(limit.text, " ")
    if not (TASKS.search(text) or "任务" in text or re.search("哪(?:些|几)", text)):
        return False
    return len(_subject(_OF_A_LIMIT.sub("", text))) <= _NO_SUBJECT
