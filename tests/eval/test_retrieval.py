import json

import pytest

from corpus.settings import Settings
from eval.beir import load_beir
from eval.folder import RunFolder
from eval.retrieval import run_retrieval

TOPICS = ("幼儿入园", "住房公积金", "农机补贴", "残疾人津贴", "营业执照", "高龄津贴", "医保缴费", "就业补贴")


def write_lines(path, rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("beir")
    documents, queries = [], []
    for n, topic in enumerate(TOPICS):
        place = f"便民中心{n + 1}号窗口"
        text = f"青石县{topic}办理须知\n{topic}自3月{n + 1}日起在{place}办理。\n"
        documents.append({"_id": f"d{n}", "text": text})
        queries.append({"_id": f"q{n}", "text": f"{topic}在几号窗口办理", "metadata": {"answer": place}})
    write_lines(path / "corpus.jsonl", documents)
    write_lines(path / "queries.jsonl", queries)
    write_lines(path / "queries_absent.jsonl", [{"_id": "x1", "text": "渔船检验证书怎样换发"}])
    (path / "qrels").mkdir()
    qrels = "".join(f"q{n}\td{n}\t1\n" for n in range(len(TOPICS)))
    (path / "qrels" / "dev.tsv").write_text(qrels, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def done(folder, tmp_path_factory, silent):
    out = tmp_path_factory.mktemp("run")
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"), encoder="none")
    figures = run_retrieval(load_beir(folder), settings, RunFolder(out), silent)
    return figures, out, settings


def test_questions_in_the_words_of_their_document_find_it(done):
    figures = done[0]
    assert figures["hit@1"] == figures["ndcg@10"] == figures["mrr@10"] == figures["recall@10"] == 1.0
    assert figures["passage_has_answer@1"] == 1.0


def test_documents_of_a_run_are_named_by_their_ids(done):
    lines = [line.split() for line in (done[1] / "run.trec").read_text(encoding="utf-8").splitlines()]
    first = {line[0]: line[2] for line in lines if line[3] == "1"}
    assert first == {f"q{n}": f"d{n}" for n in range(len(TOPICS))}
    assert len({(line[0], line[2]) for line in lines}) == len(lines)


def test_absent_questions_are_asked_and_told_apart(done):
    figures, out, _ = done
    answers = [json.loads(line) for line in (out / "answers.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [answer["id"] for answer in answers] == [*(f"q{n}" for n in range(len(TOPICS))), "x1"]
    assert figures["refusal_recall"] == float(answers[-1]["status"] == "not_found")
    assert {"wrong_refusal", "auroc", "refused_at_5", "ece"} <= set(figures)


def test_answers_are_verbatim_and_their_spans_are_judged(done):
    figures = done[0]
    assert figures["verbatim"] == 1.0
    assert 0 < figures["span_f1"] <= 1


def test_the_user_s_own_library_is_left_alone(done):
    _, out, settings = done
    assert not settings.store_path.exists()
    assert (out / "library" / settings.store_path.name).exists()


def test_a_second_run_gives_the_same_figures_but_for_time(done, folder, silent):
    figures, out, settings = done
    again = run_retrieval(load_beir(folder), settings, RunFolder(out), silent)
    timed = {name for name in figures if name.endswith("_ms")}
    assert {name: again[name] for name in figures.keys() - timed} == {
        name: figures[name] for name in figures.keys() - timed
    }


def test_a_document_that_is_not_found_is_a_miss(folder, tmp_path, silent):
    (folder / "qrels" / "dev.tsv").write_text("q0\td1\t1\nq1\td1\t1\n", encoding="utf-8")
    settings = Settings(data_dir=tmp_path / "data", encoder="none")
    run_retrieval(load_beir(folder), settings, RunFolder.create(tmp_path / "run"), silent, 2)
    (line,) = (tmp_path / "run" / "misses.jsonl").read_text(encoding="utf-8").splitlines()
    miss = json.loads(line)
    assert (miss["id"], miss["expected"], miss["given"][0]) == ("q0", ["d1"], "d0")
    assert miss["stage"] in ("ranking", "retrieval")
