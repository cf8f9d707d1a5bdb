import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import ModelError
from index import model_folder
from index.e5 import ONNX
from index.model_folder import MANIFEST, Recipe, ensure_folder, is_whole


def _write(folder: Path) -> None:
    (folder / "inner").mkdir()
    (folder / "inner" / "config.json").write_text("{}", encoding="utf-8")
    (folder / "weights.bin").write_bytes(bytes(range(256)) * 40)


RECIPE = Recipe(name="small", source="0" * 64, version=1, vectors=1, write=_write)


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """A folder of models with one that is whole."""
    ensure_folder(tmp_path, RECIPE)
    return tmp_path


def test_the_default_model_is_whole_and_used_as_it_is(models_dir: Path) -> None:
    manifest = models_dir / ONNX.name / MANIFEST
    before = manifest.stat().st_mtime_ns
    assert is_whole(ensure_folder(models_dir, ONNX), ONNX)
    assert manifest.stat().st_mtime_ns == before


@pytest.mark.parametrize("damage", ["truncate", "flip", "remove", "manifest", "source", "version"])
def test_a_damaged_folder_is_noticed_and_made_again(models: Path, damage: str) -> None:
    folder = models / RECIPE.name
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if damage == "truncate":
        os.truncate(folder / "weights.bin", 1000)
    elif damage == "flip":
        with (folder / "weights.bin").open("r+b") as file:
            file.seek(1000)
            file.write(b"\x00")
    elif damage == "remove":
        (folder / "inner" / "config.json").unlink()
    elif damage == "manifest":
        (folder / MANIFEST).write_text("[]", encoding="utf-8")
    elif damage == "source":
        (folder / MANIFEST).write_text(json.dumps(manifest | {"source": "1" * 64}), encoding="utf-8")
    else:
        (folder / MANIFEST).write_text(json.dumps(manifest | {"recipe": 2}), encoding="utf-8")
    assert not is_whole(folder, RECIPE)
    assert is_whole(ensure_folder(models, RECIPE), RECIPE)


def test_a_file_in_the_place_of_the_folder_gives_way(models: Path) -> None:
    shutil.rmtree(models / RECIPE.name)
    (models / RECIPE.name).write_text("", encoding="utf-8")
    assert is_whole(ensure_folder(models, RECIPE), RECIPE)


def test_what_a_killed_making_left_is_cleared_away(tmp_path: Path) -> None:
    program = (
        "import os, pathlib, signal, sys\n"
        "from index.model_folder import Recipe, ensure_folder\n"
        "def write(folder):\n"
        "    (folder / 'half').write_text('')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "recipe = Recipe(name='small', source='0', version=1, vectors=1, write=write)\n"
        "ensure_folder(pathlib.Path(sys.argv[1]), recipe)\n"
    )
    root = Path(model_folder.__file__).parents[1]
    killed = subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=root, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert list(tmp_path.glob("small.partial-*"))
    assert is_whole(ensure_folder(tmp_path, RECIPE), RECIPE)
    assert not list(tmp_path.glob("small.partial-*"))


def test_two_processes_at_once_leave_one_whole_folder(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=ensure_folder, args=(tmp_path, RECIPE)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    assert is_whole(tmp_path / RECIPE.name, RECIPE)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ModelError, match="写不了模型目录"):
        ensure_folder(tmp_path / "file" / "models", RECIPE)
