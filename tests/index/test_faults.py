"""Files that are not what they should be, disks that refuse, clocks that go back, and others at work.

Whatever happens, what was stored is found again, or one line says what to do. Kills are in `test_generation`,
`test_upkeep` and `tests/eval/test_kills.py`.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import index
from corpus.errors import StoreError
from corpus.ingest import ingest
from corpus.parse import parse_document
from corpus.settings import Settings
from corpus.store import Store
from index import open_index, upkeep
from index.encoder import NoEncoder
from index.engine import EmbeddedEngine
from index.generation import CURRENT, MANIFEST, SCHEMA, is_whole
from tests.corpus.made import document, written
from tests.index.hashing import HashingEncoder

CHECKOUT = Path(index.__file__).parents[1]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with one small notice, indexed in a moment."""
    opened = Store.open(tmp_path / "zhengda.db")
    put(opened, 1)
    yield opened
    opened.close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let libraries of a few notices grow as large ones do."""
    monkeypatch.setattr(upkeep, "SMALL", 0)
    monkeypatch.setattr(upkeep, "LATER_SHARE", 100.0)
    monkeypatch.setattr(upkeep, "GONE_SHARE", 100.0)


def put(store: Store, number: int) -> None:
    store.add(parse_document(document(written(number), source=f"{number}.txt")))


def engine(root: Path, store: Store) -> EmbeddedEngine:
    return EmbeddedEngine.open(root, store, HashingEncoder())


def found(root: Path, store: Store) -> dict[str, float | None]:
    """What a process that comes anew finds: passages, and how near they are."""
    opened = engine(root, store)
    hits = opened.search("公开清单由县财政局牵头", k=500)
    opened.close()
    return {hit.passage_id: hit.cosine and round(hit.cosine, 4) for hit in hits}


def current(root: Path) -> Path:
    return root / (root / CURRENT).read_text(encoding="utf-8")


def listed(folder: Path) -> list[str]:
    return sorted(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"])


def sort_of(name: str) -> tuple[str, str]:
    """What a file is for, whatever its generation calls it."""
    path = Path(name)
    return (path.parent.name[:5], path.suffix if path.parent.name == "lexical" else path.name)


def test_every_file_of_a_generation_may_hold_random_bytes_or_those_of_another_one(
    store: Store, root: Path, tmp_path: Path
) -> None:
    first = found(root, store)
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
            assert found(root, store) == first, (name, damage)
            assert is_whole(current(root))


def test_a_whole_generation_of_another_library_is_not_taken_for_this_one_s(
    store: Store, root: Path, tmp_path: Path
) -> None:
    first = found(root, store)
    other = Store.open(tmp_path / "other.db")
    put(other, 2)
    assert other.sequence == store.sequence
    found(tmp_path / "other", other)
    other.close()
    shutil.rmtree(root)
    shutil.copytree(tmp_path / "other", root)
    assert found(root, store) == first


@pytest.mark.usefixtures("_large")
@pytest.mark.parametrize("keep_size", [True, False])
def test_a_file_spoilt_under_an_open_engine_is_not_carried_into_the_next_generation(
    store: Store, root: Path, tmp_path: Path, *, keep_size: bool
) -> None:
    opened = engine(root, store)
    (vectors,) = current(root).glob("part-*/vectors.npy")
    size = vectors.stat().st_size
    # Put in its place as a careless copy does; the engine has the former file open.
    content = vectors.read_bytes()[: size // 2]
    vectors.unlink()
    vectors.write_bytes(content + bytes(size - len(content) if keep_size else 0))
    put(store, 2)
    opened.refresh()
    assert is_whole(current(root))
    assert found(root, store) == found(tmp_path / "undisturbed", store)


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
def test_a_manifest_of_another_version_is_replaced(store: Store, root: Path, change: str) -> None:
    first = found(root, store)
    path = current(root) / MANIFEST
    manifest = json.loads(path.read_text(encoding="utf-8"))
    CHANGES[change](manifest)
    path.write_text(json.dumps(manifest), encoding="utf-8")
    assert found(root, store) == first
    renewed = json.loads((current(root) / MANIFEST).read_text(encoding="utf-8"))
    assert renewed["identity"]["schema"] == SCHEMA
    assert is_whole(current(root))


def test_what_a_killed_or_failed_build_left_makes_room_before_the_next_one(store: Store, root: Path) -> None:
    left = root / "partial-left"
    left.mkdir(parents=True)
    (left / "rows").write_bytes(b"x" * 1000)

    def fail(*_: object) -> None:
        assert not left.exists()
        raise StoreError("编码时断了")

    with pytest.raises(StoreError, match="编码时断了"):
        EmbeddedEngine.open(root, store, HashingEncoder(), progress=fail)
    assert [path.name for path in root.iterdir() if path.is_dir()] == []
    assert found(root, store)


# Real file systems from here on.


def mount(*arguments: str) -> None:
    try:
        subprocess.run(["mount", *arguments], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("mounting a small file system is not allowed here")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """An empty file system of 64 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount("-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place))
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(disk: Path, *, leave: int) -> Path:
    """Use up the room of a file system but for some bytes."""
    path = disk / "ballast"
    free = shutil.disk_usage(disk).free
    path.write_bytes(bytes(max(0, free - leave)))
    return path


BUILD = """
import sys
from pathlib import Path
from corpus.errors import StoreError
from corpus.store import Store
from index.engine import EmbeddedEngine
from tests.index.hashing import HashingEncoder

try:
    EmbeddedEngine.open(Path(sys.argv[1]), Store.open(Path(sys.argv[2])), HashingEncoder())
except StoreError as error:
    sys.exit(str(error))
"""


@pytest.mark.parametrize("leave", [0, 8192, 20_480, 49_152])
def test_a_full_disk_is_said_and_leaves_nothing_that_takes_room(
    store: Store, disk: Path, tmp_path: Path, leave: int
) -> None:
    ballast = fill(disk, leave=leave)
    command = [sys.executable, "-c", BUILD, str(disk / "index"), str(store.path)]
    ended = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False, timeout=120)
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1), ended.stderr
    assert "空间" in ended.stderr
    assert "No space" not in ended.stderr
    assert [path.name for path in disk.glob("index/*") if path.is_dir()] == []
    ballast.unlink()
    assert found(disk / "index", store) == found(tmp_path / "undisturbed", store)


