import json
from pathlib import Path

import pytest

from corpus.errors import UsageError
from corpus.settings import Settings
from eval.gate import Bound, load_gates, pass_gates
from eval.stored import load_stored, save_stored, stored_path
from eval.variants import PLAIN, find_variant

ROOT = Path(__file__).parents[2]
GOLDEN = {
    "name": "标注", "kind": "golden", "set": str(ROOT / "tests" / "corpus" / "golden" / "samples"),
    "notices": [str(ROOT / "corpus" / "samples")], "bounds": {"items_share": {"at_least": 0.5}},
}  # fmt: skip

ASKED = GOLDEN | {
    "kind": "questions", "set": str(ROOT / "eval" / "sets" / "samples.jsonl"),
    "bounds": {"verbatim": {"at_least": 1.0}},
}  # fmt: skip


def gates(tmp_path, *rows):
    (tmp_path / "gate.json").write_text(json.dumps({"gates": rows}), encoding="utf-8")
    return load_gates(tmp_path / "gate.json")


def outcomes(tmp_path, bench, *rows, stored=None, variant=PLAIN):
    settings = Settings(data_dir=tmp_path / "data", encoder="none")
    return list(pass_gates(gates(tmp_path, *rows), settings, bench, stored=stored, variant=variant))


@pytest.mark.parametrize(
    ("bound", "value", "expected"),
    [
        (Bound(figure="a", at_least=0.5), 0.5, True),
        (Bound(figure="a", at_least=0.5), 0.4999, False),
        (Bound(figure="a", at_most=0.1), 0.1, True),
        (Bound(figure="a", at_most=0.1), 0.1001, False),
        (Bound(figure="a", at_least=0.0), None, False),
    ],
)
def test_a_bound_holds_up_to_its_very_value_and_never_without_one(bound, value, expected):
    assert bound.holds(value) is expected


def test_figures_within_their_bounds_pass(tmp_path, bench):
    (outcome,) = outcomes(tmp_path, bench, GOLDEN)
    assert outcome.figures["items_share"] > 0.5
    assert outcome.broken == ()


def test_a_figure_outside_its_bound_or_not_measured_is_broken(tmp_path, bench):
    bounds = {"items_total": {"at_most": 0}, "no_such_figure": {"at_least": 0}, "extra": {"at_least": 0}}
    (outcome,) = outcomes(tmp_path, bench, GOLDEN | {"bounds": bounds})
    assert [bound.figure for bound in outcome.broken] == ["items_total", "no_such_figure"]


def test_only_an_optional_gate_may_lack_its_set(tmp_path, bench):
    (outcome,) = outcomes(tmp_path, bench, GOLDEN | {"set": "nowhere", "optional": True})
    assert (outcome.figures, outcome.broken) == (None, ())
    with pytest.raises(UsageError, match="nowhere"):
        outcomes(tmp_path, bench, GOLDEN | {"set": "nowhere"})


def test_questions_are_asked_over_the_notices_of_the_gate(tmp_path, bench):
    (outcome,) = outcomes(tmp_path, bench, ASKED)
    assert outcome.figures["questions"] > 100
    assert outcome.broken == ()


@pytest.mark.parametrize(
    "row",
    [
        {},
        GOLDEN | {"kind": "poem"},
        GOLDEN | {"bounds": {"a": {}}},
        GOLDEN | {"bounds": {"a": {"at_least": 0, "at_most": 1}}},
        GOLDEN | {"bounds": {"a": {"about": 1}}},
    ],
)
def test_a_gate_that_is_written_wrongly_is_an_error_that_names_the_file(tmp_path, row):
    with pytest.raises(UsageError, match=r"gate\.json"):
        gates(tmp_path, row)


def test_every_gate_of_the_project_can_be_measured_here_or_is_optional():
    for gate in load_gates(ROOT / "eval" / "gate.json"):
        assert gate.optional or gate.present, gate.name
        assert gate.bounds, gate.name


@pytest.fixture(scope="module")
def stored(tmp_path_factory, bench):
    folder = tmp_path_factory.mktemp("stored")
    (outcome,) = outcomes(folder, bench, ASKED)
    path = stored_path(folder / "gate.json")
    save_stored(path, {outcome.gate.name: (outcome.measured.library, outcome.measured.questions)})
    return load_stored(path)


def test_nothing_has_fallen_where_nothing_was_changed(tmp_path, bench, stored):
    (outcome,) = outcomes(tmp_path, bench, ASKED, stored=stored)
    assert outcome.falls == ()
    assert not outcome.moved


@pytest.mark.parametrize(
    ("harm", "figure"),
    [("lexical", "hit@1"), ("shuffled-deadlines", "due_accuracy"), ("threshold", "refusal_recall")],
)
def test_a_harmed_configuration_falls_by_more_than_its_interval(tmp_path, bench, stored, harm, figure):
    (outcome,) = outcomes(tmp_path, bench, ASKED, stored=stored, variant=find_variant(harm))
    assert figure in {fall.figure for fall in outcome.falls}


def test_a_file_that_holds_no_outcomes_is_an_error_that_says_how_to_store_them(tmp_path):
    path = tmp_path / "gate.outcomes.json"
    assert load_stored(path) == {}
    path.write_text('{"gates": {"a": {"ids": ["q"], "figures": {"hit@1": []}}}}', encoding="utf-8")
    with pytest.raises(UsageError, match="--save"):
        load_stored(path)


def test_the_stored_outcomes_of_the_project_are_of_its_gates():
    stored = load_stored(stored_path(ROOT / "eval" / "gate.json"))
    asked = {gate.name for gate in load_gates(ROOT / "eval" / "gate.json") if gate.kind == "questions"}
    assert set(stored) == asked
