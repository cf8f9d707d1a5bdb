from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import inspect

from corpus import schema
from corpus.database import connect
from corpus.errors import StoreError
from corpus.layout import PLAIN, Block, Doubt, DoubtKind, Format, Layout, Locator, Table
from corpus.model import (
    Fact,
    Notice,
    ParsedDocument,
    ParsedNotice,
    Passage,
    Span,
    TaskItem,
    Validity,
)
from corpus.removals import Removal
from corpus.store import Added, Store
from corpus.versions import Held
from tests.corpus.made import TEXT, document, item, notice, parsed, passage


def test_what_goes_in_comes_out(store: Store) -> None:
    given_document = parsed(items=2)
    assert store.add(given_document) is Added.ADDED
    part = given_document.notices[0]
    assert store.notices() == (part.notice,)
    assert store.items() == store.items(part.notice.id) == part.items
    assert store.passages() == store.passages(part.notice.id) == part.passages
    assert store.text(part.notice.id) == TEXT
    assert list(store.texts()) == [(part.notice.id, TEXT)]


_text = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=30)
_spans = st.builds(Span, st.integers(0, 10**6), st.integers(0, 10**6))
_facts = st.lists(st.tuples(_text, st.builds(Fact, value=_text, span=_spans)), max_size=3).map(tuple)
_notices = st.builds(
    Notice,
    id=st.just("n1"),
    title=_text,
    span=_spans,
    source=_text,
    sha256=_text,
    facts=_facts,
    year=st.none() | st.integers(1900, 2100),
    # Ended by nobody: a notice of one library alone stays as it was read.
    validity=st.sampled_from(Validity),
)
_items = st.lists(st.from_type(TaskItem), max_size=3, unique_by=lambda made: made.id).map(tuple)
_passages = st.lists(st.from_type(Passage), max_size=3, unique_by=lambda made: made.id).map(tuple)


@given(_notices, _items, _passages, _text)
@hypothesis_settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_value_of_the_model_survives_the_store(
    store: Store, made: Notice, items: tuple[TaskItem, ...], passages: tuple[Passage, ...], text: str
) -> None:
    part = ParsedNotice(notice=made, items=items, passages=passages)
    store.add(ParsedDocument(document=document(text), notices=(part,)), location="here")
    try:
        assert store.notices() == (made,)
        assert store.items("n1") == items
        assert store.passages("n1") == passages
        assert store.text("n1") == text
    finally:
        store.remove("n1")


def test_the_same_again_changes_nothing(store: Store) -> None:
    store.add(parsed())
    before = store.sequence
    assert store.add(parsed()) is Added.UNCHANGED
    assert store.sequence == before


def test_new_content_in_the_same_place_replaces_the_old(store: Store) -> None:
    store.add(parsed("旧的通知"))
    before = store.sequence
    assert store.add(parsed("新的通知")) is Added.REPLACED
    assert store.sequence > before
    (only,) = store.notices()
    assert store.text(only.id) == "新的通知"
    assert len(store.items()) == len(store.passages()) == 1


def test_the_same_content_in_another_place_is_kept_once(store: Store) -> None:
    store.add(parsed(source="a.txt"))
    before = store.sequence
    assert store.add(parsed(source="b.txt")) is Added.DUPLICATE
    assert store.add(parsed(source="b.txt")) is Added.UNCHANGED
    assert len(store.notices()) == 1
    assert store.sequence == before


def test_a_text_stays_as_long_as_one_place_holds_it(store: Store) -> None:
    store.add(parsed("甲", source="a.txt"))
    store.add(parsed("甲", source="b.txt"))
    store.add(parsed("乙", source="a.txt"))
    assert len(store.notices()) == 2
    store.add(parsed("乙", source="b.txt"))
    assert [store.text(found.id) for found in store.notices()] == ["乙"]


def test_two_files_of_one_name_in_two_folders_do_not_replace_each_other(store: Store) -> None:
    store.add(parsed("甲"), location="/x/a.txt")
    assert store.add(parsed("乙"), location="/y/a.txt") is Added.ADDED
    assert len(store.notices()) == 2


def test_a_text_that_is_read_differently_now_takes_the_new_reading(store: Store) -> None:
    store.add(parsed(items=1))
    before = store.sequence
    assert store.add(parsed(items=3)) is Added.REPLACED
    assert len(store.items()) == 3
    assert store.sequence > before


