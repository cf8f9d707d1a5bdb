from datetime import date

import pytest

from corpus.store import Store
from eval import respondent as respondents
from eval.cache import Cache
from eval.questions import load_questions
from eval.respondent import opened
from tests.eval.conftest import ROOT
from tests.index.hashing import HashingEncoder

ASKED = [("a", "教育入学信息公开由谁牵头"), ("b", "办事指南"), ("c", "？")]


def test_progress_is_told_after_each_answer(sample_settings, bench):
    told = []
    with opened(sample_settings, cache=bench.cache, remember=False) as respondent:
        answers = list(respondent.ask(ASKED, lambda done, total: told.append((done, total))))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert [row.answer["id"] for row in answers] == ["a", "b", "c"]


def test_what_was_answered_is_not_asked_again_and_stays_the_same(sample_settings, bench, silent):
    runs = []
    for _ in range(2):
        with opened(sample_settings, cache=bench.cache) as respondent:
            runs.append(list(respondent.ask(ASKED, silent)))
            remembered = respondent.remembered
    assert remembered == len(ASKED)
    assert runs[0] == runs[1]


def test_another_threshold_is_another_answer(sample_settings, bench, silent):
    with opened(sample_settings, cache=bench.cache) as respondent:
        list(respondent.ask(ASKED, silent))
    strict = sample_settings.model_copy(update={"answer_threshold": 1.0})
    with opened(strict, cache=bench.cache) as respondent:
        (first, *_) = respondent.ask(ASKED, silent)
        assert respondent.remembered == 0
    assert first.answer["status"] == "not_found"


def test_evaluation_leaves_no_receipt_and_no_vector_in_the_library(sample_settings, bench, silent):
    with opened(sample_settings, cache=bench.cache, remember=False) as respondent:
        (row, *_) = respondent.ask(ASKED, silent)
    store = Store.open(sample_settings.store_path)
    assert store.receipt(row.answer["receipt"]) is None
    store.close()


def test_the_lead_of_a_trace_is_what_leads_the_answer(sample_settings, bench, silent):
    with opened(sample_settings, cache=bench.cache, remember=False) as respondent:
        (row, *_) = respondent.ask(ASKED, silent)
        library = respondent.assistant.library()
    lead = row.trace["candidates"][0]
    span = library.entries[lead["passage"]].passage.span
    cited = row.answer["citations"][0]
    assert span.start <= cited["start"]
    assert cited["end"] <= span.end
    assert row.trace["confidence"] == row.answer["confidence"]


def test_a_question_that_cannot_be_read_has_no_trace(sample_settings, bench, silent):
    with opened(sample_settings, cache=bench.cache, remember=False) as respondent:
        assert list(respondent.ask(ASKED, silent))[2].trace == {}


def test_a_search_gives_passages_of_the_library_best_first(sample_settings, bench):
    with opened(sample_settings, cache=bench.cache) as respondent:
        (hits, again) = respondent.search([ASKED[0], ASKED[0]], 5)
        assert {passage for passage, _ in hits} <= set(respondent.assistant.library().entries)
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)
    assert hits == again


def test_the_day_that_counts_can_be_chosen(sample_settings, bench, silent):
    with opened(sample_settings, cache=bench.cache, today=date(2031, 5, 4)) as respondent:
        (row, *_) = respondent.ask(ASKED, silent)
    assert row.answer["asked_on"] == "2031-05-04"


@pytest.fixture
def measured(sample_settings, tmp_path, silent, monkeypatch):
    """Ask forty questions with an encoder that counts, so many of them made ready at once."""
    asked = load_questions(ROOT / "eval" / "sets" / "samples.jsonl").questions
    rows = [(row.id, row.question) for row in asked]
    settings = sample_settings.model_copy(update={"encoder": "hashing"})

    def ask(name, window, timed):
        monkeypatch.setattr(respondents, "_encoder", lambda *_: HashingEncoder())
        monkeypatch.setattr(respondents, "WINDOW", window)
        monkeypatch.setattr(respondents, "TIMED", timed)
        with opened(settings, cache=Cache(tmp_path / name), remember=False) as respondent:
            return list(respondent.ask(rows[:40], silent)), respondent.encoder

    return ask


def test_only_questions_encoded_alone_are_timed_and_the_others_are_encoded_ahead(measured):
    (given, encoder), (alone, by_itself) = measured("ahead", 8, 10), measured("alone", 8, 1000)
    timed = [row.answer["id"] for row in given if "encode" in row.answer["took_ms"]]
    assert len(timed) == encoder.alone >= 10
    assert set(timed) <= {row.answer["id"] for row in alone[:24]}
    assert encoder.ahead > 0
    assert by_itself.ahead == 0


def test_encoding_ahead_changes_no_answer(measured):
    def words(rows):
        return [({k: v for k, v in row.answer.items() if k != "took_ms"}, row.trace) for row in rows]

    assert words(measured("ahead", 8, 0)[0]) == words(measured("alone", 8, 1000)[0])


def test_no_question_is_encoded_when_it_is_asked_once_it_was_encoded_ahead(measured):
    _, encoder = measured("ahead", 16, 0)
    assert encoder.alone == 0
