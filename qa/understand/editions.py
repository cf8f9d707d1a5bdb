"""What a follow-up asks of another edition of a rule, another place's, or of the one that counts now."""

import re
from collections.abc import Set
from dataclasses import replace
from datetime import date

from corpus.fold import plain
from corpus.model import Notice, Validity
from qa.letters import letter_pairs, shared_pairs
from qa.library import Library
from qa.understand.intent import Intent
from qa.understand.kinds import Kind
from qa.understand.period import THEN
from qa.understand.reading import Reading
from qa.understand.turn import Turn
from qa.understand.understood import Note

ENDED = (Validity.REPEALED, Validity.SUPERSEDED, Validity.EXPIRED)
"""How a notice stands that counts no more."""
_OF_A_NOTICE = (Kind.LIST, Kind.META, Kind.STATUS, Kind.COMPARE)
_NOW = re.compile("现在|如今|眼下|目前|往后|今后")
_MARKER = re.compile("^(?:第[^条]{1,4}条|\\(?[^、.)]{1,3}[、.)])")
_LONGEST = 60


def in_print(reading: Reading, turn: Turn, library: Library) -> Reading:
    """Keep the words that answered the same question, where it is now asked of other notices.

    Args:
        reading: a follow-up that has taken over its subject (2022年那个老办法是几天).
        turn: the turn before.
        library: where the passage that answered it is looked up.
    """
    entry = library.entries.get(turn.passage or "")
    elsewhere = reading.notice is None and (reading.years or reading.own_place)
    if entry is None or not elsewhere or reading.own_subject or reading.kind in _OF_A_NOTICE:
        return reading
    asked = letter_pairs(turn.topic)
    sentences = re.split("[。;!?]", _MARKER.sub("", entry.folded))
    nearest = max(sentences, key=lambda sentence: shared_pairs(asked, sentence))
    return replace(reading, printed=nearest[:_LONGEST])


def of_today(reading: Reading, turn: Turn, library: Library) -> Reading:
    """那现在给多少, after a rule that has ended, is asked of what counts instead of it."""
    spoken = library.notices.get(turn.notice or "")
    now = _NOW.search(reading.folded)
    if now is None or spoken is None or spoken.validity not in ENDED or reading.kind in _OF_A_NOTICE:
        return reading
    heirs = _heirs(spoken, library)
    if len(heirs) != 1 and turn.kind is not Kind.STATUS:
        # That it has ended is warned of.
        return reading
    heir = heirs[0] if len(heirs) == 1 else None
    meant = f"按现行有效的《{heir.title}》查" if heir else "按现行有效的通知查"
    notes = (
        *(each for each in reading.notes if each.name != "notice"),
        Note("period", now.group(), meant),
    )
    notice = heir.id if heir else None
    return replace(reading, notice=notice, passage=None, spoken_of=None, now=True, notes=notes)


_RULE = "(?:办法|规定|规矩|文件|标准|政策|版本?)"
# 新的文号是多少, 旧办法呢, 原来那份; not 旧的租房合同, 全新的房子, 敬老的.
_SAID_OF_IT = f"(?:的?{_RULE}|那[份个版]|的(?=呢|$|[,。;?!]|文号|从|是|哪|什么|啥|怎|几|多少))"
_NEWER = re.compile(f"(?<![最全创更革翻])新(?:出|定)?{_SAID_OF_IT}|现行的?{_RULE}")
_OLDER = re.compile(f"(?:(?<![养助敬适])老|(?<![破陈])旧|原来|以前){_SAID_OF_IT}")


def ends(one: Notice, other: Notice) -> bool:
    """Tell whether a notice says that it ends or takes the place of another."""
    names = {plain(other.title), plain(other.document_number or "")} - {""}
    return any(
        key in ("repeals", "supersedes") and any(fact.value in name for name in names)
        for key, fact in one.facts
    )


def holds_after(one: Notice, ended: Notice) -> bool:
    """Tell whether a notice counts in the place of one that it has ended."""
    return one.validity not in ENDED and ends(one, ended)


def _heirs(ended: Notice, library: Library) -> list[Notice]:
    """Notices that took the place of one that has ended; one that only says that it has is none."""
    return [
        each
        for each in library.notices.values()
        if holds_after(each, ended) and any(key == "supersedes" for key, _ in each.facts)
    ]


def other_edition(reading: Reading, turn: Turn, library: Library) -> Reading:
    """新的文号是多少, 旧办法呢: the edition that took the place of the notice spoken of, or that it took.

    Args:
        reading: a follow-up that stays with that notice.
        turn: the turn before.
        library: where the other edition is looked for; with none or several the reading stays as it is.
    """
    spoken = library.notices.get(turn.notice or "")
    # 老的那个是不是不用了，替的哪个文件 asks the one that counts what it has ended.
    replaced = reading.heard is Intent.REPLACES
    if spoken is None or reading.own_place or reading.years or reading.number or replaced:
        return reading
    said = plain(reading.question)
    newer, older = _NEWER.search(said), _OLDER.search(said)
    counts = spoken.validity not in ENDED
    if not (older if counts else newer):
        return reading
    former = (each for each in library.notices.values() if each.region == spoken.region)
    found = [each for each in former if ends(spoken, each)] if counts else _heirs(spoken, library)
    if len(found) != 1:
        return reading
    notes = tuple(each for each in reading.notes if each.name != "notice")
    note = Note("notice", "", f"《{found[0].title}》")
    return replace(reading, notice=found[0].id, passage=None, spoken_of=None, notes=(*notes, note))


def same_day(reading: Reading, turn: Turn, today: date, ignore: Set[str]) -> Reading:
    """那时候还有效吗: on the day spoken of, else at the end of the year spoken of."""
    if (
        reading.kind is not Kind.STATUS
        or reading.as_of
        or "as_of" in ignore
        or not THEN.search(reading.folded)
    ):
        return reading
    day = turn.as_of or (min(today, date(max(turn.years), 12, 31)) if turn.years else None)
    if day is None:
        return reading
    note = Note("as_of", "", f"按 {day.isoformat()} 当天看是否有效", carried=True)
    return replace(reading, as_of=day, notes=(*reading.notes, note))
