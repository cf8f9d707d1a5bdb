from datetime import date

from corpus.edges import Clause, Edge, EdgeKind
from corpus.grid import width
from corpus.listing import notice_detail, notice_text, notices_records, notices_table
from corpus.model import DocumentStage, Fact, Span, Validity
from corpus.relation_listing import Relations, relations_of
from corpus.store import Store
from tests.corpus.made import deadline, item, notice, parsed

TODAY = date(2023, 6, 1)


def test_notices_are_listed_with_their_standing_and_number_of_items(store: Store) -> None:
    store.add(parsed(items=3, sample=True, expires_on=date(2023, 5, 31)))
    table = notices_table(store, TODAY, 120)
    assert "示例、正式、已到期" in table
    assert table.endswith("共 1 份通知，3 条任务。")
    assert all(width(line) <= 120 for line in table.split("\n"))
    (record,) = notices_records(store, TODAY)
    assert (record["validity"], record["items"], record["sample"]) == ("expired", 3, True)


def test_a_notice_is_shown_with_units_and_every_deadline() -> None:
    made = notice(validity=Validity.REPEALED, validity_reason="被《乙》废止", forwards="n2")
    other = deadline(None, "长期坚持")
    text = notice_text(
        made, (item(made, other_deadlines=(other,)), item(made, "2", path=("二、其他",))), TODAY, 80
    )
    for line in (
        "  发文字号：青政办发〔2023〕1号",
        "  状态：正式、已废止",
        "  状态依据：被《乙》废止",
        "  转发：n2",
        "任务条目 2 条",
        "  一、公开",
        "  二、其他",
        "    1. 公开清单，3月底前完成。",
        "      牵头单位：县财政局",
        "      责任单位：各乡镇",
        "      时限：3月底前（2023-03-31；底取最后一日）",
        "      时限：长期坚持",
    ):
        assert line in text.split("\n")
    assert "配合单位" not in text


def test_a_notice_without_items_says_so() -> None:
    assert "没有读出任务条目。" in notice_text(notice(), (), TODAY, 80)


def test_the_detail_holds_facts_with_their_places_and_items() -> None:
    made = notice()
    detail = notice_detail(made, (item(made),), TODAY)
    assert detail["facts"] == [{"name": "title", "value": "青石县关于做好某事的通知", "start": 0, "end": 12}]
    (shown,) = detail["items"]
    assert shown["deadline"]["due"] == "2023-03-31"
    assert shown["other_deadlines"] == []
    assert (detail["relations"], detail["validity_source"]) == ([], None)


def test_relations_are_listed_with_the_notices_that_the_library_holds(store: Store) -> None:
    facts = (
        ("cites", Fact(value="《青石县某办法》（青政发〔2019〕1号）", span=Span(0, 9))),
        ("repeals", Fact(value="青政发〔2019〕1号", span=Span(0, 9))),
        ("cites", Fact(value="《云岭省某条例》", span=Span(12, 20))),
    )
    store.add(parsed("旧", source="1", title="青石县某办法", document_number="青政发〔2019〕1号"))
    store.add(parsed("新", source="2", facts=facts, dated_on=date(2023, 5, 1)))
    old, new = store.notices()
    ended = relations_of(old, store.notices(), store.edges())
    text = notice_text(old, (), TODAY, 80, ended).split("\n")
    assert "  状态：正式、已被代替" not in text
    assert "  状态：正式、已废止" in text
    assert f"  依据出处：通知 {new.id} 第 1 至 9 字" in text
    assert f"  被废止于：《青石县关于做好某事的通知》 → {new.id}" in text
    detail = notice_detail(old, (), TODAY, ended)
    assert detail["validity_source"] == {"notice_id": new.id, "start": 0, "end": 9}
    (relation,) = detail["relations"]
    assert (relation["direction"], relation["label"], relation["notice_id"]) == ("in", "被废止", new.id)
    ending = relations_of(new, store.notices(), store.edges())
    lines = notice_text(new, (), TODAY, 80, ending).split("\n")
    assert f"  废止：《青石县某办法》（青政发〔2019〕1号） → {old.id}" in lines
    assert "  引用：《云岭省某条例》" in lines
    records = notice_detail(new, (), TODAY, ending)["relations"]
    assert [record["notice_id"] for record in records] == [old.id, None]


def test_a_draft_only_means_to_replace(store: Store) -> None:
    store.add(parsed("旧", source="1", title="青石县某办法", document_number="青政发〔2019〕1号"))
    facts = (("supersedes", Fact(value="青政发〔2019〕1号", span=Span(0, 9))),)
    stage = DocumentStage.CONSULTATION_DRAFT
    store.add(parsed("新", source="2", facts=facts, dated_on=date(2023, 5, 1), stage=stage))
    old, new = store.notices()
    text = notice_text(old, (), TODAY, 80, relations_of(old, store.notices(), store.edges()))
    assert f"  被拟代替于：《青石县关于做好某事的通知》 → {new.id}" in text.split("\n")
    (record,) = notice_detail(new, (), TODAY, relations_of(new, store.notices(), store.edges()))["relations"]
    assert record["label"] == "拟代替"


def test_a_notice_that_may_not_be_named_is_not(store: Store) -> None:
    store.add(parsed("旧", source="1", title="青石县某办法", document_number="青政发〔2019〕1号"))
    facts = (("repeals", Fact(value="青政发〔2019〕1号", span=Span(0, 9))),)
    store.add(parsed("新", source="2", facts=facts, dated_on=date(2023, 5, 1)))
    old, new = store.notices()
    assert relations_of(old, (old,), store.edges()).said == ()
    (record,) = notice_detail(new, (), TODAY, relations_of(new, (new,), store.edges()))["relations"]
    assert record["notice_id"] is None


def test_clauses_stand_behind_the_relation() -> None:
    clauses = (
        Clause(number="第三条", ended=True, span=Span(5, 8)),
        Clause(number="第五条", ended=False, span=Span(9, 12)),
    )
    edge = Edge(
        kind=EdgeKind.AMENDS, by=notice().id, span=Span(0, 4), title="某办法", number=None, clauses=clauses
    )
    relations = Relations(says=(edge,), titles={})
    assert "  修改：《某办法》（第三条停止执行；第五条有修改）" in notice_text(
        notice(), (), TODAY, 80, relations
    )
    (record,) = notice_detail(notice(), (), TODAY, relations)["relations"]
    assert record["clauses"][0] == {"number": "第三条", "ended": True, "start": 5, "end": 8}
