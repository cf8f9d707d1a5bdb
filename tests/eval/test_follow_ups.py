"""The phrases that people wrote, the model fitted on them, and what is answered when they are asked."""

import json
import re

import pytest

from corpus.store import Store
from eval.fit_intents import FOUNDERS, PHRASES, Phrase, cross_validated, fit, judge, load_phrases
from eval.follow_ups import TODAY, ask_on, load_openings, meets
from index import open_index
from qa import Assistant
from qa.understand.intent import Intent, load_intents, parse_intents

ANSWER = {
    "status": "answered",
    "reason": None,
    "text": "发文字号：清禾政办发〔2024〕3号。",
    "citations": [{"quote": "清禾政办发〔2024〕3号"}],
    "fields": {
        "lead_units": ["甲局", "乙局"], "responsible_units": [], "cooperating_units": ["丙局"],
        "deadline": {"due": "2024-11-30"},
    },
}  # fmt: skip


@pytest.mark.parametrize("name", ["follow-ups", "follow-ups-unseen"])
def test_every_phrase_has_a_writer_and_a_known_intent_and_stands_once(name):
    rows = [json.loads(line) for line in (PHRASES / f"{name}.jsonl").read_text("utf-8").splitlines()]
    assert all(row["writer"] and row["text"].strip() == row["text"] != "" for row in rows)
    assert {row["intent"] for row in rows} == {intent.value for intent in Intent}
    if name == "follow-ups":
        assert len({(row["intent"], row["text"]) for row in rows}) == len(rows)


def test_nothing_that_the_unseen_writers_say_is_fitted_on():
    seen, unseen = load_phrases("follow-ups"), load_phrases("follow-ups-unseen")
    assert not {each.writer for each in seen} & {each.writer for each in unseen}
    assert not {letters(each.text) for each in seen} & {letters(each.text) for each in unseen}


def letters(text):
    return re.sub(r"[\W_]+", "", text)


def test_what_the_unseen_writers_say_is_heard_rightly():
    judged = judge(load_intents(), load_phrases("follow-ups-unseen"))
    plain = ~judged.own
    assert (judged.heard & judged.right)[plain].mean() > 0.96
    assert judged.heard[judged.own].mean() < 0.03


def test_the_shipped_model_says_what_it_was_fitted_on():
    assert f"{len(load_phrases('follow-ups'))} 句" in load_intents().provenance


def few():
    said = {
        "number": ["文号是多少", "几号文件", "文号呢"],
        "phone": ["电话是多少", "打哪个电话", "电话呢"],
        "own": ["医保怎么交", "公租房怎么申请", "医保断了呢"],
    }
    return [
        Phrase(writer, intent, text) for writer in "pq" for intent, texts in said.items() for text in texts
    ]


def test_a_fit_is_the_same_every_time_and_knows_what_it_saw():
    assert fit(few(), "试") == fit(few(), "试")
    model = parse_intents(fit(few(), "试"))
    assert model.provenance == "试"
    judged = judge(model, few())
    assert judged.right[~judged.own].all()
    assert not judged.heard[judged.own].any()
    assert "听对 1.000" in judged.told()


def test_each_writer_is_judged_by_what_the_others_wrote_and_the_founders_by_nobody():
    judged = cross_validated([*few(), Phrase(FOUNDERS, "own", "医保")])
    assert len(judged.own) == len(few())


@pytest.mark.parametrize(
    ("wanted", "met"),
    [
        ({"lead": ["甲局"]}, True),
        ({"lead": ["丙局"]}, False),
        ({"cooperating": ["丙局"], "due": "2024-11-30"}, True),
        ({"due": "2024-11-29"}, False),
        ({"text": "3号"}, True),
        ({"text": "4号"}, False),
        ({"quote": "清禾"}, True),
        ({"quote": "某"}, False),
        ({"least": 1}, True),
        ({"least": 2}, False),
        ({"reason": "out_of_scope"}, False),
    ],
)
def test_an_answer_meets_all_that_is_wanted_of_it(wanted, met):
    assert meets(ANSWER, wanted) is met


def test_a_refusal_meets_its_reason_alone():
    refusal = {**ANSWER, "status": "not_found", "reason": "out_of_scope", "citations": []}
    refusal["fields"] = {**ANSWER["fields"], "deadline": None}
    assert meets(refusal, {"reason": "out_of_scope"})
    for wanted in ({"text": "3号"}, {"quote": "清禾"}, {"due": "2024-11-30"}):
        assert not meets(refusal, wanted)


def test_every_opening_expects_known_intents():
    place, openings = load_openings()
    assert place.endswith("县")
    assert {intent for each in openings for intent in each.then} <= {intent.value for intent in Intent}


@pytest.fixture
def samples(sample_settings):
    store = Store.open(sample_settings.store_path)
    assistant = Assistant(store, open_index(sample_settings, store), sample_settings, today=lambda: TODAY)
    yield assistant
    assistant.close()


def test_phrases_are_asked_on_from_the_openings(samples):
    phrases = [
        {"intent": "other_place", "text": "手滑，青陂县才对"},
        {"intent": "number", "text": "右上角那个编号报一下"},
        {"intent": "own", "text": "医保怎么交"},
    ]
    asked = list(ask_on(samples, phrases))
    assert {each.intent for each in asked} == {"other_place", "number"}
    assert all(each.right for each in asked)
    assert not any("青陂" in each.text for each in asked)
