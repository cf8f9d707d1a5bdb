import json

import pytest

from corpus.errors import UsageError
from eval import bench, bench_quality, bench_speed, peers
from eval.beir import load_beir
from eval.bench_passages import pieces
from eval.bench_report import write_report
from eval.bench_vectors import passage_vectors, question_vectors
from eval.bench_worker import OURS, measure
from eval.folder import RunFolder
from eval.scale import ScaleEncoder

LONG = "本办法所称机构，是指依法登记的单位。" * 30


@pytest.fixture
def folder(tmp_path):
    """A set of twelve documents, one of them long, whose words and questions say which is meant."""
    place = tmp_path / "data" / "tiny"
    (place / "qrels").mkdir(parents=True)
    rows = [{"_id": f"d{n}", "title": f"办法{n}", "text": f"第{n}类事项由第{n}科办理。"} for n in range(12)]
    rows[11]["text"] = LONG
    asked = [{"_id": f"q{n}", "text": f"第{n}类事项由谁办理"} for n in range(10)]
    for name, found in (("corpus", rows), ("queries", asked)):
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in found)
        (place / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    (place / "qrels" / "dev.tsv").write_text("".join(f"q{n}\td{n}\t1\n" for n in range(10)), encoding="utf-8")
    return place


@pytest.fixture
def scaled(monkeypatch):
    """The encoder of random vectors in place of the model, which is not what is tested."""
    for module in (bench_quality, bench_speed):
        monkeypatch.setattr(module, "open_encoder", lambda *_: ScaleEncoder())


def test_passages_are_without_title_and_at_most_300_characters(folder):
    found = pieces(load_beir(folder))
    assert found[0].text == "第0类事项由第0科办理。"
    assert found[0].title == "办法0"
    assert "".join(piece.text for piece in found if piece.source == "d11") == LONG
    assert max(len(piece.text) for piece in found) <= 300


def test_what_is_kept_is_not_encoded_again(tmp_path, silent):
    encoder = ScaleEncoder()
    first = passage_vectors(["甲", "乙", "甲"], encoder, tmp_path, silent)
    encoder.encode_passages = None
    assert (passage_vectors(["乙", "甲"], encoder, tmp_path, silent) == first[[1, 2]]).all()
    assert question_vectors(["甲"], encoder, tmp_path, silent).shape == (1, encoder.dimension)


@pytest.mark.usefixtures("scaled")
def test_quality_of_words_is_perfect_where_the_words_say_it(folder, tmp_path, silent):
    rows = list(bench_quality.quality(folder, tmp_path, silent, ours=False))
    assert [row.engine for row in rows] == [bench_quality.WORDS, bench_quality.DENSE, bench_quality.RRF]
    assert rows[0].value == 1.0
    assert rows[1].value < 1.0
    assert rows[0].questions == 10


@pytest.mark.usefixtures("scaled")
def test_each_engine_is_measured_in_a_process_of_its_own(folder, tmp_path, silent, monkeypatch):
    monkeypatch.setattr(bench_speed, "WARM_UP", 4)
    base = bench_speed.base_of(folder, tmp_path, silent)
    found = list(bench_speed.speed(base, tmp_path, (30,), (OURS, peers.RANK_BM25), 6))
    assert [(row.engine, row.size, row.real) for row in found] == [(OURS, 30, 13), (peers.RANK_BM25, 30, 13)]
    for row in found:
        assert row.figures["resident_mb"] > 10
        assert 0 < row.figures["p50_ms"] <= row.figures["p95_ms"] <= row.figures["max_ms"]
    assert found[0].figures["files_mb"] > 0
    assert not (tmp_path / "index-30").exists()


@pytest.mark.usefixtures("scaled")
def test_too_few_questions_are_told(folder, tmp_path, silent):
    base = bench_speed.base_of(folder, tmp_path, silent)
    with pytest.raises(UsageError, match="--queries"):
        list(bench_speed.speed(base, tmp_path, (30,), (OURS,), 200))


@pytest.mark.usefixtures("scaled")
def test_peers_are_passed_over_where_a_library_is_too_large_for_them(folder, tmp_path, silent, monkeypatch):
    monkeypatch.setattr(bench_speed, "PEERS_UP_TO", 20)
    monkeypatch.setattr(bench_speed, "WARM_UP", 0)
    base = bench_speed.base_of(folder, tmp_path, silent)
    (row,) = bench_speed.speed(base, tmp_path, (30,), (peers.RANK_BM25,), 1)
    assert "20" in row.skipped
    assert row.figures == {}


@pytest.mark.usefixtures("scaled")
def test_a_worker_counts_its_questions(folder, tmp_path, silent):
    base = bench_speed.base_of(folder, tmp_path, silent)
    spec = {"engine": peers.RANK_BM25, "size": 20, "base": str(base.folder), "root": "", "queries": 5}
    assert measure({**spec, "task": "serve"})["queries"] == 5


def test_the_report_shows_what_was_measured_and_the_ratio(tmp_path):
    figures = {
        OURS: {"p50_ms": 2.0, "resident_mb": 100.0},
        peers.RANK_BM25: {"p50_ms": 50.0, "resident_mb": 300.0},
    }
    rows = [
        {"engine": name, "size": 1000, "real": 1000, "figures": found, "skipped": "", "commit": "0123456789"}
        for name, found in figures.items()
    ]
    made = {"environment": bench.surroundings(), "settings": {"queries": 200}}
    quality = [
        {"set": "ncp", "engine": "rrf", "questions": 9, "figure": "ndcg@10", "value": 0.5},
        {"set": "ncp", "engine": "ours", "questions": 9, "figure": "ndcg@10", "value": 0.75},
    ]
    folder = RunFolder.create(tmp_path)
    folder.write_object("speed.json", {**made, "rows": rows})
    folder.write_object("quality.json", {**made, "rows": quality})
    written = write_report(folder)
    text = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "快 25.0 倍" in text
    assert "| 政答 index/（不读题意） | 0.7500 |" in text
    assert {path.name for path in written} == {
        "report.md",
        "speed-p50.png",
        "speed-memory.png",
        "quality.png",
    }
    assert all(path.stat().st_size > 0 for path in written)


def test_figures_are_added_only_to_those_of_the_same_settings(tmp_path, monkeypatch):
    def cold(name, settings):
        row = {"library": name, "runs": 7, "p50_s": 1.0, "max_s": 1.5}
        monkeypatch.setitem(bench._PARTS, "cold", lambda _: ([row], settings))
        work = str(tmp_path / "work")
        bench.main(["cold", "--add", "--out", str(tmp_path), "--work", work])

    cold("甲", {"k": 10})
    cold("乙", {"k": 10})
    cold("甲", {"k": 10})
    rows = json.loads((tmp_path / "cold.json").read_text(encoding="utf-8"))["rows"]
    assert [row["library"] for row in rows] == ["甲", "乙"]
    with pytest.raises(UsageError, match="--add"):
        cold("甲", {"k": 20})


def test_an_unknown_engine_is_told(tmp_path):
    with pytest.raises(UsageError, match="nothing"):
        bench.main(
            ["speed", "--engines", "nothing", "--out", str(tmp_path), "--work", str(tmp_path / "work")]
        )
