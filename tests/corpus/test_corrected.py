"""What editors put right survives being read again, and never reaches words it was not made for."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.corrected import HEAD, newest
from corpus.corrections import Change, Correction, Field, Overtaken, Place, clause_of, head_of
from corpus.disclosure import is_public
from corpus.facts import CORRECTED
from corpus.ingest import ingest
from corpus.ledger import LedgerFilter, rows
from corpus.model import DocumentStage, Notice, Span, TaskItem
from corpus.parse import parse_document
from corpus.put_right import head_values, item_values
from corpus.settings import Settings
from corpus.store import Store

pytestmark = pytest.mark.usefixtures("file")

TEXT = """临溪县人民政府办公室关于印发临溪县2024年修路工作要点的通知

临政办发〔2024〕8号

各乡镇人民政府：

现将要点印发给你们。

临溪县人民政府办公室

2024年3月1日

1. 修好北桥。{when}修好。（牵头单位：县交通运输局）
2. 数清路灯。（牵头单位：县住建局；县供电公司协助）
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", encoder="none")


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = Store.open(settings.store_path)
    yield opened
    opened.close()


@pytest.fixture
def file(settings: Settings, store: Store, tmp_path: Path) -> Path:
    path = tmp_path / "roads.txt"
    put(path, store, settings)
    return path


def put(path: Path, store: Store, settings: Settings, when: str = "2024年6月底前", more: str = "") -> None:
    path.write_text(TEXT.format(when=when) + more, encoding="utf-8")
    ingest([path], store, settings=settings)


def only(store: Store) -> Notice:
    (found,) = store.notices()
    return found


def numbered(store: Store, number: str) -> TaskItem:
    return next(item for item in store.items() if item.number == number)


def correct(
    store: Store, place: Place, *changes: Change, by: str = "编辑甲", after: int | None = None
) -> int:
    """Keep a correction as one who has seen all there is."""
    item_id = HEAD
    if place.digest:
        item_id = next(
            item.id
            for item in store.items(place.notice_id)
            if clause_of(only(store), item, store.text(place.notice_id)).digest == place.digest
        )
    made = Correction(place=place, changes=changes, reason="与原件不符", by=by)
    about = [each.correction for each in store.corrected().placed if each.key == (place.notice_id, item_id)]
    seen = (about[-1].number if about else 0) if after is None else after
    return store.corrections.add(
        made, newest=lambda connection: newest(connection, place.notice_id, item_id), after=seen
    )


def clause(store: Store, number: str) -> Place:
    notice = only(store)
    whole = store.as_read(notice.id)
    assert whole
    item = next(item for item in whole.items if item.number == number)
    return clause_of(notice, item, whole.text)


def test_a_unit_put_right_shows_everywhere_and_points_to_where_it_is_printed(store: Store) -> None:
    before = store.versions()
    correct(store, clause(store, "2"), Change(field=Field.COOPERATING_UNITS, values=("县供电公司",)))
    item = numbered(store, "2")
    (unit,) = item.cooperating_units
    assert store.text(item.notice_id)[unit.span.start : unit.span.end] == "县供电公司"
    assert item.corrected == ("配合单位",)
    assert [row.item.id for row in rows(store, LedgerFilter(unit="县供电公司"))] == [item.id]
    (whole,) = store.contents([item.notice_id])
    assert item in whole.items
    assert whole.version == store.versions()[item.notice_id] != before[item.notice_id]


def test_what_is_printed_nowhere_says_so_and_points_to_its_clause(store: Store) -> None:
    change = Change(field=Field.LEAD_UNITS, values=("县城市管理局", "县住建局"))
    correct(store, clause(store, "2"), change)
    item = numbered(store, "2")
    assert item.corrected == ("牵头单位（人工填写）",)
    assert item.lead_units[0].span == item.text_span
    assert item.lead_units[1].span != item.text_span


def test_a_quote_gives_the_place_of_what_is_said_in_other_words(store: Store) -> None:
    change = Change(field=Field.DEADLINE, values=("上半年", "2024-06-30"), quote="2024年6月底前")
    correct(store, clause(store, "1"), change)
    deadline = numbered(store, "1").deadline
    assert deadline
    assert (deadline.text, deadline.due, deadline.rule) == ("上半年", date(2024, 6, 30), "人工更正")
    assert store.text(only(store).id)[deadline.span.start : deadline.span.end] == "2024年6月底前"


