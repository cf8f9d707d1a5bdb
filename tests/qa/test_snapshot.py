"""An index that cannot follow the library: the earlier snapshot goes on answering, and says so."""

import logging
import shutil

import pytest
from fastapi.testclient import TestClient

from corpus.errors import StoreError, StoreFull
from corpus.ingest import ingest
from corpus.releases import Publication
from corpus.settings import Settings
from corpus.store import Store
from index import open_index
from index.doctor import check_index
from qa import snapshot
from qa.answer import Status
from qa.assistant import Assistant
from qa.service import create_app
from tests.qa.conftest import TODAY
from tests.qa.test_receipts import ASKED, ENDING, NOTICE

OTHER = NOTICE.format(sum=70, more="").replace("临溪县", "喀左县").replace("临政", "喀政")
ASKED_OTHER = ASKED.replace("临溪", "喀左")


class Blocked:
    """A library whose index folder has a file in the place of every new generation."""

    def __init__(self, folder, monkeypatch):
        self.folder = folder
        self.settings = Settings(data_dir=folder / "data", encoder="none")
        self.settings.data_dir.mkdir(parents=True)
        self.store = Store.open(self.settings.store_path)
        self.put("notice.txt", NOTICE.format(sum=60, more=""))
        self.engine = open_index(self.settings, self.store)
        self.assistant = Assistant(self.store, self.engine, self.settings, today=lambda: TODAY)
        self.assistant.warm()
        monkeypatch.setattr(snapshot, "_AGAIN_SECONDS", 0.0)

    @property
    def root(self):
        return self.settings.data_dir / "index"

    def put(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")
        ingest([self.folder / name], self.store, settings=self.settings)

    def block(self):
        """Move the index away and put a file where its folder was: nothing can be written there."""
        shutil.move(self.root, self.folder / "aside")
        self.root.write_text("", encoding="utf-8")

    def unblock(self):
        self.root.unlink()
        shutil.move(self.folder / "aside", self.root)


@pytest.fixture
def blocked(tmp_path, monkeypatch):
    opened = Blocked(tmp_path, monkeypatch)
    yield opened
    opened.assistant.close()


def test_an_index_that_cannot_be_written_leaves_the_earlier_snapshot_answering(blocked, caplog):
    before = blocked.assistant.ask(ASKED)
    blocked.block()
    blocked.put("other.txt", OTHER)
    with caplog.at_level(logging.WARNING):
        answers = [blocked.assistant.ask(ASKED) for _ in range(3)]
    assert {answer.text for answer in answers} == {before.text}
    assert blocked.assistant.stale
    # Once, not with every question.
    assert caplog.text.count("索引跟不上库") == 1
    # What came since is not found rather than answered wrongly.
    assert blocked.assistant.ask(ASKED_OTHER).status is Status.NOT_FOUND
    blocked.unblock()
    assert "70元" in blocked.assistant.ask(ASKED_OTHER).text
    assert not blocked.assistant.stale


def test_health_says_so_and_says_when_it_is_over(blocked):
    with TestClient(create_app(blocked.assistant)) as client:
        assert client.get("/api/v1/health").json() == {"status": "ok"}
        blocked.block()
        blocked.put("other.txt", OTHER)
        assert client.post("/api/v1/ask", json={"question": ASKED}).json()["status"] == "answered"
        told = client.get("/api/v1/health").json()
        assert (told["status"], told["stale"]) == ("ok", True)
        assert "zhengda doctor" in told["message"]
        assert str(blocked.root) not in told["message"]
        blocked.unblock()
        assert client.post("/api/v1/ask", json={"question": ASKED}).json()["status"] == "answered"
        assert client.get("/api/v1/health").json() == {"status": "ok"}


def test_doctor_says_how_far_the_index_is_behind(blocked):
    blocked.put("other.txt", OTHER)
    check = check_index(blocked.settings, blocked.store)
    assert not check.sound
    assert "停在第" in check.detail


@pytest.mark.parametrize("gone", ["removed", "closed"])
def test_what_has_gone_since_is_not_quoted_from_the_earlier_snapshot(blocked, gone):
    notice = blocked.assistant.ask(ASKED).citations[0].notice
    blocked.block()
    if gone == "removed":
        blocked.store.remove(notice.id)
    else:
        decision = Publication(public=False, reason="含个人信息", by="甲")
        blocked.store.publish(notice, decision)
    answer = blocked.assistant.ask(ASKED)
    assert answer.status is Status.NOT_FOUND
    assert "60元" not in answer.text


def test_what_has_ended_since_is_warned_of_from_the_earlier_snapshot(blocked):
    assert blocked.assistant.ask(ASKED).warnings == ()
    blocked.block()
    blocked.put("ending.txt", ENDING)
    assert [warning.value for warning in blocked.assistant.ask(ASKED).warnings] == ["repealed"]


def test_a_receipt_names_the_version_that_was_answered_from(blocked):
    held = blocked.assistant.library().sequence
    blocked.block()
    blocked.put("other.txt", OTHER)
    kept = blocked.assistant.receipt(blocked.assistant.ask(ASKED).receipt)
    assert kept["library"] == held < blocked.store.sequence == kept["now"]["library"]


def test_a_disk_that_is_full_is_not_tried_again_with_every_question(blocked, monkeypatch):
    monkeypatch.setattr(snapshot, "_AGAIN_SECONDS", 3600.0)
    tried = []

    def full():
        tried.append(1)
        raise StoreFull("磁盘已满")

    monkeypatch.setattr(blocked.engine, "refresh", full)
    blocked.put("other.txt", OTHER)
    for _ in range(3):
        assert blocked.assistant.ask(ASKED).status is Status.ANSWERED
    blocked.put("ending.txt", ENDING)
    assert blocked.assistant.ask(ASKED).warnings
    assert len(tried) == 1


def test_where_there_is_no_earlier_snapshot_the_fault_is_said(blocked):
    blocked.put("other.txt", OTHER)
    blocked.block()
    fresh = Assistant(blocked.store, blocked.engine, blocked.settings, today=lambda: TODAY)
    with pytest.raises(StoreError, match="索引"):
        fresh.ask(ASKED)
    assert not fresh.stale
