"""The plain words that every reader of questions knows, by what is asked for, and how an intent is chosen."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.fold import Folded, plain
from qa.understand.intent import PLACE, YEAR, Intent, intended
from qa.understand.reading import Reading
from qa.understand.understood import Note
from qa.understand.words import Words

THIS_NOTICE = "这份文件"
OF_NOTICE = {
    Intent.WHEN_EFFECTIVE: f"{THIS_NOTICE}从什么时候起施行",
    Intent.VALID_UNTIL: f"{THIS_NOTICE}的有效期到什么时候",
    Intent.IN_FORCE: f"{THIS_NOTICE}还有效吗",
    Intent.STAGE: f"{THIS_NOTICE}是正式的吗",
    Intent.NUMBER: f"{THIS_NOTICE}的文号是多少",
    Intent.ISSUER: f"{THIS_NOTICE}是哪个机关发的",
    Intent.ISSUED: f"{THIS_NOTICE}是什么时候印发的",
    Intent.TITLE: f"{THIS_NOTICE}叫什么名字",
    Intent.FULL_TEXT: f"{THIS_NOTICE}叫什么名字",
    Intent.BASIS: f"{THIS_NOTICE}是根据什么文件制定的",
    Intent.REPLACES: f"{THIS_NOTICE}废止了哪个文件",
    Intent.DISCLOSURE: f"{THIS_NOTICE}能对外公开吗",
}
"""Asked of the notice whatever unit or day is named beside: 是政府办发的还是哪个局发的."""
OF_CLAUSES = {
    Intent.WHO_LEAD: "由谁牵头",
    Intent.WHO_RESPONSIBLE: "责任单位是谁",
    Intent.WHO_COOP: "配合单位有哪些",
    Intent.WHEN_DUE: "什么时候完成",
    Intent.WHERE: "在哪里申请",
    Intent.MATERIALS: "要带什么材料",
    Intent.AMOUNT: "标准是多少",
    Intent.WHO_CAN: "申请条件是什么",
    Intent.WHO_CANNOT: "哪些情况不给",
    Intent.HOW_LONG: "几个工作日办好",
    Intent.HOW: "怎么申请",
}
"""Asked of another place or year too: 墨坪县要带什么材料."""
PLAIN: Mapping[Intent, str] = {
    **OF_NOTICE,
    **OF_CLAUSES,
    Intent.OVERDUE: "什么时候完成",
    Intent.WHAT_TO_DO: "这一条具体怎么说的",
    Intent.WORDING: "这一条具体怎么说的",
    Intent.REPEAT: "这一条具体怎么说的",
    Intent.UNIT_TASKS: "他们还负责哪些任务",
    Intent.COUNT_TASKS: f"{THIS_NOTICE}一共有几项任务",
    Intent.ALL_TASKS: f"{THIS_NOTICE}有哪些任务",
    Intent.PHONE: "咨询电话是多少",
    Intent.SCOPE: "适用范围是什么",
}
ELSEWHERE = (Intent.OTHER_PLACE, Intent.CORRECT_PLACE, Intent.OTHER_YEAR)
_OWN, _SURE, PLAINLY = 0.2, 0.35, 0.6
"""Heard is what less than _OWN speaks for a matter of its own and more than _SURE for."""
MARKS = re.compile(r"[,，。;；?？!！、\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A question in plain words: `words` are those to read, `note` says what was heard.

    `intent` is None where the words are the asker's own, cut to what is asked.
    """

    intent: Intent | None
    words: Words
    note: Note


def likeliest(shares: Mapping[Intent, float], least: float = _SURE) -> Intent | None:
    """Tell what is asked for by how likely each intent is; None where that is not sure, or OWN likely."""
    others = [(share, intent) for intent, share in shares.items() if intent is not Intent.OWN]
    share, best = max(others, default=(0.0, Intent.OWN))
    return best if share > least and shares.get(Intent.OWN, 0.0) < _OWN else None


_WITHOUT_DOUBT = 0.9


def is_doubtful(text: str, intent: Intent) -> bool:
    """Tell whether a follow-up, as typed, may ask for another thing than what was heard in it."""
    return intended(plain(text)).get(intent, 0.0) < _WITHOUT_DOUBT


def heard_apart(text: str) -> tuple[str, ...]:
    """Cut a follow-up into clauses that each ask for another thing: 要带啥证件,去哪办,几天办好.

    Returns:
        The clauses as typed; none where it asks for one thing, or for anything that is not sure.
    """
    clauses = [clause for clause in MARKS.split(text) if clause]
    intents = [likeliest(intended(plain(clause)), PLAINLY) for clause in clauses]
    told = len(clauses) > 1 and all(intent in PLAIN for intent in intents)
    return tuple(clauses) if told and len(set(intents)) == len(intents) else ()


def named(alone: Reading, name: str) -> list[str]:
    """Return the words of a reading that name places (region) or years (period)."""
    return [note.words for note in alone.notes if note.name == name and note.words]


def masked(text: str, places: Iterable[str], years: Iterable[str]) -> str:
    """Replace places and years, which say nothing of what is asked."""
    for names, mask in ((places, PLACE), (years, YEAR)):
        for name in sorted(names, key=len, reverse=True):
            text = text.replace(name, mask)
    return text


def as_folded(text: str) -> Folded:
    """Lay out words that nobody typed."""
    return Folded(text, tuple(range(len(text))))