@pytest.mark.usefixtures("_large")
def test_a_disk_that_fills_up_while_searching_leaves_the_former_generation_in_use(
    store: Store, disk: Path, tmp_path: Path
) -> None:
    root = disk / "index"
    opened = engine(root, store)
    before = opened.search("公开清单", k=500)
    ballast = fill(disk, leave=8192)
    put(store, 2)
    with pytest.raises(StoreError, match="空间"):
        opened.refresh()
    assert opened.search("公开清单", k=500) == before
    assert is_whole(current(root))
    ballast.unlink()
    assert opened.refresh() is True
    assert found(root, store) == found(tmp_path / "undisturbed", store)


def zhengda(data: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "zhengda", "--data-dir", str(data), *arguments]
    known = {**os.environ, "ZHENGDA_ENCODER": "none"}
    return subprocess.run(
        command, cwd=CHECKOUT, env=known, capture_output=True, text=True, check=False, timeout=300
    )


def test_a_full_disk_ends_an_ingest_in_one_line_and_the_next_one_finishes(disk: Path, tmp_path: Path) -> None:
    folder = notices(tmp_path / "notices", range(60))
    ballast = fill(disk, leave=256 * 1024)
    ended = zhengda(disk / "data", "ingest", str(folder), "--json")
    assert ended.returncode == 1
    report = json.loads(ended.stdout)
    assert "空间" in report["stopped"]
    assert ended.stderr.count("错误：") == ended.stderr.count("\n") <= 1
    ballast.unlink()
    store = Store.open(disk / "data" / "zhengda.db")
    assert len(store.notices()) == report["counts"]["added"]
    assert store.damage() == ()
    settings = Settings(data_dir=disk / "data", encoder="none")
    ingest([folder], store, settings=settings)
    assert_all_found(settings, store, 60)
    store.close()


def test_a_read_only_index_folder_is_said(store: Store, disk: Path) -> None:
    root = disk / "index"
    first = found(root, store)
    mount("-o", "remount,ro", str(disk))
    with pytest.raises(StoreError, match=r"文件系统只读.*请检查空间和权限"):
        engine(root, store)
    mount("-o", "remount,rw", str(disk))
    assert found(root, store) == first


