"""What people hand over by mistake: each is named with its line, the rest goes on, nothing is overwritten."""

import json

import pytest
from click.testing import CliRunner

from corpus.errors import UsageError
from eval.commands import group
from tests.eval.conftest import ROOT

LINES = (ROOT / "eval" / "sets" / "samples.jsonl").read_text(encoding="utf-8").splitlines()
GOOD = [json.loads(line) for line in LINES[:3]]


@pytest.fixture
def zhengda(sample_settings, monkeypatch):
    monkeypatch.setenv("ZHENGDA_DATA_DIR", str(sample_settings.data_dir))
    monkeypatch.setenv("ZHENGDA_ENCODER", "none")
    return lambda *words: CliRunner().invoke(group, [str(word) for word in words], catch_exceptions=False)


def lines(*rows):
    return "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (LINES[3][:40], "不是完整的 JSON"),
        ("[1, 2]", "应是一个 JSON 对象"),
        ({**GOOD[2], "id": "n", "evidence": []}, "能回答的问题应有 evidence"),
        ({**GOOD[2], "id": "k", "kind": "诗"}, "kind 为 诗"),
        ({**GOOD[2], "id": GOOD[0]["id"]}, "重复"),
        ({**GOOD[2], "id": "d", "deadline_date": "2021-02-30"}, "没有这一天"),
    ],
)
def test_a_wrong_line_is_named_and_the_others_are_evaluated(zhengda, tmp_path, bad, words):
    path = tmp_path / "题集.jsonl"
    path.write_text(lines(GOOD[0], bad, GOOD[1]), encoding="utf-8")
    done = zhengda("run", path, "--out", tmp_path / "run")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["questions"] == 2
    assert "题集.jsonl 第 2 行：" in done.stderr
    assert words in done.stderr


def test_a_set_without_one_line_that_can_be_used_is_refused_with_the_first(zhengda, tmp_path):
    path = tmp_path / "题集.jsonl"
    path.write_text(lines({**GOOD[0], "evidence": []}), encoding="utf-8")
    with pytest.raises(UsageError, match="第 1 行：能回答的问题应有 evidence"):
        zhengda("run", path, "--out", tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_of_very_many_wrong_lines_the_first_are_named_and_the_rest_counted(zhengda, tmp_path):
    path = tmp_path / "题集.jsonl"
    path.write_text(lines(GOOD[0], *["{"] * 200), encoding="utf-8")
    done = zhengda("run", path, "--out", tmp_path / "run")
    assert "另有 150 行也已略过" in done.stderr
    assert len([line for line in done.stderr.splitlines() if "第 " in line]) == 50


def test_a_sheet_that_is_none_is_refused_and_says_how_to_save_it(zhengda, tmp_path):
    path = tmp_path / "题集.xlsx"
    path.write_text("编号,问题", encoding="utf-8")
    with pytest.raises(UsageError, match=r"题集\.xlsx 不是可用的 Excel 文件.*另存为"):
        zhengda("run", path, "--out", tmp_path / "run")


def beir(folder, qrels):
    (folder / "qrels").mkdir(parents=True)
    texts = ("农机补贴在三号窗口办理。", "高龄津贴在五号窗口办理。")
    corpus = [{"_id": f"d{n}", "text": text} for n, text in enumerate(texts)]
    (folder / "corpus.jsonl").write_text(lines(*corpus), encoding="utf-8")
    queries = [{"_id": "q0", "text": "农机补贴在哪办理"}, {"_id": "q1", "text": "高龄津贴在哪办理"}]
    (folder / "queries.jsonl").write_text(lines(*queries), encoding="utf-8")
    (folder / "qrels" / "dev.tsv").write_text(qrels, encoding="utf-8")
    return folder


def test_labels_of_unknown_ids_are_named_by_line_and_the_others_count(zhengda, tmp_path):
    labels = "q0\td0\t1\nq9\td0\t1\nq1\td9\t1\nq1\td1\t很\n"
    folder = beir(tmp_path / "集", f"query-id\tcorpus-id\tscore\n{labels}")
    done = zhengda("run", folder, "--out", tmp_path / "run")
    assert json.loads(done.stdout)["questions"] == 1
    assert "dev.tsv 第 3 行：标注的问题 q9 不在 queries.jsonl 里" in done.stderr
    assert "dev.tsv 第 4 行：标注的文档 d9 不在 corpus.jsonl 里" in done.stderr
    assert "dev.tsv 第 5 行：标注应是三列" in done.stderr


def test_a_set_whose_labels_are_all_of_unknown_ids_is_refused(zhengda, tmp_path):
    folder = beir(tmp_path / "集", "q7\td7\t1\n")
    with pytest.raises(UsageError, match="没有带标注"):
        zhengda("run", folder, "--out", tmp_path / "run")


@pytest.fixture
def run(zhengda, tmp_path):
    (tmp_path / "q.jsonl").write_text(lines(*GOOD), encoding="utf-8")
    zhengda("run", tmp_path / "q.jsonl", "--out", tmp_path / "run")
    return tmp_path / "run"


def changed(run, to, change):
    to.mkdir()
    for path in run.iterdir():
        (to / path.name).write_bytes(path.read_bytes())
    made = json.loads((to / "environment.json").read_text(encoding="utf-8"))
    change(made)
    (to / "environment.json").write_text(json.dumps(made), encoding="utf-8")
    return to


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda made: made["library"].update(sha256="0"), "库里的通知不同"),
        (lambda made: made["library"].update(read="0"), "通知相同，读出来的内容不同"),
        (lambda made: made["versions"].update(numpy="1.0"), "numpy 1.0 →"),
        (lambda made: made["set"].update(sha256="0"), "问题集不同"),
    ],
)
def test_runs_of_another_library_or_version_are_compared_with_a_note(zhengda, run, tmp_path, change, words):
    done = zhengda("compare", changed(run, tmp_path / "other", change), run)
    assert done.exit_code == 0
    assert json.loads(done.stdout)["differences"]
    assert words in done.stderr


