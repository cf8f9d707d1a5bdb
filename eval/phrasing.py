"""How people put a question: the same thing asked plainly and in everyday speech."""

from dataclasses import dataclass
from enum import StrEnum
from random import Random

from eval.subject import Subject


class Asked(StrEnum):
    """What a drafted question wants to know."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    WHEN = "when"
    WITHIN = "within"
    WHAT = "what"
    LIST_LEAD = "list_lead"
    LIST_RESPONSIBLE = "list_responsible"
    LIST_DUE = "list_due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """How a notice's place is called.

    Attributes:
        place: in full (清禾市). short: as people say it (清禾).
        year: 2023年 where the place has notices of several years, else "".
    """

    place: str
    short: str
    year: str = ""


# {at} the place (and year), {it} what it is about.
_PLAIN = {
    Asked.LEAD: (
        "{at}{it}由哪个部门牵头？", "{at}{it}的牵头单位是谁？", "{at}{it}由谁牵头负责？",
        "请问{at}{it}是哪些单位牵头？",
    ),
    Asked.RESPONSIBLE: (
        "{at}{it}由哪些单位负责？", "{at}{it}的责任单位有哪些？", "{at}由谁负责{it}？",
    ),
    Asked.WHEN: (
        "{at}{it}什么时候完成？", "{at}{it}的完成时限是什么时候？", "{at}要在什么时间之前{it}？",
    ),
    Asked.WITHIN: ("{at}{it}要在多长时间内办完？", "{at}{it}的时限是多久？"),
    Asked.WHAT: ("{at}对{it}有什么要求？", "{at}{it}具体要做哪些事？", "{at}怎样{it}？"),
    Asked.LIST_LEAD: ("{at}里{it}牵头的任务有哪些？", "{at}中哪些任务由{it}牵头？"),
    Asked.LIST_RESPONSIBLE: ("{at}里{it}负责的任务有哪些？", "{at}中{it}承担哪些任务？"),
    Asked.LIST_DUE: ("{at}里{it}要完成的任务有哪些？", "{at}中时限为{it}的任务有哪几项？"),
}  # fmt: skip
_SPOKEN = {
    Asked.LEAD: (
        "{at}{it}这事谁牵头啊", "{at}搞{it}是哪个部门打头", "想问下{at}{it}归哪家牵头",
        "{at}{it}哪个局牵的头",
    ),
    Asked.RESPONSIBLE: (
        "{at}{it}归谁管", "{at}{it}这块是哪个单位在弄", "{at}{it}该找哪个部门", "{at}{it}是谁的活",
    ),
    Asked.WHEN: (
        "{at}{it}啥时候能弄好", "{at}{it}几月份之前要搞完", "{at}{it}最晚拖到哪天", "{at}{it}哪天到期",
    ),
    Asked.WITHIN: ("{at}{it}得等多久", "{at}{it}几天内要办好"),
    Asked.WHAT: ("{at}{it}是怎么个搞法", "{at}{it}都要干些啥", "{at}{it}有啥说法"),
    Asked.LIST_LEAD: ("{at}里{it}牵头干哪几件事", "{at}里头{it}打头的有几项，都是啥"),
    Asked.LIST_RESPONSIBLE: ("{at}里{it}要干哪些活", "{at}里头有哪几条落到{it}头上"),
    Asked.LIST_DUE: ("{at}里{it}得干完的有哪几件", "{at}里头{it}要交账的有哪些"),
}  # fmt: skip


def ask(asked: Asked, label: Label, subject: Subject, rng: Random) -> tuple[str, bool]:
    """Ask about an item, plainly or in everyday speech.

    Args:
        asked: what is wanted.
        label: of the place.
        subject: what it is about.
        rng: chooses the wording.

    Returns:
        The question and whether it is in everyday speech.
    """
    spoken = rng.random() < _SPOKEN_SHARE
    patterns = (_SPOKEN if spoken else _PLAIN)[asked]
    pattern = rng.choice([each for each in patterns if subject.verbal or not _wants_verb(each)])
    at = (label.short if spoken else label.place) + label.year
    doing = _wants_verb(pattern) or (not spoken and rng.random() < _AS_PRINTED_SHARE)
    text = pattern.format(at=at, it=subject.doing if doing else subject.thing)
    # 2014年 + 年度补贴目录, 对 + 对外公布: one of the two is enough.
    return text.replace("年年度", "年度").replace("对对", "对"), spoken


def _wants_verb(pattern: str) -> bool:
    """由谁负责公开…, 怎样公开…: behind such words stands a verb, elsewhere what is done or the thing."""
    return pattern.endswith("{it}？")


def ask_listed(asked: Asked, document: str, wanted: str, rng: Random) -> tuple[str, bool]:
    """Ask for a list of a document's tasks: those of a unit, or those due on a day."""
    spoken = rng.random() < _SPOKEN_SHARE
    pattern = rng.choice((_SPOKEN if spoken else _PLAIN)[asked])
    return pattern.format(at=document, it=wanted), spoken


_SPOKEN_SHARE = 0.5
_AS_PRINTED_SHARE = 0.4
