import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import StoreError
from eval import respondent as respondents
from eval.cache import Cache
from eval.evaluate import Bench, evaluate
from eval.folder import RunFolder
from eval.questions import load_questions
from eval.respondent import opened
from eval.run import run_questions, text_reader
from tests.eval.machine import is_machine_figure
from tests.index.hashing import HashingEncoder

SET = Path(__file__).parents[2] / "eval" / "sets" / "samples.jsonl"


@pytest.fixture(scope="module")
def respondent(sample_settings, bench):
    with opened(sample_settings, cache=bench.cache) as found:
        yield found


@pytest.fixture(scope="module")
def done(respondent, tmp_path_factory, silent):
    out = tmp_path_factory.mktemp("run")
    return run_questions(respondent, load_questions(SET), RunFolder(out), silent), out


def rows(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_run_answers_every_question_once_under_its_id(done):
    asked = [question.id for question in load_questions(SET).questions]
    assert [answer["id"] for answer in rows(done[1] / "answers.jsonl")] == asked
    assert [outcome["id"] for outcome in rows(done[1] / "outcomes.jsonl")] == asked


def test_a_run_writes_the_figures_it_returns(done):
    figures, folder = done
    assert json.loads((folder / "metrics.json").read_text(encoding="utf-8")) == figures
    wanted = {"hit@1", "unit_f1", "due_accuracy", "refusal_recall", "auroc", "aurc", "peak_mb"}
    assert wanted <= set(figures)


def test_every_citation_of_a_run_is_the_stored_text(done):
    assert done[0]["verbatim"] == 1.0


def test_most_questions_on_the_samples_are_led_by_their_evidence(done):
    assert done[0]["hit@3"] > 0.7


def test_every_question_that_missed_is_among_the_misses_with_its_way(done):
    figures, folder = done
    missed = [row for row in rows(folder / "misses.jsonl") if row["figure"] == "hit@1"]
    answerable = sum(question.answerable for question in load_questions(SET).questions)
    assert len(missed) == round((1 - figures["hit@1"]) * answerable)
    assert all(row["stage"] and row["trace"]["reading"]["kind"] for row in missed)


def test_a_passage_that_is_a_candidate_is_not_said_to_be_lost_in_the_search(done):
    for row in rows(done[1] / "misses.jsonl"):
        assert (row["stage"] == "not_retrieved") <= (row["candidate"] == 0)


def test_the_trec_run_ranks_the_citations_of_each_answer(done):
    lines = [line.split() for line in (done[1] / "run.trec").read_text(encoding="utf-8").splitlines()]
    assert len(lines) == done[0]["citations"]
    assert all(len(line) == 6 for line in lines)


def test_what_came_of_an_answer_is_written_before_the_next_question_is_asked(respondent, tmp_path):
    written = []

    def look(_done, _total):
        written.append(len(rows(tmp_path / "outcomes.jsonl")))

    run_questions(respondent, load_questions(SET), RunFolder.create(tmp_path), look, 4)
    assert written == [1, 2, 3, 4]


def test_a_limit_asks_only_the_first_questions(respondent, tmp_path, silent):
    figures = run_questions(respondent, load_questions(SET), RunFolder.create(tmp_path), silent, 3)
    assert figures["questions"] == 3
    assert len(rows(tmp_path / "answers.jsonl")) == 3


def test_two_runs_give_the_same_figures_to_the_last_digit_with_and_without_a_cache(
    sample_settings, bench, tmp_path
):
    asked = load_questions(SET)
    found = [
        evaluate(
            asked, sample_settings, RunFolder.create(tmp_path / str(n)), replace(bench, remember=remember)
        )
        for n, remember in enumerate((False, False, True))
    ]
    settled = [{name: row[name] for name in row if not is_machine_figure(name)} for row in found]
    assert settled[0] == settled[1] == settled[2]
    outcomes = [(tmp_path / str(n) / "outcomes.jsonl").read_bytes() for n in range(3)]
    assert outcomes[0] == outcomes[1] == outcomes[2]


def untimed(folder):
    """Return all files of a run, without the times and the memory that no two runs share."""
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    figures = json.loads(found.pop("metrics.json"))
    answers = [json.loads(line) for line in found.pop("answers.jsonl").splitlines()]
    return (
        found,
        {name: figures[name] for name in figures if not is_machine_figure(name)},
        [{key: value for key, value in answer.items() if key != "took_ms"} for answer in answers],
    )


def test_two_fresh_runs_that_share_no_cache_write_the_same_files(
    sample_settings, silent, tmp_path, monkeypatch
):
    monkeypatch.setattr(respondents, "_encoder", lambda *_: HashingEncoder())
    monkeypatch.setattr(respondents, "WINDOW", 16)
    monkeypatch.setattr(respondents, "TIMED", 20)
    settings = sample_settings.model_copy(update={"encoder": "hashing"})
    for name in ("a", "b"):
        bench = Bench(cache=Cache(tmp_path / f"cache-{name}"), progress=silent, remember=False)
        evaluate(load_questions(SET), settings, RunFolder.create(tmp_path / name), bench)
    assert untimed(tmp_path / "a") == untimed(tmp_path / "b")


def test_a_notice_that_is_not_stored_has_no_text(respondent):
    with pytest.raises(KeyError):
        text_reader(respondent.assistant)("n-none")
    with pytest.raises(StoreError):
        respondent.assistant.store.text("n-none")
