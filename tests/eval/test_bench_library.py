import re

import numpy as np
import pytest

from eval.bench_library import Base, BenchLibrary, GivenEncoder
from eval.bench_passages import Piece
from index.engine import EmbeddedEngine
from index.passages import encoder_pieces, search_passages

REAL = 40


@pytest.fixture
def base(tmp_path):
    pieces = [
        Piece(f"d{row}", f"第{row}号 办法", f"第{row}类机构应当备案，由县级部门核查；逾期的，责令改正。")
        for row in range(REAL)
    ]
    vectors = np.random.default_rng(1).standard_normal((REAL + 1, 16), dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Base.save(tmp_path, pieces, vectors[:REAL], ["第7类机构由谁核查"], vectors[REAL:])


def test_real_passages_come_first_and_others_are_made_of_their_clauses(base):
    texts = BenchLibrary(base, 100).texts()
    assert texts[:REAL] == [text for _, text in base.pieces]
    real = "".join(texts[:REAL])
    assert all(clause in real for text in texts[REAL:] for clause in re.split("[，。；]", text))
    assert all(0 < len(text) <= 300 for text in texts)


def test_the_same_numbers_give_the_same_library(base):
    again = BenchLibrary(Base(base.folder), 100)
    assert again.texts() == BenchLibrary(base, 100).texts()
    assert np.array_equal(np.concatenate(list(again.chunks())), base.vectors(range(100)))


def test_vectors_have_length_one(base):
    assert np.allclose(np.linalg.norm(base.vectors(range(100)), axis=1), 1, atol=1e-5)


def test_every_passage_has_one_vector_and_the_library_knows_it(base):
    library = BenchLibrary(base, 100)
    found = search_passages(library)
    assert len(found) == 100
    assert {len(encoder_pieces(passage)) for passage in found} == {1}


def test_the_engine_searches_it_without_encoding_a_passage(base, tmp_path):
    library, encoder = BenchLibrary(base, REAL), GivenEncoder(base.questions)
    engine = EmbeddedEngine.open(tmp_path / "index", library, encoder)
    question = next(iter(base.questions))
    hits = engine.search(question, k=100)
    assert hits[0].passage_id.endswith("-p000000007")
    cosine = {hit.passage_id[-9:]: hit.cosine for hit in hits}
    right = base.vectors([7])[0] @ base.questions[question]
    assert cosine["000000007"] == pytest.approx(right, abs=1e-3)
    engine.close()
