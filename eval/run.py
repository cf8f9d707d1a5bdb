"""Run a question file against a library: ask, judge and write question by question.

Of an answer only its numbers are kept, so that a file may have any number of questions.
"""

import logging
from collections.abc import Sequence
from typing import Any

from corpus.ingest import Progress
from eval.dialogues import Dialogues, rows_before
from eval.environment import environment
from eval.folder import GrowingRun, RunFolder
from eval.misses import misses
from eval.outcomes import Curve, outcome_of
from eval.questions import Question, QuestionSet
from eval.respondent import Asked, Respondent
from eval.scoring import Figures, Scores, TextOf, judge
from eval.stages import Shelf
from eval.timing import Times, peak_mb
from eval.trace import sureness
from qa import Assistant

_LOG = logging.getLogger(__name__)


def run_questions(
    respondent: Respondent,
    asked: QuestionSet,
    folder: RunFolder,
    progress: Progress,
    limit: int | None = None,
) -> Figures:
    """Ask a question file and write what came of it.

    Args:
        respondent: the assistant over the library that is evaluated.
        asked: the questions.
        folder: gets answers.jsonl, outcomes.jsonl, misses.jsonl, metrics.json, environment.json and run.trec.
        progress: told after each answer.
        limit: only the first so many questions.

    Returns:
        The figures, as in metrics.json.
    """
    questions = asked.questions[:limit]
    judging = _Judging(respondent.assistant)
    rows = [(row.id, row.question) for row in questions]
    given = respondent.ask(rows, progress, rows_before(questions))
    with folder.growing() as files:
        for question, row in zip(questions, given, strict=True):
            judging.take(question, row, files)
    folder.write_environment(environment(respondent, asked.source, asked.left_out))
    found = judging.figures()
    folder.write_metrics(found)
    _LOG.info("run %s: %d questions", asked.source.name, len(questions))
    return found


class _Judging:
    """Judges answers as they come, writes what came of each and keeps its numbers alone."""

    def __init__(self, assistant: Assistant) -> None:
        self._text_of = text_reader(assistant)
        self._shelf = Shelf(assistant.library())
        self._scores, self._curve, self._times = Scores(), Curve(), Times()
        self._dialogues = Dialogues()

    def take(self, question: Question, row: Asked, files: GrowingRun) -> None:
        """Judge one answer and write it, its outcome, its misses and its ranking."""
        judgement = judge(question, row.answer, self._text_of)
        right = self._shelf.right(question) if question.answerable else frozenset()
        way = self._shelf.way(row.trace, right)
        sure = sureness(row.answer, row.trace)
        outcome = outcome_of(judgement, sure, way.candidate == 1)
        files.answer(row.answer)
        files.outcome(outcome.record())
        for miss in misses(judgement, way, row.trace):
            files.miss(miss.record())
        files.rank(question.id, _cited(row.answer["citations"]))
        self._scores.add(judgement)
        self._dialogues.add(judgement)
        self._curve.add(outcome)
        self._times.add(row.answer)

    def figures(self) -> Figures:
        """Return the figures of all that was taken."""
        return {
            **self._scores.figures(), **self._dialogues.figures(), **self._curve.figures(),
            **self._times.figures(), "peak_mb": peak_mb(),
        }  # fmt: skip


def text_reader(assistant: Assistant) -> TextOf:
    """Return a reader of stored texts that raises KeyError for a notice that is not there."""
    known = {notice.id for notice in assistant.store.notices()}
    texts: dict[str, str] = {}

    def text_of(notice_id: str) -> str:
        if notice_id not in known:
            raise KeyError(notice_id)
        if notice_id not in texts:
            texts[notice_id] = assistant.store.text(notice_id)
        return texts[notice_id]

    return text_of


def _cited(citations: Sequence[dict[str, Any]]) -> list[tuple[str, float]]:
    """Rank the cited passages; where scores are not given or not falling, the order counts."""
    return [
        (f"{citation['notice']['id']}:{citation['start']}-{citation['end']}", 1.0 / rank)
        for rank, citation in enumerate(citations, 1)
    ]
