import json
from pathlib import Path

import pytest

from corpus.errors import StoreError
from eval.folder import RunFolder
from eval.questions import load_questions
from eval.run import ask_all, run_questions, text_reader
from qa import open_assistant

SET = Path(__file__).parents[2] / "eval" / "sets" / "samples.jsonl"


@pytest.fixture(scope="module")
def assistant(sample_settings):
    opened = open_assistant(sample_settings)
    yield opened
    opened.store.close()


@pytest.fixture
def done(assistant, tmp_path, silent):
    figures = run_questions(assistant, load_questions(SET), RunFolder.create(tmp_path / "run"), silent)
    return figures, tmp_path / "run"


def rows(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_run_answers_every_question_once_under_its_id(done):
    asked = [question.id for question in load_questions(SET).questions]
    assert [answer["id"] for answer in rows(done[1] / "answers.jsonl")] == asked


def test_a_run_writes_the_figures_it_returns(done):
    figures, folder = done
    assert json.loads((folder / "metrics.json").read_text(encoding="utf-8")) == figures
    assert {"hit@1", "unit_f1", "due_accuracy", "refusal_recall", "p50_ms", "p95_ms"} <= set(figures)


def test_every_citation_of_a_run_is_the_stored_text(done):
    assert done[0]["verbatim"] == 1.0


def test_most_questions_on_the_samples_are_led_by_their_evidence(done):
    assert done[0]["hit@3"] > 0.7


def test_every_question_that_missed_is_among_the_misses(done):
    figures, folder = done
    missed = [row for row in rows(folder / "misses.jsonl") if row["figure"] == "hit@1"]
    answerable = sum(question.answerable for question in load_questions(SET).questions)
    assert len(missed) == round((1 - figures["hit@1"]) * answerable)


def test_the_trec_run_ranks_the_citations_of_each_answer(done):
    lines = [line.split() for line in (done[1] / "run.trec").read_text(encoding="utf-8").splitlines()]
    assert len(lines) == done[0]["citations"]
    assert all(len(line) == 6 for line in lines)


def test_a_limit_asks_only_the_first_questions(assistant, tmp_path, silent):
    figures = run_questions(assistant, load_questions(SET), RunFolder.create(tmp_path), silent, 3)
    assert figures["questions"] == 3
    assert len(rows(tmp_path / "answers.jsonl")) == 3


def test_progress_is_told_after_each_answer(assistant):
    told = []
    asked = [("a", "教育入学信息公开由谁牵头"), ("b", "办事指南")]
    assert len(list(ask_all(assistant, asked, lambda done, total: told.append((done, total))))) == 2
    assert told == [(1, 2), (2, 2)]


def test_a_notice_that_is_not_stored_has_no_text(assistant):
    with pytest.raises(KeyError):
        text_reader(assistant)("n-none")
    with pytest.raises(StoreError):
        assistant.store.text("n-none")
