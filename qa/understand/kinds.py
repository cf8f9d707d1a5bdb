"""What sort of answer a question wants: who, when, which tasks, a fact of the notice, its status, or what."""

import re
from enum import StrEnum

from qa.understand.asking import DOCUMENT, HOW_OFTEN, PARTICLES, STATUS, WHEN, WHO, either
from qa.understand.deciding import ASKS_OPENLY, decides, deciding, tells_apart
from qa.understand.head_facts import FactAsked, fact_asked
from qa.understand.subject import NO_SUBJECT, TITLE_WORDS, beside_notice
from qa.understand.tasks import Asked, lists


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


def read_kind(asked: Asked) -> tuple[Kind, str | None]:
    """Tell what a question wants, and for META which fact of the notice's head."""
    # Where a place was taken out, 根据[朝阳市]什么文件 has closed up again.
    closed = PARTICLES.sub("", asked.rest.replace(" ", ""))
    fact = fact_asked(closed)
    listed = lists(asked)
    # 有几项 is asked of the whole notice only where it is not asked of a unit's or a date's tasks.
    if fact is not None and not (listed and fact.name == "count") and _about_head(closed, fact):
        return Kind.META, fact.name
    if _asks_status(closed):
        return Kind.STATUS, None
    if listed:
        return Kind.LIST, None
    if deciding(WHO, PARTICLES.sub("", asked.without_units)) or _asks_who(asked, closed):
        return Kind.WHO, None
    if HOW_OFTEN.search(closed):
        return Kind.HOW_MUCH, None
    return (Kind.WHEN if deciding(WHEN, PARTICLES.sub("", asked.rest)) else _by_words(closed)), None


# 权责清单 牵头: typed as keywords, with the asker's word at the end.
_LEFT_OPEN = re.compile("(?:牵头|配合|负责|落实|责任)+(?:的|是)?$")


def _asks_who(asked: Asked, closed: str) -> bool:
    return _LEFT_OPEN.search(closed) is not None and not asked.units and not ASKS_OPENLY.search(closed)


def _asks_status(closed: str) -> bool:
    status = deciding(STATUS, closed)
    if status is None or tells_apart(status):
        return False
    return len(beside_notice(closed.replace(status.group(), ""))) <= TITLE_WORDS


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
        if any(_asks_so(match, kind) for match in pattern.finditer(closed)):
            return kind
    return Kind.WHAT


def _asks_so(match: re.Match[str], kind: Kind) -> bool:
    if kind is Kind.COMPARE:
        return decides(match) and not tells_apart(match)
    # 打了几个热线, 有没有人管: 几 asks for no number where the next clause asks.
    some = kind is Kind.HOW_MUCH and match.group().startswith("几")
    _, _, behind = match.string[match.end() :].partition(",")
    return not (some and ASKS_OPENLY.search(behind))


_ASKS = either(
    "谁|什么|啥|哪|几(?!年来)|多少|多久|多长|多大|多钱|怎|咋|如何|吗|么|是否|能否|何时|有没有|[是能要会可]不[是能要会可]|不$|没$",
    "电话|文号|邮箱|地址|联系人|全称|牵头|负责|配合单位|责任单位|时限|期限|截止|流程|标准|清单|有效期",
)


# 那许可清单呢 names a list; 清单呢 asks for one.
_NAMES_A_LIST = re.compile("[一-龥]{3,}清单[^,。;?!]{0,8}呢")


def asks(text: str) -> bool:
    """Tell whether a folded text asks for anything in words: 那清禾市呢 does not."""
    text = PARTICLES.sub("", _NAMES_A_LIST.sub("", text))
    return _ASKS.search(text) is not None or _OR_NOT.search(text) is not None


# 让不让, 开不开
_OR_NOT = re.compile(r"(?!时不时|动不动)([一-龥])不\1")


def last_asking(text: str) -> str:
    """Return the last clause of a folded question that asks; all of it where none does.

    国企老总一年拿多少工资,让不让公开 asks 让不让公开.
    """
    clauses = [each for each in re.split("[,。;?!]", text) if asks(each)]
    return clauses[-1] if clauses else text


def _about_head(rest: str, fact: FactAsked) -> bool:
    """Tell whether a fact is asked of the notice itself; 解读材料什么时候发布 asks about a thing in it."""
    if fact.plainly:
        return True
    others = rest.replace(fact.words, " ", 1)
    left = len(beside_notice(others))
    if left <= NO_SUBJECT:
        return True
    title = _ENDS_AS_A_TITLE if fact.name not in _OF_VALIDITY else _ENDS_AS_A_RULE
    named = DOCUMENT.search(others) or title.search(others.strip())
    return fact.name != "count" and left <= TITLE_WORDS and named is not None


# 政府工作规则是哪天印发的: words that a title ends in, where they stand right before what is asked.
_ENDS_AS_A_TITLE = re.compile(
    "(?:规则|细则|条例|决定|公告|通告|规划|预案|若干(?:措施|规定)|(?:转发|印发).{2,16}措施"
    "|[这那该此](?:个|份|版)(?:规定|办法|意见|方案))"
    "(?:(?:修订|修改|修正)(?:以?后)?的?)?$"
)
_OF_VALIDITY = frozenset({"effective_on", "expires_on"})
# 新规矩打哪天算起, 取公积金规定能管几年: rules, however they are called, begin to count and end.
_ENDS_AS_A_RULE = re.compile(f"{_ENDS_AS_A_TITLE.pattern}|(?<![按照律])(?:规定|规矩|办法|新规)的?$")
