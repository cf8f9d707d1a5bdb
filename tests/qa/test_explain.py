"""How an answer came about: the steps as values, as JSON, and for people."""

import json
import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from click.testing import CliRunner

from corpus.settings import Settings
from eval.trace import trace as evaluated
from qa.answer import Status
from qa.answering import Answering
from qa.assistant import Assistant
from qa.clock import Clock
from qa.commands import ask
from qa.explain import explain_text
from qa.fate import Fate, verdict
from qa.record import answer_record
from qa.trace import SILENT, Recorder, Searched, Way
from qa.trace_record import trace_record
from qa.understand import read_question
from tests.qa.conftest import TODAY, filled

PASSAGE = "清禾市单身职工租房一年最多能提多少公积金？"


def explained(samples: Assistant, question: str):
    answer, trace = samples.explain(question)
    return answer, trace_record(trace, answer)


def steps(record):
    return [step["step"] for step in record["steps"]]


def step(record, name):
    return next(step for step in record["steps"] if step["step"] == name)


@pytest.mark.parametrize(
    ("question", "way", "seen"),
    [
        (PASSAGE, Way.PASSAGE, ["understand", "scope", "search", "weigh", "way"]),
        ("清禾市2023年政务公开工作要点的文号是多少", Way.FACT, ["understand", "scope", "way"]),
        ("砚溪县2023年政务公开任务分工是正式文件吗", Way.STATUS, ["understand", "scope", "way"]),
        ("砚溪县2023年任务分工里年底前要完成的有哪几项", Way.LIST, ["understand", "scope", "way"]),
        ("文号是多少", Way.CLARIFY, ["understand", "scope", "way"]),
        ("喀左县财政信息公开由谁牵头", Way.REFUSED, ["understand", "scope", "way"]),
        (
            "澄岭区歇业备案由哪个部门牵头",
            Way.ABOVE,
            ["understand", "scope", "search", "weigh", "search", "weigh", "way"],
        ),
    ],
)
def test_every_way_to_an_answer_is_noted_step_by_step(samples, question, way, seen):
    _, record = explained(samples, question)
    assert record["way"] == way.value
    kept = [name for name in steps(record) if name in seen]
    assert kept == steps(record)
    assert kept[-1] == "way"
    assert len(seen) - 2 <= len(kept) <= len(seen)
    json.dumps(record)


def test_a_question_that_cannot_be_read_has_no_steps(samples):
    answer, record = explained(samples, "？？")
    assert (record["steps"], record["way"], record["reason"]) == ([], None, "unclear")
    assert "没有读" in explain_text(record)
    assert answer.reason is not None


def test_an_explained_answer_is_the_answer(samples):
    answer, _ = samples.explain(PASSAGE)
    again = samples.ask(PASSAGE)
    assert answer_record(answer) | {"took_ms": {}} == answer_record(again) | {"took_ms": {}}


def test_every_step_has_its_time_and_together_they_are_no_longer_than_the_answer(samples):
    answer, trace = samples.explain(PASSAGE)
    took = [step.ms for step in trace.steps]
    assert all(ms >= 0 for ms in took)
    assert sum(took) <= dict(answer.took_ms)["total"]


def test_the_scope_says_which_notices_were_searched_and_why_the_others_were_not(samples):
    _, record = explained(samples, PASSAGE)
    scope = step(record, "scope")
    assert scope["basis"] == "place"
    assert {head["region"] for head in scope["heads"]} == {"清禾市"}
    total = record["library"]["notices"]
    assert scope["notices"] + scope["parents"] + sum(scope["left_out"].values()) == total
    assert scope["left_out"]["other_region"] > 0
    _, numbered = explained(samples, "清禾政办发〔2023〕18号由谁牵头公开教育入学信息")
    assert step(numbered, "scope")["basis"] == "number"
    assert set(step(numbered, "scope")["left_out"]) == {"other_number"}


def test_the_shares_of_the_features_add_up_to_the_score(samples):
    _, trace = samples.explain(PASSAGE)
    record = trace_record(trace, samples.explain(PASSAGE)[0])
    for row in step(record, "search")["candidates"]:
        # Shares too small to be shown are left out.
        assert sum(row["shares"].values()) == pytest.approx(row["score"], abs=0.01)


def test_what_was_quoted_was_kept_and_everything_else_has_a_reason(samples):
    answer, record = explained(samples, PASSAGE)
    rows = step(record, "search")["candidates"]
    kept = [row for row in rows if row["fate"] in ("lead", "beside")]
    assert [row["fate"] for row in rows].count("lead") == 1
    assert len(kept) == len(answer.citations)
    assert rows[0]["fate"] == "lead"
    assert {row["fate"] for row in rows} <= {"lead", "beside", "behind", "same_text"}
    assert all(row["behind"] >= 0 for row in rows)


def test_a_passage_below_the_threshold_is_dropped_with_both_figures(sample_store, sample_engine, tmp_path):
    strict = Settings(data_dir=tmp_path, encoder="none", answer_threshold=1)
    assistant = Assistant(sample_store, sample_engine, strict, today=lambda: TODAY)
    answer, record = explained(assistant, PASSAGE)
    weighed = step(record, "weigh")
    assert (weighed["verdict"], weighed["threshold"]) == ("below_threshold", 1)
    assert 0 < weighed["confidence"] < 1
    assert weighed["features"]["coverage"] > 0
    fates = [row["fate"] for row in step(record, "search")["candidates"]]
    assert fates == ["below_threshold", *["not_weighed"] * (len(fates) - 1)]
    assert answer.status is Status.NOT_FOUND


