"""Pairs of unrelated questions, drawn and asked over the sample notices."""

import json

from click.testing import CliRunner

from eval.questions import Kind, Question
from eval.respondent import opened
from eval.unrelated import Pair, draw, figures, measure
from eval.unrelated_command import unrelated
from tests.eval.conftest import SAMPLES

_SCHOOL, _ELDER = "07-qingheshi-school-places-2024.txt", "21-qingheshi-elder-care-2025.txt"


def question(id, words, notice=None, evidence=(), after=None):
    return Question(
        id=id, kind=Kind.PASSAGE if notice else Kind.NONE, question=words, answerable=bool(notice),
        notices=(notice,) if notice else (), evidence=evidence, after=after,
    )  # fmt: skip


ALLOWANCE = question("a", "清禾市90岁老人高龄津贴每月多少", _ELDER, ("每人每月150元",))
SCHOOL = question("b", "清禾市2024年小学网上报名是哪几天", _SCHOOL, ("6月20日至6月26日",))
PASSPORT = question("c", "护照在哪办")


def test_no_pair_shares_a_notice_and_every_question_is_judged():
    same = question("d", "高龄津贴几号到账", _ELDER, ("每月15日到账",))
    follow_up = question("e", "那什么时候发", _ELDER, ("x",), after="a")
    pairs = draw([ALLOWANCE, SCHOOL, PASSPORT, same, follow_up], 8, seed=3)
    assert len(pairs) == 8
    assert {judged.id for _, judged in pairs[:4]} == {"a", "b", "c", "d"}
    assert not [pair for pair in pairs if set(pair[0].notices) & set(pair[1].notices)]
    assert "c" not in {before.id for before, _ in pairs}


def test_the_same_seed_draws_the_same_pairs_and_another_others():
    questions = [question(str(n), f"第{n}个", f"{n}.txt", ("x",)) for n in range(30)]
    assert draw(questions, 20, seed=1) == draw(questions, 20, seed=1)
    assert draw(questions, 20, seed=1) != draw(questions, 20, seed=2)


def test_questions_of_one_notice_make_no_pair():
    assert draw([ALLOWANCE], 5) == ()
    assert figures(()) == {"pairs": 0}


def test_what_is_right_alone_and_wrong_after_counts_as_taken_over():
    row = {"before": "？", "question": PASSPORT}
    pairs = [
        Pair(**row, alone=True, after=True), Pair(**row, alone=True, after=False),
        Pair(**row, alone=False, after=True), Pair(**row, alone=False, after=False),
    ]  # fmt: skip
    assert figures(pairs) == {"pairs": 4, "right_alone": 0.5, "right_after": 0.5, "taken_over": 0.25}


def test_each_question_is_asked_alone_and_after_the_other(sample_settings, bench, silent):
    with opened(sample_settings, cache=bench.cache) as respondent:
        found = measure(respondent, [(ALLOWANCE, SCHOOL), (ALLOWANCE, PASSPORT)], silent)
    assert [(pair.before, pair.question.id) for pair in found] == [
        (ALLOWANCE.question, "b"), (ALLOWANCE.question, "c"),
    ]  # fmt: skip
    assert [(pair.alone, pair.after) for pair in found] == [(True, True), (True, True)]


def test_the_command_prints_the_figures(tmp_path, monkeypatch):
    monkeypatch.setenv("ZHENGDA_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("ZHENGDA_ENCODER", "none")
    path = tmp_path / "set.jsonl"
    rows = [
        {"id": q.id, "kind": q.kind, "question": q.question, "answerable": q.answerable,
         "notices": q.notices, "evidence": q.evidence}
        for q in (ALLOWANCE, SCHOOL, PASSPORT)
    ]  # fmt: skip
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    given = [str(path), "--notices", str(SAMPLES), "--pairs", "3"]
    result = CliRunner().invoke(unrelated, given, catch_exceptions=False)
    assert json.loads(result.stdout) == {
        "pairs": 3, "right_alone": 1.0, "right_after": 1.0, "taken_over": 0.0,
    }  # fmt: skip
