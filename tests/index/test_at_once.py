"""Several processes at one data folder: writers wait for each other, readers for nobody."""

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from corpus.settings import Settings
from corpus.store import Store
from index import upkeep
from index.encoder import Chosen, NoEncoder
from index.engine import EmbeddedEngine
from tests.index.faults import (
    CHECKOUT,
    assert_all_found,
    notices,
    put,
    zhengda,
)


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


@pytest.mark.usefixtures("large")
def test_readers_go_on_while_a_writer_replaces_generations(small: Store, root: Path, tmp_path: Path) -> None:
    writing = EmbeddedEngine.open(root, small, NoEncoder())
    stop = tmp_path / "stop"
    command = [sys.executable, "-c", READER, str(root), str(small.path), str(stop)]
    readers = [
        subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    try:
        assert [reader.stdout and reader.stdout.readline() for reader in readers] == ["ready\n"] * 2
        for number in range(2, 14):
            put(small, number)
            writing.refresh()
        keeper = upkeep.Upkeep(root, small, Chosen(encoder=NoEncoder()), writing._weights.boosts)
        assert keeper.compact(threading.Event())
        writing.refresh()
    finally:
        stop.touch()
        ended = [reader.communicate(timeout=120) for reader in readers]
    for reader, (out, err) in zip(readers, ended, strict=True):
        assert reader.returncode == 0, err
        assert int(out) > 0
    assert len({hit.notice_id for hit in writing.search("公开清单", k=5000)}) == 13
