from datetime import date

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
