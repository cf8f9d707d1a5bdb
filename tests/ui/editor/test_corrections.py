"""Corrections over HTTP: what they make of the library, what is refused, two editors at once."""

import json

import pytest

from tests.ui.editing import correct, error, field_of, hand_in, item_of, one, shown, written
from tests.ui.stocked import signed_in


def test_a_correction_shows_in_the_ledger_the_notice_and_the_answer(editor, notice):
    before = shown(editor, notice)
    lamps = item_of(before, "2")
    assert field_of(lamps, "lead_units")["now"] == ["县住建局"]
    reply = correct(editor, notice, "lead_units", ["县城市管理局"], item=lamps["id"], after=lamps["after"])
    assert reply.status_code == 201
    now = field_of(item_of(reply.json(), "2"), "lead_units")
    assert (now["now"], now["read"], now["corrected"]) == (
        ["县城市管理局"],
        ["县住建局"],
        "牵头单位（人工填写）",
    )
    (line,) = reply.json()["history"]
    assert (line["by"], line["reason"], line["state"]) == ("editor", "与原件不符", "counts")
    tasks = editor.get("/api/v1/tasks", params={"notice": notice}).json()["tasks"]
    row = next(row for row in tasks if row["item"] == "2")
    assert (row["lead_units"], row["corrected"]) == (["县城市管理局"], ["牵头单位（人工填写）"])
    whole = editor.get(f"/api/v1/notices/{notice}").json()
    assert whole["items"][1]["corrected"] == ["牵头单位（人工填写）"]
    words = row["text"].rstrip("。")
    answer = editor.post("/api/v1/ask", json={"question": f"临溪县{words}由哪个单位牵头？"}).json()
    assert answer["citations"][0]["notice"]["id"] == notice
    assert answer["fields"]["lead_units"] == ["县城市管理局"]
    assert answer["citations"][0]["corrected"] == ["牵头单位（人工填写）"]


def test_a_number_filled_in_by_hand_is_answered_as_such(editor, notice):
    title = shown(editor, notice)["title"]
    assert correct(editor, notice, "document_number", ["临政办发〔2024〕88号"]).status_code == 201
    answer = editor.post("/api/v1/ask", json={"question": f"{title}的发文字号是多少？"}).json()
    assert "临政办发〔2024〕88号（人工填写）" in answer["text"]
    assert answer["citations"][0]["notice"]["corrected"] == ["发文字号（人工填写）"]


def test_undoing_gives_back_what_was_read_and_stays_in_the_history(editor, notice):
    first = correct(editor, notice, "title", ["修路要点"]).json()
    assert first["title"] == "修路要点"
    undone = correct(editor, notice, "title", None, after=first["head"]["after"]).json()
    assert undone["title"] == undone["head"]["fields"][0]["read"][0]
    assert [line["state"] for line in undone["history"]] == ["undo", "former"]


def test_of_an_older_correction_only_what_still_counts_can_be_undone(editor, notice):
    changes = [
        {"field": "title", "values": ["甲"]},
        {"field": "document_number", "values": ["甲〔2024〕1号"]},
    ]
    path = f"/api/v1/editor/notices/{notice}/corrections"
    first = editor.post(path, json={"changes": changes, "reason": "核对", "after": 0}).json()
    second = correct(editor, notice, "title", ["乙"], after=first["head"]["after"]).json()
    older = second["history"][-1]
    assert older["state"] == "counts"
    assert [(one["name"], one["counts"]) for one in older["changes"]] == [
        ("title", False),
        ("document_number", True),
    ]


def test_the_second_of_two_editors_is_told_and_a_double_click_is_no_second(app, editor, notice):
    other = signed_in(app, "administrator")
    seen = shown(editor, notice)["head"]["after"]
    assert correct(editor, notice, "title", ["甲的标题"], after=seen).status_code == 201
    late = correct(other, notice, "title", ["乙的标题"], after=seen)
    assert error(late) == (409, "overtaken")
    assert "editor" in late.json()["error"]["message"]
    assert correct(editor, notice, "title", ["甲的标题"], after=seen).status_code == 201
    record = shown(other, notice)
    assert len(record["history"]) == 1
    assert correct(other, notice, "title", ["乙的标题"], after=record["head"]["after"]).status_code == 201


