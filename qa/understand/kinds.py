"""What sort of answer a question wants: who, when, which tasks, a fact of the notice, its status, or what."""

import re
from dataclasses import dataclass
from enum import StrEnum

from corpus.model import Deadline
from qa.understand.asking import (
    ALL_TASKS,
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
    """What sort of answer is wanted.

    WHO, WHEN: units and time limit of a task. LIST: which tasks. META: a fact of the notice's head. STATUS:
    whether a notice is final and in force. The others are all answered by words of the passage: a number
    (HOW_MUCH; which sort of number is `qa.expected`'s), the clause that settles it (YES_NO), the steps
    (PROCEDURE), what differs (COMPARE), or any words (WHAT).
    """

    WHO = "who"
    WHEN = "when"
    WHAT = "what"
    LIST = "list"
    META = "meta"
    STATUS = "status"
    HOW_MUCH = "how_much"
    YES_NO = "yes_no"
    PROCEDURE = "procedure"
    COMPARE = "compare"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A folded question taken apart as far as its kind hangs on it.

    Attributes:
        rest: without places and years. without_units: without places and units.
        units: units named. limits: time limits named.
        window: True where `rest` had a window of due dates (本月到期的), its words taken out.
    """

    rest: str
    without_units: str
    units: tuple[str, ...]
    limits: tuple[Deadline, ...]
    window: bool = False


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
    return (Kind.WHEN if WHEN.search(asked.rest) else _by_words(closed)), None


# Of what is answered in a passage's words, the more particular first.
_COMPARE = either(
    "区别|不同|不一样|差别|差异|对比|比较|相比|有(?:什么|啥|哪些)变化|(?:改|变)了(?:什么|啥|哪些)|(?:一样|相同)(?:吗|不|么)"
)
_HOW_MUCH = either(
    "多少(?!部门|单位)|多钱|多大|多高|几(?:成|岁|倍|元|块|天|年|次|小时|分|个?(?:月|工作日|点|小时|百分点))|百分之几",
    "(?<!哪)几(?:个(?!部门|单位|局)|家(?!单位|部门)|名|人|种|类|件|所|户|亩|份)",
)
_PROCEDURE = either(
    "(?:怎么|怎样|如何|咋)(?:去|样)?(?:办|申请|申领|领|报|交|缴|提|查|登记|操作|弄|走|参加|预约|查询|补|开)",
    "流程|手续|步骤|程序",
    "(?:要|需要|得|该)(?:带|拿|交|准备|提供|提交)?(?:什么|哪些|啥)(?:材料|手续|证件|资料|证明)?",
)
_YES_NO = either(
    "(?:吗|(?<![什怎多那这])么|没有|没|不)$",
    "是否|能否|可否|是不是|能不能|可不可以|可以不|要不要|有没有|行不行|会不会|算不算|该不该|用不用|给不给|收不收",
)


def _by_words(closed: str) -> Kind:
    for pattern, kind in (
        (_COMPARE, Kind.COMPARE),
        (_HOW_MUCH, Kind.HOW_MUCH),
        (_PROCEDURE, Kind.PROCEDURE),
        (_YES_NO, Kind.YES_NO),
    ):
        if pattern.search(closed):
            return kind
    return Kind.WHAT


_ASKS = either(
    "谁|什么|啥|哪|几(?!年来)|多少|多久|多长|多大|多钱|怎|咋|如何|吗|么|是否|能否|何时|有没有|[是能要会可]不[是能要会可]|不$|没$",
    "电话|文号|邮箱|地址|联系人|全称|牵头|负责|配合单位|责任单位|时限|期限|截止|流程|标准|清单|有效期",
)


# 那许可清单呢 names a list; 清单呢 asks for one.
_NAMES_A_LIST = re.compile("[一-龥]{3,}清单[^,。;?!]{0,8}呢")


def asks(text: str) -> bool:
    """Tell whether a folded text asks for anything in words: 那清禾市呢 does not."""
    return _ASKS.search(_PARTICLES.sub("", _NAMES_A_LIST.sub("", text))) is not None


_DOCUMENTS = re.compile(
    "(?:全[省市县区])?(?:政务公开)?(?:重点)?(?:工作)?"
    "(?:要点|任务分工表?|任务分解表|分解表|分工表|方案|文件|通知|公文|发文)|第[\\d一二三四五六七八九十]{1,4}[条项]"
    "|[这那该此](?:一)?(?:项|条|件|个)(?:任务|工作|事)?"
)
_EMPTY = re.compile(
    "\\s|[的是了在和与及]|[他她它]们?|我们|那|这|其|要?[做办弄搞整](?:完|好|定)|完成|要求|规定|时候|时间|事情?|情况|内容|做|办|弄|搞|呢|告诉我|说说|查"
)


def has_subject(text: str) -> bool:
    """Tell whether a folded question says what it is about: 那什么时候完成 and 工作要点是什么 do not."""
    return len(own_words(text)) >= _NO_SUBJECT


def own_words(text: str) -> str:
    """Return what a folded question says beside asking words and words for a notice."""
    return _EMPTY.sub("", _OF_A_UNIT.sub("", _DOCUMENTS.sub("", without_asking(text))))


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
    named = DOCUMENT.search(others) or _ENDS_AS_A_TITLE.search(others.strip())
    return fact.name != "count" and left <= _TITLE_WORDS and named is not None


# 政府工作规则是哪天印发的: words that a title ends in, where they stand right before what is asked.
_ENDS_AS_A_TITLE = re.compile(
    "(?:规则|细则|条例|决定|公告|通告|规划|预案|若干(?:措施|规定)|(?:转发|印发).{2,16}措施)"
    "(?:(?:修订|修改|修正)(?:以?后)?的?)?$"
)


# 责任科室写的是[办公室]的有哪几项 names a unit by the column it stands in.
_LABEL = re.compile("(?:牵头|责任|配合)(?:单位|部门|科室)(?:一栏|那栏)?(?:写|填|列|标|定)?的?(?:是|为)")


def _lists(asked: Asked) -> bool:
    mentions = MENTIONS.search(asked.rest) and re.search("哪|几|谁", asked.rest)
    if mentions or _lacking_asked(asked.rest):
        return True
    by_column = asked.units and _HOW_MANY.search(asked.without_units)
    words = _LABEL.sub("", asked.without_units) if by_column else asked.without_units
    if WHO.search(words) or _OTHER_PLACE.match(without_asking(asked.without_units)):
        return False
    if asked.units and (_tasks_asked(asked.without_units) or not _subject(asked.without_units)):
        return True
    if not (asked.units or asked.limits or asked.window):
        return _notice_list(asked.rest)
    if asked.window and _window_list(asked.without_units):
        return True
    return bool(asked.limits) and _limit_list(asked.without_units, asked.limits)


def _notice_list(rest: str) -> bool:
    """Tell 政务公开要做哪些事, asked of all that a notice sets; nothing but the notice may be the subject."""
    text = _PARTICLES.sub("", rest.replace(" ", ""))
    match = ALL_TASKS.search(text)
    if match is None or _ASKS_OTHERWISE.search(text):
        return False
    return len(_subject(text[: match.start()] + text[match.end() :])) <= _NO_SUBJECT


def _window_list(text: str) -> bool:
    """Tell 本月到期的有哪些 and 下季度要完成的 from 逾期不缴怎么处罚: nothing else may be the subject."""
    left = _subject(_OF_A_LIMIT.sub("", _OF_A_UNIT.sub("", TASKS.sub("", text))))
    return len(left) <= _NO_SUBJECT and _ASKS_OTHERWISE.search(text) is None


_ASKS_OTHERWISE = either("怎么|多少钱|为什么|处罚|后果", "什么时候|啥时|何时|哪[天年月]|几[月号天]|多久|多长")


def _lacking_asked(rest: str) -> bool:
    """没写牵头单位的有哪几条."""
    lacking = LACKING.search(rest)
    if lacking is None or not _HOW_MANY.search(rest):
        return False
    return len(_subject(rest.replace(lacking.group(), ""))) <= _TITLE_WORDS // 2


# 热线工单规定里 names a notice by its matter.
_IN_A_NOTICE = re.compile(
    "[一-龥]{2,16}(?:规定|办法|方案|要点|意见|通知|分工|分工表|分解表|清单|细则)(?:里面?|中)的?(?= |$)"
)


_OF_TASKS = re.compile("任务|工作|事|活|责|负|牵头|承担|配合|落实|做|干|管|办|[项条个]|哪")


def _tasks_asked(text: str) -> bool:
    """Tell 负责哪些任务 from 负责的小程序有什么功能: nothing else may be the subject."""
    match = TASKS.search(text)
    if match is None:
        return False
    words = _OF_A_UNIT.sub("", _IN_A_NOTICE.sub("", text[: match.start()]) + text[match.end() :])
    # 县政府办公室的猫叫什么 asks for no task: 什么 alone leaves no other word to stand.
    most = _NO_SUBJECT * 2 if _OF_TASKS.search(text) else 0
    return len(_subject(words)) <= most


def _limit_list(text: str, limits: tuple[Deadline, ...]) -> bool:
    """Tell 9月底前的任务 from 8月底前专栏要做到什么: nothing else may be the subject."""
    for limit in limits:
        text = text.replace(limit.text, " ")
    if not (TASKS.search(text) or "任务" in text or re.search("哪(?:些|几)", text)):
        return False
    return len(_subject(_OF_A_LIMIT.sub("", text))) <= _NO_SUBJECT