def test_a_deadline_can_be_taken_off(store: Store) -> None:
    correct(store, clause(store, "1"), Change(field=Field.DEADLINE, values=()))
    assert numbered(store, "1").deadline is None


def test_headings_put_right_stand_at_the_passage_too(store: Store) -> None:
    correct(store, clause(store, "1"), Change(field=Field.PATH, values=("一、桥梁",)))
    item = numbered(store, "1")
    passages = {passage.item_id: passage for passage in store.passages()}
    assert item.path == passages[item.id].path == ("一、桥梁",)


HEADS = [
    (Field.TITLE, ("关于修路的通知",), "标题（人工填写）"),
    (Field.TITLE, ("临溪县2024年修路工作要点",), "标题"),
    (Field.DOCUMENT_NUMBER, ("临政办发〔2024〕８号",), "发文字号"),
    (Field.DOCUMENT_NUMBER, (), "发文字号"),
    (Field.ISSUING_BODIES, ("临溪县人民政府办公室", "临溪县交通运输局"), "发文机关（人工填写）"),
    (Field.DATED_ON, ("2024-03-01",), "成文日期"),
    (Field.DATED_ON, ("2023-12-31",), "成文日期（人工填写）"),
    (Field.EXPIRES_ON, ("2026-12-31",), "有效期（人工填写）"),
    (Field.STAGE, ("trial",), "阶段（人工填写）"),
    (Field.DISCLOSURE, ("依申请公开",), "公开属性（人工填写）"),
]


@pytest.mark.parametrize(("field", "values", "label"), HEADS)
def test_the_head_is_put_right_field_by_field(
    store: Store, field: Field, values: tuple[str, ...], label: str
) -> None:
    place = head_of(only(store))
    correct(store, place, Change(field=field, values=values))
    notice = only(store)
    assert head_values(notice, field) == values
    assert [fact.value for name, fact in notice.facts if name == CORRECTED] == [label]
    for _, fact in notice.facts[:-1]:
        assert 0 <= fact.span.start < fact.span.end <= len(store.text(notice.id))


def test_a_disclosure_mark_put_right_closes_the_notice(store: Store) -> None:
    assert is_public(only(store))
    correct(store, head_of(only(store)), Change(field=Field.DISCLOSURE, values=("依申请公开",)))
    assert not is_public(only(store))


def test_the_newest_counts_and_taking_back_gives_what_was_read(store: Store) -> None:
    read = item_values(numbered(store, "2"), Field.LEAD_UNITS)
    for name in ("县城市管理局", "县水利局"):
        correct(store, clause(store, "2"), Change(field=Field.LEAD_UNITS, values=(name,)))
    assert item_values(numbered(store, "2"), Field.LEAD_UNITS) == ("县水利局",)
    correct(store, clause(store, "2"), Change(field=Field.LEAD_UNITS, values=None))
    item = numbered(store, "2")
    assert (item_values(item, Field.LEAD_UNITS), item.corrected) == (read, ())
    assert len(store.corrections.all()) == 3


def test_another_editor_is_told_and_nothing_of_his_is_kept(store: Store) -> None:
    place = clause(store, "2")
    correct(store, place, Change(field=Field.LEAD_UNITS, values=("县水利局",)), by="编辑甲")
    with pytest.raises(Overtaken, match="编辑甲"):
        correct(store, place, Change(field=Field.LEAD_UNITS, values=("县教育局",)), by="编辑乙", after=0)
    assert len(store.corrections.all()) == 1
    correct(store, clause(store, "1"), Change(field=Field.DEADLINE, values=()), by="编辑乙", after=0)


def test_what_is_sent_twice_is_kept_once(store: Store) -> None:
    change = Change(field=Field.LEAD_UNITS, values=("县水利局",))
    place = clause(store, "2")
    assert correct(store, place, change, after=0) == correct(store, place, change, after=0)
    assert len(store.corrections.all()) == 1