def test_notices_and_items_come_in_the_order_of_storing(store: Store) -> None:
    for number in range(12):
        store.add(parsed(f"通知{number}", source=str(number), items=11))
    assert [store.text(found.id) for found in store.notices()] == [f"通知{number}" for number in range(12)]
    assert [made.number for made in store.items()[:11]] == [str(number) for number in range(1, 12)]


def two_in_one() -> ParsedDocument:
    cover, body = notice(id="c", forwards="b"), notice(id="b", forwarded_by="c")
    return ParsedDocument(
        document=document(),
        notices=tuple(
            ParsedNotice(notice=n, items=(item(n),), passages=(passage(n),)) for n in (cover, body)
        ),
    )


def test_removing_one_of_two_notices_keeps_the_text_of_the_other(store: Store) -> None:
    store.add(two_in_one())
    store.remove("c")
    assert [found.id for found in store.notices()] == ["b"]
    assert store.text("b") == TEXT
    assert [made.notice_id for made in store.items()] == ["b"]


def test_reading_the_file_again_brings_a_removed_notice_back(store: Store) -> None:
    store.add(two_in_one())
    store.remove("c")
    assert store.add(two_in_one()) is Added.REPLACED
    assert len(store.notices()) == 2
    store.remove("c")
    store.remove("b")
    assert store.add(two_in_one()) is Added.ADDED


def test_an_unknown_notice_is_told(store: Store) -> None:
    with pytest.raises(StoreError, match="没有编号为 x 的通知"):
        store.remove("x")
    with pytest.raises(StoreError, match="没有编号为 x 的通知"):
        store.text("x")
    assert store.sequence == 0


def test_a_notice_of_the_library_ends_another_and_gives_it_back_when_it_goes(store: Store) -> None:
    store.add(parsed("旧", source="old"))
    ending = (("repeals", Fact(value="青政办发〔2023〕1号", span=Span(0, 1))),)
    store.add(parsed("新", source="new", facts=ending, document_number="新号", dated_on=date(2024, 1, 1)))
    old, new = store.notices()
    assert old.validity is Validity.REPEALED
    store.remove(new.id)
    assert store.notices()[0].validity is Validity.UNKNOWN


def test_vectors_are_kept_by_model_and_hash(store: Store) -> None:
    before = store.sequence
    store.put_vectors("m", {"h1": np.array([1, 2], np.float32), "h2": np.array([3, 4], np.float32)})
    store.put_vectors("m", {"h1": np.array([5, 6], np.float32)})
    store.put_vectors("other", {"h1": np.array([7], np.float32)})
    store.put_vectors("m", {})
    found = store.vectors("m")
    assert {key: value.tolist() for key, value in found.items()} == {"h1": [5, 6], "h2": [3, 4]}
    assert found["h1"].dtype == np.float32
    assert store.vectors("none") == {}
    assert set(store.vectors("m", ["h2", "h9"])) == {"h2"}
    assert store.vectors("m", []) == {}
    assert store.sequence == before


def test_receipts_and_feedback_come_back_as_saved(store: Store) -> None:
    store.save_receipt("r1", {"问": "何时？", "n": [1, None]})
    store.save_receipt("r1", {"问": "何地？"})
    # Kept as it was first given.
    assert store.receipt("r1") == {"问": "何时？", "n": [1, None]}
    assert store.receipt("r2") is None
    store.save_receipt("r0", {"问": "何人？"})
    assert sorted(str(record["问"]) for record in store.receipts()) == ["何人？", "何时？"]
    store.save_feedback({"useful": True})
    store.save_feedback({"useful": False})
    assert store.feedback() == ({"useful": True}, {"useful": False})


def test_a_store_opened_again_holds_the_same(settings_path: Path) -> None:
    first = Store.open(settings_path)
    first.add(parsed())
    first.close()
    second = Store.open(settings_path)
    assert len(second.notices()) == 1
    assert second.sequence == 1
    second.close()


def test_another_process_of_the_same_store_sees_changes_at_once(settings_path: Path) -> None:
    reader, writer = Store.open(settings_path), Store.open(settings_path)
    assert reader.notices() == ()
    writer.add(parsed())
    assert len(reader.notices()) == 1
    reader.close()
    writer.close()


def test_tables_on_disk_are_those_of_the_schema(settings_path: Path) -> None:
    Store.open(settings_path).close()
    engine = connect(settings_path)
    found = inspect(engine)
    assert set(found.get_table_names()) == set(schema.metadata.tables)
    for name, table in schema.metadata.tables.items():
        assert [column["name"] for column in found.get_columns(name)] == [
            column.name for column in table.columns
        ]
    engine.dispose()