def test_a_comparison_is_not_written_over_a_file_unless_asked(zhengda, run, tmp_path):
    out = tmp_path / "compare.json"
    out.write_text("别动", encoding="utf-8")
    with pytest.raises(UsageError, match=r"没有动它.*--force"):
        zhengda("compare", run, run, "--out", out)
    assert out.read_text(encoding="utf-8") == "别动"
    assert zhengda("compare", run, run, "--out", out, "--force").exit_code == 0


def test_the_first_line_report_is_not_written_over_a_file_unless_asked(zhengda, run, tmp_path):
    out = tmp_path / "first.md"
    out.write_text("别动", encoding="utf-8")
    notices, golden = ROOT / "corpus" / "samples", ROOT / "tests" / "corpus" / "golden" / "samples"
    with pytest.raises(UsageError, match="没有动它"):
        zhengda("first-line", "--run", run, "--notices", notices, "--golden", golden, "--out", out)
    assert out.read_text(encoding="utf-8") == "别动"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("environment.json", "{}"),
        ("environment.json", '{"library": 3}'),
        ("metrics.json", '{"hit@1": "高"}'),
        ("outcomes.jsonl", '{"id": 1}\n'),
        ("misses.jsonl", '{"id": "q"}\n'),
        ("all.json", "[]"),
        ("all.json", '{"没有": "这一部分"}'),
    ],
)
def test_a_folder_that_holds_something_else_is_refused_by_the_file(zhengda, run, name, content):
    (run / name).write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match="没有" if "没有" in content else name):
        zhengda("report", run)
    assert not (run / "report.html").exists()


def test_a_file_in_place_of_a_run_s_folder_is_a_wrong_call(zhengda, run):
    for words in (("report", run / "metrics.json"), ("compare", run, run / "metrics.json")):
        assert zhengda(*words).exit_code == 2
