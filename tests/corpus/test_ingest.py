"""Files into the library: bad ones among good ones, interruptions, two at once."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus import ingest as module
from corpus.errors import StoreFull, UsageError
from corpus.ingest import IngestReport, Outcome, ingest
from corpus.model import Document, ParsedDocument
from corpus.originals import original
from corpus.settings import Settings
from corpus.sources import SAMPLES
from corpus.store import Store
from tests.corpus.made import written

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    for number in (1, 2, 3):
        (made / f"{number}.txt").write_text(written(number), encoding="utf-8")
    return made


@pytest.fixture
def run(store: Store, settings: Settings) -> Callable[..., IngestReport]:
    return lambda *paths, **options: ingest(paths, store, settings=settings, **options)


def numbered(*numbers: int) -> list[str]:
    return [f"青政办发〔2023〕{number}号" for number in numbers]


def outcomes(report: IngestReport) -> dict[str, str]:
    return {Path(file.source).name: file.outcome.value for file in report.files}


def test_a_folder_goes_in_and_the_counts_are_told(
    folder: Path, run: Callable[..., IngestReport], store: Store
) -> None:
    seen: list[tuple[int, int]] = []
    report = run(folder, progress=lambda done, total: seen.append((done, total)))
    assert outcomes(report) == {"1.txt": "added", "2.txt": "added", "3.txt": "added"}
    assert [(file.notices, file.items) for file in report.files] == [(1, 1)] * 3
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert (report.changed, report.failed) == (True, False)
    assert [notice.document_number for notice in store.notices()] == numbered(1, 2, 3)


def test_the_same_again_changes_nothing(folder: Path, run: Callable[..., IngestReport], store: Store) -> None:
    run(folder)
    before = store.sequence
    report = run(folder)
    assert set(outcomes(report).values()) == {"unchanged"}
    assert (report.changed, report.failed, store.sequence) == (False, False, before)


def test_every_kind_of_bad_file_is_reported_and_the_good_ones_go_in(
    folder: Path, run: Callable[..., IngestReport], store: Store
) -> None:
    (folder / "binary.txt").write_bytes(os.urandom(100) + b"\0" * 100)
    (folder / "broken.txt").symlink_to(folder / "gone.txt")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "mixed.txt").write_bytes(written(8).encode() + written(9).encode("gb18030"))
    (folder / "space.txt").write_text(" \n\n", encoding="utf-8")
    with (folder / "large.txt").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    report = run(folder)
    bad = ["binary.txt", "broken.txt", "empty.txt", "mixed.txt", "space.txt", "large.txt"]
    good = dict.fromkeys(["1.txt", "2.txt", "3.txt"], "added")
    assert outcomes(report) == {**good, **dict.fromkeys(bad, "failed")}
    assert report.failed
    assert len(store.notices()) == 3
    for failed in (file for file in report.files if file.outcome is Outcome.FAILED):
        assert failed.source in failed.message
        assert "\n" not in failed.message


def test_the_same_notice_under_two_names_is_kept_once(
    folder: Path, run: Callable[..., IngestReport], store: Store
) -> None:
    (folder / "copy.txt").write_bytes(written(1).encode("gb18030"))
    assert outcomes(run(folder))["copy.txt"] == "duplicate"
    assert len(store.notices()) == 3
    assert set(outcomes(run(folder)).values()) == {"unchanged"}


def test_a_changed_file_takes_the_place_of_the_former_one(
    folder: Path, run: Callable[..., IngestReport], store: Store
) -> None:
    run(folder)
    (folder / "2.txt").write_text(written(22), encoding="utf-8")
    assert outcomes(run(folder)) == {"1.txt": "unchanged", "2.txt": "replaced", "3.txt": "unchanged"}
    assert sorted(n.document_number or "" for n in store.notices()) == numbered(1, 22, 3)


def test_files_of_one_name_in_two_folders_are_two(
    folder: Path, run: Callable[..., IngestReport], store: Store
) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "1.txt").write_text(written(4), encoding="utf-8")
    run(folder)
    assert len(store.notices()) == 4


def test_samples_are_marked_and_known_again_from_another_place(
    tmp_path: Path, run: Callable[..., IngestReport], store: Store
) -> None:
    report = run(SAMPLES, sample=True)
    assert {file.outcome for file in report.files} == {Outcome.ADDED}
    assert all(notice.sample for notice in store.notices())
    moved = tmp_path / "moved"
    moved.mkdir()
    for path in SAMPLES.iterdir():
        (moved / path.name).write_bytes(path.read_bytes())
    assert {file.outcome for file in run(moved, sample=True).files} == {Outcome.UNCHANGED}


def test_wrong_paths_are_told_before_anything_is_read(
    folder: Path, run: Callable[..., IngestReport], store: Store
) -> None:
    with pytest.raises(UsageError, match="路径不存在"):
        run(folder, folder / "none")
    assert store.notices() == ()


def test_a_folder_that_cannot_be_opened_is_reported(
    folder: Path, run: Callable[..., IngestReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir

    def closed(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    (folder / "closed").mkdir()
    monkeypatch.setattr(os, "scandir", closed)
    report = run(folder)
    assert outcomes(report)["closed"] == "failed"
    assert len(report.files) == 4


def test_a_fault_of_the_parser_stops_one_file_only(
    folder: Path, run: Callable[..., IngestReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = module.parse_document

    def faulty(document: Document, *, sample: bool = False) -> ParsedDocument:
        if document.source == "2.txt":
            raise RecursionError
        return real(document, sample=sample)

    monkeypatch.setattr(module, "parse_document", faulty)
    report = run(folder)
    assert outcomes(report) == {"1.txt": "added", "2.txt": "failed", "3.txt": "added"}
    assert "RecursionError" in report.files[1].message


def test_a_file_without_a_notice_is_skipped_and_said(
    folder: Path, run: Callable[..., IngestReport], monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    def nothing(document: Document, **_: object) -> ParsedDocument:
        return ParsedDocument(document=document, notices=())

    monkeypatch.setattr(module, "parse_document", nothing)
    report = run(folder)
    assert set(outcomes(report).values()) == {"skipped"}
    assert "没有从中读出通知" in report.files[0].message
    assert store.notices() == ()


def test_a_full_disk_stops_the_ingest_and_says_what_is_left(
    folder: Path, run: Callable[..., IngestReport], monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    real = Store.add

    def full(self: Store, parsed: ParsedDocument, **given: str) -> object:
        if parsed.document.source == "2.txt":
            raise StoreFull("磁盘满了")
        return real(self, parsed, **given)

    monkeypatch.setattr(Store, "add", full)
    report = run(folder)
    assert (outcomes(report), report.stopped, report.total) == ({"1.txt": "added"}, "磁盘满了", 3)
    assert report.failed
    assert len(store.notices()) == 1


# Real processes from here on.

_MANY = 600


@pytest.fixture
def many(tmp_path: Path) -> Path:
    made = tmp_path / "many"
    made.mkdir()
    for number in range(_MANY):
        (made / f"{number:04}.txt").write_text(written(number), encoding="utf-8")
    return made


_INGEST = """
import sys
from pathlib import Path
from corpus.ingest import ingest
from corpus.settings import Settings
from corpus.store import Store
settings = Settings(data_dir=Path(sys.argv[1]), encoder="none")
store = Store.open(settings.store_path)
say = lambda done, total: print(done, flush=True)
report = ingest([Path(sys.argv[2])], store, settings=settings, progress=say)
print("interrupted" if report.interrupted else "done", len(report.files))
"""


@contextmanager
def start(data: Path, folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """Run an ingest in a process of its own, which does not outlive the block."""
    with subprocess.Popen(
        [sys.executable, "-c", _INGEST, str(data), str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A job in the background may have been started with Ctrl-C ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def acknowledged(process: "subprocess.Popen[str]", least: int) -> int:
    """Read how many files the process says are in, until it has said `least`."""
    assert process.stdout is not None
    last = 0
    while last < least:
        last = int(process.stdout.readline())
    return last


def assert_whole(data: Path, least: int) -> int:
    """Check that at least so many notices are in, and none of them by half. Returns their number."""
    store = Store.open(data / "zhengda.db")
    try:
        assert store.damage() == ()
        notices = store.notices()
        assert len(notices) >= least
        assert store.sequence == len(notices)
        for notice in notices:
            assert len(store.items(notice.id)) == 1
            assert store.passages(notice.id)
            assert store.text(notice.id)
        return len(notices)
    finally:
        store.close()


def test_ctrl_c_keeps_what_was_acknowledged_and_the_next_run_finishes(many: Path, settings: Settings) -> None:
    with start(settings.data_dir, many) as process:
        acknowledged(process, 20)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    last = out.splitlines()[-1].split()
    assert last[0] == "interrupted", (out, err)
    kept = assert_whole(settings.data_dir, int(last[1]))
    assert 20 <= kept < _MANY
    finish(many, settings, kept)


def test_a_kill_keeps_what_was_acknowledged_and_the_next_run_finishes(many: Path, settings: Settings) -> None:
    with start(settings.data_dir, many) as process:
        seen = acknowledged(process, 20)
        process.kill()
        process.communicate(timeout=30)
    kept = assert_whole(settings.data_dir, seen)
    assert kept < _MANY
    finish(many, settings, kept)


def finish(many: Path, settings: Settings, kept: int) -> None:
    store = Store.open(settings.store_path)
    report = ingest([many], store, settings=settings)
    store.close()
    assert (report.count(Outcome.UNCHANGED), report.count(Outcome.ADDED)) == (kept, _MANY - kept)


def test_two_ingests_at_once_both_end_up_whole(tmp_path: Path, settings: Settings) -> None:
    folders = []
    for side in (0, 1):
        made = tmp_path / f"side{side}"
        made.mkdir()
        for number in range(40):
            (made / f"{number}.txt").write_text(written(side * 100 + number), encoding="utf-8")
        folders.append(made)
    with start(settings.data_dir, folders[0]) as first, start(settings.data_dir, folders[1]) as second:
        results = [process.communicate(timeout=60) for process in (first, second)]
    assert [out.splitlines()[-1] for out, _ in results] == ["done 40", "done 40"], results
    assert assert_whole(settings.data_dir, 80) == 80


def test_an_ingest_beside_a_long_one_is_refused_with_its_process(
    many: Path, folder: Path, settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.lock.WAIT_SECONDS", 0.2)
    with start(settings.data_dir, many) as process:
        acknowledged(process, 1)
        process.send_signal(signal.SIGSTOP)
        time.sleep(0.05)
        with pytest.raises(Exception, match=rf"另一个导入正在进行（进程 {process.pid}）"):
            ingest([folder], store, settings=settings)


def test_the_store_can_be_read_while_it_is_written(many: Path, settings: Settings) -> None:
    with start(settings.data_dir, many) as process:
        acknowledged(process, 5)
        reader = sqlite3.connect(settings.store_path)
        counts = [reader.execute("SELECT count(*) FROM notices").fetchone()[0] for _ in range(20)]
        reader.close()
        process.kill()
        process.communicate(timeout=30)
    assert counts[0] >= 5
    assert counts == sorted(counts)


def zipped(path: Path, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)


def test_the_files_of_an_archive_go_in_each_by_itself(
    folder: Path, run: Callable[..., IngestReport], store: Store
) -> None:
    files = {"a/通知.txt": written(4).encode(), "坏.txt": b"", "b.txt": written(5).encode("gb18030")}
    zipped(folder / "一批.zip", files)
    report = run(folder / "一批.zip")
    assert outcomes(report) == {"通知.txt": "added", "b.txt": "added", "坏.txt": "failed"}
    assert "一批.zip!/坏.txt：文件是空的" in report.files[-1].message
    assert {notice.source for notice in store.notices()} == {"一批.zip/a/通知.txt", "一批.zip/b.txt"}
    zipped(folder / "一批.zip", files | {"b.txt": written(6).encode()})
    again = outcomes(run(folder / "一批.zip"))
    assert (again["通知.txt"], again["b.txt"]) == ("unchanged", "replaced")


def test_an_archive_that_is_torn_or_empty_is_one_failed_file(
    folder: Path, run: Callable[..., IngestReport]
) -> None:
    zipped(folder / "空.zip", {})
    (folder / "坏.zip").write_bytes(b"PK\x03\x04....")
    found = outcomes(run(folder))
    assert (found["空.zip"], found["坏.zip"], found["1.txt"]) == ("failed", "failed", "added")


def test_the_original_file_is_kept(folder: Path, run: Callable[..., IngestReport], store: Store) -> None:
    run(folder / "1.txt")
    document = store.document(store.notices()[0].id)
    assert original(store.path.parent, document.file_sha256) == (folder / "1.txt").read_bytes()


def test_a_file_that_has_not_changed_is_not_parsed_again(
    folder: Path, run: Callable[..., IngestReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(folder)

    def never(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(module, "parse_document", never)
    assert set(outcomes(run(folder)).values()) == {"unchanged"}


def test_a_copy_of_another_source_is_kept_beside_and_not_answered_from(
    folder: Path, run: Callable[..., IngestReport], store: Store
) -> None:
    text = written(7)
    (folder / "本站.txt").write_text(text, encoding="utf-8")
    (folder / "转载.txt").write_text(text + "编辑：小李\n", encoding="utf-8")
    run(folder / "本站.txt", folder / "转载.txt")
    assert sorted(notice.copy_of is not None for notice in store.notices()) == [False, True]
