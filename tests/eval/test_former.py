import json
import shutil
from datetime import date

import pytest
from click.testing import CliRunner

from corpus.errors import UsageError
from eval.commands import group
from eval.former import gate_of, load_former
from tests.eval.conftest import ROOT, SAMPLES

SET = ROOT / "eval" / "sets" / "samples.jsonl"


@pytest.fixture
def zhengda(sample_settings, monkeypatch):
    monkeypatch.setenv("ZHENGDA_DATA_DIR", str(sample_settings.data_dir))
    monkeypatch.setenv("ZHENGDA_ENCODER", "none")
    return lambda *words: CliRunner().invoke(group, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def run(zhengda, tmp_path):
    zhengda("run", SET, "--out", tmp_path / "run", "--notices", SAMPLES, "--today", "2026-01-05")
    return tmp_path / "run"


def test_nothing_has_fallen_against_a_run_of_the_same_code(zhengda, run):
    done = zhengda("gate", "--against", run)
    assert done.exit_code == 0
    assert "run：hit@1 由" in done.stdout
    assert "，通过" in done.stdout
    assert "未过" not in done.stdout


@pytest.mark.parametrize(("harm", "figure"), [("threshold", "refusal_recall"), ("lexical", "hit@1")])
def test_a_harmed_configuration_falls_against_a_run_and_exits_with_one(zhengda, run, harm, figure):
    done = zhengda("gate", "--against", run, "--without", harm)
    assert done.exit_code == 1
    (line,) = [line for line in done.stdout.splitlines() if f"：{figure} 由" in line]
    assert line.endswith("未过")
    assert "95% 区间" in line


def test_the_questions_of_a_former_run_are_asked_on_its_day_and_no_others(run):
    (former,) = load_former(run)
    assert former.origin.day == date(2026, 1, 5)
    gate = gate_of(former, None, ())
    assert gate.set.name == "samples.jsonl"
    assert gate.notices
    assert len(gate.ids) == len(former.outcomes)


def test_every_part_of_a_full_evaluation_is_asked_again(zhengda, tmp_path):
    only = ["--only", "samples", "--only", "citizen", "--shared", tmp_path / "nowhere"]
    zhengda("all", "--out", tmp_path / "all", "--limit", 8, *only)
    done = zhengda("gate", "--against", tmp_path / "all")
    assert done.exit_code == 0
    assert "samples：hit@1 由" in done.stdout
    assert "citizen：hit@1 由" in done.stdout
    assert "（8 题" in done.stdout


def test_a_set_of_one_s_own_is_found_again_or_given_where_it_has_moved(zhengda, tmp_path):
    own = tmp_path / "自备.jsonl"
    own.write_text("\n".join(SET.read_text(encoding="utf-8").splitlines()[:6]), encoding="utf-8")
    zhengda("run", own, "--out", tmp_path / "run")
    assert zhengda("gate", "--against", tmp_path / "run").exit_code == 0
    moved = own.rename(tmp_path / "搬走.jsonl")
    with pytest.raises(UsageError, match=r"自备\.jsonl 已不在.*zhengda eval gate 题集"):
        zhengda("gate", "--against", tmp_path / "run")
    done = zhengda("gate", moved, "--against", tmp_path / "run")
    assert done.exit_code == 0
    assert "与当时不同" not in done.stderr


def test_a_run_is_asked_over_the_notices_it_was_asked_over(zhengda, tmp_path, monkeypatch):
    zhengda("run", SET, "--out", tmp_path / "run", "--notices", SAMPLES, "--limit", 10)
    monkeypatch.setenv("ZHENGDA_DATA_DIR", str(tmp_path / "empty"))
    done = zhengda("gate", "--against", tmp_path / "run")
    assert done.exit_code == 0
    assert "差别也可能由此而来" not in done.stdout


def test_gold_that_was_edited_is_named_and_not_compared(zhengda, tmp_path):
    own = tmp_path / "自备.jsonl"
    rows = [json.loads(line) for line in SET.read_text(encoding="utf-8").splitlines()[:6]]

    def write():
        own.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")

    write()
    zhengda("run", own, "--out", tmp_path / "run")
    rows[2] |= {"lead_units": ["示例局"]}
    write()
    done = zhengda("gate", "--against", tmp_path / "run")
    assert f"1 题（{rows[2]['id']}） 的题目或标准答案与当时不同，没有拿来比较" in done.stdout
    assert "题集" in done.stderr
    assert "与当时不同" in done.stderr


def test_a_run_that_does_not_say_what_it_was_asked_needs_the_set(zhengda, run):
    (run / "origin.json").unlink()
    with pytest.raises(UsageError, match="没有记下评的是哪份题集"):
        zhengda("gate", "--against", run)
    assert (
        zhengda("gate", SET, "--notices", SAMPLES, "--against", run, "--today", "2026-01-05").exit_code == 0
    )
    (run / "origin.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match=r"origin\.json 读不出来"):
        zhengda("gate", SET, "--against", run)


def test_a_set_with_none_of_the_questions_is_refused(zhengda, run):
    with pytest.raises(UsageError, match="同一份题集"):
        zhengda("gate", ROOT / "eval" / "sets" / "citizen.jsonl", "--against", run)


def test_what_a_library_of_other_notices_changes_is_said_to_come_from_it(zhengda, run):
    path = run / "environment.json"
    made = json.loads(path.read_text(encoding="utf-8"))
    made["library"]["read"] = "0" * 16
    path.write_text(json.dumps(made), encoding="utf-8")
    assert "差别也可能由此而来" in zhengda("gate", "--against", run).stdout


@pytest.mark.parametrize("name", ["metrics.json", "outcomes.jsonl", "environment.json"])
def test_a_folder_that_is_no_whole_run_is_refused_by_name(zhengda, run, tmp_path, name):
    shutil.copytree(run, tmp_path / "copy")
    (tmp_path / "copy" / name).unlink()
    with pytest.raises(UsageError, match="zhengda eval run"):
        zhengda("gate", "--against", tmp_path / "copy")


def test_a_json_of_another_sort_is_refused_with_what_is_wanted(zhengda, run):
    for foreign in (run / "metrics.json", SET):
        with pytest.raises(UsageError, match=r"不是可用的门槛文件.*结果文件夹"):
            zhengda("gate", "--against", foreign)


def test_a_run_is_not_changed_by_being_compared_with(zhengda, run):
    before = {path.name: path.read_bytes() for path in run.iterdir()}
    zhengda("gate", "--against", run)
    assert {path.name: path.read_bytes() for path in run.iterdir()} == before
    with pytest.raises(UsageError, match="--save"):
        zhengda("gate", "--against", run, "--save")
