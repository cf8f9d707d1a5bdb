import csv
import io
import json
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from fastapi.testclient import TestClient

from corpus.ingest import ingest
from corpus.settings import Settings
from corpus.sources import SAMPLES
from corpus.store import Store
from index import Switch, open_index, upkeep
from qa import open_assistant
from qa.service import create_app
from tests.index.served import held_server

CONTRACT = Path(__file__).parents[3] / "shared" / "contract"
ASKED = "清禾市公开医保缴费和报销信息，由哪个单位牵头？"
CLOSED = """临溪县人民政府办公室关于印发临溪县2024年内部工作要点的通知

临政办发〔2024〕7号

各乡镇人民政府：

现将要点印发给你们。

临溪县人民政府办公室

2024年3月1日

（此件依申请公开）

1. 核对内部密语本。6月底前核对完。（牵头单位：县档案局）
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    folder = tmp_path_factory.mktemp("service")
    settings = Settings(data_dir=folder / "data", encoder="none")
    closed = folder / "closed.txt"
    closed.write_text(CLOSED, encoding="utf-8")
    store = Store.open(settings.store_path)
    ingest([SAMPLES], store, settings=settings, sample=True)
    ingest([closed], store, settings=settings)
    store.close()
    opened = open_assistant(settings)
    yield opened
    opened.store.close()


@pytest.fixture(scope="module")
def client(assistant):
    with TestClient(create_app(assistant)) as opened:
        yield opened


def _error(reply):
    error = reply.json()["error"]
    assert set(error) == {"code", "message"}
    assert any("\u4e00" <= letter <= "\u9fff" for letter in error["message"])
    return reply.status_code, error["code"]


def test_a_question_is_answered_by_the_contract(client):
    record = client.post("/api/v1/ask", json={"question": ASKED, "id": "q7"}).json()
    assert (record["id"], record["status"]) == ("q7", "answered")
    assert record["fields"]["lead_units"] == ["市医疗保障局"]
    if CONTRACT.exists():
        jsonschema.validate(record, json.loads((CONTRACT / "answer.schema.json").read_text("utf-8")))


def test_a_question_goes_on_from_the_receipt_of_the_one_before(client):
    first = client.post("/api/v1/ask", json={"question": "清禾市2023年网站适老化由谁牵头"}).json()
    asked = {"question": "那什么时候完成？", "after": first["receipt"]}
    record = client.post("/api/v1/ask", json=asked).json()
    assert record["fields"]["deadline"]["due"] == "2023-11-15"
    assert {"name", "said", "meant", "start", "end", "carried"} == set(record["understood"][0])


def test_a_reading_can_be_taken_back(client):
    asked = {"question": "清禾市2023年网站适老化由谁牵头", "ignore": ["region", "period"]}
    record = client.post("/api/v1/ask", json=asked).json()
    assert not {"region", "period"} & {piece["name"] for piece in record["understood"]}


@pytest.mark.parametrize("ignore", [["wetter"], "region", [1]])
def test_what_is_no_reading_cannot_be_taken_back(client, ignore):
    reply = client.post("/api/v1/ask", json={"question": ASKED, "ignore": ignore})
    assert _error(reply) == (422, "invalid_request")


def test_every_quote_stands_in_the_notice_where_it_says(client):
    cited = client.post("/api/v1/ask", json={"question": ASKED}).json()["citations"][0]
    text = client.get(f"/api/v1/notices/{cited['notice']['id']}").json()["text"]
    assert text[cited["start"] : cited["end"]] == cited["quote"]


def test_an_empty_question_is_refused_as_unclear_not_as_an_error(client):
    reply = client.post("/api/v1/ask", json={"question": "  "})
    assert (reply.status_code, reply.json()["reason"]) == (200, "unclear")


def test_a_question_over_the_limit_is_an_error_that_names_the_limit(client):
    reply = client.post("/api/v1/ask", json={"question": "问" * 2001})
    assert _error(reply) == (422, "question_too_long")
    assert "2000" in reply.json()["error"]["message"]


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b"{}", b'{"question": 5}', b'{"question": "a", "x": 1}', b'{"question": "\\ud800"}'],
)
def test_a_malformed_request_gets_a_typed_error(client, body):
    reply = client.post("/api/v1/ask", content=body, headers={"Content-Type": "application/json"})
    assert _error(reply) == (422, "invalid_request")


def test_a_body_over_the_limit_is_refused_whether_or_not_its_length_is_declared(client):
    big = b" " * 70_000
    declared = client.post("/api/v1/ask", content=big, headers={"Content-Type": "application/json"})
    streamed = client.post(
        "/api/v1/ask",
        content=iter([big[:40_000], big[40_000:]]),
        headers={"Content-Type": "application/json"},
    )
    assert _error(declared) == _error(streamed) == (413, "request_too_large")


def test_unknown_places_and_methods_get_typed_errors(client):
    assert _error(client.get("/api/v1/nowhere")) == (404, "not_found")
    assert _error(client.get("/api/v1/ask")) == (405, "method_not_allowed")
    assert _error(client.get("/api/v1/notices/none")) == (404, "notice_not_found")
    assert _error(client.get("/api/v1/receipts/none")) == (404, "receipt_not_found")


def test_every_reply_carries_the_security_headers_and_no_other_origin_is_let_in(client):
    reply = client.get("/api/v1/info", headers={"Origin": "http://elsewhere.example"})
    assert reply.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert "access-control-allow-origin" not in reply.headers


def test_health_tells_how_far_a_change_of_model_is(tmp_path, monkeypatch):
    settings = Settings(data_dir=tmp_path / "data", encoder="none")
    store = Store.open(settings.store_path)
    ingest([SAMPLES], store, settings=settings, sample=True)
    open_index(settings, store).close()
    store.close()
    monkeypatch.setattr(upkeep, "SMALL", 0)
    with held_server() as server:
        server.hold_after(4)
        wanted = settings.model_copy(update={"encoder": server.setting})
        opened = open_assistant(wanted, switch=Switch.MEANWHILE)
        with TestClient(create_app(opened)) as client:
            assert server.reached.wait(60)
            told = client.get("/api/v1/health").json()
            assert (told["status"], told["switching"]["failed"]) == ("ok", False)
            assert 0 < told["switching"]["share"] < 1
            assert client.post("/api/v1/ask", json={"question": ASKED}).json()["status"] == "answered"
            server.go_on()
            opened._engine._switcher.join(60)
            assert client.get("/api/v1/health").json() == {"status": "ok"}
        opened.close()


def test_a_request_id_is_echoed_where_it_is_harmless_and_replaced_where_not(client):
    assert client.get("/api/v1/health", headers={"X-Request-Id": "abc-1"}).headers["X-Request-Id"] == "abc-1"
    assert (
        client.get("/api/v1/health", headers={"X-Request-Id": "a b\t<"}).headers["X-Request-Id"] != "a b\t<"
    )


def test_no_page_of_documentation_that_loads_scripts_from_elsewhere(client):
    assert client.get("/docs").status_code == client.get("/redoc").status_code == 404
    assert client.get("/api/v1/openapi.json").json()["info"]["title"] == "政答"


def test_the_ledger_is_filtered_and_satisfies_the_contract(client):
    tasks = client.get("/api/v1/tasks", params={"unit": "市教育局", "role": "lead"}).json()["tasks"]
    assert tasks
    assert all("市教育局" in task["lead_units"] for task in tasks)
    if CONTRACT.exists():
        schema = json.loads((CONTRACT / "task.schema.json").read_text("utf-8"))
        schema["properties"]["deadline"] = {"type": ["object", "null"]}
        for task in tasks:
            jsonschema.validate(task, schema)


def test_filters_left_empty_in_a_form_filter_nothing(client):
    everything = client.get("/api/v1/tasks").json()["tasks"]
    assert (
        client.get("/api/v1/tasks", params={"unit": "", "region": "", "notice": ""}).json()["tasks"]
        == everything
    )


@pytest.mark.parametrize("query", ["role=boss", "due_before=soon", "format=exe", "unit=" + "长" * 101])
def test_a_filter_that_makes_no_sense_gets_a_typed_error(client, query):
    assert _error(client.get(f"/api/v1/tasks?{query}")) == (422, "invalid_request")


def test_the_ledger_is_handed_out_as_csv_excel_and_calendar(client):
    tasks = client.get("/api/v1/tasks").json()["tasks"]
    sheet = client.get("/api/v1/tasks?format=csv")
    assert len(list(csv.reader(io.StringIO(sheet.content.decode("utf-8-sig"))))) == len(tasks) + 1
    book = openpyxl.load_workbook(io.BytesIO(client.get("/api/v1/tasks?format=xlsx").content))
    assert book.worksheets[0].max_row == len(tasks) + 1
    calendar = client.get("/api/v1/tasks?format=ics")
    assert calendar.content.startswith(b"BEGIN:VCALENDAR")
    assert 'filename="zhengda-tasks.ics"' in calendar.headers["Content-Disposition"]


def test_a_receipt_shows_the_same_answer_again(client):
    answer = client.post("/api/v1/ask", json={"question": ASKED}).json()
    again = client.get(f"/api/v1/receipts/{answer['receipt']}").json()
    for key in ("question", "text", "citations", "receipt"):
        assert again[key] == answer[key]


def test_a_verdict_is_kept_for_an_answer_that_was_given(client, assistant):
    receipt = client.post("/api/v1/ask", json={"question": ASKED}).json()["receipt"]
    assert client.post("/api/v1/feedback", json={"receipt": receipt, "useful": True}).status_code == 201
    kept = assistant.store.feedback()[-1]
    assert (kept["receipt"], kept["useful"]) == (receipt, True)
    reply = client.post("/api/v1/feedback", json={"receipt": "none", "useful": True})
    assert _error(reply) == (404, "receipt_not_found")


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"verdict": "right"},
        {"useful": False, "verdict": "wrong"},
        {"useful": False, "reason": "妙"},
        {"useful": False, "words": "张三"},
    ],
)
def test_verdicts_and_free_text_of_the_public_are_refused(client, assistant, said):
    before = assistant.store.feedback()
    receipt = client.post("/api/v1/ask", json={"question": ASKED}).json()["receipt"]
    reply = client.post("/api/v1/feedback", json={"receipt": receipt, **said})
    assert _error(reply) == (422, "invalid_request")
    assert assistant.store.feedback() == before


def test_why_an_answer_was_of_no_use_is_kept_with_personal_data_masked(client, assistant):
    receipt = client.post("/api/v1/ask", json={"question": ASKED}).json()["receipt"]
    said = {
        "receipt": receipt,
        "useful": False,
        "faults": ["off_topic", "other"],
        "remark": "请打13800138000",
    }
    assert client.post("/api/v1/feedback", json=said).status_code == 201
    kept = assistant.store.feedback()[-1]
    assert (kept["faults"], kept["remark"]) == (["off_topic", "other"], "请打〔手机号〕")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"useful": True, "faults": ["other"]}, "no_fault"),
        ({"useful": True, "remark": "不对"}, "no_fault"),
        ({"useful": False, "faults": ["妙"]}, "invalid_request"),
        ({"useful": False, "remark": "长" * 201}, "invalid_request"),
    ],
)
def test_reasons_go_with_a_thumb_down_only_and_are_short(client, assistant, said, code):
    before = assistant.store.feedback()
    receipt = client.post("/api/v1/ask", json={"question": ASKED}).json()["receipt"]
    assert _error(client.post("/api/v1/feedback", json={"receipt": receipt, **said})) == (422, code)
    assert assistant.store.feedback() == before


def test_info_says_what_is_there_and_its_examples_can_be_answered(client):
    info = client.get("/api/v1/info").json()
    assert info["sample"] is True
    assert "清禾市" in [region["name"] for region in info["regions"]]
    assert len(info["examples"]) == 5
    for question in info["examples"]:
        assert client.post("/api/v1/ask", json={"question": question}).json()["status"] == "answered"


def test_a_notice_that_is_not_for_the_public_is_nowhere(client, assistant):
    closed = next(notice for notice in assistant.store.notices() if "内部工作要点" in notice.title)
    assert "依申请公开" in closed.disclosure
    assert closed.id not in [notice["id"] for notice in client.get("/api/v1/notices").json()["notices"]]
    assert client.get(f"/api/v1/notices/{closed.id}").status_code == 404
    assert closed.id not in [task["notice_id"] for task in client.get("/api/v1/tasks").json()["tasks"]]
    answer = client.post("/api/v1/ask", json={"question": "临溪县核对内部密语本由哪个单位牵头？"}).json()
    assert "密语" not in json.dumps([answer["text"], answer["citations"]], ensure_ascii=False)


def test_a_fault_inside_is_answered_in_chinese_without_its_details(assistant, caplog):
    app = create_app(assistant)
    app.add_api_route("/broken", lambda: 1 // 0)
    reply = TestClient(app).get("/broken")
    assert _error(reply) == (500, "internal")
    assert "ZeroDivisionError" not in reply.text
    assert "ZeroDivisionError" in caplog.text
