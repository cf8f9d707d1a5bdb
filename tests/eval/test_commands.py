import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.errors import UsageError
from eval.commands import group
from eval.register import Standing, registered

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


def test_every_run_is_registered_and_finds_a_folder_of_its_own(zhengda, tmp_path, monkeypatch):
    monkeypatch.setenv("ZHENGDA_DATA_DIR", str(tmp_path / "data"))
    samples = ["--notices", ROOT / "corpus" / "samples", "--cache", tmp_path / "cache"]
    for _ in range(2):
        assert zhengda("run", SET, "--limit", 2, *samples).exit_code == 0
    zhengda("all", "--out", tmp_path / "all", "--limit", 2, "--only", "absent-samples", *samples[2:])
    runs = registered(tmp_path / "data")
    assert [run.set_name for run in runs] == ["absent.jsonl（samples）", "samples.jsonl", "samples.jsonl"]
    assert {run.standing for run in runs} == {Standing.THERE}
    assert len({run.folder for run in runs}) == 3
    assert runs[1].folder.parent == tmp_path / "data" / "eval" / "runs"


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


def test_the_first_line_report_is_written_from_a_run(zhengda, tmp_path):
    zhengda("run", SET, "--out", tmp_path / "run", "--limit", 5)
    out = tmp_path / "reports" / "first.md"
    done = zhengda("first-line", "--run", tmp_path / "run", *SAMPLES, "--install-seconds", 90, "--out", out)
    assert done.exit_code == 0
    text = out.read_text(encoding="utf-8")
    assert "01-qingheshi-open-government-2023.txt" in text
    assert "90 秒" in text


def test_a_run_is_not_overwritten_without_force(zhengda, tmp_path):
    zhengda("run", SET, "--out", tmp_path, "--limit", 2)
    before = (tmp_path / "answers.jsonl").read_bytes()
    with pytest.raises(UsageError, match="--force"):
        zhengda("run", SET, "--out", tmp_path, "--limit", 3)
    assert (tmp_path / "answers.jsonl").read_bytes() == before
    assert zhengda("run", SET, "--out", tmp_path, "--limit", 3, "--force").exit_code == 0


def test_two_settings_are_run_and_compared(zhengda, tmp_path):
    for name, threshold in (("loose", 0.0), ("strict", 1.0)):
        (tmp_path / f"{name}.toml").write_text(f"answer_threshold = {threshold}\n", encoding="utf-8")
    configs = ["--config", tmp_path / "loose.toml", "--config", tmp_path / "strict.toml"]
    done = zhengda("run", SET, "--out", tmp_path / "out", *configs)
    assert len(done.stdout.splitlines()) == 2
    compared = json.loads((tmp_path / "out" / "compare.json").read_text(encoding="utf-8"))["comparisons"][0]
    refusals = next(
        row
        for row in compared["differences"]
        if (row["grouping"], row["figure"]) == ("all", "refusal_recall")
    )
    assert refusals["second"] > refusals["first"]
    assert refusals["better"] is True
    assert "并排" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_settings_files_of_one_name_are_refused(zhengda, tmp_path):
    (tmp_path / "a.toml").write_text("", encoding="utf-8")
    twice = ["--config", tmp_path / "a.toml"] * 2
    with pytest.raises(UsageError, match="改名"):
        zhengda("run", SET, "--out", tmp_path / "o", *twice)


def test_a_set_can_be_asked_over_notices_that_are_named(zhengda, tmp_path):
    zhengda("run", SET, "--out", tmp_path, "--limit", 2, "--notices", ROOT / "corpus" / "samples")
    made = json.loads((tmp_path / "environment.json").read_text(encoding="utf-8"))
    assert made["library"]["notices"] > 20


def test_report_writes_pages_and_says_where(zhengda, tmp_path):
    zhengda("run", SET, "--out", tmp_path / "run", "--limit", 20)
    done = zhengda("report", tmp_path / "run")
    assert [Path(line).name for line in done.stdout.splitlines()] == ["report.html", "report.md"]
    with pytest.raises(UsageError, match=r"没有动它.*--force"):
        zhengda("report", tmp_path / "run")
    assert zhengda("report", tmp_path / "run", "--force").exit_code == 0
    with pytest.raises(UsageError, match="几次评测：run；"):
        zhengda("report", tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="zhengda eval run"):
        zhengda("report", tmp_path / "empty")