def test_a_correction_comes_back_with_its_notice(file: Path, store: Store, settings: Settings) -> None:
    correct(store, clause(store, "2"), Change(field=Field.LEAD_UNITS, values=("县水利局",)))
    notice_id = only(store).id
    store.remove(notice_id)
    assert store.items() == ()
    ingest([file], store, settings=settings)
    assert only(store).id == notice_id
    assert item_values(numbered(store, "2"), Field.LEAD_UNITS) == ("县水利局",)


def test_a_correction_outlives_a_newer_parser_unless_it_cuts_the_clause_otherwise(
    store: Store,
) -> None:
    correct(store, clause(store, "2"), Change(field=Field.LEAD_UNITS, values=("县水利局",)))
    parsed = parse_document(store.document(only(store).id))

    def read_as(**fields: object) -> None:
        (part,) = parsed.notices
        items = (*part.items[:-1], replace(part.items[-1], **fields))  # type: ignore[arg-type]
        store.add(replace(parsed, notices=(replace(part, items=items),)))

    read_as(id="another-id", lead_units=(), text="数清路灯")
    assert item_values(numbered(store, "2"), Field.LEAD_UNITS) == ("县水利局",)
    span = parsed.notices[0].items[-1].span
    read_as(lead_units=(), span=Span(span.start, span.end - 4))
    assert item_values(numbered(store, "2"), Field.LEAD_UNITS) == ()
    assert [each.fits for each in store.corrected().placed] == [False]


def test_in_a_newer_file_it_holds_for_the_same_words_and_is_held_back_for_others(
    file: Path, store: Store, settings: Settings
) -> None:
    former = only(store).id
    correct(store, clause(store, "1"), Change(field=Field.LEAD_UNITS, values=("县公路局",)))
    correct(store, clause(store, "2"), Change(field=Field.LEAD_UNITS, values=("县水利局",)))
    put(file, store, settings, when="2024年9月底前")
    assert only(store).id != former
    assert item_values(numbered(store, "2"), Field.LEAD_UNITS) == ("县水利局",)
    bridge = numbered(store, "1")
    assert item_values(bridge, Field.LEAD_UNITS) == ("县交通运输局",)
    (held,) = store.corrected().standing[only(store).id, bridge.id].values()
    assert (held.placed.fits, held.change.values) == (False, ("县公路局",))
    # A look at it settles it, either way.
    correct(store, clause(store, "1"), Change(field=Field.LEAD_UNITS, values=("县公路局",)))
    assert item_values(numbered(store, "1"), Field.LEAD_UNITS) == ("县公路局",)
    (settled,) = store.corrected().standing[only(store).id, bridge.id].values()
    assert settled.placed.fits


def test_the_head_in_a_newer_file_is_put_right_only_where_it_reads_as_before(
    file: Path, store: Store, settings: Settings
) -> None:
    was = head_values(only(store), Field.TITLE)
    change = Change(field=Field.TITLE, values=("修路要点",), was=was)
    correct(store, head_of(only(store)), change)
    put(file, store, settings, when="2024年9月底前")
    assert only(store).title == "修路要点"
    other = TEXT.replace("修路工作要点", "修桥工作要点").format(when="2024年9月底前")
    file.write_text(other, encoding="utf-8")
    ingest([file], store, settings=settings)
    assert "修桥" in only(store).title


def test_a_correction_of_a_clause_that_is_gone_is_kept_for_a_look(
    file: Path, store: Store, settings: Settings
) -> None:
    correct(store, clause(store, "2"), Change(field=Field.LEAD_UNITS, values=("县水利局",)))
    file.write_text(TEXT.format(when="2024年6月底前").rsplit("2. ", 1)[0], encoding="utf-8")
    ingest([file], store, settings=settings)
    (lost,) = store.corrected().placed
    assert (lost.notice_id, lost.item_id, lost.fits) == (only(store).id, None, False)


def test_a_stage_put_right_marks_a_draft(store: Store) -> None:
    change = Change(field=Field.STAGE, values=("consultation_draft",))
    correct(store, head_of(only(store)), change)
    assert only(store).stage is DocumentStage.CONSULTATION_DRAFT