def test_a_passage_without_the_figure_asked_for_is_dropped_for_that(samples, library):
    _, trace = samples.explain("清禾市网站适老化什么时候完成")
    weighed = trace.weighed
    assert weighed is not None
    beside_the_point = replace(weighed, features=None, confidence=None)
    asked = read_question("清禾市网站适老化花了多少万元", library, today=TODAY)
    assert verdict(beside_the_point, asked) is Fate.LACKS
    assert (
        verdict(beside_the_point, read_question("清禾市2019年网站适老化", library, today=TODAY))
        is Fate.OTHER_YEAR
    )


def test_a_passage_of_another_year_is_dropped_for_that(samples):
    _, record = explained(samples, "清禾市2019年租房提取公积金每年多少元")
    assert step(record, "scope")["years_missing"]
    assert [each["verdict"] for each in record["steps"] if each["step"] == "weigh"][:1] == ["other_year"]


def test_the_text_is_chinese_and_its_columns_stand_under_one_another(samples):
    _, record = explained(samples, PASSAGE)
    text = explain_text(record)
    for part in (
        "读懂问题",
        "定范围",
        "检索",
        "衡量",
        "作答",
        "据此回答",
        "门槛 0.3",
        "份没有查：其他地区",
        "毫秒",
    ):
        assert part in text
    rows = [line for line in text.split("\n") if line.startswith("   ") and line.count(".") == 3]
    ends = {_columns(line) for line in rows if "   " in line.strip()}
    assert len(ends) == 1, rows
    # No English name of a feature, a step or a fate is left over.
    assert not [word for word in ("coverage", "lead", "beside", "understand", "other_region") if word in text]


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def test_a_word_that_is_not_known_is_shown_as_it_is():
    record = {
        "library": {"sequence": 1, "notices": 1}, "today": "2025-08-01",
        "thresholds": {"answer_threshold": 0.2}, "took_ms": {"new": 1.0},
        "steps": [
            {"step": "understand", "ms": 1.0, "reading": {"season": "本月", "kind": "dream"}},
            {"step": "way", "ms": 1.0, "way": "conflict"},
        ],
    }  # fmt: skip
    text = explain_text(record)
    assert all(word in text for word in ("season", "本月", "dream", "conflict", "new 1.0"))


def test_nothing_is_noted_where_nobody_asks(sample_engine, sample_settings, library):
    before = SILENT.steps
    answering = Answering(
        library=library, engine=sample_engine, settings=sample_settings, today=TODAY, clock=Clock()
    )
    answering.answer(PASSAGE)
    assert SILENT.steps == before == ()


def test_what_is_noted_are_the_values_that_answered_not_copies(sample_engine, sample_settings, library):
    recorder = Recorder()
    answering = Answering(
        library=library,
        engine=sample_engine,
        settings=sample_settings,
        today=TODAY,
        clock=Clock(),
        recorder=recorder,
    )
    answer = answering.answer(PASSAGE)
    searched = next(step.seen for step in recorder.steps if isinstance(step.seen, Searched))
    assert searched.candidates[0].entry.notice is answer.citations[0].notice


def test_evaluation_takes_what_was_noted_and_searches_only_where_the_answer_did_not(samples, monkeypatch):
    _, noted = samples.explain(PASSAGE)
    anew = evaluated(samples, PASSAGE)

    def never(*_):
        raise AssertionError("searched twice")

    with monkeypatch.context() as patched:
        patched.setattr(samples, "candidates", never)
        assert evaluated(samples, PASSAGE, noted) == anew
    fact = "清禾市2023年政务公开工作要点的文号是多少"
    assert evaluated(samples, fact, samples.explain(fact)[1])["candidates"]


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory):
    settings = Settings(data_dir=tmp_path_factory.mktemp("explained") / "data", encoder="none")
    filled(settings).close()
    return settings.data_dir


def test_the_command_prints_the_answer_and_then_the_steps(data_dir, monkeypatch):
    monkeypatch.setenv("ZHENGDA_DATA_DIR", str(data_dir))
    monkeypatch.setenv("ZHENGDA_ENCODER", "none")
    plain = CliRunner().invoke(ask, [PASSAGE]).stdout
    said = CliRunner().invoke(ask, [PASSAGE, "--explain"]).stdout
    assert "读懂问题" not in plain
    assert said.startswith(plain[:40])
    assert said.index("回执 ") < said.index("读懂问题")


def test_the_command_puts_the_trace_inside_the_json(data_dir, monkeypatch, tmp_path):
    monkeypatch.setenv("ZHENGDA_DATA_DIR", str(data_dir))
    monkeypatch.setenv("ZHENGDA_ENCODER", "none")
    record = json.loads(CliRunner().invoke(ask, [PASSAGE, "--explain", "--json"]).stdout)
    assert record["trace"]["way"] == "passage"
    assert record["trace"]["today"] == date.today().isoformat()
    assert "trace" not in json.loads(CliRunner().invoke(ask, [PASSAGE, "--json"]).stdout)
    file = tmp_path / "questions.jsonl"
    file.write_text(json.dumps({"question": PASSAGE}) + "\n", encoding="utf-8")
    rows = CliRunner().invoke(ask, ["--questions", str(file), "--explain"]).stdout.splitlines()
    assert [json.loads(row)["trace"]["way"] for row in rows] == ["passage"]
