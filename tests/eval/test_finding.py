import json
import re
from dataclasses import replace

import pytest

from corpus.errors import UsageError
from eval.evaluate import evaluate
from eval.finding import run_finding
from eval.folder import RunFolder
from eval.html import page
from eval.markdown import document
from eval.questions import load_questions
from eval.report import read_report
from eval.variants import find_variant
from tests.eval.conftest import ROOT

SET = ROOT / "eval" / "sets" / "samples.jsonl"


@pytest.fixture(scope="module")
def folder(tmp_path_factory, sample_settings, bench):
    out = tmp_path_factory.mktemp("run")
    evaluate(
        load_questions(SET), sample_settings, RunFolder(out), replace(bench, remember=False),
        find_variant("threshold"),
    )  # fmt: skip
    return out


@pytest.fixture(scope="module")
def run(folder):
    return read_report(folder)[0]


def test_the_finding_counts_every_lost_question_once_by_its_stage(run, folder):
    rows = [json.loads(line) for line in (folder / "misses.jsonl").read_text("utf-8").splitlines()]
    lost = {row["id"]: row["stage"] for row in reversed(rows)}
    (told,) = [words for words in run_finding(run) if words.startswith("失误")]
    assert told.startswith(f"失误 {len(lost)} 题")
    assert sum(map(int, re.findall(r"[^数] (\d+) 题(?:——|、|。|；|$)", told))) == len(lost)
    assert f"误答 {list(lost.values()).count('wrongly_answered')} 题——库里没有而作了答（把握中位数" in told


def test_the_finding_tells_the_figures_of_the_run(run):
    text = "".join(run_finding(run))
    assert f"第一条即依据的占 {100 * run.figures['hit@1']:.1f}%（95% 区间 " in text
    assert f"库外的题拒了 {100 * run.figures['refusal_recall']:.1f}%" in text
    assert f"校准误差 {run.figures['ece']:.3f}" in text
    assert "最慢的一步是" in text
    assert "各类题里最弱的是" in text


def test_the_finding_is_short_and_the_same_for_the_same_run(run, folder):
    assert run_finding(run) == run_finding(read_report(folder)[0])
    assert 4 <= len(run_finding(run)) <= 10


def test_a_run_without_a_miss_says_so(run):
    assert "没有失误。" in run_finding(replace(run, losses=()))


def test_what_a_person_wrote_stands_before_it_and_is_only_text(run):
    written = "## 我的看法\n| a | b |\n<img src=x onerror=alert(1)> & 口语题最弱"
    told = replace(run, written=written)
    text, shown = document([told]), page([told])
    assert text.index("> ## 我的看法") < text.index(f"- {run_finding(run)[0]}")
    assert shown.index("## 我的看法") < shown.index(f"<li>{run_finding(run)[0]}")
    for words in (text, shown):
        assert "<img" not in words
        assert "&lt;img src=x onerror=alert(1)" in words
    assert not re.search(r"^## 我的看法", text, re.MULTILINE)


def test_a_note_is_read_from_the_run_s_folder(folder, tmp_path):
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "finding.md").write_text("\ufeff口语题最弱\n", encoding="utf-8")
    assert read_report(tmp_path)[0].written == "口语题最弱"
    (tmp_path / "finding.md").write_bytes("口语".encode("gb18030"))
    with pytest.raises(UsageError, match=r"finding\.md.*UTF-8"):
        read_report(tmp_path)
