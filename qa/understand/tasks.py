"""Whether tasks are asked for: of a unit, up to a date, by what they print, or all of a notice."""

import re
from dataclasses import dataclass

from corpus.model import Deadline
from qa.understand.asking import ALL_TASKS, LACKING, MENTIONS, PARTICLES, TASKS, WHO, either, without_asking
from qa.understand.subject import NO_SUBJECT, OF_A_UNIT, TITLE_WORDS, beside_notice


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


_OF_A_LIMIT = either(
    "任务|要?完成|截止|到期|需要|要求",
    "哪几[项个条]|哪些|有|要|什么|事项|是",
    "期限|时限|时间|写|标|定|为|必须|得|该|项|条|都",
    "交|做到?|办|干|之前|以前|前",
)
# 高新区财政局牵头哪些任务: places known are taken out, so the library's 财政局 is another one's.
_OTHER_PLACE = re.compile("(?!我们|咱们|[全各本我])[一-龥]{2,4}[省市县区旗镇乡](?![级直属])")
_HOW_MANY = re.compile("哪[几些]|几[项个条]|多少[项个条]")


# 责任科室写的是[办公室]的有哪几项 names a unit by the column it stands in.
_LABEL = re.compile("(?:牵头|责任|配合)(?:单位|部门|科室)(?:一栏|那栏)?(?:写|填|列|标|定)?的?(?:是|为)")


def lists(asked: Asked) -> bool:
    """Tell whether tasks are asked for (县财政局牵头哪些任务, 9月底前要完成的, 没写牵头单位的有哪几条)."""
    mentions = MENTIONS.search(asked.rest) and re.search("哪|几|谁", asked.rest)
    if mentions or _lacking_asked(asked.rest):
        return True
    by_column = asked.units and _HOW_MANY.search(asked.without_units)
    words = _LABEL.sub("", asked.without_units) if by_column else asked.without_units
    if WHO.search(words) or _OTHER_PLACE.match(without_asking(asked.without_units)):
        return False
    if asked.units and (_tasks_asked(asked.without_units) or not beside_notice(asked.without_units)):
        return True
    if not (asked.units or asked.limits or asked.window):
        return _notice_list(asked.rest)
    if asked.window and _window_list(asked.without_units):
        return True
    return bool(asked.limits) and _limit_list(asked.without_units, asked.limits)


def _notice_list(rest: str) -> bool:
    """Tell 政务公开要做哪些事, asked of all that a notice sets; nothing but the notice may be the subject."""
    text = PARTICLES.sub("", rest.replace(" ", ""))
    match = ALL_TASKS.search(text)
    if match is None or _ASKS_OTHERWISE.search(text):
        return False
    return len(beside_notice(text[: match.start()] + text[match.end() :])) <= NO_SUBJECT


def _window_list(text: str) -> bool:
    """Tell 本月到期的有哪些 and 下季度要完成的 from 逾期不缴怎么处罚: nothing else may be the subject."""
    left = beside_notice(_OF_A_LIMIT.sub("", OF_A_UNIT.sub("", TASKS.sub("", text))))
    return len(left) <= NO_SUBJECT and _ASKS_OTHERWISE.search(text) is None


_ASKS_OTHERWISE = either("怎么|多少钱|为什么|处罚|后果", "什么时候|啥时|何时|哪[天年月]|几[月号天]|多久|多长")


def _lacking_asked(rest: str) -> bool:
    """没写牵头单位的有哪几条."""
    lacking = LACKING.search(rest)
    if lacking is None or not _HOW_MANY.search(rest):
        return False
    return len(beside_notice(rest.replace(lacking.group(), ""))) <= TITLE_WORDS // 2


# 热线工单规定里 names a notice by its matter.
_IN_A_NOTICE = re.compile(
    "[一-龥]{2,16}(?:规定|办法|方案|要点|意见|通知|分工|分工表|分解表|清单|细则)(?:里面?|中)的?(?= |$)"
    "|(?:我们|咱们|咱|我)?(?:中心|局|单位|[省市县区所院委办科处])?[那这](?:张|份|个)(?:任务|责任)?"
    "(?:分工表?|分解表|表|要点|方案|文件|通知|清单)(?:里面?|中|上)?的?"
)


# 有多少个座席 counts other things.
_COUNTED = re.compile(
    "(?:有|要|都)*(?:多少|几)个(?!任务|工作|事|活|牵头|负责|配合|落实|承担|参与|要|是|在|没|还|快|已|到期|由|归|跟|属)[一-龥]{2}"
)
_OF_TASKS = re.compile("任务|工作|事|活|责|负|牵头|承担|配合|落实|做|干|管|办|[项条个]|哪")


def _tasks_asked(text: str) -> bool:
    """Tell 负责哪些任务 from 负责的小程序有什么功能: nothing else may be the subject."""
    match = TASKS.search(text)
    if match is None or _COUNTED.match(text, match.start()):
        return False
    words = OF_A_UNIT.sub("", _IN_A_NOTICE.sub("", text[: match.start()]) + text[match.end() :])
    # 县政府办公室的猫叫什么 asks for no task: 什么 alone leaves no other word to stand.
    most = NO_SUBJECT * 2 if _OF_TASKS.search(text) else 0
    return len(beside_notice(words)) <= most


def _limit_list(text: str, limits: tuple[Deadline, ...]) -> bool:
    """Tell 9月底前的任务 from 8月底前专栏要做到什么: nothing else may be the subject."""
    for limit in limits:
        text = text.replace(limit.text, " ")
    if not (TASKS.search(text) or "任务" in text or re.search("哪(?:些|几)", text)):
        return False
    return len(beside_notice(_OF_A_LIMIT.sub("", text))) <= NO_SUBJECT
