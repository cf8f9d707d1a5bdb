"""Receipts over a real library that changes: a notice put anew, ended, taken out."""

import hashlib
import json

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from corpus.errors import StoreDamaged
from qa.commands import receipt
from qa.receipts import model_name, read_receipt, seal
from qa.record import answer_record
from qa.service import create_app
from tests.qa.changing import AMENDING, ASKED, ENDING, NOTICE, Desk


@pytest.fixture
def desk(tmp_path):
    opened = Desk(tmp_path)
    yield opened
    opened.assistant.close()


def test_a_receipt_holds_what_the_answer_rested_on(desk):
    answer = desk.assistant.ask(ASKED, id="q1")
    kept = desk.assistant.receipt(answer.receipt)
    given = answer_record(answer)
    for key in given.keys() - {"took_ms"}:
        assert kept[key] == given[key], key
    assert kept["library"] == desk.store.sequence
    assert kept["asked_on"] == "2025-08-01"
    assert (kept["reading"]["kind"], kept["reading"]["regions"]) == ("how_much", ["临溪县"])
    assert "补贴" in kept["reading"]["topic"]
    assert kept["way"] == "passage"
    assert kept["weighed"] == answer.confidence
    assert kept["needed"] <= kept["weighed"]
    threshold = desk.assistant.settings.answer_threshold
    assert kept["thresholds"] == {"answer_threshold": threshold, "max_question_chars": 2000}
    assert (kept["model"], kept["writer"]) == ("none", "")
    assert kept["scope"]["notices"] == 1


def test_a_receipt_names_place_and_digest_of_every_quote_and_of_the_weights(desk):
    answer = desk.assistant.ask(ASKED)
    kept = desk.assistant.receipt(answer.receipt)
    assert len(kept["passages"]) == len(answer.citations) > 0
    ids = {passage.id for passage in desk.store.passages()}
    for place, citation in zip(kept["passages"], answer.citations, strict=True):
        text = desk.store.text(place["notice"])[place["start"] : place["end"]]
        assert text == citation.quote
        assert place["sha256"] == hashlib.sha256(text.encode()).hexdigest()
        assert place["id"] in ids
    assert {"qa/ranking.json", "index/fusion.json", "index/ranker-hybrid.json"} <= kept["weights"].keys()
    assert all(len(digest) == 64 for digest in kept["weights"].values())


