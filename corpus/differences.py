"""What changed between two texts: lines first, then the letters inside of lines that changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# A figure or a Latin word counts as one: 2023 -> 2024 is a change of the year, not of a 3.
_TOKEN = re.compile(r"\d+|[A-Za-z]+|.", re.DOTALL)
# Longer stretches are shown as taken out and put in whole: comparing letters costs their square.
_MOST_TOKENS = 4000
_MOST_LINES = 4000
# Letters that stayed between two changes are given up where they are as few as this: shreds are unreadable.
_SHRED = 2
# Less alike than this, two stretches are two texts, not one that was edited.
_LEAST_ALIKE = 0.5


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one of the two texts."""

    change: Change
    text: str


Line = tuple[Piece, ...]
"""A line that stayed, came or went whole is one piece; one that was edited is several."""


def differences(old: str, new: str) -> tuple[Line, ...]:
    """Compare two texts, line by line; empty lines and white space at the ends of lines do not count.

    Args:
        old: the text that was.
        new: the text that is.

    Returns:
        Lines in the order of reading. What stayed and was taken out makes up `old`, what stayed and was put
        in makes up `new`.
    """
    before, after = _lines(old), _lines(new)
    quick = len(before) + len(after) > _MOST_LINES
    found: list[Line] = []
    for tag, i, j, k, n in SequenceMatcher(None, before, after, autojunk=quick).get_opcodes():
        if tag == "equal":
            found += [(Piece(Change.SAME, line),) for line in before[i:j]]
        else:
            found += _changed(before[i:j], after[k:n])
    return tuple(found)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    """Compare lines that do not match: one by one where they are as many, else all together."""
    if len(before) == len(after):
        for one, two in zip(before, after, strict=True):
            yield from _edited([one], [two])
    else:
        yield from _edited(before, after)


def _edited(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    one, two = _TOKEN.findall("\n".join(before)), _TOKEN.findall("\n".join(after))
    if one and two and max(len(one), len(two)) <= _MOST_TOKENS:
        matcher = SequenceMatcher(None, one, two, autojunk=False)
        if matcher.ratio() >= _LEAST_ALIKE:
            yield from _split(_pieces(matcher, one, two))
            return
    yield from ((Piece(Change.REMOVED, line),) for line in before)
    yield from ((Piece(Change.ADDED, line),) for line in after)


def _pieces(matcher: "SequenceMatcher[str]", one: list[str], two: list[str]) -> Iterator[Piece]:
    codes = matcher.get_opcodes()
    gone, come = "", ""
    for place, (tag, i, j, k, n) in enumerate(codes):
        inside = 0 < place < len(codes) - 1
        shred = inside and j - i <= _SHRED and all(token.isalnum() for token in one[i:j])
        if tag == "equal" and not shred:
            yield from _told(gone, come)
            gone, come = "", ""
            yield Piece(Change.SAME, "".join(one[i:j]))
        else:
            gone, come = gone + "".join(one[i:j]), come + "".join(two[k:n])
    yield from _told(gone, come)


def _split(pieces: Iterator[Piece]) -> Iterator[Line]:
    """Part edited text at its line breaks, whichever of the two texts breaks there."""
    line: list[Piece] = []
    for piece in pieces:
        first, *rest = piece.text.split("\n")
        line += [Piece(piece.change, first)] if first else []
        for text in rest:
            if line:
                yield tuple(line)
            line = [Piece(piece.change, text)] if text else []
    if line:
        yield tuple(line)


def _told(gone: str, come: str) -> Iterator[Piece]:
    if gone:
        yield Piece(Change.REMOVED, gone)
    if come:
        yield Piece(Change.ADDED, come)
