"""A change of model that is killed, and one that two processes are at."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import index
from corpus.store import Store
from index.ports import Filter
from index.switching import Switch, is_under_way
from tests.index.conftest import add_sample, sample_files
from tests.index.served import HeldServer
from tests.index.switched import STEP, Opens, finish, found, ids, model, notices, texts

pytestmark = pytest.mark.usefixtures("never_small")

CHECKOUT = Path(index.__file__).parents[1]
PROGRAM = """
import sys
from pathlib import Path
from corpus.store import Store
from index import switching, upkeep, vectors
from index.encoder import Encoders
from index.engine import EmbeddedEngine
from index.switching import Switch

root, database, setting, step = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
upkeep.SMALL, vectors._BATCH, switching.RETRY_SECONDS = 0, step, 0.05
encoders = Encoders(setting=setting, models_dir=root)
engine = EmbeddedEngine.open_set(root, Store.open(database), encoders, Switch.MEANWHILE)
engine._switcher.join()
print(engine.generation.identity.model, *sorted({hit.notice_id for hit in engine.search("工作", k=1000)}))
engine.close()
"""


def serving(root: Path, store: Store, setting: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", PROGRAM, str(root), str(store.path), setting, str(STEP)]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    return subprocess.Popen(command, cwd=CHECKOUT, env=environment, stdout=subprocess.PIPE, text=True)


def test_killed_while_it_encodes_it_goes_on_with_the_rest(
    opens: Opens, server: HeldServer, store: Store, root: Path
) -> None:
    expected = found(opens("none"))
    server.hold_after(3)
    process = serving(root, store, server.setting)
    assert server.reached.wait(60)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    server.go_on()
    assert len(store.vectors(server.setting)) == 3 * STEP
    asking = opens(server.setting, Switch.LEAVE)
    assert found(asking) == expected
    assert asking.switching is not None
    assert asking.switching.done == 3 * STEP
    assert not is_under_way(root)
    server.encoded.clear()
    engine = opens(server.setting)
    assert model(engine) == server.setting
    assert len(server.encoded) == len(texts(store)) - 3 * STEP


def test_of_two_processes_one_encodes_and_both_change_over(
    opens: Opens, server: HeldServer, store: Store, root: Path
) -> None:
    opens("none").close()
    server.hold_after(3)
    process = serving(root, store, server.setting)
    assert server.reached.wait(60)
    second = opens(server.setting, Switch.MEANWHILE)
    add_sample(store, sample_files()[5])
    # What `zhengda ingest` does: the change is taken in, and another process's work is not waited for.
    ingesting = opens(server.setting)
    assert (model(ingesting), notices(ingesting)) == ("none", ids(store))
    assert ingesting.switching is not None
    assert second.refresh() is True
    assert notices(second) == ids(store)
    server.go_on()
    printed = process.communicate(timeout=60)[0].split()
    finish(second)
    assert printed == [server.setting, *sorted(ids(store))]
    assert (model(second), notices(second)) == (server.setting, ids(store))
    passages = set(texts(store).values())
    assert sorted(text for text in server.encoded if text in passages) == sorted(passages)
    assert second.search("工作", filter=Filter(notice_ids=(max(ids(store)),)))
