import pytest

from corpus.corrections import Change, Correction, Corrections, Field, head_of
from corpus.ingest import ingest
from corpus.releases import Publication
from corpus.settings import Settings
from corpus.store import Store
from tests.ui.reader_library import CARE, OPEN
from ui.reader.versions import Versions


def written(number):
    return CARE.format(number=number, record="", mark=OPEN)


@pytest.fixture
def put(tmp_path):
    """Reads a text into the store as the file's newest version; gives its notice."""
    settings = Settings(data_dir=tmp_path / "data", encoder="none")
    store = Store.open(settings.store_path)

    def reading(number):
        (tmp_path / "care.txt").write_text(written(number), encoding="utf-8")
        ingest([tmp_path / "care.txt"], store, settings=settings)
        return store, store.notices()[-1]

    yield reading
    store.close()


def offered(store, notice):
    return [other.text for other in Versions(store).others(notice, {notice.id: notice})]


def test_former_versions_are_offered_the_newest_first(put):
    put("十")
    put("二十")
    store, notice = put("三十")
    assert offered(store, notice) == [written("二十"), written("十")]


def test_a_former_version_that_was_withdrawn_is_not_offered(put):
    store, former = put("十")
    store.publish(former, Publication(public=False, reason="测试"))
    store, notice = put("二十")
    assert offered(store, notice) == []


def test_a_former_version_whose_disclosure_was_put_right_by_hand_is_not_offered(put):
    store, former = put("十")
    closed = Change(field=Field.DISCLOSURE, values=("依申请公开",))
    made = Correction(place=head_of(former), changes=(closed,), reason="测试", by="管理员")
    Corrections(store.transaction).add(made, newest=lambda _: None, after=0)
    store, notice = put("二十")
    store.publish(notice, Publication(public=True, reason="测试"))
    assert offered(store, notice) == []