def test_files_that_are_not_the_evaluation_s_are_not_written_over(zhengda, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "answers.jsonl").write_text("别人的\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"已有 answers\.jsonl，没有动它.*--force"):
        zhengda("run", SET, "--out", tmp_path / "mine", "--limit", 2)
    assert (tmp_path / "mine" / "answers.jsonl").read_text(encoding="utf-8") == "别人的\n"
    assert zhengda("run", SET, "--out", tmp_path / "mine", "--limit", 2, "--force").exit_code == 0


def test_several_configurations_are_not_written_over_and_are_named(zhengda, tmp_path):
    for name in ("甲", "乙"):
        (tmp_path / f"{name}.toml").write_text('encoder = "none"\n', encoding="utf-8")
    both = ["--config", tmp_path / "甲.toml", "--config", tmp_path / "乙.toml"]
    zhengda("run", SET, "--out", tmp_path / "out", "--limit", 4, *both)
    with pytest.raises(UsageError, match="已有一次比较"):
        zhengda("run", SET, "--out", tmp_path / "out", "--limit", 4, *both)
    for command in (["report", tmp_path / "out", "--force"], ["gate", "--against", tmp_path / "out"]):
        with pytest.raises(UsageError, match="几次评测：乙、甲；请给出其中一个文件夹"):
            zhengda(*command)


def test_remembered_answers_are_not_timed_and_asked_again_where_wished(zhengda, tmp_path):
    def figures(name, *words):
        zhengda("run", SET, "--out", tmp_path / name, "--limit", 5, "--cache", tmp_path / "cache", *words)
        return json.loads((tmp_path / name / "metrics.json").read_text(encoding="utf-8"))

    assert "p50_ms" in figures("first")
    assert "p50_ms" not in figures("second")
    zhengda("report", tmp_path / "second")
    assert "取自缓存，不计用时" in (tmp_path / "second" / "report.md").read_text(encoding="utf-8")
    (kept,) = (tmp_path / "cache" / "answers").iterdir()
    before = kept.read_bytes()
    assert "p50_ms" in figures("third", "--fresh")
    assert kept.read_bytes() != before
    assert len(kept.read_bytes().splitlines()) == len(before.splitlines())


def test_rows_that_were_left_out_stand_in_the_run_and_its_report(zhengda, tmp_path):
    lines = SET.read_text(encoding="utf-8").splitlines()
    (tmp_path / "set.jsonl").write_text("\n".join([*lines[:3], "{", *lines[3:5]]), encoding="utf-8")
    zhengda("run", tmp_path / "set.jsonl", "--out", tmp_path / "run")
    skipped = json.loads((tmp_path / "run" / "environment.json").read_text(encoding="utf-8"))["skipped"]
    assert skipped["count"] == 1
    assert "第 4 行" in skipped["rows"][0]
    zhengda("report", tmp_path / "run")
    for name in ("report.md", "report.html"):
        assert "略过了题集的 1 行" in (tmp_path / "run" / name).read_text(encoding="utf-8")


def test_what_only_one_run_has_and_what_was_reworded_is_named(zhengda, tmp_path):
    lines = SET.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines[:8]]
    for name, kept in (
        ("a", rows[:7]),
        ("b", [{**rows[0], "question": "请问" + rows[0]["question"]}, *rows[1:]]),
    ):
        text = "\n".join(json.dumps(row, ensure_ascii=False) for row in kept)
        (tmp_path / f"{name}.jsonl").write_text(text, encoding="utf-8")
        zhengda("run", tmp_path / f"{name}.jsonl", "--out", tmp_path / name)
    found = json.loads(zhengda("compare", tmp_path / "a", tmp_path / "b").stdout)
    assert f"1 题（{rows[7]['id']}） 只有后一次评测有，没有比较" in found["notes"]
    assert f"1 题（{rows[0]['id']}） 的题目或标准答案不同，没有比较" in found["notes"]


def test_compare_prints_the_differences_of_two_runs(zhengda, tmp_path):
    for name in ("a", "b"):
        zhengda("run", SET, "--out", tmp_path / name, "--limit", 10)
    found = json.loads(zhengda("compare", tmp_path / "a", tmp_path / "b").stdout)
    assert {row["difference"] for row in found["differences"]} == {0.0}


def test_ablate_prints_the_table_that_it_writes(zhengda, tmp_path):
    only = ["--only", "threshold", "--only", "synonyms"]
    done = zhengda("ablate", SET, "--out", tmp_path, "--limit", 20, *only)
    assert done.stdout == (tmp_path / "ablation.md").read_text(encoding="utf-8")
    for label in ("完整", "去掉拒答阈值", "去掉同义词", "rank-bm25（jieba）", "本库检索并读题意、重排"):
        assert label in done.stdout


def test_all_measures_every_part_that_is_at_hand(zhengda, tmp_path):
    names = ["--only", "samples", "--only", "citizen", "--only", "ncp", "--shared", tmp_path / "nowhere"]
    done = zhengda("all", "--out", tmp_path / "out", "--limit", 5, *names)
    assert done.exit_code == 0
    assert "NCP 政策检索（ncp）：略过" in done.stdout
    measured = json.loads((tmp_path / "out" / "all.json").read_text(encoding="utf-8"))
    assert set(measured) == {"samples", "citizen"}
    assert "示例通知，口语问题" in (tmp_path / "out" / "report.md").read_text(encoding="utf-8")


def test_an_empty_library_is_not_measured(zhengda, tmp_path, monkeypatch):
    monkeypatch.setenv("ZHENGDA_DATA_DIR", str(tmp_path / "data"))
    with pytest.raises(UsageError, match="zhengda ingest"):
        zhengda("run", SET, "--out", tmp_path / "out")


def test_a_set_that_lost_questions_passes_no_gate(zhengda, tmp_path):
    zhengda("run", SET, "--out", tmp_path / "then", "--limit", 5)
    shorter = tmp_path / "shorter.jsonl"
    shorter.write_text("".join(SET.read_text("utf-8").splitlines(keepends=True)[:3]), "utf-8")
    with pytest.raises(UsageError, match="当时问过的 2 题"):
        zhengda("gate", shorter, "--against", tmp_path / "then")


def test_a_run_done_again_takes_the_former_report_away(zhengda, tmp_path):
    zhengda("run", SET, "--out", tmp_path, "--limit", 2)
    zhengda("report", tmp_path)
    zhengda("run", SET, "--out", tmp_path, "--limit", 3, "--force")
    assert not (tmp_path / "report.md").exists()
