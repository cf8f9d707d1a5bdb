import json
from dataclasses import replace

import pytest

from eval.answer_cases import CaseSet
from eval.fit import Case
from eval.questions import Kind, Question
from eval.risk import Judged, risk_record, save_risk
from qa.understand import read_question


@pytest.fixture
def judged(sample_settings):
    from qa import open_assistant

    assistant = open_assistant(sample_settings)
    library = assistant.library()
    one = Case(
        question=Question(id="q", kind=Kind.PASSAGE, question="砚溪县饮用水由谁牵头", answerable=True),
        reading=read_question("砚溪县饮用水由谁牵头", library),
        candidates=(),
        right=0,
        library=library,
        searched=1,
    )
    absent = replace(one, right=None, question=replace(one.question, answerable=False))
    assistant.close()
    cases = (one, one, one, absent, absent)
    return Judged(set=CaseSet(name="甲", weight=1.0, cases=cases), sure=(0.9, 0.8, 0.1, 0.3, 0.05))


def test_a_set_is_described_by_what_thresholds_refuse_of_it(judged):
    described = risk_record([judged], (0.2, 0.5))["甲"]
    assert described["cases"] == 5
    assert described["refused"]["0.2"] == {"absent": 0.5, "answerable": pytest.approx(1 / 3, abs=1e-4)}
    assert described["refused"]["0.5"] == {"absent": 1.0, "answerable": pytest.approx(1 / 3, abs=1e-4)}
    assert described["auroc"] == pytest.approx(5 / 6, abs=1e-4)
    assert described["curve"][0] == [0.2, 0.0]
    assert described["curve"][-1] == [1.0, 0.4]


def test_a_set_without_absent_questions_has_no_figure_for_them(judged):
    known = judged.set.cases[:3]
    described = risk_record([Judged(set=replace(judged.set, cases=known), sure=(0.9, 0.8, 0.1))], (0.2,))[
        "甲"
    ]
    assert described["auroc"] is None
    assert described["refused"]["0.2"]["absent"] is None


def test_the_curve_is_written_as_figures_and_as_a_picture(judged, tmp_path):
    record = {"provenance": "某处", "threshold": 0.2, "sets": risk_record([judged], (0.2,))}
    save_risk(record, tmp_path / "report", "risk-coverage")
    assert json.loads((tmp_path / "report" / "risk-coverage.json").read_text("utf-8")) == record
    assert (tmp_path / "report" / "risk-coverage.png").read_bytes().startswith(b"\x89PNG")
