"""Files that are not what they should be, and clocks that go back: what was stored is found again.

Disks that refuse are in `test_disks`, others at work in `test_at_once`; kills are in `test_generation`,
`test_upkeep` and `tests/eval/test_kills.py`.
"""

import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import StoreError
from corpus.ingest import ingest
from corpus.settings import Settings
from corpus.store import Store
from index import open_index
from index.engine import EmbeddedEngine
from index.generation import MANIFEST, SCHEMA, is_whole
from tests.corpus.made import written
from tests.index.faults import (
    assert_all_found,
    current,
    engine,
    found,
    notices,
    put,
    with_index,
)
from tests.index.hashing import HashingEncoder


def listed(folder: Path) -> list[str]:
    return sorted(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"])


def sort_of(name: str) -> tuple[str, str]:
    """What a file is for, whatever its generation calls it."""
    path = Path(name)
    return (path.parent.name[:5], path.suffix if path.parent.name == "lexical" else path.name)


def test_every_file_of_a_generation_may_hold_random_bytes_or_those_of_another_one(
    small: Store, root: Path, tmp_path: Path
) -> None:
    first = found(root, small)
    other = Store.open(tmp_path / "other.db")
    put(other, 2)
    found(tmp_path / "other", other)
    other.close()
    foreign = {
        sort_of(name): current(tmp_path / "other") / name for name in listed(current(tmp_path / "other"))
    }
    foreign[MANIFEST] = current(tmp_path / "other") / MANIFEST
    source = random.Random(5)
    for number in range(len(listed(current(root))) + 1):
        for damage in ("random", "foreign"):
            folder = current(root)
            name = [*listed(folder), MANIFEST][number]
            if damage == "random":
                (folder / name).write_bytes(source.randbytes((folder / name).stat().st_size))
            else:
                content = foreign[MANIFEST if name == MANIFEST else sort_of(name)].read_bytes()
                (folder / name).write_bytes(content)
            assert found(root, small) == first, (name, damage)
            assert is_whole(current(root))


def test_a_whole_generation_of_another_library_is_not_taken_for_this_one_s(
    small: Store, root: Path, tmp_path: Path
) -> None:
    first = found(root, small)
    other = Store.open(tmp_path / "other.db")
    put(other, 2)
    assert other.sequence == small.sequence
    found(tmp_path / "other", other)
    other.close()
    shutil.rmtree(root)
    shutil.copytree(tmp_path / "other", root)
    assert found(root, small) == first


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("keep_size", [True, False])
def test_a_file_spoilt_under_an_open_engine_is_not_carried_into_the_next_generation(
    small: Store, root: Path, tmp_path: Path, *, keep_size: bool
) -> None:
    opened = engine(root, small)
    (vectors,) = current(root).glob("part-*/vectors.npy")
    size = vectors.stat().st_size
    # Put in its place as a careless copy does; the engine has the former file open.
    content = vectors.read_bytes()[: size // 2]
    vectors.unlink()
    vectors.write_bytes(content + bytes(size - len(content) if keep_size else 0))
    put(small, 2)
    opened.refresh()
    assert is_whole(current(root))
    assert found(root, small) == found(tmp_path / "undisturbed", small)


def of_schema(schema: object) -> Callable[[dict[str, Any]], object]:
    return lambda manifest: manifest["identity"].update(schema=schema)


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "older": of_schema(SCHEMA - 1),
    "newer": of_schema(SCHEMA + 1),
    "no number": of_schema("third"),
    "newer with more in it": lambda manifest: manifest["identity"].update(schema=SCHEMA + 1, colour="red"),
    "files as a list": lambda manifest: manifest.update(files=[*manifest["files"]]),
    "files without digest": lambda manifest: manifest.update(files={key: {} for key in manifest["files"]}),
    "files as numbers": lambda manifest: manifest.update(files=dict.fromkeys(manifest["files"], 1)),
    "parts of another name": lambda manifest: manifest.update(parts=["part-none"]),
    "parts as numbers": lambda manifest: manifest.update(parts=[1]),
    "another tokeniser": lambda manifest: manifest["identity"].update(tokeniser="other"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_manifest_of_another_version_is_replaced(small: Store, root: Path, change: str) -> None:
    first = found(root, small)
    path = current(root) / MANIFEST
    manifest = json.loads(path.read_text(encoding="utf-8"))
    CHANGES[change](manifest)
    path.write_text(json.dumps(manifest), encoding="utf-8")
    assert found(root, small) == first
    renewed = json.loads((current(root) / MANIFEST).read_text(encoding="utf-8"))
    assert renewed["identity"]["schema"] == SCHEMA
    assert is_whole(current(root))


def test_what_a_killed_or_failed_build_left_makes_room_before_the_next_one(small: Store, root: Path) -> None:
    left = root / "partial-left"
    left.mkdir(parents=True)
    (left / "rows").write_bytes(b"x" * 1000)

    def fail(*_: object) -> None:
        assert not left.exists()
        raise StoreError("编码时断了")

    with pytest.raises(StoreError, match="编码时断了"):
        EmbeddedEngine.open(root, small, HashingEncoder(), progress=fail)
    assert [path.name for path in root.iterdir() if path.is_dir()] == []
    assert found(root, small)


def test_a_clock_set_back_changes_nothing_that_is_found(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data", encoder="none")
    folder = notices(tmp_path / "notices", range(3))
    with_index(settings, folder)
    before = current(settings.data_dir / "index")
    # As if all of it had been written two years from now.
    for path in (*folder.rglob("*"), *settings.data_dir.rglob("*")):
        os.utime(path, (path.stat().st_atime, path.stat().st_mtime + 2 * 365 * 86400))
    store = Store.open(settings.store_path)
    open_index(settings, store).close()
    assert current(settings.data_dir / "index") == before
    # Changed "earlier" than what it replaces: what counts is the content.
    (folder / "0001.txt").write_text(written(77), encoding="utf-8")
    os.utime(folder / "0001.txt", (0, 0))
    report = ingest([folder], store, settings=settings)
    assert [file.outcome.value for file in report.files] == ["unchanged", "replaced", "unchanged"]
    assert_all_found(settings, store, 3)
    assert any("第77项" in text for _, text in store.texts())
    store.close()


def test_a_data_folder_copied_without_its_times_is_used_as_it_is(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data", encoder="none")
    with_index(settings, notices(tmp_path / "notices", range(3)))
    shutil.copytree(tmp_path / "data", tmp_path / "copy", copy_function=shutil.copyfile)
    copied = Settings(data_dir=tmp_path / "copy", encoder="none")
    store = Store.open(copied.store_path)
    assert_all_found(copied, store, 3)
    assert current(tmp_path / "copy" / "index").name == current(tmp_path / "data" / "index").name
    store.close()