def test_what_is_pasted_along_unseen_is_left_out(editor, notice):
    record = correct(
        editor, notice, "title", ["临溪\u202e县\x00要点\r\n二"], reason="照抄\n\u202e原件"
    ).json()
    assert field_of(record["head"], "title")["now"] == ["临溪县要点 二"]
    assert record["history"][0]["reason"] == "照抄 原件"
    file = one(hand_in(editor, "要\u202e点\x1b\n二.txt", written("西沟").encode()))
    assert file["name"] == "要点 二.txt"


BAD = [
    ({"field": "title", "values": []}, "标题"),
    ({"field": "title", "values": ["长" * 501]}, "最多 500 字"),
    ({"field": "dated_on", "values": ["2024-02-30"]}, "2024-03-01"),
    ({"field": "dated_on", "values": ["0024-02-03"]}, "年份"),
    ({"field": "dated_on", "values": ["20240301"]}, "请写成 2024-03-01 这样"),
    ({"field": "dated_on", "values": ["2024-W09-5"]}, "请写成 2024-03-01 这样"),
    ({"field": "dated_on", "values": ["２０２４-０３-０１"]}, "请写成 2024-03-01 这样"),
    (
        {"field": "expires_on", "values": ["2024-02-01"]},
        "“有效期”的最后一天 2024-02-01 早于“成文日期” 2024-03-01",
    ),
    ({"field": "stage", "values": ["soon"]}, "阶段"),
    ({"field": "lead_units", "values": ["县"]}, "不能在这里更正"),
    ({"field": "title", "values": ["要点"], "quote": "原文没有的话"}, "找不到"),
    ({"field": "title", "values": ["a\ud800"]}, ""),
    ({"field": "colour", "values": ["red"]}, ""),
    ({"field": "title", "values": "要点"}, ""),
    ({"field": "title"}, ""),
]


@pytest.mark.parametrize(("change", "words"), BAD)
def test_a_correction_that_makes_no_sense_is_refused_with_why(editor, notice, change, words):
    given = {"changes": [change], "reason": "核对", "after": 0}
    body = json.dumps(given)
    headers = {"content-type": "application/json"}
    reply = editor.post(f"/api/v1/editor/notices/{notice}/corrections", content=body, headers=headers)
    assert error(reply)[0] == 422
    assert words in reply.json()["error"]["message"]
    assert shown(editor, notice)["history"] == []


def test_an_end_before_its_beginning_is_refused_whichever_was_put_right_first(editor, notice):
    after = correct(editor, notice, "expires_on", ["2026-12-31"]).json()["head"]["after"]
    late = correct(editor, notice, "effective_on", ["2027-01-01"], after=after)
    assert error(late)[0] == 422
    assert "早于“施行日期” 2027-01-01" in late.json()["error"]["message"]
    # Taken back, the end stands in nobody's way; of what was not touched nothing is said.
    after = correct(editor, notice, "expires_on", None, after=after).json()["head"]["after"]
    after = correct(editor, notice, "effective_on", ["2027-01-01"], after=after).json()["head"]["after"]
    assert correct(editor, notice, "title", ["要点"], after=after).status_code == 201


def test_a_time_limit_is_written_out_as_a_day_too(editor, notice):
    item = item_of(shown(editor, notice), "2")["id"]
    for day in ("20240630", "2024-W26-7"):
        reply = correct(editor, notice, "deadline", ["6月底前", day], item=item)
        assert "请写成 2024-03-01 这样" in reply.json()["error"]["message"]


def test_a_time_limit_put_right_needs_its_words(editor, notice):
    item = item_of(shown(editor, notice), "2")["id"]
    assert correct(editor, notice, "deadline", ["", "2024-06-30"], item=item).status_code == 422
    record = correct(editor, notice, "deadline", ["6月底前", "2024-06-30"], item=item).json()
    assert field_of(item_of(record, "2"), "deadline")["now"] == ["6月底前", "2024-06-30"]
