"""Faults: whatever happens to the files, the engine opens and finds everything."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import index
from corpus.store import Store
from index.engine import EmbeddedEngine
from index.generation import CURRENT, MANIFEST
from index.ports import Hit
from tests.index.conftest import add_sample, sample_files
from tests.index.hashing import HashingEncoder

CHECKOUT = Path(index.__file__).parents[1]


def hits(root: Path, store: Store, encoder: HashingEncoder | None = None) -> tuple[Hit, ...]:
    engine = EmbeddedEngine.open(root, store, encoder or HashingEncoder())
    found = engine.search("信息公开由哪个单位负责", k=500)
    engine.close()
    return found


def current(root: Path) -> Path:
    return root / (root / CURRENT).read_text(encoding="utf-8")


def test_an_unchanged_library_is_opened_without_building(store: Store, tmp_path: Path) -> None:
    first = hits(tmp_path / "index", store)
    before = current(tmp_path / "index")
    assert hits(tmp_path / "index", store) == first
    assert current(tmp_path / "index") == before


@pytest.mark.parametrize("content", ["", "{", "[]", '{"identity": {}, "files": {}}', "null"])
def test_a_corrupt_manifest_is_rebuilt(store: Store, tmp_path: Path, content: str) -> None:
    first = hits(tmp_path / "index", store)
    (current(tmp_path / "index") / MANIFEST).write_text(content, encoding="utf-8")
    assert hits(tmp_path / "index", store) == first
    assert json.loads((current(tmp_path / "index") / MANIFEST).read_text(encoding="utf-8"))["files"]


def test_every_file_of_a_generation_may_be_truncated_or_lost(store: Store, tmp_path: Path) -> None:
    first = hits(tmp_path / "index", store)
    manifest = json.loads((current(tmp_path / "index") / MANIFEST).read_text(encoding="utf-8"))
    # Names of lexical files differ from build to build: the nth of each.
    for number in range(len(manifest["files"])):
        for damage in ("truncate", "remove"):
            folder = current(tmp_path / "index")
            names = sorted(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"])
            path = folder / names[number]
            if damage == "remove":
                path.unlink()
            elif path.stat().st_size:
                os.truncate(path, path.stat().st_size // 2)
            assert hits(tmp_path / "index", store) == first


@pytest.mark.parametrize("content", ["", "gen-none", "../elsewhere", "\x00"])
def test_a_pointer_to_nothing_is_rebuilt(store: Store, tmp_path: Path, content: str) -> None:
    first = hits(tmp_path / "index", store)
    (tmp_path / "index" / CURRENT).write_text(content, encoding="utf-8")
    assert hits(tmp_path / "index", store) == first


def test_another_model_means_another_generation(store: Store, tmp_path: Path) -> None:
    hits(tmp_path / "index", store)
    other = HashingEncoder("other")
    hits(tmp_path / "index", store, other)
    manifest = json.loads((current(tmp_path / "index") / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["identity"]["model"] == "other"
    assert other.encoded


def test_old_generations_and_leftovers_are_removed(store: Store, tmp_path: Path) -> None:
    root = tmp_path / "index"
    hits(root, store)
    (root / "partial-left").mkdir()
    (root / f"{CURRENT}.1.partial").write_text("", encoding="utf-8")
    add_sample(store, sample_files()[4])
    hits(root, store)
    assert sorted(path.name for path in root.iterdir()) == sorted([CURRENT, "write.lock", current(root).name])


PROGRAM = """
import os, signal, sys
from pathlib import Path
from corpus.store import Store
from index import building, generation, upkeep
from index.engine import EmbeddedEngine
from tests.index.hashing import HashingEncoder

root, database, when = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

if when == "manifest":
    building.write_manifest = die
elif when == "pointer":
    generation.replace_text = lambda path, content, write=generation.replace_text: (
        die() if path.name == generation.CURRENT else write(path, content)
    )
elif when == "sweep":
    # Called before and after.
    calls = iter((lambda _: None, die))
    upkeep.clear = lambda root: next(calls)(root)
print("ready", flush=True)
progress = die if when == "encoding" else None
EmbeddedEngine.open(root, Store.open(database), HashingEncoder(), progress=progress)
"""


def start(root: Path, store: Store, when: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PROGRAM, str(root), str(store.path), when]
    return subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("when", ["encoding", "manifest", "pointer", "sweep"])
def test_killed_at_each_step_of_a_rebuild_it_opens_complete(store: Store, tmp_path: Path, when: str) -> None:
    with start(tmp_path / "index", store, when) as process:
        assert process.wait(60) == -signal.SIGKILL
    found = hits(tmp_path / "index", store)
    assert found == hits(tmp_path / "undisturbed", store)
    assert len({hit.passage_id for hit in found}) == len(store.passages())
    assert [path.name for path in (tmp_path / "index").glob("*-*")] == [current(tmp_path / "index").name]


def test_killed_at_any_moment_of_a_rebuild_it_opens_complete(store: Store, tmp_path: Path) -> None:
    hits(tmp_path / "index", store)
    for path in sample_files()[3:]:
        add_sample(store, path)
    whole = hits(tmp_path / "undisturbed", store)
    source = random.Random(3)
    for _ in range(3):
        with start(tmp_path / "index", store, "any") as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            time.sleep(source.uniform(0.0, 1.2))
            process.kill()
            process.wait(60)
        # The generation before the kill is of an older sequence, or a whole one of this.
        assert hits(tmp_path / "index", store) == whole
        (current(tmp_path / "index") / MANIFEST).unlink()


FULL_DISK = """
import resource, sys
from pathlib import Path
from corpus.errors import StoreError
from corpus.store import Store
from index.encoder import NoEncoder
from index.engine import EmbeddedEngine

store = Store.open(Path(sys.argv[2]))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
try:
    EmbeddedEngine.open(Path(sys.argv[1]), store, NoEncoder())
except StoreError as error:
    sys.exit(str(error))
"""


@pytest.mark.parametrize("limit", [100, 12_000])
def test_a_full_disk_is_said_and_nothing_half_written_is_used(
    store: Store, tmp_path: Path, limit: int
) -> None:
    command = [sys.executable, "-c", FULL_DISK, str(tmp_path / "index"), str(store.path), str(limit)]
    ended = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1), ended.stderr
    assert "空间" in ended.stderr
    assert hits(tmp_path / "index", store) == hits(tmp_path / "undisturbed", store)


def test_two_processes_that_build_at_once_agree(store: Store, tmp_path: Path) -> None:
    processes = [start(tmp_path / "index", store, "never") for _ in range(2)]
    for process in processes:
        with process:
            assert process.wait(60) == 0
    assert hits(tmp_path / "index", store) == hits(tmp_path / "undisturbed", store)
    assert len(list((tmp_path / "index").glob("gen-*"))) == 1
