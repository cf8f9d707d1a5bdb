import json
from dataclasses import replace

import numpy as np
import pytest

from eval.answer_cases import folds, holds_evidence, left_out
from eval.fit import Case, fit_ranking, hits, reranked, sure_row, write_weights
from eval.questions import Kind, Question
from qa import open_assistant
from qa.candidate import Candidate
from qa.confidence import NAMES
from qa.understand import read_question

FEATURES = ("engine", "run")


@pytest.fixture(scope="module")
def samples(sample_settings):
    opened = open_assistant(sample_settings)
    yield opened
    opened.close()


@pytest.fixture
def entries(samples):
    return list(samples.library().entries.values())


def case(samples, entries, rows, right, words="砚溪县饮用水由谁牵头", answerable=True):
    question = Question(id="q", kind=Kind.PASSAGE, question=words, answerable=answerable)
    candidates = tuple(
        Candidate(entry=entry, score=row[0], cosine=0.9, features=dict(zip(FEATURES, row, strict=True)))
        for entry, row in zip(entries, rows, strict=False)
    )
    return Case(
        question=question,
        reading=read_question(words, samples.library(), today=samples.today),
        candidates=candidates,
        right=right,
        library=samples.library(),
        searched=len(samples.library().notices),
    )


def test_fitting_moves_weight_to_the_feature_that_finds_the_right_passage(samples, entries):
    cases = [case(samples, entries, [(0.6, 0.1), (0.5, 0.9)], 1) for _ in range(5)]
    prior = np.array([1.0, 0.0])
    assert hits(cases, FEATURES, prior) == 0.0
    weights = fit_ranking(cases, FEATURES, prior, 0.1)
    assert weights[1] > 0.1
    assert hits(cases, FEATURES, weights) == 1.0


def test_a_strong_pull_keeps_the_prior(samples, entries):
    cases = [case(samples, entries, [(0.6, 0.1), (0.5, 0.9)], 1)]
    prior = np.array([1.0, 0.0])
    assert np.allclose(fit_ranking(cases, FEATURES, prior, 1e6), prior, atol=1e-3)


def test_a_passage_not_retrieved_counts_against_the_ranking(samples, entries):
    lost = case(samples, entries, [(0.6, 0.1)], None)
    assert hits([lost], FEATURES, np.array([1.0, 0.0])) == 0.0


def test_reranking_follows_the_right_passage(samples, entries):
    moved = reranked(case(samples, entries, [(0.6, 0.1), (0.5, 0.9)], 1), FEATURES, np.array([0.0, 1.0]))
    assert moved.right == 0
    assert moved.candidates[0].entry is entries[1]
    assert moved.candidates[0].score == pytest.approx(0.9)


def test_each_case_is_tested_once_and_never_fitted_on_at_the_same_time(samples, entries):
    cases = [case(samples, entries, [(0.6, 0.1)], 0, words=f"砚溪县第{n}项由谁牵头") for n in range(20)]
    seen = []
    for fitted, tested in folds(cases):
        assert {id(one) for one in fitted}.isdisjoint(id(one) for one in tested)
        seen += tested
    assert sorted(map(id, seen)) == sorted(map(id, cases))


def test_evidence_counts_only_in_the_right_notice(entries):
    entry = next(entry for entry in entries if entry.item is not None)
    question = Question(
        id="q",
        kind=Kind.PASSAGE,
        question="?",
        answerable=True,
        notices=(entry.notice.source,),
        evidence=(entry.folded[:8],),
    )
    assert holds_evidence(question, entry)
    assert not holds_evidence(replace(question, notices=("other.txt",)), entry)
    assert not holds_evidence(replace(question, evidence=("绝无此句此词",)), entry)


def test_a_left_out_case_keeps_its_question_and_loses_its_documents(samples, entries):
    whole = case(samples, entries, [(0.6, 0.1), (0.5, 0.9)], 0)
    other = next(entry for entry in entries if entry.notice.source != entries[0].notice.source)
    both = replace(whole, candidates=(whole.candidates[0], replace(whole.candidates[1], entry=other)))
    left = left_out(both, frozenset({entries[0].notice.source}))
    assert [one.entry for one in left.candidates] == [other]
    assert (left.right, left.question.answerable, both.question.answerable) == (None, False, True)
    assert left_out(left, frozenset({other.notice.source})) is None


def test_confidence_rows_follow_the_model_s_order(samples, entries):
    row = sure_row(case(samples, entries, [(0.6, 0.1), (0.5, 0.9)], 0))
    assert len(row) == len(NAMES)
    assert row[NAMES.index("run")] == pytest.approx(0.1)


def test_written_weights_say_where_they_come_from(tmp_path):
    write_weights(tmp_path / "w.json", "某处", {"run": 0.123456})
    assert json.loads((tmp_path / "w.json").read_text("utf-8")) == {
        "provenance": "某处",
        "weights": {"run": 0.1235},
    }
