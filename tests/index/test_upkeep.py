"""Changes are taken in without building all anew, and what is found is what a full build finds."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import index
from corpus.decisions import Decision
from corpus.model import Validity
from corpus.parse import parse_document
from corpus.store import Store
from index import building, upkeep
from index.encoder import Chosen
from index.engine import EmbeddedEngine
from index.ports import Filter, Hit
from tests.corpus.made import document
from tests.index.conftest import add_sample, sample_files
from tests.index.hashing import HashingEncoder

CHECKOUT = Path(index.__file__).parents[1]
QUESTIONS = ("信息公开由哪个单位负责", "政务公开工作要点", "什么时候完成", "领导小组办公室", "数据局")


pytestmark = pytest.mark.usefixtures("large")


def engine(root: Path, store: Store) -> EmbeddedEngine:
    return EmbeddedEngine.open(root, store, HashingEncoder())


def found(searching: EmbeddedEngine) -> dict[str, tuple[Hit, ...]]:
    return {question: searching.search(question, k=1000) for question in QUESTIONS}


def anew(store: Store, tmp_path: Path) -> dict[str, tuple[Hit, ...]]:
    """What an index finds that is built in one go."""
    fresh = engine(tmp_path / f"fresh-{store.sequence}-{time.monotonic_ns()}", store)
    return found(fresh)


_LEADING = 40


def the_same(one: dict[str, tuple[Hit, ...]], other: dict[str, tuple[Hit, ...]], within: float) -> None:
    assert one.keys() == other.keys()
    for question, hits in one.items():
        scores = {hit.passage_id: hit for hit in other[question]}
        assert {hit.passage_id for hit in hits} == scores.keys()
        for place, hit in enumerate(hits):
            # Behind those that were looked at closely only the order counts, not by how much.
            if place < _LEADING:
                assert hit.score == pytest.approx(scores[hit.passage_id].score, abs=within)
            assert hit.cosine == pytest.approx(scores[hit.passage_id].cosine, abs=1e-5)


def builds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count full builds from here on."""
    seen: list[str] = []

    def counted(*arguments: object, **others: object) -> Path:
        seen.append("build")
        return building.build(*arguments, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(upkeep, "build", counted)
    return seen


def test_what_is_added_is_found_as_after_a_full_build(
    store: Store, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    searching, seen = engine(root, store), builds(monkeypatch)
    monkeypatch.setattr(building, "Tokeniser", lambda _: searching.generation.tokeniser)  # type: ignore[union-attr]
    for path in sample_files()[3:8]:
        add_sample(store, path)
        assert searching.refresh() is True
        the_same(found(searching), found(engine(root, store)), 0.0)
    assert seen == []
    # By the same names of units, scores are those of a full build to the last digits.
    held = searching.generation
    assert held is not None
    monkeypatch.setattr("index.generation.Tokeniser", lambda _: held.tokeniser)
    the_same(found(searching), anew(store, tmp_path), 1e-5)


def test_what_is_removed_or_changed_is_found_as_after_a_full_build(
    store: Store, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in sample_files()[3:8]:
        add_sample(store, path)
    searching, seen = engine(root, store), builds(monkeypatch)
    removed, other = (notice.id for notice in store.notices()[1:3])
    store.remove(removed)
    searching.refresh()
    assert searching.search("工作", filter=Filter(notice_ids=(removed,))) == ()
    add_sample(store, sample_files()[9])
    store.remove(other)
    searching.refresh()
    assert seen == []
    # Words of what is gone still count among the frequencies: scores differ by little until the next build.
    the_same(found(searching), anew(store, tmp_path), 0.2)
    assert {hit.passage_id for hits in found(searching).values() for hit in hits} <= {
        passage.id for passage in store.passages()
    }


def test_a_notice_that_is_read_differently_takes_the_place_of_the_former_reading(
    store: Store, root: Path
) -> None:
    put(store, ENDED)
    searching = engine(root, store)
    assert searching.search("节约用水")[0].coverage == 1.0
    put(store, DAMS)
    searching.refresh()
    assert searching.search("加固堤坝")[0].coverage == 1.0
    assert all(hit.coverage < 1.0 for hit in searching.search("节约用水"))


ENDED = """清河市人民政府办公室关于印发《清河市公共机构用水管理暂行办法》的通知

清河政办发〔2015〕3号

各单位：

第一条 节约用水。

清河市人民政府办公室

2015年3月2日
"""
ENDING = """清河市人民政府办公室关于印发清河市公共机构用水管理办法的通知

清河政办发〔2021〕9号

各单位：

第一条 严格用水定额。

第二条 《清河市公共机构用水管理暂行办法》（清河政办发〔2015〕3号）同时废止。

清河市人民政府办公室

2021年3月2日
"""
DAMS = ENDED.replace("节约用水", "加固堤坝")


def put(store: Store, text: str, location: str = "a") -> None:
    store.add(parse_document(document(text)), location=location)


def test_a_notice_that_another_one_ends_changes_with_it(
    store: Store, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, ENDED)
    (ended,) = (notice for notice in store.notices() if "暂行" in notice.title)
    searching, seen = engine(root, store), builds(monkeypatch)
    in_force = Filter(notice_ids=(ended.id,), validities=(ended.validity,))
    assert searching.search("节约用水", filter=in_force)
    put(store, ENDING, "b")
    now = next(notice for notice in store.notices() if notice.id == ended.id)
    assert now.validity != ended.validity
    searching.refresh()
    assert searching.search("节约用水", filter=in_force) == ()
    assert searching.search("节约用水", filter=Filter(notice_ids=(ended.id,), validities=(now.validity,)))
    store.remove(next(notice.id for notice in store.notices() if "公共机构用水管理办法" in notice.title))
    searching.refresh()
    assert searching.search("节约用水", filter=in_force)
    assert seen == []


def test_a_status_set_by_hand_is_taken_in_without_reading_a_notice(
    store: Store, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_: object) -> None:
        raise AssertionError("no notice has changed")

    searching = engine(root, store)
    before = found(searching)
    decided = store.notices()[0]
    store.decide(decided, Decision(validity=Validity.REPEALED, reason="会议决定"))
    monkeypatch.setattr(upkeep, "build", read)
    monkeypatch.setattr(building, "passages_of", read)
    assert searching.refresh()
    assert searching.generation is not None
    assert searching.generation.identity.sequence == store.sequence
    assert found(searching) == before
    assert not searching.refresh()


def test_a_new_unit_is_found_at_once_and_is_one_word_after_the_next_full_build(
    store: Store, root: Path
) -> None:
    text = ENDED.replace("第一条 节约用水。", "1. 建设数据平台。（牵头单位：鹿鸣县大数据发展中心）")
    searching = engine(root, store)
    put(store, text)
    searching.refresh()
    assert searching.search("鹿鸣县大数据发展中心负责什么")[0].coverage > 0.4
    first = searching.search("鹿鸣县大数据发展中心负责什么")[0].passage_id
    words = searching.generation.tokeniser.words  # type: ignore[union-attr]
    assert "鹿鸣县大数据发展中心" not in words("鹿鸣县大数据发展中心")
    assert upkeep.Upkeep(root, store, Chosen(encoder=HashingEncoder()), searching._weights.boosts).compact(
        threading.Event()
    )
    assert engine(root, store).search("鹿鸣县大数据发展中心负责什么")[0].passage_id == first
    words = engine(root, store).generation.tokeniser.words  # type: ignore[union-attr]
    assert "鹿鸣县大数据发展中心" in words("鹿鸣县大数据发展中心")


def test_small_parts_are_put_together_and_numbers_stay(
    store: Store, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "TAIL", 30)
    searching = engine(root, store)
    for path in sample_files()[3:]:
        add_sample(store, path)
        searching.refresh()
    opened = searching.generation
    assert opened is not None
    sizes = [len(part.rows) for part in opened.parts.values()]
    assert 2 < len(sizes) < 12
    assert all(size >= 30 for size in sizes[:-1])
    numbers = opened.rows.of_notices(notice.id for notice in store.notices()).tolist()
    rows = [opened.rows.row(number) for number in numbers]
    assert sorted(row.id for row in rows) == sorted(passage.id for passage in store.passages())
    for row in rows:
        asked = Filter(notice_ids=(row.notice_id,))
        assert row.id in {hit.passage_id for hit in searching.search(row.text, filter=asked, k=1000)}


def test_parts_that_stay_are_linked_not_copied(store: Store, root: Path) -> None:
    searching = engine(root, store)
    before = {path.stat().st_ino for path in root.glob("gen-*/*/*") if path.suffix not in (".json", ".lock")}
    add_sample(store, sample_files()[4])
    building.TAIL, tail = 1, building.TAIL
    try:
        searching.refresh()
    finally:
        building.TAIL = tail
    after = {path.stat().st_ino for path in root.glob("gen-*/*/*")}
    assert len(before) > 8
    assert before <= after


def test_where_nothing_can_be_linked_files_are_copied(
    store: Store, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    searching = engine(root, store)
    monkeypatch.setattr(os, "link", refuse)
    add_sample(store, sample_files()[4])
    searching.refresh()
    the_same(found(searching), found(engine(root, store)), 0.0)


def test_a_full_build_is_made_beside_when_much_has_changed(
    store: Store, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    searching, seen = engine(root, store), builds(monkeypatch)
    for path in sample_files()[3:8]:
        monkeypatch.setattr(upkeep, "LATER_SHARE", 0.4 if path == sample_files()[7] else 100.0)
        monkeypatch.setattr(upkeep, "URGENT", 100.0)
        add_sample(store, path)
        searching.refresh()
    assert searching._compacting is not None
    searching._compacting.join(60)
    assert "build" in seen
    assert len(searching.generation.parts) == 1  # type: ignore[union-attr]
    assert not list(root.glob("compact-*"))
    assert len({hit.notice_id for hit in searching.search("工作", k=1000)}) == len(store.notices())


def test_what_changes_during_a_full_build_beside_is_in_it(
    store: Store, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    searching, build = engine(root, store), building.build

    def slow(*arguments: object, **others: object) -> Path:
        folder = build(*arguments, **others)  # type: ignore[arg-type]
        add_sample(store, sample_files()[7])
        searching.refresh()
        return folder

    monkeypatch.setattr(upkeep, "build", slow)
    keeper = upkeep.Upkeep(root, store, Chosen(encoder=HashingEncoder()), searching._weights.boosts)
    assert keeper.compact(threading.Event())
    searching._advance()
    assert {hit.notice_id for hit in searching.search("工作", k=1000)} == {n.id for n in store.notices()}
    assert len(list(root.glob("*-*"))) == 1


def test_a_closed_engine_gives_up_its_full_build(store: Store, root: Path) -> None:
    keeper = upkeep.Upkeep(root, store, Chosen(encoder=HashingEncoder()), engine(root, store)._weights.boosts)
    closed = threading.Event()
    closed.set()
    with pytest.raises(building.Stopped):
        keeper.compact(closed)
    assert not list(root.glob("compact-*"))


def test_a_search_waits_for_no_change(store: Store, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    searching, extend = engine(root, store), building.extend
    held, go = threading.Event(), threading.Event()

    def waiting(*arguments: object) -> Path:
        held.set()
        assert go.wait(30)
        return extend(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(upkeep, "extend", waiting)
    before = found(searching)
    add_sample(store, sample_files()[5])
    thread = threading.Thread(target=searching.refresh)
    thread.start()
    assert held.wait(30)
    assert found(searching) == before
    go.set()
    thread.join()
    assert found(searching) != before


PROGRAM = """
import os, signal, sys
from pathlib import Path
from corpus.store import Store
from index import building, generation, upkeep
from index.encoder import Chosen
from index.engine import EmbeddedEngine
from tests.index.hashing import HashingEncoder

root, database, steps = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
upkeep.SMALL, upkeep.LATER_SHARE, upkeep.GONE_SHARE = 0, 100.0, 100.0
done = 0

def watch(event, arguments):
    # Every step that changes the folder: files opened for writing, made, linked, renamed, removed.
    global done
    writes = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
    paths = [str(part) for part in arguments if isinstance(part, (str, os.PathLike))]
    if (writes or event in ("os.link", "os.rename", "os.mkdir", "os.remove", "os.rmdir")) and any(
        str(root) in path or path.startswith(("gen-", "partial-")) for path in paths
    ):
        done += 1
        if done == steps:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(watch)
EmbeddedEngine.open(root, Store.open(database), HashingEncoder())
print(done)
"""


def run(root: Path, store: Store, steps: int) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", PROGRAM, str(root), str(store.path), str(steps)]
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)


def test_killed_before_any_step_of_a_change_it_opens_complete(
    store: Store, root: Path, tmp_path: Path
) -> None:
    engine(root, store)
    add_sample(store, sample_files()[5])
    store.remove(min(notice.id for notice in store.notices()))
    wanted = {notice.id for notice in store.notices()}
    shutil.copytree(root, tmp_path / "counted")
    total = int(run(tmp_path / "counted", store, -1).stdout)
    assert total > 20
    for steps in sorted({*range(1, total, 9), *range(total - 4, total + 1)}):
        fresh = tmp_path / f"index-{steps}"
        shutil.copytree(root, fresh)
        # The number of steps differs by one or two from run to run: the last ones may not be reached.
        ended = run(fresh, store, steps).returncode
        assert ended == -signal.SIGKILL or (ended == 0 and steps > total - 3)
        opened = engine(fresh, store)
        assert {hit.notice_id for hit in opened.search("工作", k=1000)} == wanted
        # Killed between pointer and sweep, the one before is swept with the next change.
        assert len(list(fresh.glob("*-*"))) <= 2


def test_two_processes_that_take_in_a_change_at_once_agree(store: Store, root: Path) -> None:
    searching = engine(root, store)
    add_sample(store, sample_files()[5])
    command = [sys.executable, "-c", PROGRAM, str(root), str(store.path), "-1"]
    processes = [subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait(60) for process in processes] == [0, 0]
    assert len(list(root.glob("gen-*"))) == 1
    assert searching.refresh() is True
    assert {hit.notice_id for hit in searching.search("工作", k=1000)} == {n.id for n in store.notices()}
