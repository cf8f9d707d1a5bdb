import json
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from corpus.ledger import DueState, LedgerFilter, Role, region_fits, row_record, rows
from corpus.model import DocumentStage, ParsedDocument, ParsedNotice, Region, Validity
from corpus.parse import parse_document
from corpus.store import Store
from tests.corpus.made import REGION, deadline, document, item, notice, unit, written

CONTRACT = Path(__file__).parents[3] / "shared" / "contract"
TODAY = date(2023, 6, 1)


@pytest.fixture
def full(store: Store) -> Store:
    """Two notices: one in force with three items, one draft of another region and year with one."""
    first = notice("一", validity=Validity.IN_FORCE, expires_on=date(2023, 12, 31))
    second = notice(
        "二",
        title="白石县某事（征求意见稿）",
        document_number=None,
        region=Region(name="喀喇沁左翼蒙古族自治县", short="喀左", code="211324"),
        year=2024,
        stage=DocumentStage.CONSULTATION_DRAFT,
    )
    finance = (unit("县财政局"),)
    items = (
        item(first, "1", lead_units=(unit("县发改委"),), deadline=deadline(date(2023, 3, 31))),
        item(
            first,
            "2",
            lead_units=(),
            cooperating_units=finance,
            deadline=deadline(date(2023, 6, 1)),
        ),
        item(first, "3", lead_units=(), responsible_units=finance, deadline=deadline(None, "长期")),
    )
    for made, its in ((first, items), (second, (item(second, "1", deadline=None),))):
        part = ParsedNotice(notice=made, items=its, passages=())
        text = "一" if made is first else "二"
        store.add(ParsedDocument(document=document(text, source=text), notices=(part,)))
    return store


def numbers(store: Store, **wanted: object) -> list[str | None]:
    found = rows(store, LedgerFilter(**wanted), today=TODAY)  # type: ignore[arg-type]
    return [row.item.number if row.notice.year == 2023 else f"draft {row.item.number}" for row in found]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["1", "2", "3", "draft 1"]),
        ({"unit": "县发展和改革局"}, ["1"]),
        ({"unit": "财政局"}, ["2", "3", "draft 1"]),
        ({"unit": "财政局", "role": Role.LEAD}, ["draft 1"]),
        ({"unit": "财政局", "role": Role.RESPONSIBLE}, ["3"]),
        ({"unit": "财政局", "role": Role.COOPERATING}, ["2"]),
        ({"role": Role.LEAD}, ["1", "draft 1"]),
        ({"unit": "没有这个局"}, []),
        ({"unit": ""}, []),
        ({"region": "青石县"}, ["1", "2", "3"]),
        ({"region": "喀左县"}, ["draft 1"]),
        ({"region": "211324"}, ["draft 1"]),
        ({"region": "云岭省"}, []),
        ({"notice": "征求意见稿"}, ["draft 1"]),
        ({"notice": "青政办发〔2023〕1号"}, ["1", "2", "3"]),
        ({"notice": "没有"}, []),
        ({"year": 2024}, ["draft 1"]),
        ({"due_before": date(2023, 3, 31)}, ["1"]),
        ({"due_before": date(2023, 3, 30)}, []),
        ({"due_after": date(2023, 4, 1)}, ["2"]),
        ({"due_after": date(2023, 3, 31), "due_before": date(2023, 6, 1)}, ["1", "2"]),
        ({"text": "征求　意见稿"}, ["draft 1"]),
        ({"text": "〔２０２３〕1号"}, ["1", "2", "3"]),
        ({"text": "没有这样的话"}, []),
        ({"due": DueState.PASSED}, ["1"]),
        ({"due": DueState.COMING}, ["2"]),
        ({"due": DueState.UNDATED}, ["3", "draft 1"]),
        ({"stage": DocumentStage.CONSULTATION_DRAFT}, ["draft 1"]),
        ({"validity": Validity.IN_FORCE}, ["1", "2", "3"]),
        ({"validity": Validity.UNKNOWN}, ["draft 1"]),
    ],
)
def test_rows_are_filtered(wanted: dict[str, object], expected: list[str], full: Store) -> None:
    assert numbers(full, **wanted) == expected


def test_validity_is_that_of_the_day(full: Store) -> None:
    assert rows(full, today=date(2023, 12, 31))[0].validity is Validity.IN_FORCE
    assert rows(full, today=date(2024, 1, 1))[0].validity is Validity.EXPIRED


def test_without_a_day_the_clock_s_counts(full: Store) -> None:
    assert rows(full) == rows(full, today=date.today())


@pytest.fixture
def twice(store: Store) -> tuple[str, str]:
    """One notice of two sources; the ids of the fuller one and of its copy."""
    full, part = written(7), written(7).replace("2023年1月5日\n", "")
    for text in (part, full):
        store.add(parse_document(document(text, source=text)))
    (copy,) = [notice for notice in store.notices() if notice.copy_of]
    assert copy.copy_of is not None
    return copy.copy_of, copy.id


def test_the_tasks_of_a_notice_from_two_sources_stand_once(twice: tuple[str, str], store: Store) -> None:
    better, _ = twice
    assert [row.notice.id for row in rows(store)] == [better]
    assert [row.notice.id for row in rows(store, LedgerFilter(notice="第7项工作"))] == [better]


def test_the_tasks_of_a_copy_are_given_where_it_is_asked_for(twice: tuple[str, str], store: Store) -> None:
    _, copy = twice
    assert [row.notice.id for row in rows(store, LedgerFilter(notice=copy))] == [copy]


@pytest.mark.skipif(not CONTRACT.is_dir(), reason="the contract stands beside the checkout")
def test_every_row_keeps_the_contract(full: Store) -> None:
    schemas = [json.loads(path.read_text("utf-8")) for path in CONTRACT.glob("*.schema.json")]
    registry = Registry().with_resources([(made["$id"], Resource.from_contents(made)) for made in schemas])
    (task,) = [made for made in schemas if made["$id"] == "task.schema.json"]
    validator = Draft202012Validator(task, registry=registry)
    for row in rows(full, today=TODAY):
        validator.validate(row_record(row))


def test_a_row_says_what_was_printed(full: Store) -> None:
    record = row_record(rows(full, today=TODAY)[0])
    assert record["lead_units"] == ["县发改委"]
    assert record["deadline"] == {
        "text": "3月底前",
        "kind": "by_date",
        "due": "2023-03-31",
        "rule": "底取最后一日",
    }
    assert (record["region"], record["validity"], record["item"]) == ("青石县", "in_force", "1")


def test_a_notice_without_region_is_in_none() -> None:
    assert not region_fits(None, "青石县")
    assert region_fits(REGION, "青石")
