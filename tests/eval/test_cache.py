import numpy as np
import pytest

from corpus.errors import UsageError
from corpus.settings import Settings
from corpus.store import Store
from eval.cache import Answers, Cache, RememberingEncoder, SharedVectors, answer_key, code_hash


class Counting:
    """An encoder of one number a text that counts what it is asked."""

    name, dimension, asked = "counting@1", 1, 0

    def encode_queries(self, texts):
        self.asked += len(texts)
        return np.array([[len(text)] for text in texts], np.float32)

    def encode_passages(self, texts):
        return self.encode_queries(texts)


def test_answers_come_back_and_a_torn_line_is_passed_over(tmp_path):
    path = tmp_path / "answers" / "k.jsonl"
    Answers.open(path).put("问", {"answer": {"text": "答"}, "trace": {}})
    with path.open("a", encoding="utf-8") as file:
        file.write('{"key": "另')
    again = Answers.open(path)
    assert again.get("问") == {"answer": {"text": "答"}, "trace": {}}
    assert again.get("另") is None
    assert again.found == 1


def test_a_cache_that_cannot_be_made_is_an_error_that_names_the_option(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="--cache"):
        Cache(tmp_path / "file").answers("k")


def test_questions_are_encoded_once_for_all_processes(tmp_path):
    for asked in (2, 0):
        kept, encoder = Store.open(tmp_path / "vectors.db"), Counting()
        remembering = RememberingEncoder(encoder, kept)
        vectors = remembering.encode_queries(["一", "二二", "一"])
        kept.close()
        assert vectors.tolist() == [[1], [2], [1]]
        assert encoder.asked == remembering.encoded == asked


def test_vectors_are_shared_between_libraries_and_stay_out_of_them(tmp_path):
    store, kept = Store.open(tmp_path / "a.db"), Store.open(tmp_path / "v.db")
    SharedVectors(store, kept).put_vectors("m", {"h": np.ones(2, np.float32)})
    other = Store.open(tmp_path / "b.db")
    assert SharedVectors(other, kept).vectors("m")["h"].tolist() == [1, 1]
    assert store.vectors("m") == {}
    for opened in (store, kept, other):
        opened.close()


def test_what_decides_an_answer_decides_its_key_and_nothing_else(tmp_path):
    settings = Settings(data_dir=tmp_path, encoder="none")

    def key(content="c", variant="whole", today="2026-01-01", **changes):
        return answer_key(settings.model_copy(update=changes), content, variant, today)

    assert key(port=9, data_dir=tmp_path / "x", log_level="DEBUG") == key()
    others = {key(content="d"), key(variant="v"), key(today="2026-01-02"), key(answer_threshold=0.9)}
    assert len({key(), *others}) == 5


def test_the_code_s_digest_tells_packages_apart():
    assert code_hash(("qa",)) == code_hash(("qa",)) != code_hash(("index",))
