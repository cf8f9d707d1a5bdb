import json

import pytest

from corpus.settings import Settings
from eval.beir import load_beir
from eval.cache import Cache
from eval.evaluate import Bench, evaluate, library_for
from eval.folder import RunFolder
from tests.eval.machine import is_machine_figure

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


def measured(folder, out, settings, silent, limit=None):
    found = load_beir(folder)
    bench = Bench(cache=Cache(settings.data_dir / "cache"), progress=silent, limit=limit)
    return evaluate(found, library_for(found, settings, bench), RunFolder.create(out), bench)


@pytest.fixture(scope="module")
def done(folder, tmp_path_factory, silent):
    out = tmp_path_factory.mktemp("run")
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"), encoder="none")
    return measured(folder, out, settings, silent), out, settings


def test_questions_in_the_words_of_their_document_find_it(done):
    figures = done[0]
    assert figures["hit@1"] == figures["ndcg@10"] == figures["mrr@10"] == figures["recall@10"] == 1.0
    assert (figures["precision@1"], figures["precision@3"]) == (1.0, pytest.approx(1 / 3, abs=1e-4))
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
    assert 0 <= figures["span_exact"] <= figures["span_f1"]
    assert 0 < figures["citation_recall"] <= 1


def test_the_user_s_own_library_is_left_alone(done):
    settings = done[2]
    assert not settings.store_path.exists()
    assert len(list((settings.data_dir / "cache" / "libraries").glob(f"*/{settings.store_path.name}"))) == 1


def test_a_second_run_gives_the_same_figures_but_for_time(done, folder, silent, tmp_path):
    figures, _, settings = done
    again = measured(folder, tmp_path / "again", settings, silent)
    timed = {name for name in figures if is_machine_figure(name)}
    assert {name: again[name] for name in figures.keys() - timed} == {
        name: figures[name] for name in figures.keys() - timed
    }


def test_a_document_that_is_not_found_is_a_miss(folder, tmp_path, silent):
    (folder / "qrels" / "dev.tsv").write_text("q0\td1\t1\nq1\td1\t1\n", encoding="utf-8")
    settings = Settings(data_dir=tmp_path / "data", encoder="none")
    measured(folder, tmp_path / "run", settings, silent, limit=2)
    (line,) = (tmp_path / "run" / "misses.jsonl").read_text(encoding="utf-8").splitlines()
    miss = json.loads(line)
    # Gold says d1, which does not hold the answer that the set gives for q0.
    assert (miss["id"], miss["figure"], miss["stage"]) == ("q0", "hit@1", "not_read")
    assert TOPICS[0] in miss["trace"]["candidates"][0]["quote"]


def test_of_two_copies_of_one_notice_each_is_a_document_of_its_own(tmp_path, silent):
    lines = (f"{topic}按月发放，由乡镇受理，县里审核。" for topic in TOPICS)
    text = "青石县残疾人津贴办理须知\n" + "".join(lines)
    documents = [{"_id": "d1", "text": text}, {"_id": "d2", "text": f"{text}咨询电话张榜公布。"}]
    write_lines(tmp_path / "corpus.jsonl", documents)
    write_lines(tmp_path / "queries.jsonl", [{"_id": "q1", "text": "残疾人津贴由谁受理"}])
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "dev.tsv").write_text("q1\td1\t1\nq1\td2\t1\n", encoding="utf-8")
    settings = Settings(data_dir=tmp_path / "data", encoder="none")
    assert measured(tmp_path, tmp_path / "run", settings, silent)["recall@10"] == 1.0
