"""A follow-up that names no matter of its own, put in the plain words that all readers know.

总得有个打头的吧 is read as 由谁牵头, 手滑了,墨坪县 as 那墨坪县呢. What names a matter, a unit, a limit or a
number is read in its own words.
"""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from corpus.fold import plain
from corpus.model import Region
from qa.understand.intent import LONGEST, PLACE, YEAR, Intent, intended, names_matter
from qa.understand.kinds import Kind, asks
from qa.understand.period import SHIFTS
from qa.understand.plain_words import (
    ELSEWHERE,
    MARKS,
    OF_CLAUSES,
    OF_NOTICE,
    PLAIN,
    PLAINLY,
    THIS_NOTICE,
    Heard,
    as_folded,
    likeliest,
    masked,
    named,
)
from qa.understand.reading import Reading
from qa.understand.understood import Note
from qa.understand.words import Words

# 那砚溪县的ETC呢 names a matter of its own.
_LATIN = re.compile("(?i)(?<![a-z])(?!(?:app|pdf|word|ok)(?![a-z]))[a-z]{2,}")
_TWO = 2
_ONE = 0.8
"""So sure of what is asked for that its clauses are not taken for questions of their own."""
_TODAY = (Intent.ISSUED, Intent.IN_FORCE, Intent.OVERDUE)
"""今年还按这个来吗 and 是去年发的吗 ask nothing of another year's notice."""
_NEEDED = {
    # 什么时候发 may ask for the day of a payment; 哪天发的 and 什么时候印发 do not.
    Intent.ISSUED: re.compile(
        "印|成文|文|通知|发布|下发|出台|公布|落款|签发|[这那]份|红头|(?:发|出|下)(?:出来|下来)?的"
    ),
    # 在哪里能看到 asks for what the clause says is published.
    Intent.FULL_TEXT: re.compile(
        "(?i)全[文的闻]|原文|原件|文件|通知|正文|下[载栽]?|网|链接|文本|电子版|pdf|整|完整|发我|发给|打印|一份|寄"
    ),
    # 转发的是哪个文件 asks for what was forwarded.
    # 谁发 asks who pays out, 谁发的 who issued.
    Intent.ISSUER: re.compile("^(?!.*转发)(?!谁来?发[放呀啊呢?]?$)"),
    # 涉密的那种也公开吗 asks what is published, 没公开过的还能用吗 what follows from it.
    Intent.DISCLOSURE: re.compile(
        "^(?!.*(?:(?:密|敏感|隐私)的(?:那|也|东西|信息|内容|要|能)|[没未]公开|也(?:要|得|会|能)?公开"
        "|几天|多久|[啥么几]时|哪))"
    ),
    # 一共有多少个座席 counts no tasks.
    Intent.COUNT_TASKS: re.compile(
        "[项条样]|任务|活|工作|事|件|内容|(?:几|多少)个?(?:$|[呀啊呢嘛吧的])|[数量号]"
    ),
}
# 这办法还算数吗 may mean other rules than the notice spoken of.
_CALLED = re.compile("办法|规定|方案|条例|细则|意见|要点|规则")
# 从哪天起不执行了: that it has ended is supposed.
_HOLDS = re.compile("管(?:多久|几年|多少年)|有效")
_STOPPED = re.compile("不(?:再)?(?:执行|实行|作数|算|管|用)|停|废|失效")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What a follow-up goes on from, as far as it tells what can be meant.

    Attributes:
        place: that of the notice; who names it again names no other.
        printed: the folded text of the notice.
        of_task: whether a task was spoken of, which may be overdue; rules are no longer in force.
        of_status: whether it was told how the notice stands.
    """

    place: tuple[Region, ...] = ()
    printed: str = ""
    of_task: bool = False
    of_status: bool = False


def hear(words: Words, said: str, alone: Reading, spoken: Spoken, ignore: Set[str]) -> Heard | None:
    """Put a follow-up in plain words.

    Args:
        words: of the question, what it points at cut out; those in plain words take their place.
        said: the folded words that tell what is asked for.
        alone: the question read for itself.
        spoken: what it goes on from.
        ignore: names of readings that are left out; without `asked` nothing is put in other words.

    Returns:
        None where the question names a matter of its own, or what it asks for is not sure.

    Raises:
        ModelError: the file of the model is damaged.
    """
    if alone.number or alone.numbers or alone.impossible or "asked" in ignore or _LATIN.search(said):
        return None
    places, years = named(alone, "region"), named(alone, "period")
    if alone.regions and alone.regions == spoken.place:
        said, places = _without(said, places), []
    text = masked(said, places, years)
    shares = intended(text)
    intent = likeliest(shares) or _day(shares, alone, spoken)
    if intent is None or _names_another(intent, shares[intent], alone) or names_matter(text, spoken.printed):
        return None
    intent = _meant(intent, said, spoken)
    if intent is None:
        return None
    if intent in _TODAY:
        years = [year for year in years if year.removesuffix("度") not in SHIFTS]
    if len(places) > 1 or len(years) > 1:
        return None
    if intent in ELSEWHERE:
        return _elsewhere(words, said, text, "".join((*years, *places)))
    return _plainly(words, said, intent, "".join((*years, *places)))


_DAYS = (Intent.WHEN_DUE, Intent.OVERDUE, Intent.ISSUED, Intent.HOW_LONG, Intent.WHEN_EFFECTIVE)


def _day(shares: Mapping[Intent, float], alone: Reading, spoken: Spoken) -> Intent | None:
    """Tell that the day of the task spoken of is asked for, where it is unsure which day: 啥时候能开出来."""
    asks_when = alone.kind is Kind.WHEN and spoken.of_task
    together = {Intent.WHEN_DUE: sum(shares.get(each, 0.0) for each in _DAYS)}
    own = {Intent.OWN: shares.get(Intent.OWN, 0.0)}
    return likeliest({**together, **own}, PLAINLY - _DOUBT) if asks_when else None


_DOUBT = 0.1


def _without(said: str, places: list[str]) -> str:
    """Leave out the place that is spoken of anyway: 墨坪的要带啥."""
    for place in places:
        said = said.replace(place, "")
    return said.lstrip("的那")


def _meant(intent: Intent, said: str, spoken: Spoken) -> Intent | None:
    """Settle an intent by what was spoken of; None where the question is read in its own words."""
    if intent in _NEEDED and not _NEEDED[intent].search(said):
        return None
    if intent is Intent.VALID_UNTIL and _STOPPED.search(said):
        return Intent.IN_FORCE
    if intent is Intent.HOW_LONG and _HOLDS.search(said):
        return Intent.VALID_UNTIL
    if intent is Intent.OVERDUE and not spoken.of_task:
        return Intent.IN_FORCE
    return None if intent is Intent.WHEN_EFFECTIVE and spoken.of_status else intent


def _plainly(words: Words, said: str, intent: Intent, elsewhere: str) -> Heard | None:
    """Ask for an intent in plain words, of another place or year where one is named."""
    if intent not in PLAIN or (elsewhere and intent not in OF_CLAUSES):
        return None
    called = _CALLED.search(said)
    notice = f"这份{called.group()}" if called else THIS_NOTICE
    asked = elsewhere + PLAIN[intent].replace(THIS_NOTICE, notice)
    return _heard(words, intent, asked)


def _heard(words: Words, intent: Intent, asked: str) -> Heard:
    note = Note("asked", "", f"接着问：{asked}")
    return Heard(intent=intent, words=replace(words, folded=as_folded(asked)), note=note)


def _elsewhere(words: Words, said: str, text: str, elsewhere: str) -> Heard | None:
    """Ask of another place or year the same, or what is said beside: 打错了,我是沐原的,啥时候发."""
    if not elsewhere:
        return None
    also = _also(text)
    if also is not None:
        return _plainly(words, said, also, elsewhere)
    for clause in _apart(text):
        # 跟这边一样吗 asks the same.
        if asks(clause) and likeliest(intended(f"{PLACE}{clause}")) not in ELSEWHERE:
            own = replace(words, folded=as_folded(f"{elsewhere}{clause}"))
            return Heard(intent=None, words=own, note=Note("asked", "", f"接着问：{elsewhere}{clause}"))
    return _heard(words, Intent.OTHER_PLACE, f"那{elsewhere}呢")


_AROUND = re.compile(f"^.*?(?:{PLACE}|{YEAR})(?:那边|这边|那儿|那里)?的?")
_ALSO = 0.1
"""So likely must be what is asked of the place beside, where it is plain without the place: 墨坪的要带啥."""


def _also(text: str) -> Intent | None:
    """Tell what is asked of another place in the same clause as it."""
    shares = intended(text)
    share, intent = max((shares.get(each, 0.0), each) for each in OF_CLAUSES)
    behind = _AROUND.sub("", text)
    return intent if share > _ALSO and likeliest(intended(behind), PLAINLY) is intent else None


def _apart(text: str) -> list[str]:
    """The clauses that name no place or year."""
    return [each for each in MARKS.split(text) if each and PLACE not in each and YEAR not in each]


def _names_another(intent: Intent, sure: float, alone: Reading) -> bool:
    """Tell whether what is named makes it another question than what was heard."""
    units = any(note.name == "unit" and not note.carried for note in alone.notes)
    if intent in OF_NOTICE:
        return False
    if intent is Intent.UNIT_TASKS and alone.kind is Kind.LIST and alone.units:
        # 还有哪些是他们牵头的 says in which role too.
        return True
    # 要求年底完成还是啥时候完成, 这项逾期没有: beside such a question a limit asks for no list.
    plainly = intent in (Intent.WHEN_DUE, Intent.OVERDUE) and sure > PLAINLY
    return units or (bool(alone.limits or alone.window) and not plainly)


def is_one_question(text: str, parts: Sequence[str]) -> bool:
    """Tell whether a follow-up asks one thing in several clauses: 按月给还是一次性给，给多少.

    Args:
        text: as typed.
        parts: the questions that it was split into; of two different ones it is not one.
    """
    asked = {likeliest(intended(plain(part))) for part in parts} - {None}
    return len(asked) < _TWO and likeliest(intended(plain(text)), _ONE) is not None


_GOES_ON = re.compile("(?:呢|的|材料|证件|电话|[县市区省])$|查|问|对了|另外|还有|^那")


def says_goodbye(text: str) -> bool:
    """Tell whether a follow-up, as typed, only thanks or says goodbye: 谢谢，绿肥的呢 asks."""
    if len(text) > LONGEST:
        return False
    clauses = [plain(clause) for clause in MARKS.split(text) if clause]
    if asks(plain(text)) or likeliest(intended("".join(clauses))) is not Intent.THANKS:
        return False
    others = [clause for clause in clauses if likeliest(intended(clause)) is not Intent.THANKS]
    return len(clauses) == 1 or not any(asks(clause) or _GOES_ON.search(clause) for clause in others)
