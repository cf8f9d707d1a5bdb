from datetime import date

from corpus.decisions import Decision
from corpus.ingest import ingest
from corpus.model import Validity
from corpus.settings import Settings
from corpus.sources import SAMPLES
from corpus.store import Store
from qa.library import read_library


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