def test_other_thresholds_give_another_receipt(tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    desks = Desk(tmp_path / "one"), Desk(tmp_path / "two", answer_threshold=0.1)
    answers = [desk.assistant.ask(ASKED) for desk in desks]
    assert answers[0].text == answers[1].text
    assert answers[0].receipt != answers[1].receipt
    for desk in desks:
        desk.assistant.close()


def test_nothing_of_a_masked_question_is_kept_in_what_was_understood(desk):
    answer = desk.assistant.ask("我叫张三丰，手机138 0013 8000，临溪县老年助餐补贴标准是多少")
    kept = json.dumps(desk.assistant.receipt(answer.receipt), ensure_ascii=False)
    assert "张三丰" not in kept
    assert "13800138000" not in kept
    assert "138 0013 8000" not in kept
    assert desk.assistant.receipt(answer.receipt)["reading"]["regions"] == ["临溪县"]


def test_an_unchanged_library_is_said_to_be_unchanged(desk):
    now = desk.now(desk.assistant.ask(ASKED))
    assert (now["state"], now["today"]) == ("unchanged", "2025-08-01")
    assert {each["state"] for each in now["citations"]} == {"unchanged"}


def test_a_notice_more_changes_nothing_of_what_was_cited_but_is_told(desk):
    answer = desk.assistant.ask(ASKED)
    desk.put("other.txt", ENDING.replace("临溪县", "望川市").replace("临政", "望政"))
    now = desk.now(answer)
    assert now["state"] == "unchanged"
    assert now["library"] > desk.assistant.receipt(answer.receipt)["library"]
    assert "库此后有变动" in now["message"]


def test_a_notice_put_anew_is_told_with_whether_the_words_still_stand(desk):
    answer = desk.assistant.ask(ASKED)
    desk.put("notice.txt", NOTICE.format(sum=60, more="\n第三条 本办法自印发之日起施行。"))
    now = desk.now(answer)
    assert now["state"] == "changed"
    assert now["citations"][0]["notice"] == desk.store.notices()[0].id
    assert "没有变" in now["citations"][0]["message"]
    desk.put("notice.txt", NOTICE.format(sum=80, more=""))
    assert "已改动" in desk.now(answer)["citations"][0]["message"]
    # What was shown then is shown still.
    assert "60元" in desk.assistant.receipt(answer.receipt)["citations"][0]["quote"]
    assert "80元" in desk.assistant.ask(ASKED).text


def test_a_notice_taken_out_is_told_and_its_words_are_still_shown(desk):
    answer = desk.assistant.ask(ASKED)
    desk.store.remove(answer.citations[0].notice.id)
    now = desk.now(answer)
    assert (now["state"], now["citations"][0]["notice"]) == ("removed", None)
    assert desk.assistant.receipt(answer.receipt)["text"] == answer.text


def test_a_notice_whose_file_left_is_told_as_taken_out(desk):
    answer = desk.assistant.ask(ASKED)
    assert desk.store.leave(str(desk.folder / "notice.txt"))
    assert desk.now(answer)["state"] == "removed"


def test_a_notice_that_another_ended_is_told_with_the_reason(desk):
    answer = desk.assistant.ask(ASKED)
    desk.put("ending.txt", ENDING)
    now = desk.now(answer)
    assert (now["state"], now["citations"][0]["validity"]) == ("ended", "repealed")
    assert "临政办发〔2025〕2号" in now["citations"][0]["message"] or "废止" in now["citations"][0]["message"]
    # Asked again it was ended already: nothing has happened since.
    assert desk.now(desk.assistant.ask("临溪县2024年老年助餐补贴标准是多少"))["state"] == "unchanged"


def test_a_clause_that_another_notice_ended_is_told(desk):
    answer = desk.assistant.ask(ASKED)
    desk.put("amending.txt", AMENDING)
    states = {each["n"]: each["state"] for each in desk.now(answer)["citations"]}
    assert answer.citations[0].quote.startswith("第一条")
    assert states[1] == "ended"
    again = desk.assistant.ask(ASKED)
    assert desk.now(again)["citations"][0]["state"] == "unchanged"


def test_a_refusal_has_a_receipt_too(desk):
    for question in ("喀左县助餐补贴多少钱", "？", "今天天气怎么样"):
        kept = desk.assistant.receipt(desk.assistant.ask(question).receipt)
        assert (kept["citations"], kept["now"]["state"]) == ([], None)


def test_the_api_and_the_command_show_the_same(desk, monkeypatch):
    answer = desk.assistant.ask(ASKED)
    monkeypatch.setenv("ZHENGDA_DATA_DIR", str(desk.settings.data_dir))
    desk.store.remove(answer.citations[0].notice.id)
    with TestClient(create_app(desk.assistant)) as client:
        shown = client.get(f"/api/v1/receipts/{answer.receipt}").json()
    said = json.loads(CliRunner().invoke(receipt, [answer.receipt, "--json"]).stdout)
    assert shown["now"].pop("today") == "2025-08-01"
    said["now"].pop("today")
    assert shown == said
    text = CliRunner().invoke(receipt, [answer.receipt]).stdout
    for part in (ASKED, "理解为：", "老年助餐补贴标准为每人每月60元", "门槛 0.3", "已从库里移除"):
        assert part in text


@pytest.mark.parametrize(
    "record",
    [
        "{",
        "",
        "[]",
        "[" * 100_000,
        "{}",
        '{"question": "甲"}',
        '{"question": "甲", "status": "answered", "text": "乙", "receipt": "r", "citations": [{}],'
        ' "warnings": [], "alternatives": []}',
    ],
)
def test_a_damaged_or_foreign_record_is_said_in_one_line_and_the_others_are_shown(desk, record, monkeypatch):
    answer, other = desk.assistant.ask(ASKED), desk.assistant.ask("喀左县助餐补贴多少钱")
    desk.write(answer.receipt, record)
    with pytest.raises(StoreDamaged, match=f"回执 {answer.receipt}"):
        read_receipt(desk.store, answer.receipt)
    assert desk.assistant.receipt(other.receipt)["question"] == "喀左县助餐补贴多少钱"
    monkeypatch.setenv("ZHENGDA_DATA_DIR", str(desk.settings.data_dir))
    with TestClient(create_app(desk.assistant), raise_server_exceptions=False) as client:
        reply = client.get(f"/api/v1/receipts/{answer.receipt}")
    assert reply.status_code == 500
    assert answer.receipt in reply.json()["error"]["message"]
    assert other.receipt in {kept.get("receipt") for kept in desk.store.receipts()}


def test_a_record_that_was_changed_by_hand_is_not_shown(desk):
    answer = desk.assistant.ask(ASKED)
    record = desk.store.receipt(answer.receipt)
    desk.write(answer.receipt, json.dumps({**record, "text": "每人每月600元。"}))
    with pytest.raises(StoreDamaged, match="不一致"):
        desk.assistant.receipt(answer.receipt)


def test_a_receipt_of_before_there_were_seals_is_shown(desk):
    answer = desk.assistant.ask(ASKED)
    record = {key: value for key, value in answer_record(answer).items() if key not in ("read_as", "written")}
    desk.write(answer.receipt, json.dumps({**record, "library": 1}))
    shown = desk.assistant.receipt(answer.receipt)
    assert (shown["text"], shown["now"]["state"]) == (answer.text, "unchanged")


def test_a_seal_hangs_on_every_value_and_on_no_order():
    assert seal({"a": 1, "b": [2]}) == seal({"b": [2], "a": 1})
    assert seal({"a": 1, "b": [2]}) != seal({"a": 1, "b": [3]})


@pytest.mark.parametrize(
    ("setting", "name"),
    [
        ("http://10.0.0.8:8000/v1/embeddings#bge-m3", "bge-m3"),
        ("e5-small-int8@1571fc982750.2", "e5-small-int8@1571fc982750.2"),
        ("/srv/models/bge@abc", "bge@abc"),
        ("", ""),
    ],
)
def test_a_model_is_named_without_the_place_it_is_at(setting, name):
    assert model_name(setting) == name
