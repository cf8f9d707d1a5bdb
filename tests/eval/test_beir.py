import json

import pytest

from corpus.errors import UsageError
from eval.beir import is_beir, load_beir


def write_lines(path, *rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    write_lines(
        tmp_path / "corpus.jsonl",
        {"_id": "d1", "title": "入学", "text": "招生计划五月公布。"},
        {"_id": "d2", "text": "补贴名单张榜公示。"},
        {"_id": "d3", "text": "补贴名单张榜公示。"},
    )
    write_lines(
        tmp_path / "queries.jsonl",
        {"_id": "q1", "text": "招生计划几时公布", "metadata": {"answer": "五月"}},
        {"_id": "q2", "text": "补贴名单"},
        {"_id": "q3", "text": "没有标注"},
    )
    (tmp_path / "qrels").mkdir()
    rows = "query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td2\t0\nq2\td3\t2\n"
    (tmp_path / "qrels" / "dev.tsv").write_text(rows, encoding="utf-8")
    return tmp_path


def test_a_folder_is_read_with_titles_answers_and_gains(folder):
    beir = load_beir(folder)
    assert beir.documents[0].text == "入学\n招生计划五月公布。"
    assert [query.answer for query in beir.queries] == ["五月", None]
    assert beir.qrels["q1"] == {"d1": 1}
    assert beir.absent == ()


def test_rows_with_the_same_text_are_one_document_in_corpus_and_in_qrels(folder):
    beir = load_beir(folder)
    assert [document.source for document in beir.documents] == ["d1", "d2"]
    assert beir.qrels["q2"] == {"d2": 2}


def test_queries_without_a_relevant_document_are_left_out(folder):
    assert [query.id for query in load_beir(folder).queries] == ["q1", "q2"]


def test_absent_queries_are_read_where_they_are(folder):
    write_lines(folder / "queries_absent.jsonl", {"_id": "x1", "text": "别处的事"})
    assert [query.id for query in load_beir(folder).absent] == ["x1"]


def test_qrels_without_a_head_line_lose_no_row(folder):
    (folder / "qrels" / "dev.tsv").write_text("q1\td1\t1\nq2\td2\t1\n", encoding="utf-8")
    assert set(load_beir(folder).qrels) == {"q1", "q2"}


def test_rows_that_cannot_be_used_are_listed_with_file_and_line(folder):
    write_lines(folder / "corpus.jsonl", {"_id": "d1", "text": "招生计划五月公布。"}, {"_id": "d2"}, [])
    problems = [(file, problem.line) for file, problem in load_beir(folder).problems]
    assert problems == [("corpus.jsonl", 2), ("corpus.jsonl", 3), ("dev.tsv", 3), ("dev.tsv", 4)]


def test_a_folder_without_usable_qrels_is_an_error(folder):
    (folder / "qrels" / "dev.tsv").unlink()
    with pytest.raises(UsageError, match="qrels"):
        load_beir(folder)


def test_only_a_folder_with_corpus_and_queries_is_in_beir_form(folder, tmp_path_factory):
    assert is_beir(folder)
    assert not is_beir(folder / "corpus.jsonl")
    assert not is_beir(tmp_path_factory.mktemp("empty"))
