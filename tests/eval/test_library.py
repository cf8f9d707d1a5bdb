import pytest

from corpus.errors import UsageError
from corpus.model import Document
from corpus.settings import Settings
from corpus.store import Store
from eval.library import fill_from_documents, fill_from_files, scratch_settings


def test_a_scratch_library_shares_the_models_and_nothing_else(tmp_path):
    mine = Settings(data_dir=tmp_path / "mine")
    scratch = scratch_settings(mine, tmp_path / "scratch")
    (mine.data_dir / "models" / "model.bin").write_bytes(b"1")
    assert (scratch.data_dir / "models" / "model.bin").read_bytes() == b"1"
    assert scratch.store_path != mine.store_path
    assert scratch.encoder == mine.encoder


def test_a_scratch_library_can_be_opened_again(tmp_path):
    mine = Settings(data_dir=tmp_path / "mine")
    assert scratch_settings(mine, tmp_path / "s") == scratch_settings(mine, tmp_path / "s")


def test_a_notice_that_cannot_be_read_stops_the_filling(tmp_path):
    (tmp_path / "a.txt").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match=r"a\.txt"):
        fill_from_files([tmp_path / "a.txt"], Settings(data_dir=tmp_path / "data", encoder="none"))


def test_documents_that_are_there_already_change_nothing(tmp_path, silent):
    settings = Settings(data_dir=tmp_path, encoder="none")
    documents = [Document(text="关于补贴的通知\n名单张榜公示。\n", sha256="0" * 64, source="d1")]
    told = []
    fill_from_documents(documents, settings, lambda done, total: told.append((done, total)))
    store = Store.open(settings.store_path)
    before = store.sequence
    fill_from_documents(documents, settings, silent)
    assert store.sequence == before
    assert [notice.source for notice in store.notices()] == ["d1"]
    store.close()
    assert told == [(1, 1)]
