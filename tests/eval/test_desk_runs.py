import shutil
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from corpus.errors import UsageError
from eval.desk_runs import RunsDesk
from eval.evaluate import evaluate
from eval.folder import RunFolder
from eval.questions import load_questions
from eval.register import register
from eval.variants import find_variant
from tests.eval.conftest import ROOT
from ui.tables import DIFFERENCE_HEADINGS, FIGURE_HEADINGS, KIND_HEADINGS, RUN_HEADINGS

SET = ROOT / "eval" / "sets" / "samples.jsonl"
FIRST = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory, sample_settings, bench):
    out = tmp_path_factory.mktemp("desk")
    for name in ("whole", "lexical"):
        evaluate(
            load_questions(SET), sample_settings, RunFolder.create(out / name), bench, find_variant(name)
        )
    return out


@pytest.fixture
def data_dir(made, tmp_path):
    for place, name in enumerate(("whole", "lexical")):
        shutil.copytree(made / name, tmp_path / name)
        register(tmp_path, RunFolder(tmp_path / name), at=FIRST + timedelta(days=place))
    return tmp_path


@pytest.fixture
def desk(data_dir):
    return RunsDesk(data_dir)


def ids(desk):
    return [id for _, id in desk.listing()["runs"]]


def test_runs_are_listed_newest_first_under_as_many_headings(desk):
    found = desk.listing()
    assert [row[0][:10] for row in found["rows"]] == ["2026-03-02", "2026-03-01"]
    assert {len(row) for row in found["rows"]} == {len(RUN_HEADINGS)}
    assert found["sets"] == ["samples.jsonl"]
    assert ("第一条即依据（hit@1）", "hit@1") in found["figures"]


def test_a_run_is_shown_with_figures_kinds_stages_and_its_worst_questions(desk):
    found = desk.run(ids(desk)[1])
    assert found["note"] == ""
    assert ["第一条即依据", "hit@1"] in [row[:2] for row in found["figures"]]
    for rows, headings in ((found["figures"], FIGURE_HEADINGS), (found["kinds"], KIND_HEADINGS)):
        assert {len(row) for row in rows} == {len(headings)}
    assert sum(int(count) for _, count in found["stages"]) == len(found["wrong"])
    question = desk.wrong(ids(desk)[1], found["wrong"][0][1])
    assert [name for name, _ in question["rows"]][:3] == ["问题", "应答", "所答"]
    assert question["trace"]


def test_two_runs_are_compared_with_intervals_and_what_is_unlike_is_said(desk, data_dir):
    newer, older = ids(desk)
    found = desk.compare(older, newer)
    assert found["notes"] == []
    assert {len(row) for row in found["rows"]} == {len(DIFFERENCE_HEADINGS)}
    assert "变差" in {row[-1] for row in found["rows"]}
    environment = RunFolder(data_dir / "whole").read_environment()
    environment["set"]["sha256"] = environment["library"]["sha256"] = "other"
    RunFolder(data_dir / "whole").write_environment(environment)
    notes = "".join(desk.compare(older, newer)["notes"])
    assert "问题集不同" in notes
    assert "库里的通知不同" in notes


def test_a_figure_over_time_is_drawn_and_unlike_sets_are_kept_apart(desk, data_dir):
    found = desk.chart("samples.jsonl", "hit@1")
    assert found["svg"].count("<circle") == 2
    assert found["svg"].count("<polyline") == 1
    environment = RunFolder(data_dir / "whole").read_environment()
    environment["set"]["sha256"] = "other"
    RunFolder(data_dir / "whole").write_environment(environment)
    register(data_dir, RunFolder(data_dir / "whole"), at=FIRST + timedelta(days=9))
    found = desk.chart("samples.jsonl", "hit@1")
    assert found["svg"].count("<polyline") == 2
    assert "不能互相比较" in found["note"]
    assert desk.chart("samples.jsonl", "none")["svg"] == ""


def test_a_run_whose_folder_is_gone_keeps_its_figures_and_cannot_be_compared_with(desk, data_dir):
    shutil.rmtree(data_dir / "whole")
    newer, older = ids(desk)
    found = desk.run(older)
    assert "已不在" in found["note"]
    assert found["figures"]
    assert found["wrong"] == []
    assert desk.run(newer)["others"] == []


@pytest.mark.parametrize("name", ["misses.jsonl", "outcomes.jsonl", "environment.json", "answers.jsonl"])
@pytest.mark.parametrize("text", ["", "{}\n", "[1]\n", '{"id": 1}\n', "\ufeff{"])
def test_a_folder_with_other_files_is_said_and_the_other_run_is_shown(desk, data_dir, name, text):
    (data_dir / "whole" / name).write_text(text, encoding="utf-8")
    newer, older = ids(desk)
    for ask in (lambda: desk.run(older), lambda: desk.compare(older, newer), lambda: desk.wrong(older, "x")):
        # Anything else would leave the page without a word.
        with suppress(UsageError):
            ask()
    assert desk.run(newer)["wrong"]


def test_what_is_not_there_is_said(desk):
    with pytest.raises(UsageError, match="没有登记"):
        desk.run("none")
    with pytest.raises(UsageError, match="没有失误的题"):
        desk.wrong(ids(desk)[0], "none")


def test_no_runs_are_no_error(tmp_path):
    assert RunsDesk(tmp_path).listing() == {"rows": [], "runs": [], "sets": [], "figures": []}
