"""What went wrong, question by question: which figure fell short, and the stage that lost it."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from eval.questions import Question
from eval.scoring import Judgement
from eval.stages import Stage, Way, lost_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """One figure that one answer fell short of.

    Attributes:
        stage: the first step that failed.
        candidate: rank (from 1) of the right passage among the candidates, 0 where it is none of them.
        trace: how the answer came about, see `eval.trace`.
    """

    id: str
    kind: str
    question: str
    figure: str
    expected: object
    given: object
    stage: Stage
    candidate: int = 0
    trace: Mapping[str, Any]

    def record(self) -> dict[str, object]:
        """Return the miss as a JSON object, a line of misses.jsonl."""
        return asdict(self)


def misses(judgement: Judgement, way: Way, traced: Mapping[str, Any]) -> Iterator[Miss]:
    """Give every shortfall of one answer.

    Args:
        judgement: an answer held against gold.
        way: how far the right passage came.
        traced: how the answer came about.
    """
    question = judgement.question
    if not question.answerable:
        found = _of_absent(judgement)
    else:
        found = _of_answerable(
            judgement, lost_at(way, refused=_refused(judgement), cited=judgement.rank or 0)
        )
    for figure, expected, given, stage in (*found, *_of_quotes(judgement)):
        yield Miss(
            id=question.id, kind=question.kind.value, question=question.question, figure=figure,
            expected=expected, given=given, stage=stage, candidate=way.candidate, trace=traced,
        )  # fmt: skip


_Row = tuple[str, object, object, Stage]


def _of_absent(judgement: Judgement) -> Iterator[_Row]:
    if not judgement.refused:
        yield "refusal_recall", "not_found", judgement.answer.get("text"), Stage.WRONGLY_ANSWERED


def _of_quotes(judgement: Judgement) -> Iterator[_Row]:
    for citation, true in zip(judgement.answer.get("citations", []), judgement.verbatim, strict=True):
        if not true:
            yield "verbatim", "stored text", citation["quote"], Stage.SPAN_WRONG


def _of_answerable(judgement: Judgement, lost: Stage | None) -> Iterator[_Row]:
    """Give the shortfalls; a wrong fact of a passage that was lost is put down to the loss."""
    question, answer = judgement.question, judgement.answer
    fields = answer.get("fields", {})
    at = lost or Stage.FIELD_WRONG
    if lost is not None:
        shown = [citation["quote"] for citation in answer.get("citations", [])[:1]]
        yield "hit@1", list(question.evidence), shown or answer.get("status"), lost
    if judgement.unit_f1 is not None and judgement.unit_f1 < 1:
        given = [fields.get("lead_units"), fields.get("responsible_units")]
        yield "unit_f1", [question.lead_units, question.responsible_units], given, at
    if judgement.due_right is False:
        yield "due_accuracy", _wanted_day(question), fields.get("deadline"), at
    if judgement.fact_right is False:
        yield "meta_accuracy", question.answer, answer.get("text"), at
    if judgement.list_shares is not None and judgement.list_shares != (1, 1):
        cited = [citation.get("item") for citation in answer.get("citations", [])]
        yield "list", question.answer, cited, at


def _wanted_day(question: Question) -> str | None:
    return question.deadline_date or question.deadline


def _refused(judgement: Judgement) -> bool:
    return bool(judgement.wrongly_refused)
