import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from corpus.contents import Contents
from corpus.errors import StoreBusy, StoreError
from corpus.store import Store
from index import upkeep
from index.encoder import NoEncoder
from index.engine import EmbeddedEngine
from index.onnx_encoder import OnnxEncoder
from index.passages import search_passages
from index.ports import Encoder, Engine, Filter
from tests.index.conftest import add_sample, sample_files
from tests.index.hashing import HashingEncoder


@pytest.fixture(scope="module", params=["e5-small", "none"])
def engine(
    request: pytest.FixtureRequest,
    session_store: Store,
    e5: OnnxEncoder,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Engine]:
    encoder: Encoder = e5 if request.param == "e5-small" else NoEncoder()
    opened = EmbeddedEngine.open(tmp_path_factory.mktemp("index"), session_store, encoder)
    yield opened
    opened.close()


def test_a_passage_is_found_by_its_own_words(engine: Engine, session_store: Store) -> None:
    passages = [found for found in search_passages(session_store) if 25 < len(found.text) < 200]
    assert len(passages) > 10
    first = [
        engine.search(found.text, filter=Filter(notice_ids=(found.notice_id,)), k=3) for found in passages
    ]
    assert all(
        found.id in {hit.passage_id for hit in hits} for found, hits in zip(passages, first, strict=True)
    )
    assert sum(
        hits[0].passage_id == found.id for found, hits in zip(passages, first, strict=True)
    ) >= 0.9 * len(passages)


def test_hits_come_best_first_once_each_and_at_most_k(engine: Engine) -> None:
    hits = engine.search("政务公开由哪个单位牵头", k=7)
    assert len(hits) == 7 == len({hit.passage_id for hit in hits})
    assert list(hits) == sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))
    assert engine.search("政务公开由哪个单位牵头", k=3) == hits[:3]


def test_texts_are_compared_word_by_word_where_the_encoder_has_words(engine: Engine) -> None:
    texts = ["公积金可以用来支付旧房翻新的费用。", "路内停车按小时收费，夜间免费。"]
    found = engine.compare("老房子重新装修能取公积金吗", texts)
    if engine.model.startswith("none"):
        assert found == ()
    else:
        assert found[0] > found[1]
    assert engine.compare("老房子重新装修能取公积金吗", []) == ()


def test_the_figures_of_a_hit_are_in_range(engine: Engine) -> None:
    hits = engine.search("政务公开由哪个单位牵头", k=50)
    assert all(hit.lexical >= 0 and -1 <= hit.cosine <= 1 and 0 <= hit.coverage <= 1 for hit in hits)
    assert max(hit.coverage for hit in hits) > 0.5


def test_the_same_question_has_the_same_hits(engine: Engine) -> None:
    assert engine.search("公开申请怎么办理") == engine.search("公开申请怎么办理")


def test_a_filter_holds_for_every_hit(engine: Engine, session_store: Store) -> None:
    passages = {found.id: found for found in search_passages(session_store)}
    some = next(found for found in passages.values() if found.regions and found.units)
    for filter, holds in (
        (Filter(regions=(some.regions[0],)), lambda p: some.regions[0] in p.regions),
        (Filter(units=(some.units[0],)), lambda p: bool(p.units)),
        (Filter(notice_ids=(some.notice_id,)), lambda p: p.notice_id == some.notice_id),
        (Filter(stages=(some.stage,), validities=(some.validity,)), lambda p: p.stage == some.stage),
    ):
        hits = engine.search("信息公开工作", filter=filter, k=30)
        assert hits
        assert all(holds(passages[hit.passage_id]) for hit in hits)


def test_a_filter_that_nothing_satisfies_finds_nothing(engine: Engine) -> None:
    assert engine.search("信息公开", filter=Filter(regions=("无此地",))) == ()
    assert engine.search("信息公开", filter=Filter(units=("无此局",))) == ()


@pytest.mark.parametrize("question", ["", "  \n", "？！", "**"])
def test_a_question_without_a_word_does_no_harm(engine: Engine, question: str) -> None:
    assert all(hit.coverage == 0.0 for hit in engine.search(question))


def test_a_search_is_fast(engine: Engine) -> None:
    engine.search("信息公开由谁负责")
    took = []
    for _ in range(20):
        # Time of this thread: other processes of the machine are not what is tested.
        started = time.thread_time()
        engine.search("信息公开由谁负责")
        took.append(1000 * (time.thread_time() - started))
    # Measured at 5 ms of work with 200 passages: describing and ranking 80 candidates takes most of it.
    assert sorted(took)[10] < 25.0


