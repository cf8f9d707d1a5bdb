"""What went wrong, question by question, and at which stage as far as the answer shows it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import partial

from eval.questions import Question
from eval.scoring import Judgement, Record, due_right_of, unit_f1_of


class Stage(StrEnum):
    """Where an answer went wrong.

    LIBRARY: none of the right notices is there. RETRIEVAL: the passage is not among the citations.
    RANKING: it is, but not first. EXTRACTION: the right passage leads with wrong facts of its own.
    COMPOSITION: a citation has the facts right, the answer does not. REFUSAL: refused or answered wrongly.
    """

    LIBRARY = "library"
    RETRIEVAL = "retrieval"
    RANKING = "ranking"
    EXTRACTION = "extraction"
    COMPOSITION = "composition"
    REFUSAL = "refusal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """One figure that one answer fell short of."""

    id: str
    kind: str
    question: str
    figure: str
    expected: object
    given: object
    stage: Stage

    def record(self) -> dict[str, object]:
        """Return the miss as a JSON object, a line of misses.jsonl."""
        return asdict(self)


def misses(judgements: Iterable[Judgement], sources: Collection[str]) -> Iterator[Miss]:
    """Give every shortfall in the order of the questions.

    Args:
        judgements: answers held against gold.
        sources: file names of the notices in the library.
    """
    for judgement in judgements:
        if judgement.question.answerable:
            yield from _of_answerable(judgement, sources)
        elif not judgement.refused:
            text = judgement.answer.get("text")
            yield _miss(judgement.question, "refusal_recall", "not_found", text, Stage.REFUSAL)
        for citation, true in zip(judgement.answer.get("citations", []), judgement.verbatim, strict=True):
            if not true:
                quote = citation["quote"]
                yield _miss(judgement.question, "verbatim", "stored text", quote, Stage.COMPOSITION)


def _miss(question: Question, figure: str, expected: object, given: object, stage: Stage) -> Miss:
    return Miss(
        id=question.id, kind=question.kind, question=question.question,
        figure=figure, expected=expected, given=given, stage=stage,
    )  # fmt: skip


def _of_answerable(judgement: Judgement, sources: Collection[str]) -> Iterator[Miss]:
    question, answer = judgement.question, judgement.answer
    fields = answer.get("fields", {})
    passage = _passage_stage(judgement, sources)
    miss = partial(_miss, question)

    if passage is not None:
        shown = [citation["quote"] for citation in answer.get("citations", [])[:1]]
        yield miss("hit@1", list(question.evidence), shown or answer.get("status"), passage)
    if judgement.unit_f1 is not None and judgement.unit_f1 < 1:
        gold = [question.lead_units, question.responsible_units]
        given = [fields.get("lead_units"), fields.get("responsible_units")]
        own = [unit_f1_of(question, citation) == 1 for citation in _right_citation(judgement)]
        yield miss("unit_f1", gold, given, _fact_stage(passage, own))
    if judgement.due_right is False:
        own = [due_right_of(question, citation) for citation in _right_citation(judgement)]
        wanted = question.deadline_date or question.deadline
        yield miss("due_accuracy", wanted, fields.get("deadline"), _fact_stage(passage, own))
    if judgement.fact_right is False:
        yield miss("meta_accuracy", question.answer, answer.get("text"), passage or Stage.COMPOSITION)
    if judgement.list_shares is not None and judgement.list_shares != (1, 1):
        cited = [citation.get("item") for citation in answer.get("citations", [])]
        yield miss("list", question.answer, cited, passage or Stage.RETRIEVAL)


def _passage_stage(judgement: Judgement, sources: Collection[str]) -> Stage | None:
    """Return where the right passage was lost, None where it leads."""
    if judgement.rank == 1:
        return None
    if not set(judgement.question.notices) & set(sources):
        return Stage.LIBRARY
    if judgement.rank:
        return Stage.RANKING
    return Stage.REFUSAL if judgement.wrongly_refused else Stage.RETRIEVAL


def _right_citation(judgement: Judgement) -> list[Record]:
    return [judgement.answer["citations"][judgement.rank - 1]] if judgement.rank else []


def _fact_stage(passage: Stage | None, own: list[bool]) -> Stage:
    """Return who lost a fact: the way to the passage, the reading of it, or the answer made of it."""
    if not own:
        return passage or Stage.RETRIEVAL
    return (passage or Stage.COMPOSITION) if own[0] else Stage.EXTRACTION
