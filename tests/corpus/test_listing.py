from datetime import date

from corpus.grid import width
from corpus.listing import notice_detail, notice_text, notices_records, notices_table
from corpus.model import Validity
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
