"""那X呢 asks of X what was asked before: of another thing, or of another notice."""

import re
from dataclasses import replace

from corpus.fold import plain
from corpus.model import Notice
from qa.letters import letter_pairs
from qa.library import Library
from qa.understand.asking import DOCUMENT, without_asking
from qa.understand.head_facts import fact_asked
from qa.understand.kinds import Kind
from qa.understand.reading import Reading
from qa.understand.subject import own_words
from qa.understand.turn import Turn
from qa.understand.understood import Note
from qa.wording import content_words

RULES = re.compile("条例|规定|细则|规划|清单|制度|规则|决定|公告|政策措施|若干措施")
"""What a notice may be called, beside the words of `DOCUMENT`."""
_KINDS = {
    Kind.WHO: "问由谁负责",
    Kind.WHEN: "问时限",
    Kind.LIST: "问有哪些任务",
    Kind.META: "问通知本身的信息",
    Kind.STATUS: "问是否正式、有效",
    Kind.HOW_MUCH: "问数目",
    Kind.YES_NO: "问是不是、能不能",
    Kind.PROCEDURE: "问怎么办",
    Kind.COMPARE: "问有什么不同",
    Kind.WHAT: "问内容",
}


def kind_note(kind: Kind, *, carried: bool = False) -> Note:
    """Say what is asked for."""
    return Note("kind", "", _KINDS[kind], carried=carried)


def instead(reading: Reading, turn: Turn, library: Library) -> Reading | None:
    """Ask of another notice or thing what was asked before; None where neither is named.

    Args:
        reading: a follow-up that asks nothing in words of its own (那提取呢).
        turn: the turn before.
        library: where notices and the words that they print are looked up.
    """
    if reading.asks or not reading.own_subject or reading.own_place or turn.kind is Kind.LIST:
        return None
    if reading.kind not in (Kind.WHAT, Kind.LIST):
        return None
    notice = _named(reading.topic, library)
    if notice is not None and notice.id != turn.notice:
        return _of_notice(reading, turn, notice, library)
    if reading.corrects and len(reading.topic) <= _LONGEST_THING:
        # 不是仓库，是商业那片: what is taken back is gone from the question before.
        return _of_thing(reading, turn, f"{reading.topic} {turn.asked}")
    asked = _substituted(reading.topic, turn, library)
    return None if asked is None else _of_thing(reading, turn, asked)


# So much of a name, 0 to 1, stands in the title that it means.
_OF_TITLE = 0.6
_SHORTEST_NAME = 4


def _named(topic: str, library: Library) -> Notice | None:
    """The notice that a subject names by its title: 信访工作条例, 审理公开案件的规定."""
    if not (RULES.search(topic) or DOCUMENT.search(topic)):
        return None
    pairs = letter_pairs(topic)
    shared = library.catalogue.shared(topic)
    best = max(shared, key=lambda id: shared[id], default=None)
    if best is None or len(pairs) < _SHORTEST_NAME or shared[best] < _OF_TITLE * len(pairs):
        return None
    return library.notices[best]


def names_another(reading: Reading, notice: Notice, library: Library) -> bool:
    """Tell whether a question names another notice than the one spoken of."""
    named = _named(reading.topic, library)
    if named is None or named.id == notice.id:
        return False
    shared = library.catalogue.shared(reading.topic)
    return shared[named.id] > shared.get(notice.id, 0)


def _of_notice(reading: Reading, turn: Turn, notice: Notice, library: Library) -> Reading:
    """The same question of the notice named; the name of the one before is no part of it."""
    before = library.notices.get(turn.notice or "")
    asked = _without_name(turn.asked, plain(before.title) if before else "")
    fact = fact_asked(asked)
    # 什么时候施行 is a fact of the head where nothing but the notice is asked about.
    of_head = fact is not None and len(own_words(asked.replace(fact.words, " "))) <= _FEW
    kind = Kind.META if of_head else turn.kind
    return replace(
        reading,
        kind=kind,
        fact=fact.name if of_head and fact else turn.fact,
        notice=notice.id,
        folded=asked,
        asked=asked,
        topic=without_asking(asked) or reading.topic,
        names_notice=False,
        notes=(*reading.notes, kind_note(kind, carried=True), Note("notice", "", f"《{notice.title}》")),
    )


_FEW = 3
_RUN = 4


def _without_name(asked: str, title: str) -> str:
    """Leave out of a question the pieces of four letters or more that stand in a title."""
    for length in range(len(asked), _RUN - 1, -1):
        for start in range(len(asked) - length + 1):
            if asked[start : start + length] in title:
                rest = asked[:start] + asked[start + length :]
                return _without_name(rest, title)
    return asked


_LONGEST_THING = 4
_ASKING = re.compile("[几多哪啥谁怎]|什么")


def _substituted(thing: str, turn: Turn, library: Library) -> str | None:
    """Put a thing in the place of its like in the question before: 提取, 贷款几天批 -> 提取几天批.

    Its like ends as it does (一级, 二级), else is the word in whose place most of the question is printed in
    the notice spoken of.
    """
    if (
        " " in thing
        or len(thing) > _LONGEST_THING
        or thing in turn.asked
        or turn.notice not in library.notices
    ):
        return None
    text = library.folded(turn.notice)
    like = _like(thing, turn.asked)
    if thing not in text or not like:
        return None
    return max((turn.asked.replace(word, thing) for word in like), key=lambda asked: _printed(asked, text))


_KIND = 2


def _like(thing: str, asked: str) -> list[str]:
    """The words of a question in whose place a thing may stand: 一级 for 二级, else any of several."""
    if len(thing) == _KIND:
        kin = {asked[at - 1 : at + 1] for at in range(1, len(asked)) if asked[at] == thing[-1]}
        if kin:
            return sorted(kin)
    words = [word for word in content_words(without_asking(asked)) if word in asked]
    words = [word for word in words if not _ASKING.search(word)]
    return words if len(words) > 1 else []


def _printed(asked: str, text: str) -> float:
    pairs = letter_pairs(without_asking(asked))
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def _of_thing(reading: Reading, turn: Turn, asked: str) -> Reading:
    topic = without_asking(asked)
    return replace(
        reading,
        kind=turn.kind,
        fact=turn.fact,
        folded=asked.strip(),
        asked=asked,
        topic=topic,
        needs=(reading.topic,),
        names_notice=False,
        notes=(*reading.notes, kind_note(turn.kind, carried=True), Note("subject", "", f"查找：{topic}")),
    )
