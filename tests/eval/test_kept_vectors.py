import numpy as np
import pytest

from corpus.store import Store
from eval import kept_vectors
from eval.kept_vectors import RememberingEncoder, SharedVectors


class Counting:
    """An encoder of one number a text that counts what it is asked."""

    name, dimension, asked = "counting@1", 1, 0

    def encode_queries(self, texts):
        self.asked += len(texts)
        return np.array([[len(text)] for text in texts], np.float32)

    def encode_passages(self, texts):
        return self.encode_queries(texts)


def test_questions_are_encoded_once_for_all_processes(tmp_path):
    for asked in (2, 0):
        kept, encoder = Store.open(tmp_path / "vectors.db"), Counting()
        remembering = RememberingEncoder(encoder, kept)
        vectors = remembering.encode_queries(["一", "二二", "一"])
        remembering.flush()
        kept.close()
        assert vectors.tolist() == [[1], [2], [1]]
        assert encoder.asked == remembering.alone == asked


def test_vectors_are_shared_between_libraries_and_stay_out_of_them(tmp_path):
    store, kept = Store.open(tmp_path / "a.db"), Store.open(tmp_path / "v.db")
    SharedVectors(store, kept).put_vectors("m", {"h": np.ones(2, np.float32)})
    other = Store.open(tmp_path / "b.db")
    assert SharedVectors(other, kept).vectors("m")["h"].tolist() == [1, 1]
    assert store.vectors("m") == {}
    for opened in (store, kept, other):
        opened.close()


@pytest.fixture
def kept(tmp_path):
    store = Store.open(tmp_path / "vectors.db")
    yield store
    store.close()


def test_what_is_encoded_ahead_is_told_apart_from_what_is_encoded_alone(kept):
    remembering = RememberingEncoder(Counting(), kept)
    remembering.encode_ahead(["一一", "二"])
    assert remembering.encode_queries(["二"]).tolist() == [[1]]
    remembering.encode_queries(["三三三"])
    assert (remembering.ahead, remembering.alone) == (2, 1)


def test_what_is_looked_up_is_not_encoded_again(kept):
    first = RememberingEncoder(Counting(), kept)
    first.encode_queries(["一"])
    first.flush()
    encoder = Counting()
    second = RememberingEncoder(encoder, kept)
    second.look_up(["一", "二"])
    second.encode_queries(["一"])
    assert encoder.asked == 0


def test_vectors_beyond_what_memory_holds_come_from_disk(kept, monkeypatch):
    monkeypatch.setattr(kept_vectors, "IN_MEMORY", 4)
    encoder = Counting()
    remembering = RememberingEncoder(encoder, kept)
    texts = ["一" * n for n in range(1, 21)]
    for text in (*texts, *texts):
        assert remembering.encode_queries([text]).tolist() == [[len(text)]]
    assert encoder.asked == len(texts)
