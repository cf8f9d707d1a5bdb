"""Run a question file against the library: ask every question, judge the answers, write the folder."""

import logging
from collections.abc import Iterator, Sequence
from typing import Any

from corpus.ingest import Progress
from eval.environment import environment
from eval.folder import RunFolder
from eval.misses import misses
from eval.questions import QuestionSet
from eval.scoring import Figures, TextOf, figures, judge
from eval.timing import speed
from qa import Assistant
from qa.record import answer_record

_LOG = logging.getLogger(__name__)


def run_questions(
    assistant: Assistant, asked: QuestionSet, folder: RunFolder, progress: Progress, limit: int | None = None
) -> Figures:
    """Ask a question file and write what came of it.

    Args:
        assistant: over the library that is evaluated.
        asked: the questions.
        folder: gets answers.jsonl, metrics.json, environment.json, run.trec and misses.jsonl.
        progress: told after each answer.
        limit: only the first so many questions.

    Returns:
        The figures, as in metrics.json.
    """
    questions = asked.questions[:limit]
    rows = [(question.id, question.question) for question in questions]
    answers = folder.write_answers(ask_all(assistant, rows, progress))
    text_of = text_reader(assistant)
    pairs = zip(questions, answers, strict=True)
    judged = [judge(question, answer, text_of) for question, answer in pairs]
    found = {**figures(judged), **speed(answers)}
    sources = {notice.source for notice in assistant.store.notices()}
    folder.write_metrics(found)
    folder.write_misses(miss.record() for miss in misses(judged, sources))
    folder.write_trec({answer["id"]: _cited(answer["citations"]) for answer in answers})
    folder.write_environment(environment(assistant.settings, assistant.store, asked.source))
    _LOG.info("run %s: %d questions", asked.source.name, len(questions))
    return found


def ask_all(
    assistant: Assistant, rows: Sequence[tuple[str, str]], progress: Progress
) -> Iterator[dict[str, Any]]:
    """Ask one question after the other.

    Args:
        assistant: the one asked.
        rows: (id, question) pairs.
        progress: told after each answer.

    Yields:
        Answers as answer.schema.json has them, each with the id of its question.
    """
    for done, (question_id, question) in enumerate(rows, 1):
        yield answer_record(assistant.ask(question, id=question_id))
        progress(done, len(rows))


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