@pytest.fixture
def settings_path(tmp_path: Path) -> Path:
    return tmp_path / "zhengda.db"


def test_the_text_that_another_takes_the_place_of_stays_readable(store: Store) -> None:
    store.add(parsed("旧文", source="a.txt"))
    old = store.notices()[0].id
    store.add(parsed("新文", source="a.txt"))
    (now,) = store.notices()
    assert now.id != old
    assert store.document(now.id).text == "新文"
    (former,) = store.former(now.id)
    assert (former.document.text, bool(former.retired_at)) == ("旧文", True)
    assert [passage.notice_id for passage in store.passages()] == [now.id]


def test_a_former_text_that_comes_back_is_the_present_one_again(store: Store) -> None:
    store.add(parsed("旧文", source="a.txt"))
    store.add(parsed("新文", source="a.txt"))
    assert store.add(parsed("旧文", source="a.txt")) is Added.REPLACED
    (now,) = store.notices()
    assert store.text(now.id) == "旧文"
    assert [former.document.text for former in store.former(now.id)] == ["新文"]


def test_a_removed_notice_takes_its_former_versions_along(store: Store) -> None:
    store.add(parsed("旧文", source="a.txt"))
    store.add(parsed("新文", source="a.txt"))
    store.remove(store.notices()[0].id)
    assert store.add(parsed("再来", source="a.txt")) is Added.ADDED
    assert store.former(store.notices()[0].id) == ()


def test_what_a_place_no_longer_holds_goes_and_its_text_stays(store: Store) -> None:
    store.add(parsed("甲", source="a.txt"))
    before = store.sequence
    assert store.leave("a.txt")
    assert not store.leave("a.txt")
    assert store.notices() == ()
    assert store.sequence > before
    assert store.add(parsed("甲", source="b.txt")) is Added.ADDED
    assert len(store.notices()) == 1


def test_what_places_hold_is_told_with_its_fingerprint(store: Store) -> None:
    store.add(two_in_one(), location="/x", fingerprint="f1")
    store.add(parsed("乙", source="b.txt", items=0), fingerprint="f2")
    assert store.held() == {
        "/x": Held(fingerprint="f1", notices=2, items=2),
        "b.txt": Held(fingerprint="f2", notices=1, items=0),
    }
    store.remove("c")
    assert store.held()["/x"].fingerprint == ""


def test_the_same_words_in_another_kind_of_file_are_a_duplicate(store: Store) -> None:
    made = parsed("关于公开的通知", source="a.txt")
    other = replace(made.document, source="a.docx", layout=Layout(format=Format.DOCX))
    store.add(made)
    assert store.add(replace(made, document=other), location="a.docx") is Added.DUPLICATE
    assert store.add(made) is Added.UNCHANGED


def test_a_layout_comes_back_as_it_was_stored(store: Store) -> None:
    made = parsed("关于公开的通知\n\t甲\n\t乙\n\n")
    block = Block(span=Span(0, 7), locator=Locator(page=2, box=(0.1, 0.2, 0.9, 0.25)), confidence=0.98)
    layout = Layout(
        format=Format.PDF,
        blocks=(block,),
        tables=(Table(rows=((Span(9, 10), Span(12, 13)),)),),
        doubts=(Doubt(kind=DoubtKind.LOW_CONFIDENCE, message="第 2 页认不清", page=2, withholds=True),),
        pages=3,
    )
    document = replace(made.document, layout=layout, file_sha256="f" * 64)
    assert store.add(replace(made, document=document)) is Added.ADDED
    assert store.document(store.notices()[0].id) == document
    assert store.add(made) is Added.REPLACED
    assert store.document(store.notices()[0].id).layout == PLAIN


def test_of_a_removed_notice_no_word_is_left_while_the_store_stays_open(store: Store) -> None:
    store.add(parsed("关于张三低保金的通知" * 300, source="a.txt"))
    folder = store.path.parent

    def left() -> list[str]:
        return [path.name for path in folder.iterdir() if "张三低保金".encode() in path.read_bytes()]

    assert left()
    store.remove(store.notices()[0].id)
    assert left() == []


def test_a_file_that_another_notice_was_read_from_is_needed_still(store: Store) -> None:
    both = two_in_one()
    store.add(replace(both, document=replace(both.document, file_sha256="f" * 64)))
    why = Removal(reason="误传", by="甲")
    assert store.remove("c", why) == ()
    assert store.remove("b", why) == ("f" * 64,)
    assert [found.removal.files for found in store.removals()] == [(), ("f" * 64,)]
