from pathlib import Path

import pytest

import index
from corpus.settings import load_settings
from corpus.store import Store
from index import open_index


def test_the_public_names_are_these() -> None:
    assert sorted(index.__all__) == ["Encoder", "Engine", "Filter", "Hit", "Library", "Switch", "open_index"]


def test_the_setting_none_searches_by_words_and_needs_no_model(store: Store, tmp_path: Path) -> None:
    engine = open_index(load_settings(data_dir=tmp_path / "data", encoder="none"), store)
    hits = engine.search("政务公开")
    assert hits
    assert all(hit.cosine == 0.0 for hit in hits)
    assert not (tmp_path / "data" / "models").exists()


@pytest.mark.parametrize(
    ("vendor", "module"),
    [
        ("jieba", "tokenise.py"), ("tantivy", "lexical.py"), ("faiss", "dense.py"),
        ("sentence_transformers", "torch_encoder.py"),
        ("onnxruntime", "onnx_encoder.py"),
        ("onnx", "e5_onnx.py"),
        ("tokenizers", "e5_tokenizer.py"),
    ],
)  # fmt: skip
def test_a_vendor_library_is_imported_in_one_module(vendor: str, module: str) -> None:
    importing = {
        path.name
        for path in Path(index.__file__).parent.glob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.split()[:2] in (["import", vendor], ["from", vendor])
    }
    assert importing == {module}
