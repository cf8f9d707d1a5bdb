from datetime import date

import pytest

from corpus.decisions import Decision
from corpus.ingest import ingest
from corpus.model import Validity
from corpus.settings import Settings
from corpus.sources import SAMPLES
from corpus.store import Store
from index import open_index
from qa.answer import Status
from qa.assistant import Assistant
from qa.library import read_library
from tests.corpus.made import written


def test_every_entry_is_the_stored_text_at_its_place(library, sample_store):
    for entry in library.entries.values():
        span = entry.passage.span
        assert sample_store.text(entry.notice.id)[span.start : span.end] == entry.quote


def test_items_stand_in_printed_order(library):
    places = [(entry.notice.id, entry.passage.span) for entry in library.items]
    notices = list(dict.fromkeys(notice for notice, _ in places))
    assert places == sorted(places, key=lambda place: (notices.index(place[0]), place[1]))
    assert all(entry.item for entry in library.items)


def test_regions_are_known_by_every_name_a_person_may_use(library):
    assert library.regions["清禾"] == library.regions["清禾市"]
    assert "杭州" not in library.regions


def test_units_are_known_by_every_name_a_person_may_use(library):
    assert "卫健局" in library.unit_names
    assert "县卫生健康局" in library.unit_names
    assert "不存在的局" not in library.unit_names


def test_a_snapshot_is_of_one_moment(library, sample_store):
    assert read_library(sample_store, date(2025, 8, 1)).sequence == sample_store.sequence == library.sequence


def test_a_status_set_by_hand_reaches_the_next_snapshot(tmp_path):
    store = Store.open(tmp_path / "zhengda.db")
    ingest([sorted(SAMPLES.glob("*.txt"))[0]], store, settings=Settings(data_dir=tmp_path), sample=True)
    before = read_library(store, date(2025, 8, 1))
    (notice,) = store.notices()
    store.decide(notice, Decision(validity=Validity.REPEALED, reason="会议决定", since=date(2025, 1, 1)))
    after = read_library(store, date(2025, 8, 1))
    assert after.sequence > before.sequence
    assert after.notices[notice.id].validity is Validity.REPEALED
    assert read_library(store, date(2024, 12, 31)).notices[notice.id].validity is Validity.IN_FORCE
    store.close()


@pytest.fixture
def twice(tmp_path):
    """Settings and store of a library that holds one notice from two sources."""
    settings = Settings(data_dir=tmp_path / "data", encoder="none")
    texts = {"转载.txt": written(7).replace("2023年1月5日\n", ""), "本站.txt": written(7)}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    store = Store.open(settings.store_path)
    ingest([tmp_path / name for name in texts], store, settings=settings)
    yield settings, store
    store.close()


def test_a_copy_of_a_notice_is_not_in_the_snapshot_until_the_better_one_has_left(twice):
    _, store = twice
    better, copy = sorted(store.notices(), key=lambda notice: notice.copy_of is not None)
    assert copy.copy_of == better.id
    library = read_library(store, date(2023, 2, 1))
    assert set(library.notices) == set(library.texts) == {better.id}
    assert {entry.notice.id for entry in library.entries.values()} == {better.id}
    store.remove(better.id)
    assert set(read_library(store, date(2023, 2, 1)).notices) == {copy.id}


def test_a_copy_of_a_notice_does_not_answer_beside_it(twice):
    settings, store = twice
    (better,) = [notice for notice in store.notices() if notice.copy_of is None]
    engine = open_index(settings, store)
    answer = Assistant(store, engine, settings, today=lambda: date(2023, 2, 1)).ask(
        "青石县财政局牵头哪些任务？"
    )
    engine.close()
    assert answer.status is Status.ANSWERED
    assert [citation.notice.id for citation in answer.citations] == [better.id]
