"""Unrelated questions asked one after the other: does the answer before take over the next question?

A person, or the next person at the same console, often turns to another matter without saying so. Each
question is asked alone and right after one about another notice; what is right alone and wrong after was
taken over by what was asked before.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.ingest import Progress
from eval.dialogues import is_right, rows_before
from eval.questions import Question
from eval.respondent import Respondent
from eval.run import text_reader
from eval.scoring import judge


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A question and the unrelated one before it, and what came of both ways of asking.

    Attributes:
        before: words of the question before.
        question: the question that is judged.
        alone, after: whether it was right (see `eval.dialogues.is_right`) alone, and after the other one.
    """

    before: str
    question: Question
    alone: bool
    after: bool


def draw(questions: Sequence[Question], count: int, seed: int = 0) -> tuple[tuple[Question, Question], ...]:
    """Draw pairs (before, question) of questions that stand for themselves and share no notice.

    Args:
        questions: to draw from; those that are asked on from another are left out.
        count: of pairs; fewer where questions find none that is unrelated.
        seed: another one draws other pairs.

    Returns:
        Pairs, no question judged twice before every one has been judged once.
    """
    chance = random.Random(seed)
    standing = [question for question in questions if question.after is None]
    drawn: list[tuple[Question, Question]] = []
    while len(drawn) < count:
        found = list(_round(standing, chance))
        if not found:
            break
        drawn += found
    return tuple(drawn[:count])


def _round(standing: Sequence[Question], chance: random.Random) -> Iterator[tuple[Question, Question]]:
    for question in chance.sample(standing, len(standing)):
        others = [each for each in standing if each.notices and not set(each.notices) & set(question.notices)]
        others = [each for each in others if each.id != question.id]
        if others:
            yield chance.choice(others), question


def measure(
    respondent: Respondent, pairs: Sequence[tuple[Question, Question]], progress: Progress
) -> tuple[Pair, ...]:
    """Ask each question alone and after the other one of its pair, and hold both answers against gold."""
    asked = [question for n, pair in enumerate(pairs) for question in _turns(n, *pair)]
    text_of = text_reader(respondent.assistant)
    given = respondent.ask([(row.id, row.question) for row in asked], progress, rows_before(asked))
    right = [is_right(judge(row, answer.answer, text_of)) for row, answer in zip(asked, given, strict=True)]
    return tuple(
        Pair(before=before.question, question=question, alone=right[3 * n + 1], after=right[3 * n + 2])
        for n, (before, question) in enumerate(pairs)
    )


def _turns(n: int, before: Question, question: Question) -> tuple[Question, ...]:
    first = replace(before, id=f"{n} before")
    return (
        first,
        replace(question, id=f"{n} alone"),
        replace(question, id=f"{n} after", after=first.id),
    )


def figures(pairs: Sequence[Pair]) -> dict[str, float]:
    """Return how many pairs there are, the shares right alone and after, and the share taken over."""
    if not pairs:
        return {"pairs": 0}
    count = len(pairs)
    return {
        "pairs": count,
        "right_alone": round(sum(pair.alone for pair in pairs) / count, 4),
        "right_after": round(sum(pair.after for pair in pairs) / count, 4),
        "taken_over": round(sum(pair.alone and not pair.after for pair in pairs) / count, 4),
    }
