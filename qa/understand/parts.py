"""Several questions in one, told apart (甲由谁负责，乙什么时候完成).

由谁牵头？什么时候完成？ share one subject: one question, whose answer says both.
"""

import re
from dataclasses import dataclass

from corpus.fold import plain
from corpus.regions import locate_regions
from qa.understand.asking import STATUS, WHEN, WHO
from qa.understand.head_facts import fact_asked
from qa.understand.kinds import asks
from qa.understand.subject import has_subject

_STRONG = re.compile(r"[?？;；!！。\n]+")
_WEAK = re.compile("[,，]+")
# 下一个电话问沐原的: who rings asks for no telephone.
_NEXT = re.compile(
    "^(?:好,?)?(?:下一?|换一?|另一|再来一?|又来一?)[个位通](?:电话|来电|市民|群众|人)(?:是?来?(?:问|咨询|说))?"
)
_ABOUT_HEAD = re.compile("呢?[呀啊吗]?$")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the text between two marks, without white space at its ends."""

    start: int
    end: int
    folded: str


def split_questions(text: str) -> tuple[str, ...]:
    """Split a text into the questions it asks, each a stretch of the text.

    What asks nothing goes with the question behind it, at the end with the one before it. A text with one
    question, or none, comes back whole.
    """
    pieces = _joined([piece for sentence in _pieces(text, _STRONG) for piece in _clauses(text, sentence)])
    if len(pieces) < 2:
        return (text,)
    return tuple(text[piece.start : piece.end] for piece in pieces)


def _pieces(text: str, marks: re.Pattern[str], start: int = 0, end: int | None = None) -> list[_Piece]:
    stop = len(text) if end is None else end
    found, place = [], start
    for match in (*marks.finditer(text, start, stop), None):
        last = match.start() if match else stop
        inner = text[place:last]
        first = place + len(inner) - len(inner.lstrip())
        final = place + len(inner.rstrip())
        if first < final:
            found.append(_Piece(first, final, _NEXT.sub("", plain(text[first:final]))))
        place = match.end() if match else stop
    return found


def _clauses(text: str, sentence: _Piece) -> list[_Piece]:
    """Part a sentence at the commas before which and behind which something else is asked."""
    groups: list[_Piece] = []
    for clause in _pieces(text, _WEAK, sentence.start, sentence.end):
        last = groups[-1] if groups else None
        if last is None or (_plainly(last.folded) and _plainly(clause.folded) and _opens(clause.folded)):
            groups.append(clause)
        else:
            groups[-1] = _together(last, clause)
    return groups


def _joined(pieces: list[_Piece]) -> list[_Piece]:
    found: list[_Piece] = []
    waiting: _Piece | None = None
    for piece in pieces:
        whole = _together(waiting, piece) if waiting else piece
        waiting = None
        if found and not _own(piece.folded):
            found[-1] = _together(found[-1], whole)
        elif _own(piece.folded):
            found.append(whole)
        else:
            waiting = whole
    if waiting:
        found.append(waiting)
    return found


def _together(one: _Piece, other: _Piece) -> _Piece:
    return _Piece(one.start, other.end, f"{one.folded},{other.folded}")


def _own(folded: str) -> bool:
    """Tell whether a piece is a question of its own and not one more of what the piece before asks."""
    if not asks(folded):
        return False
    if _of_head(folded):
        return True
    who_or_when = WHO.search(folded) or WHEN.search(folded)
    return _opens(folded) if who_or_when else has_subject(_without_places(folded))


def _plainly(folded: str) -> bool:
    """Tell whether a clause asks who, when, or about a notice, in words that do nothing else."""
    return bool(WHO.search(folded) or WHEN.search(folded)) or _of_head(folded)


def _opens(folded: str) -> bool:
    """Tell whether a clause says its subject before it asks: 乙什么时候完成, not 什么时候发布首批."""
    if _of_head(folded):
        return True
    match = WHO.search(folded) or WHEN.search(folded)
    return match is not None and has_subject(_without_places(folded[: match.start()]))


def _of_head(folded: str) -> bool:
    fact = fact_asked(_ABOUT_HEAD.sub("", folded))
    if fact is not None and (fact.plainly or not has_subject(folded.replace(fact.words, ""))):
        return True
    return STATUS.search(folded) is not None


def _without_places(folded: str) -> str:
    for start, end, _ in reversed(locate_regions(folded)):
        folded = f"{folded[:start]} {folded[end:]}"
    return folded
