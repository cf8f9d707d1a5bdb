import json

import pytest

from corpus.errors import UsageError
from eval.compare import compare, compare_runs, difference, fell, load_outcomes
from eval.folder import RunFolder
from eval.outcomes import Curve, Outcome, length_of, parse_outcome


def outcome(id, value, kind="unit", figure="hit@1", **changes):
    row = {
        "id": id, "kind": kind, "persona": "public", "notice": "a.txt", "length": 12, "answerable": True,
        "values": {figure: value},
    }  # fmt: skip
    return Outcome(**(row | changes))


def runs(befores, afters):
    first = [outcome(str(n), value) for n, value in enumerate(befores)]
    second = [outcome(str(n), value) for n, value in enumerate(afters)]
    return first, second


def test_a_change_on_many_questions_is_told_apart_from_chance():
    (whole, *rest) = compare(*runs([0.0] * 12 + [1.0] * 8, [1.0] * 20))
    assert (whole.figure, whole.questions, whole.first, whole.second) == ("hit@1", 20, 0.4, 1.0)
    assert whole.low > 0
    assert whole.p < 0.01
    assert whole.better is True
    assert {row.grouping for row in rest} == {"kind", "persona", "notice", "length"}


def test_one_question_more_may_be_chance():
    (whole, *_) = compare(*runs([0.0] + [1.0] * 19, [1.0] * 20))
    assert whole.better is None


def test_what_should_be_low_is_better_when_it_falls():
    found = difference("wrong_refusal", [(1.0, 0.0)] * 12 + [(0.0, 0.0)] * 8)
    assert found.better is True
    assert not fell(found)
    assert fell(difference("wrong_refusal", [(0.0, 1.0)] * 12 + [(0.0, 0.0)] * 8))
    assert fell(difference("hit@1", [(1.0, 0.0)] * 12 + [(0.0, 0.0)] * 8))
    assert not fell(difference("hit@1", [(1.0, 1.0)] * 12))


def test_only_questions_of_both_runs_are_compared_and_none_is_an_error():
    first, second = runs([1.0, 0.0], [1.0])
    assert compare(first, second)[0].questions == 1
    with pytest.raises(UsageError, match="问题"):
        compare(first, [outcome("other", 1.0)])


def test_groups_of_one_or_two_questions_are_left_out():
    rows = [outcome(str(n), 1.0, kind="unit" if n < 2 else "list") for n in range(5)]
    assert {row.group for row in compare(rows, rows) if row.grouping == "kind"} == {"list"}


def test_a_comparison_of_unlike_runs_says_so(tmp_path):
    for name, library in (("a", "1"), ("b", "2")):
        folder = RunFolder.create(tmp_path / name)
        with folder.growing() as files:
            files.outcome(outcome("q", 1.0).record())
        folder.write_object("environment.json", {"library": library, "set": "s", "commit": "c"})
    found = compare_runs(RunFolder(tmp_path / "a"), RunFolder(tmp_path / "b"))
    assert found["notes"] == ["两次评测的库里的通知不同"]
    assert json.loads(json.dumps(found)) == found


def test_an_outcome_survives_being_written_and_read(tmp_path):
    rows = (outcome("q", 0.5, confidence=0.25, right=True),)
    with RunFolder(tmp_path).growing() as files:
        files.outcome(rows[0].record())
    assert load_outcomes(RunFolder(tmp_path)) == rows


@pytest.mark.parametrize("row", [{}, {"values": {"a": "x"}}, {"values": {}, "unknown": 1}])
def test_a_line_that_is_no_outcome_is_an_error(row):
    with pytest.raises(UsageError, match=r"outcomes\.jsonl"):
        parse_outcome(row)


@pytest.mark.parametrize(
    ("characters", "name"), [(1, "10 字以内"), (10, "10 字以内"), (11, "11–20 字"), (41, "40 字以上")]
)
def test_lengths_have_classes(characters, name):
    assert length_of(characters) == name


def test_curves_take_only_questions_whose_passages_were_ranked():
    rows = [
        outcome("a", 1.0, confidence=0.9, right=True), outcome("b", 1.0, confidence=None),
        outcome("c", 0.0, confidence=0.1, answerable=False),
    ]  # fmt: skip
    every, unknown = Curve(), Curve()
    for row in rows:
        every.add(row)
    unknown.add(rows[2])
    assert every.figures() == {"auroc": 1.0, "refused_at_5": 1.0, "aurc": 0.25}
    assert unknown.figures() == {}