def test_every_command_says_in_one_line_that_the_folder_is_read_only(disk: Path, tmp_path: Path) -> None:
    settings = Settings(data_dir=disk, encoder="none")
    folder = notices(tmp_path / "notices", range(3))
    with_index(settings, folder)
    mount("-o", "remount,ro", str(disk))
    for arguments in (("ingest", str(folder)), ("ask", "第1项清单由谁公开"), ("doctor", "--repair")):
        ended = zhengda(disk, *arguments)
        assert ended.returncode == 1
        assert (ended.stderr.count("\n"), ended.stderr[:3]) == (1, "错误："), ended.stderr
        assert "不能写" in ended.stderr
        assert "权限" in ended.stderr
    mount("-o", "remount,rw", str(disk))
    store = Store.open(settings.store_path)
    assert_all_found(settings, store, 3)
    store.close()


# The clock.


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


# Others at work.


def notices(folder: Path, numbers: range) -> Path:
    folder.mkdir()
    for number in numbers:
        (folder / f"{number:04}.txt").write_text(written(number), encoding="utf-8")
    return folder


def with_index(settings: Settings, folder: Path) -> None:
    store = Store.open(settings.store_path)
    ingest([folder], store, settings=settings)
    open_index(settings, store).close()
    store.close()


def assert_all_found(settings: Settings, store: Store, count: int) -> None:
    assert store.damage() == ()
    ids = {notice.id for notice in store.notices()}
    assert len(ids) == count
    assert all(store.items(id) and store.passages(id) and store.text(id) for id in ids)
    opened = open_index(settings, store)
    assert {hit.notice_id for hit in opened.search("公开清单由县财政局牵头", k=5000)} == ids
    opened.close()
    assert is_whole(current(settings.data_dir / "index"))


def test_two_ingests_of_the_whole_command_at_once_lose_nothing(tmp_path: Path) -> None:
    folders = [notices(tmp_path / "one", range(25)), notices(tmp_path / "other", range(100, 125))]
    data, ended = tmp_path / "data", dict[Path, "subprocess.CompletedProcess[str]"]()

    def run(folder: Path) -> None:
        ended[folder] = zhengda(data, "ingest", str(folder), "--json")

    threads = [threading.Thread(target=run, args=(folder,)) for folder in folders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for folder in folders:
        # On a busy machine one may have waited in vain; it says so, and has changed nothing.
        if ended[folder].returncode:
            assert "请等它结束后重试" in ended[folder].stderr, ended[folder]
            run(folder)
        assert json.loads(ended[folder].stdout)["counts"]["added"] == 25
    store = Store.open(data / "zhengda.db")
    assert_all_found(Settings(data_dir=data, encoder="none"), store, 50)
    store.close()


READER = """
import sys
from pathlib import Path
from corpus.store import Store
from index import upkeep
from index.encoder import NoEncoder
from index.engine import EmbeddedEngine

root, database, stop = (Path(argument) for argument in sys.argv[1:4])
upkeep.SMALL, upkeep.LATER_SHARE, upkeep.GONE_SHARE = 0, 100.0, 100.0
store = Store.open(database)
kept = EmbeddedEngine.open(root, store, NoEncoder())
print("ready", flush=True)
least, rounds = 0, 0
while not stop.exists():
    kept.refresh()
    for engine in (kept, EmbeddedEngine.open(root, store, NoEncoder())):
        hits = engine.search("公开清单由县财政局牵头", k=5000)
        notices = len({hit.notice_id for hit in hits})
        assert notices >= least, (notices, least)
        assert all(hit.passage_id for hit in hits)
        least = notices
    rounds += 1
print(rounds)
"""


@pytest.mark.usefixtures("_large")
def test_readers_go_on_while_a_writer_replaces_generations(store: Store, root: Path, tmp_path: Path) -> None:
    writing = EmbeddedEngine.open(root, store, NoEncoder())
    stop = tmp_path / "stop"
    command = [sys.executable, "-c", READER, str(root), str(store.path), str(stop)]
    readers = [
        subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    try:
        assert [reader.stdout and reader.stdout.readline() for reader in readers] == ["ready\n"] * 2
        for number in range(2, 14):
            put(store, number)
            writing.refresh()
        keeper = upkeep.Upkeep(root, store, NoEncoder(), writing._weights.boosts)
        assert keeper.compact(threading.Event())
        writing.refresh()
    finally:
        stop.touch()
        ended = [reader.communicate(timeout=120) for reader in readers]
    for reader, (out, err) in zip(readers, ended, strict=True):
        assert reader.returncode == 0, err
        assert int(out) > 0
    assert len({hit.notice_id for hit in writing.search("公开清单", k=5000)}) == 13
