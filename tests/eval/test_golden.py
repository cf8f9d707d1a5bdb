import hashlib
import json
from pathlib import Path

import pytest

from corpus.errors import ReadError, UsageError
from corpus.readers import Limits
from eval.gold import load_gold
from eval.golden import compare, compare_folder, figures

ROOT = Path(__file__).parents[2]
NOTICE = """青石县人民政府办公室关于印发2023年公开工作要点的通知

各乡镇人民政府：
一、公开目录
1.编制公开目录，10月底前完成。（牵头单位：县司法局；责任单位：县财政局、各乡镇）
2.公布办事指南。（责任单位：县行政审批局）

青石县人民政府办公室
2023年5月6日
"""
ITEM = {
    "number": "1", "path": ["一、公开目录"], "starts_with": "编制公开目录", "lead_units": ["县司法局"],
    "responsible_units": ["各乡镇", "县财政局"], "cooperating_units": [],
    "deadline_text": "10月底前", "deadline_due": "2023-10-31",
}  # fmt: skip
SECOND = ITEM | {
    "number": "2", "starts_with": "公布办事指南", "lead_units": [], "responsible_units": ["县行政审批局"],
    "deadline_text": None, "deadline_due": None,
}  # fmt: skip


def compared(folder, *items, **facts):
    (folder / "a.txt").write_text(NOTICE, encoding="utf-8")
    row = {"source": "a.txt", "items": list(items), **facts}
    (folder / "a.json").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    return compare(load_gold(folder / "a.json"), folder, Limits())


def test_a_notice_read_as_gold_has_it_shows_no_difference(tmp_path):
    row = compared(tmp_path, ITEM, SECOND, dated_on="2023-05-06", issuing_bodies=["青石县人民政府办公室"])
    assert row.differences == ()
    assert figures([row])["items_share"] == 1.0
    assert (row.total["items"], row.total["facts"], row.extra) == (2, 2, 0)


@pytest.mark.parametrize(
    ("change", "figure"),
    [
        ({"lead_units": ["县公安局"]}, "lead"),
        ({"lead_units": []}, "lead"),
        ({"responsible_units": ["县财政局"]}, "responsible"),
        ({"cooperating_units": ["县公安局"]}, "cooperating"),
        ({"deadline_due": "2023-11-30"}, "deadline"),
        ({"deadline_due": None, "deadline_text": "11月底前"}, "deadline"),
        ({"path": ["二、公开目录"]}, "path"),
        ({"path": []}, "path"),
        ({"number": "3"}, "number"),
        ({"start": 0, "end": 3}, "span"),
    ],
)
def test_every_fact_of_an_item_that_differs_is_shown_once(tmp_path, change, figure):
    row = compared(tmp_path, ITEM | change, SECOND)
    (difference,) = row.differences
    assert difference.figure == figure
    assert row.right[figure] == row.total[figure] - 1


@pytest.mark.parametrize(
    ("items", "item_f1", "unit_f1"),
    [
        ((ITEM, SECOND), 1.0, 1.0),
        # Gold has one item of one unit; two of four units were read.
        ((SECOND,), 0.6667, 0.4),
        # Gold has three items of seven units.
        ((ITEM, SECOND, ITEM | {"number": "9", "starts_with": "没有这一项"}), 0.8, 0.7273),
        # One unit stands in another role.
        ((ITEM, SECOND | {"responsible_units": [], "lead_units": ["县行政审批局"]}), 1.0, 0.75),
    ],
)
def test_f1_weighs_what_is_missing_and_what_is_too_much(tmp_path, items, item_f1, unit_f1):
    found = figures([compared(tmp_path, *items)])
    assert (found["item_f1"], found["unit_f1"]) == (item_f1, unit_f1)


def test_each_fact_of_the_head_has_a_figure_of_its_own(tmp_path):
    found = figures(
        [compared(tmp_path, ITEM, SECOND, dated_on="2023-05-06", document_number="青政〔2023〕1号")]
    )
    assert (found["dated_on_share"], found["document_number_share"], found["facts_share"]) == (1.0, 0.0, 0.5)


