"""Run a question file against a library: ask every question, judge the answers, write the folder."""

import logging
from collections.abc import Sequence
from typing import Any

from corpus.ingest import Progress
from eval.environment import environment
from eval.folder import RunFolder
from eval.misses import misses
from eval.outcomes import Outcome, curve_figures, outcome_of
from eval.questions import Question, QuestionSet
from eval.respondent import Asked, Respondent
from eval.scoring import Figures, Judgement, TextOf, figures, judge
from eval.stages import Shelf
from eval.timing import peak_mb, speed
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
    given = folder.keep_answers(respondent.ask([(row.id, row.question) for row in questions], progress))
    assistant = respondent.assistant
    text_of = text_reader(assistant)
    judged = [judge(question, row.answer, text_of) for question, row in zip(questions, given, strict=True)]
    outcomes = _judged_all(judged, given, assistant, folder)
    answers = [row.answer for row in given]
    found = {**figures(judged), **curve_figures(outcomes), **speed(answers), "peak_mb": peak_mb()}
    folder.write_metrics(found)
    folder.write_trec({answer["id"]: _cited(answer["citations"]) for answer in answers})
    folder.write_environment(environment(respondent, asked.source))
    _LOG.info("run %s: %d questions", asked.source.name, len(questions))
    return found


def _judged_all(
    judged: Sequence[Judgement], given: Sequence[Asked], assistant: Assistant, folder: RunFolder
) -> list[Outcome]:
    """Write the outcome of every question and the misses of those that fell short."""
    shelf, threshold = Shelf(assistant.library()), assistant.settings.answer_threshold
    outcomes, missed = [], []
    for judgement, row in zip(judged, given, strict=True):
        way = shelf.way(row.trace, _right(judgement.question, shelf))
        sure = sureness(row.answer, row.trace, threshold)
        outcomes.append(outcome_of(judgement, sure, way.candidate == 1))
        missed += [miss.record() for miss in misses(judgement, way, row.trace)]
    folder.write_outcomes(row.record() for row in outcomes)
    folder.write_misses(missed)
    return outcomes


def _right(question: Question, shelf: Shelf) -> frozenset[str]:
    return shelf.right(question) if question.answerable else frozenset()


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
