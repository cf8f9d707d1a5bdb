"""Which passages of a notice hold clauses that another notice ended or changed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from corpus.clauses import CLAUSE, Part, covers, holds_part, parts_of
from corpus.fold import fold, plain
from corpus.model import Passage, PassageKind
from corpus.numerals import to_int
from corpus.parse.outline import read_marker
from corpus.relations import ClauseChange

_FIRST = re.compile(CLAUSE)
_UNITS = {"cn": "、", "number": ".", "cn_bracket": "()", "number_bracket": "()", "number_circled": "()"}
# Longest number that a passage begins with, spaces in it included.
_HEAD = 24


def touched(
    passages: Sequence[Passage], text: str, changes: Sequence[ClauseChange], today: date
) -> dict[str, ClauseChange]:
    """Find the passages that stand in a clause which was ended or changed by a day.

    Args:
        passages: of one notice, in the order of the text.
        text: that their spans point into.
        changes: as `corpus.relations.clause_changes` gives them for the notice.
        today: the day that counts.

    Returns:
        By passage id what was done to it, an end before a change. A passage of which only a part was ended
        (第三条第二款 of 第三条) counts as changed: `ended` is False then.
    """
    known = [(parts_of(plain(change.number)), change) for change in _done(changes, today) if change.number]
    if not known:
        return {}
    found: dict[str, ClauseChange] = {}
    for passage, place in _places(passages, text):
        if passage.kind is PassageKind.HEADER:
            # The signature stands below the last clause and is no part of it.
            continue
        whole = [change for parts, change in known if covers(parts, place)]
        partly = [change for parts, change in known if place and holds_part(parts, place)]
        for change in sorted(whole, key=lambda change: not change.ended) or [
            _as_change(one) for one in partly
        ]:
            found.setdefault(passage.id, change)
    return found


def _done(changes: Iterable[ClauseChange], today: date) -> Iterator[ClauseChange]:
    return (change for change in changes if change.since is None or change.since <= today)


def _as_change(change: ClauseChange) -> ClauseChange:
    return replace(change, ended=False)


def _places(passages: Sequence[Passage], text: str) -> Iterator[tuple[Passage, tuple[Part, ...]]]:
    """Give each passage with the numbers it stands under, from the outside in."""
    before: tuple[tuple[str, ...], str | None, tuple[Part, ...]] = ((), None, ())
    for passage in passages:
        own = _parts(text[passage.span.start : min(passage.span.end, passage.span.start + _HEAD)])
        if passage.number is None:
            own = ()
        elif not own and before[:2] == (passage.path, passage.number):
            # The rest of a long clause that was cut.
            own = before[2]
        elif not own and (number := to_int(plain(passage.number))) is not None:
            own = ((".", number),)
        before = (passage.path, passage.number, own)
        above = [part for heading in passage.path for part in _parts(heading)]
        yield passage, (*above, *own)


def _parts(words: str) -> tuple[Part, ...]:
    """Read the number that a heading or a passage begins with."""
    folded = fold(words)
    marker = read_marker(folded)
    if marker is not None and marker.style in _UNITS:
        return ((_UNITS[marker.style], marker.value),)
    match = _FIRST.match(folded.text)
    return parts_of(match.group())[:1] if match else ()
