"""Several questions in one: each answered the usual way, the answers numbered in one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from qa.answer import Answer, Fields, Reason, Status
from qa.cite import distinct
from qa.refuse import refused
from qa.understand import Turn, Understood


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An answer, and what it leaves behind for the next question."""

    answer: Answer
    turn: Turn | None


class AnswerOne(Protocol):
    """Answers one question that goes on from a turn."""

    def __call__(self, question: str, after: Turn | None) -> Told:
        """Answer it."""
        ...


def answer_parts(question: str, parts: Sequence[str], one: AnswerOne, after: Turn | None) -> Told:
    """Answer each part and put the answers under each other.

    A later part takes over the place, notice and subject of the one before it, as in a dialogue.

    Args:
        question: the whole, as asked.
        parts: stretches of it, in order.
        one: answers a part.
        after: the turn before the whole.
    """
    told, turn, place = [], after, 0
    for part in parts:
        each = one(part, turn)
        turn = each.turn or turn
        start = question.find(part, place)
        place = start + len(part)
        told.append(replace(each.answer, understood=_moved(each.answer.understood, start)))
    return Told(answer=parted(question, told), turn=turn)


def parted(question: str, answers: Sequence[Answer]) -> Answer:
    """Number answers under each other: leading citations first, fields of the first that is answered.

    A part that is refused says so in its line; where all are, the reason is the first one's.
    """
    found = [answer for answer in answers if answer.status is Status.ANSWERED]
    clarify = [answer for answer in answers if answer.status is Status.CLARIFY]
    first = next(iter(found or clarify or answers))
    leading = [
        each.citations[0]
        for each in answers
        if each.citations and (each.silent or each.status is Status.ANSWERED)
    ]
    rest = [citation for answer in found for citation in answer.citations[1:]]
    sure = [answer.confidence for answer in found if answer.confidence is not None]
    return Answer(
        question=question,
        status=first.status,
        reason=first.reason,
        text="\n".join(f"{n}. {answer.text}" for n, answer in enumerate(answers, 1)),
        receipt="",
        fields=found[0].fields if found else Fields(),
        citations=distinct((*leading, *rest)),
        confidence=min(sure) if sure else None,
        warnings=_each(answer.warnings for answer in answers),
        alternatives=_each(answer.alternatives for answer in answers),
        read_as=_each(answer.read_as for answer in answers),
        understood=tuple(piece for answer in answers for piece in answer.understood),
    )


def too_many(question: str, count: int, most: int) -> Answer:
    """Refuse a text that asks more than is answered at once."""
    text = f"一次问了 {count} 个问题，最多一起回答 {most} 个。请分开提问。"
    return refused(question, Reason.UNCLEAR, text)


_T = TypeVar("_T")


def _each(groups: Iterable[Iterable[_T]]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(each for group in groups for each in group))


def _moved(pieces: Iterable[Understood], by: int) -> tuple[Understood, ...]:
    return tuple(
        replace(piece, start=piece.start + by, end=piece.end + by) if piece.said else piece
        for piece in pieces
    )