@pytest.mark.parametrize(("validity", "right"), [("unknown", True), ("in_force", False)])
def test_validity_is_what_the_notice_alone_says(tmp_path, validity, right):
    row = compared(tmp_path, ITEM, SECOND, validity=validity)
    assert (row.differences == ()) is right


def test_an_item_that_was_not_found_counts_against_all_its_facts(tmp_path):
    row = compared(tmp_path, ITEM, SECOND, ITEM | {"number": "9", "starts_with": "没有这一项"})
    missing = {difference.figure for difference in row.differences}
    assert missing == {"items", "lead", "responsible", "cooperating", "deadline"}
    assert (row.right["items"], row.total["items"]) == (2, 3)


def test_an_item_that_gold_does_not_have_is_extra(tmp_path):
    row = compared(tmp_path, SECOND)
    assert row.extra == 1
    assert [difference.figure for difference in row.differences] == ["extra"]


def test_a_title_by_reference_is_compared_in_words(tmp_path):
    title = NOTICE.splitlines()[0]
    digest = hashlib.sha256(title.encode()).hexdigest()
    refer = {"notice": "a.txt", "start": 0, "end": len(title), "sha256": digest}
    assert compared(tmp_path, ITEM, SECOND, title=refer).differences == ()
    first = hashlib.sha256(title[:9].encode()).hexdigest()
    row = compared(tmp_path, ITEM, SECOND, title=refer | {"end": 9, "sha256": first})
    assert [difference.gold for difference in row.differences] == [title[:9]]
    with pytest.raises(UsageError, match=r"a\.txt 的标注：.*sha256 不符"):
        compared(tmp_path, ITEM, SECOND, title=refer | {"end": 9})


@pytest.mark.parametrize(
    "facts",
    [
        {"dated_on": "2023-05-07"},
        {"document_number": "青政办发〔2023〕1号"},
        {"contacts": {"phone": ["1"]}},
    ],
)
def test_a_fact_of_the_head_that_differs_is_shown(tmp_path, facts):
    row = compared(tmp_path, ITEM, SECOND, **facts)
    assert [difference.figure for difference in row.differences] == ["facts"]


def test_a_notice_of_a_pair_that_was_not_found_loses_everything(tmp_path):
    gold = {"items": [ITEM], "title": "另一份通知"}
    row = compared(tmp_path, notices=[{"items": [ITEM, SECOND]}, gold])
    assert row.total["items"] == 3
    assert row.right["items"] == 2
    assert row.right["facts"] == 0


def test_gold_made_from_another_text_is_not_compared(tmp_path):
    with pytest.raises(UsageError, match="sha256"):
        compared(tmp_path, ITEM, sha256=hashlib.sha256(b"other").hexdigest())


@pytest.mark.parametrize("content", ["", "{}", '{"items": [{}]}', "[]"])
def test_a_damaged_golden_file_is_an_error_that_names_it(tmp_path, content):
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=r"a\.json"):
        load_gold(tmp_path / "a.json")


def test_a_notice_that_is_not_there_is_an_error(tmp_path):
    (tmp_path / "a.json").write_text('{"items": []}', encoding="utf-8")
    with pytest.raises(ReadError, match=r"a\.txt"):
        compare_folder(tmp_path, tmp_path, Limits())


def test_a_folder_without_golden_files_is_an_error(tmp_path):
    with pytest.raises(UsageError, match="golden"):
        compare_folder(tmp_path, tmp_path, Limits())


def test_the_sample_notices_are_all_compared():
    golden = ROOT / "tests" / "corpus" / "golden" / "samples"
    rows = compare_folder(golden, ROOT / "corpus" / "samples", Limits())
    files = [load_gold(file) for file in golden.glob("*.json")]
    assert {row.source for row in rows} == {file.source for file in files}
    assert figures(rows)["items_total"] == sum(len(notice.items) for file in files for notice in file.notices)
