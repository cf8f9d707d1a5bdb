import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.errors import UsageError
from eval.commands import group

ROOT = Path(__file__).parents[2]
SET = ROOT / "eval" / "sets" / "samples.jsonl"
GOLDEN = ROOT / "tests" / "corpus" / "golden" / "samples"
SAMPLES = ["--notices", ROOT / "corpus" / "samples", "--golden", GOLDEN]


@pytest.fixture
def zhengda(sample_settings, monkeypatch):
    monkeypatch.setenv("ZHENGDA_DATA_DIR", str(sample_settings.data_dir))
    monkeypatch.setenv("ZHENGDA_ENCODER", "none")
    return lambda *words: CliRunner().invoke(group, [str(word) for word in words], catch_exceptions=False)


def test_run_prints_the_figures_that_it_writes(zhengda, tmp_path):
    done = zhengda("run", SET, "--out", tmp_path, "--limit", 5)
    assert done.exit_code == 0
    assert json.loads(done.stdout) == json.loads((tmp_path / "metrics.json").read_text(encoding="utf-8"))
    assert json.loads(done.stdout)["questions"] == 5


def test_run_goes_on_past_a_wrong_line_and_says_so_on_stderr(zhengda, tmp_path):
    lines = SET.read_text(encoding="utf-8").splitlines()[:2]
    (tmp_path / "q.jsonl").write_text("\n".join([lines[0], "{", lines[1]]), encoding="utf-8")
    done = zhengda("run", tmp_path / "q.jsonl", "--out", tmp_path / "run")
    assert json.loads(done.stdout)["questions"] == 2
    assert "q.jsonl 第 2 行" in done.stderr


def test_run_refuses_a_folder_that_is_no_set(zhengda, tmp_path):
    with pytest.raises(UsageError, match="BEIR"):
        zhengda("run", tmp_path, "--out", tmp_path / "run")


def test_gold_prints_counts_and_differences(zhengda):
    done = zhengda("gold", *SAMPLES)
    assert done.exit_code == 0
    assert "01-qingheshi-open-government-2023.txt：" in done.stdout


def test_gold_as_json_is_one_object_of_figures(zhengda):
    figures = json.loads(zhengda("gold", *SAMPLES, "--json").stdout)
    assert 0 < figures["items_share"] <= 1


def test_gate_exits_with_one_when_a_figure_is_outside_its_bound(zhengda, tmp_path):
    row = {
        "name": "标注", "kind": "golden", "set": str(GOLDEN),
        "notices": [str(ROOT / "corpus" / "samples")], "bounds": {"items_total": {"at_least": 1}},
    }  # fmt: skip
    path = tmp_path / "gate.json"
    path.write_text(json.dumps({"gates": [row]}), encoding="utf-8")
    assert zhengda("gate", "--against", path).exit_code == 0
    row["bounds"] = {"items_total": {"at_most": 1}}
    path.write_text(json.dumps({"gates": [row]}), encoding="utf-8")
    done = zhengda("gate", "--against", path)
    assert done.exit_code == 1
    assert "items_total" in done.stdout
    assert "1 项未过门槛" in done.stderr


def test_report_is_written_from_a_run(zhengda, tmp_path):
    zhengda("run", SET, "--out", tmp_path / "run", "--limit", 5)
    out = tmp_path / "reports" / "first.md"
    done = zhengda("report", "--run", tmp_path / "run", *SAMPLES, "--install-seconds", 90, "--out", out)
    assert done.exit_code == 0
    text = out.read_text(encoding="utf-8")
    assert "01-qingheshi-open-government-2023.txt" in text
    assert "90 秒" in text