def test_every_hit_has_a_cosine_also_where_only_words_found_it(
    session_store: Store, e5: OnnxEncoder, tmp_path: Path
) -> None:
    hits = EmbeddedEngine.open(tmp_path, session_store, e5).search("信息公开", k=200)
    assert any(hit.lexical == 0 for hit in hits) or len(hits) < 100
    assert all(hit.cosine != 0.0 for hit in hits)


def test_an_empty_library_finds_nothing_until_something_is_added(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "zhengda.db")
    engine = EmbeddedEngine.open(tmp_path / "index", store, HashingEncoder())
    assert engine.search("信息公开") == ()
    add_sample(store, sample_files()[0])
    assert engine.refresh() is True
    assert engine.search("信息公开")
    store.close()


def test_refreshing_takes_in_what_was_added_and_lets_go_what_was_removed(
    store: Store, tmp_path: Path
) -> None:
    encoder = HashingEncoder()
    engine = EmbeddedEngine.open(tmp_path / "index", store, encoder)
    assert engine.refresh() is False
    before, known = len(encoder.encoded), {notice.id for notice in store.notices()}
    add_sample(store, sample_files()[5])
    assert engine.refresh() is True
    (added,) = {notice.id for notice in store.notices()} - known
    assert engine.search("领导小组", filter=Filter(notice_ids=(added,)))
    assert 0 < len(encoder.encoded) - before <= 4 * len(store.passages(added))
    store.remove(added)
    engine.refresh()
    assert engine.search("领导小组", filter=Filter(notice_ids=(added,))) == ()


def test_a_reader_of_an_old_generation_goes_on_and_catches_up(store: Store, tmp_path: Path) -> None:
    reader = EmbeddedEngine.open(tmp_path / "index", store, HashingEncoder())
    writer = EmbeddedEngine.open(tmp_path / "index", store, HashingEncoder())
    before = reader.search("信息公开", k=40)
    add_sample(store, sample_files()[5])
    writer.refresh()
    assert len(list((tmp_path / "index").glob("gen-*"))) == 1
    assert reader.search("信息公开", k=40) == before
    assert reader.refresh() is True
    assert reader.search("信息公开", k=40) == writer.search("信息公开", k=40)


def test_searching_and_refreshing_at_once_never_fails(store: Store, tmp_path: Path) -> None:
    engine = EmbeddedEngine.open(tmp_path / "index", store, HashingEncoder())
    failed: list[BaseException] = []
    stop = threading.Event()

    def ask() -> None:
        try:
            while not stop.is_set():
                assert engine.search("信息公开由谁负责")
        except BaseException as error:  # noqa: BLE001 shown by the assertion below
            failed.append(error)

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for path in sample_files()[3:6]:
        add_sample(store, path)
        engine.refresh()
    stop.set()
    for thread in threads:
        thread.join()
    assert failed == []


def test_a_store_made_anew_with_the_same_sequence_is_noticed(tmp_path: Path) -> None:
    for number in (0, 6):
        store = Store.open(tmp_path / f"{number}.db")
        add_sample(store, sample_files()[number])
        hits = EmbeddedEngine.open(tmp_path / "index", store, HashingEncoder()).search("工作", k=200)
        assert {hit.passage_id for hit in hits} <= {found.id for found in store.passages()}
        assert hits
        store.close()


class Shrinking:
    """A store from which another process takes a notice while it is read."""

    def __init__(self, store: Store) -> None:
        self._store, self._left = store, 1

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def contents(self, notice_ids: Sequence[str]) -> tuple[Contents, ...]:
        if self._left:
            self._left -= 1
            self._store.remove(self._store.notices()[0].id)
        return self._store.contents(notice_ids)


def test_a_notice_removed_while_the_library_is_read_is_left_out(store: Store, tmp_path: Path) -> None:
    before = len(store.notices())
    engine = EmbeddedEngine.open(tmp_path / "index", Shrinking(store), HashingEncoder())
    found = {hit.notice_id for hit in engine.search("工作", k=500)}
    assert found == {notice.id for notice in store.notices()}
    assert len(found) == before - 1


def test_a_closed_engine_finds_nothing(store: Store, tmp_path: Path) -> None:
    engine = EmbeddedEngine.open(tmp_path / "index", store, NoEncoder())
    engine.close()
    assert engine.search("信息公开") == ()


def test_waiting_too_long_for_another_builder_is_said(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from filelock import FileLock

    monkeypatch.setattr(upkeep, "LOCK_SECONDS", 0.1)
    with FileLock(tmp_path / "write.lock"), pytest.raises(StoreBusy, match="请等它结束"):
        EmbeddedEngine.open(tmp_path, store, NoEncoder())


def test_a_folder_that_cannot_be_written_is_said(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="写不了索引"):
        EmbeddedEngine.open(tmp_path / "file" / "index", store, NoEncoder())
