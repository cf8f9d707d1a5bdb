"""A follow-up that names no matter of its own, put in the plain words that all readers know.

总得有个打头的吧 is read as 由谁牵头, 手滑了,墨坪县 as 那墨坪县呢. What names a matter, a unit, a limit or a
number is read in its own words.
"""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace

from corpus.fold import Folded
from qa.understand.intent import PLACE, YEAR, Intent, intended, names_matter
from qa.understand.kinds import Kind, asks
from qa.understand.reading import Reading
from qa.understand.understood import Note
from qa.understand.words import Words

_PLAIN = {
    Intent.WHO_LEAD: "由谁牵头",
    Intent.WHO_RESPONSIBLE: "责任单位是谁",
    Intent.WHO_COOP: "配合单位有哪些",
    Intent.WHEN_DUE: "什么时候完成",
    Intent.OVERDUE: "什么时候完成",
    Intent.WHAT_TO_DO: "这一条具体怎么说的",
    Intent.WORDING: "这一条具体怎么说的",
    Intent.REPEAT: "这一条具体怎么说的",
    Intent.UNIT_TASKS: "他们还负责哪些任务",
    Intent.WHEN_EFFECTIVE: "这份文件从什么时候起施行",
    Intent.VALID_UNTIL: "这份文件的有效期到什么时候",
    Intent.IN_FORCE: "这份文件还有效吗",
    Intent.STAGE: "这份文件是正式的吗",
    Intent.NUMBER: "这份文件的文号是多少",
    Intent.ISSUER: "这份文件是哪个机关发的",
    Intent.ISSUED: "这份文件是什么时候印发的",
    Intent.TITLE: "这份文件叫什么名字",
    Intent.FULL_TEXT: "这份文件叫什么名字",
    Intent.BASIS: "这份文件是根据什么文件制定的",
    Intent.REPLACES: "这份文件废止了哪个文件",
    Intent.DISCLOSURE: "这份文件能对外公开吗",
    Intent.COUNT_TASKS: "这份文件一共有几项任务",
    Intent.ALL_TASKS: "这份文件有哪些任务",
    Intent.PHONE: "咨询电话是多少",
    Intent.WHERE: "在哪里申请",
    Intent.MATERIALS: "要带什么材料",
    Intent.AMOUNT: "标准是多少",
    Intent.WHO_CAN: "申请条件是什么",
    Intent.WHO_CANNOT: "哪些情况不给",
    Intent.HOW_LONG: "几个工作日办好",
    Intent.HOW: "怎么申请",
    Intent.SCOPE: "适用范围是什么",
}
_ELSEWHERE = (Intent.OTHER_PLACE, Intent.CORRECT_PLACE, Intent.OTHER_YEAR)
_OF_CLAUSES = frozenset(
    {
        Intent.WHO_LEAD, Intent.WHO_RESPONSIBLE, Intent.WHO_COOP, Intent.WHEN_DUE, Intent.WHERE,
        Intent.MATERIALS, Intent.AMOUNT, Intent.WHO_CAN, Intent.WHO_CANNOT, Intent.HOW_LONG, Intent.HOW,
    }
)  # fmt: skip
"""Asked of another place or year too: 墨坪县要带什么材料."""
_OF_NOTICE = frozenset(
    {
        Intent.WHEN_EFFECTIVE, Intent.VALID_UNTIL, Intent.IN_FORCE, Intent.STAGE, Intent.NUMBER,
        Intent.ISSUER, Intent.ISSUED, Intent.TITLE, Intent.FULL_TEXT, Intent.BASIS, Intent.REPLACES,
        Intent.DISCLOSURE,
    }
)  # fmt: skip
"""Asked of the notice whatever unit or day is named beside: 是政府办发的还是哪个局发的."""
_OWN, _SURE, _ALSO = 0.2, 0.35, 0.15
"""Heard is what less than this speaks for a matter of its own and more than this for; beside a place or year
what else is asked of it counts from this on: 青陂县那边一亩是多少."""
_PLAINLY = 0.6
_ONE = 0.8
"""So sure of what is asked for that its clauses are not taken for questions of their own."""
_TODAY = (Intent.ISSUED, Intent.IN_FORCE, Intent.OVERDUE)
"""今年还按这个来吗 and 是去年发的吗 ask nothing of another year's notice."""
_FIGURE = re.compile("[0-9〇零一二三四五六七八九]")
_NEEDED = {
    # 什么时候发 may ask for the day of a payment; 哪天发的 and 什么时候印发 do not.
    Intent.ISSUED: re.compile(
        "印|成文|文|通知|发布|下发|出台|公布|落款|签发|[这那]份|红头|(?:发|出|下)(?:出来|下来)?的"
    ),
    # 在哪里能看到 asks for what the clause says is published.
    Intent.FULL_TEXT: re.compile(
        "(?i)全[文的闻]|原文|原件|文件|通知|正文|下[载栽]?|网|链接|文本|电子版|pdf|整|完整|发我|发给|打印|一份|寄"
    ),
}
# 这办法还算数吗 may mean other rules than the notice spoken of.
_CALLED = re.compile("办法|规定|方案|条例|细则|意见|要点|规则")
# 从哪天起不执行了: that it has ended is supposed.
_STOPPED = re.compile("不(?:再)?(?:执行|实行|作数|算|管|用)|停|废|失效")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A follow-up in plain words: `words` are those to read, `note` says what was heard."""

    intent: Intent
    words: Words
    note: Note


def hear(words: Words, said: str, alone: Reading, printed: str, ignore: Set[str]) -> Heard | None:
    """Put a follow-up in plain words.

    Args:
        words: of the question, what it points at cut out; those in plain words take their place.
        said: the folded words that tell what is asked for.
        alone: the question read for itself.
        printed: the folded text of the notice spoken of.
        ignore: names of readings that are left out; without `kind` nothing is put in other words.

    Returns:
        None where the question names a matter of its own, or what it asks for is not sure.

    Raises:
        ModelError: the file of the model is damaged.
    """
    if alone.number or alone.numbers or alone.impossible or "kind" in ignore:
        return None
    places, years = _named(alone, "region"), _named(alone, "period")
    masked = _masked(said, places, years)
    shares = intended(masked)
    intent = likeliest(shares)
    if intent is None or _names_another(intent, shares[intent], alone) or not _fits(intent, said):
        return None
    if names_matter(masked, printed):
        return None
    if intent is Intent.VALID_UNTIL and _STOPPED.search(said):
        intent = Intent.IN_FORCE
    if intent in _TODAY:
        years = [year for year in years if _FIGURE.search(year)]
    if len(places) > 1 or len(years) > 1:
        return None
    plain = _plainly(intent, "".join((*years, *places)))
    if plain is None:
        return None
    called = _CALLED.search(said)
    plain = plain.replace("这份文件", f"这份{called.group()}") if called else plain
    note = Note("kind", "", f"接着问：{plain}")
    folded = Folded(plain, tuple(range(len(plain))))
    return Heard(intent=intent, words=replace(words, folded=folded), note=note)


def _named(alone: Reading, name: str) -> list[str]:
    return [note.words for note in alone.notes if note.name == name and note.words]


def _names_another(intent: Intent, sure: float, alone: Reading) -> bool:
    """Tell whether what is named makes it another question than what was heard."""
    units = any(note.name == "unit" and not note.carried for note in alone.notes)
    if intent in _OF_NOTICE:
        return False
    if intent is Intent.UNIT_TASKS and alone.kind is Kind.LIST and alone.units:
        # 还有哪些是他们牵头的 says in which role too.
        return True
    # 要求年底完成还是啥时候完成, 这项逾期没有: beside such a question a limit asks for no list.
    plainly = intent in (Intent.WHEN_DUE, Intent.OVERDUE) and sure > _PLAINLY
    return units or (bool(alone.limits or alone.window) and not plainly)


def _fits(intent: Intent, text: str) -> bool:
    """Tell whether the words that an intent may not do without were said."""
    return intent not in _NEEDED or _NEEDED[intent].search(text) is not None


def likeliest(shares: Mapping[Intent, float]) -> Intent | None:
    """Tell what is asked for by how likely each intent is; None where that is not sure, or OWN likely."""
    others = [(share, intent) for intent, share in shares.items() if intent is not Intent.OWN]
    share, best = max(others, default=(0.0, Intent.OWN))
    if share <= _SURE or shares.get(Intent.OWN, 0.0) >= _OWN:
        return None
    if best in _ELSEWHERE:
        also = max(one for one in others if one[1] in _OF_CLAUSES)
        return also[1] if also[0] >= _ALSO else best
    return best


def is_one_question(folded: str) -> bool:
    """Tell whether a follow-up asks one thing in several clauses: 按月给还是一次性给,给多少."""
    shares = intended(folded)
    return max(shares.values()) > _ONE and max(shares, key=lambda intent: shares[intent]) is not Intent.OWN


def says_goodbye(folded: str) -> bool:
    """Tell whether a follow-up only thanks or says goodbye: 谢谢,那第13项谁负责 asks."""
    return not asks(folded) and likeliest(intended(folded)) is Intent.THANKS


def _masked(text: str, places: list[str], years: list[str]) -> str:
    for names, mask in ((places, PLACE), (years, YEAR)):
        for name in sorted(names, key=len, reverse=True):
            text = text.replace(name, mask)
    return text


def _plainly(intent: Intent, elsewhere: str) -> str | None:
    """The words that ask for an intent, of another place or year where one is named."""
    if intent in _ELSEWHERE:
        return f"那{elsewhere}呢" if elsewhere else None
    if elsewhere and intent not in _OF_CLAUSES:
        return None
    words = _PLAIN.get(intent)
    return f"{elsewhere}{words}" if words else None
