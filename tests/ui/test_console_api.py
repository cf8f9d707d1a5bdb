"""What the console keeps and looks up, over HTTP without a browser."""

from datetime import UTC, date, datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from corpus import schema
from corpus.accounts import AccountRole
from corpus.settings import Settings
from tests.ui.stocked import signed_in, stocked
from ui.app import create_site
from ui.console.keeping import MOST_SHOWN

ASKED = "临溪县修好北桥由哪个单位牵头？"
KEY, OTHER = "0123456789abcdef", "fedcba9876543210"
NOTICE = """临溪县人民政府办公室关于印发临溪县修路工作要点的通知

临政办发〔{year}〕8号

各乡镇人民政府：

现将要点印发给你们，自{begins}起施行。

县发改委咨询电话：0421-5550101

临溪县人民政府办公室

{dated}

（此件公开发布）

1. 修好北桥。6月底前修好。（牵头单位：县发改委；配合单位：县财政局）
"""


def chinese(day):
    return f"{day.year}年{day.month}月{day.day}日"


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    folder = tmp_path_factory.mktemp("console")
    settings = Settings(data_dir=folder / "data", encoder="none")
    today = date.today()
    roads = folder / "roads.txt"
    dated = today - timedelta(days=2)
    begins = chinese(today + timedelta(days=1))
    roads.write_text(NOTICE.format(year=dated.year, dated=chinese(dated), begins=begins), encoding="utf-8")
    assistant = stocked(settings, roads)
    yield create_site(assistant)
    assistant.close()


@pytest.fixture(scope="module")
def operator(app):
    return signed_in(app, "operator")


@pytest.fixture(scope="module")
def editor(app):
    return signed_in(app, "editor")


@pytest.fixture(autouse=True)
def _cleared(operator, editor):
    yield
    for client in (operator, editor):
        client.delete("/api/v1/operator/calls")
        while matters := client.get("/api/v1/operator/hand-overs").json()["hand_overs"]:
            for one in matters:
                client.delete(f"/api/v1/operator/hand-overs/{one['key']}")


def ask(client, question=ASKED):
    return client.post("/api/v1/ask", json={"question": question}).json()


def put(client, key=KEY, **given):
    return client.put(f"/api/v1/operator/calls/{key}", json=given)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "calls"),
        ("GET", "history"),
        ("GET", "today"),
        ("GET", "similar?q=x"),
        ("GET", "hand-overs"),
        ("PUT", f"calls/{KEY}"),
        ("DELETE", "calls"),
        ("POST", "beside"),
    ],
)
def test_nothing_is_told_without_the_right(app, method, path):
    assert TestClient(app).request(method, f"/api/v1/operator/{path}", json={}).status_code == 401
    assert signed_in(app, "staff").request(method, f"/api/v1/operator/{path}", json={}).status_code == 403


def test_a_note_is_kept_masked_and_shown_to_its_operator_only(operator, editor):
    kept = put(operator, note="来电人王小明，电话13912345678，问北桥", ago=30).json()
    assert kept["note"] == "来电人〔姓名〕，电话〔手机号〕，问北桥"
    assert (kept["masked"], kept["version"], kept["ended_at"]) == (True, 1, None)
    assert put(operator, note=kept["note"], ended=True, after=1).json()["ended_at"]
    (call,) = operator.get("/api/v1/operator/calls").json()["calls"]
    assert "13912345678" not in str(call)
    assert editor.get("/api/v1/operator/calls").json()["calls"] == []
    assert editor.delete(f"/api/v1/operator/calls/{KEY}").json() == {"deleted": 0}
    assert operator.delete(f"/api/v1/operator/calls/{KEY}").json() == {"deleted": 1}


def test_a_note_that_another_page_overtook_comes_back_with_that_one(operator):
    put(operator, note="第一页")
    reply = put(operator, note="第二页", after=0)
    assert reply.status_code == 409
    assert reply.json()["error"]["code"] == "overtaken"
    assert reply.json()["call"]["note"] == "第一页"


@pytest.mark.parametrize(
    "given", [{"note": "长" * 2001}, {"note": "x\ud800"}, {"ago": -1}, {"ago": 10**9}, {"words": "y"}]
)
def test_a_note_that_cannot_be_kept_is_refused(operator, given):
    body = str(given).replace("'", '"').encode("utf-8", "surrogatepass")
    body = body if b"\\ud800" in body or "\ud800" not in str(given) else b'{"note": "x\\ud800"}'
    reply = operator.put(
        f"/api/v1/operator/calls/{KEY}", content=body, headers={"Content-Type": "application/json"}
    )
    assert reply.status_code == 422


def test_own_history_has_questions_masked_and_the_middle_of_each_day(operator, editor):
    for seconds, question in ((4.0, ASKED), (8.0, f"{ASKED}我的电话13912345678")):
        receipt = ask(operator, question)["receipt"]
        given = {"receipt": receipt, "seconds": seconds, "since_call": 20.0, "ago": 20.0}
        assert operator.post(f"/api/v1/operator/calls/{KEY}/questions", json=given).status_code == 201
        operator.post(f"/api/v1/operator/calls/{KEY}/questions", json=given)
    told = operator.get("/api/v1/operator/history").json()
    assert len(told["entries"]) == 2
    assert "13912345678" not in str(told)
    assert [(day["p50"], day["questions"]) for day in told["days"]] == [(6.0, 2)]
    assert editor.get("/api/v1/operator/history").json() == {"entries": [], "days": []}
    unknown = {"receipt": "none"}
    assert operator.post(f"/api/v1/operator/calls/{KEY}/questions", json=unknown).status_code == 404


def test_a_matter_is_filled_in_with_units_and_the_telephone_that_a_notice_prints(operator):
    answer = ask(operator)
    facts = operator.get("/api/v1/operator/hand-overs/facts", params={"receipt": answer["receipt"]}).json()
    assert [(unit["unit"], unit["role"]) for unit in facts["units"]] == [
        ("县发改委", "牵头"),
        ("县财政局", "配合"),
    ]
    assert [one["number"] for one in facts["units"][0]["phones"]] == ["0421-5550101"]
    assert facts["units"][1]["phones"] == []
    found = operator.get("/api/v1/operator/hand-overs/phones", params={"unit": "县发展和改革局"}).json()
    assert [one["number"] for one in found["phones"]] == ["0421-5550101"]


def test_a_matter_sent_twice_is_one_and_moves_on_by_its_state(operator, editor):
    given = {
        "key": KEY,
        "receipt": ask(operator)["receipt"],
        "unit": "县发改委 13912345678",
        "remark": "回电13912345678",
    }
    for _ in range(2):
        kept = operator.post("/api/v1/operator/hand-overs", json=given)
        assert kept.status_code == 201
    (matter,) = operator.get("/api/v1/operator/hand-overs").json()["hand_overs"]
    assert matter["unit"] == "县发改委 〔手机号〕"
    assert (matter["state"], matter["remark"], matter["question"]) == ("noted", "回电〔手机号〕", ASKED)
    step = {"state": "passed_on", "seen": "noted"}
    path = f"/api/v1/operator/hand-overs/{KEY}/state"
    assert operator.post(path, json=step).json()["state_name"] == "已转出"
    assert operator.post(path, json={"state": "closed", "seen": "noted"}).status_code == 409
    assert editor.post(path, json=step).status_code == 404
    assert editor.get("/api/v1/operator/hand-overs").json()["hand_overs"] == []


@pytest.mark.parametrize(
    ("phone", "kept"),
    [
        ("13912345678", "〔手机号〕"),
        ("0571-8765 4321 找王小姐", "〔电话〕 找〔姓名〕小姐"),
        # As the notice prints it, and with spaces.
        ("0421-5550101", "0421-5550101"),
        ("0421 555 0101", "0421 555 0101"),
        ("12345", "12345"),
    ],
)
def test_of_a_matters_telephone_only_what_a_notice_prints_is_kept(operator, phone, kept):
    given = {"key": KEY, "receipt": ask(operator)["receipt"], "unit": "县发改委", "phone": phone}
    told = operator.post("/api/v1/operator/hand-overs", json=given).json()
    assert (told["phone"], told["masked"]) == (kept, kept != phone)
    (matter,) = operator.get("/api/v1/operator/hand-overs").json()["hand_overs"]
    assert matter["phone"] == kept


def test_marks_that_turn_the_line_are_not_kept_of_a_matter(operator):
    given = {
        "key": KEY,
        "receipt": ask(operator)["receipt"],
        "unit": "县发改\u202e委",
        "remark": "急\x00\u200b办",
    }
    told = operator.post("/api/v1/operator/hand-overs", json=given).json()
    assert (told["unit"], told["remark"]) == ("县发改委", "急办")


def test_an_operator_is_told_how_long_matters_stay_and_how_many_are_near_their_end(app, operator):
    receipt = ask(operator)["receipt"]
    for key, age in ((KEY, 0), (OTHER, 85), ("a" * 16, 91)):
        given = {"key": key, "receipt": receipt, "unit": "县发改委"}
        assert operator.post("/api/v1/operator/hand-overs", json=given).status_code == 201
        grown_old(app, key, age)
    told = operator.get("/api/v1/operator/hand-overs").json()
    assert (told["days"], told["ending"]) == (90, 1)
    assert [(one["key"], one["days_left"]) for one in told["hand_overs"]] == [(OTHER, 4), (KEY, 89)]
    # What moves stays on; what is closed is not counted.
    step = {"state": "closed", "seen": "noted"}
    assert operator.post(f"/api/v1/operator/hand-overs/{OTHER}/state", json=step).status_code == 200
    grown_old(app, OTHER, 85)
    assert operator.get("/api/v1/operator/hand-overs").json()["ending"] == 0


def test_all_matters_are_counted_however_many_are_listed(app, operator):
    receipt = ask(operator)["receipt"]
    keys = [f"{number:016x}" for number in range(MOST_SHOWN + 1)]
    for key in keys:
        given = {"key": key, "receipt": receipt, "unit": "县发改委"}
        operator.post("/api/v1/operator/hand-overs", json=given)
    # The oldest is the one that goes first, and the one that the list has no room for.
    grown_old(app, keys[0], 85)
    told = operator.get("/api/v1/operator/hand-overs").json()
    assert len(told["hand_overs"]) == MOST_SHOWN
    assert (told["all"], told["waiting"], told["ending"]) == (MOST_SHOWN + 1, MOST_SHOWN + 1, 1)


def grown_old(app, key, days):
    at = (datetime.now(UTC) - timedelta(days=days)).strftime("%Y-%m-%d %H:%M:%S")
    with app.state.editor_store.transaction(write=True) as connection:
        connection.execute(
            update(schema.hand_overs).where(schema.hand_overs.c.key == key).values(changed_at=at)
        )


def test_like_questions_are_found_with_their_verdicts(operator, editor):
    receipt = ask(operator)["receipt"]
    judged = {"receipt": receipt, "verdict": "outdated"}
    assert editor.post("/api/v1/operator/verdicts", json=judged).status_code == 201
    found = operator.get("/api/v1/operator/similar", params={"q": "临溪县的北桥由谁修好"}).json()["similar"]
    assert found[0]["receipt"] == receipt
    assert found[0]["said"]["outdated"] >= 1


def test_a_question_is_written_anew_for_another_region(operator):
    given = {"question": ASKED, "region": "砚溪县"}
    reply = operator.post("/api/v1/operator/beside", json=given)
    assert reply.json() == {"question": "砚溪县修好北桥由哪个单位牵头？"}
    assert operator.post("/api/v1/operator/beside", json={"question": ASKED}).status_code == 422


def test_todays_notices_are_what_came_takes_effect_and_has_ended(operator):
    told = operator.get("/api/v1/operator/today").json()
    assert told["day"] == date.today().isoformat()
    roads = next(head for head in told["fresh"] if "修路" in head["title"])
    assert roads["added_on"] == date.today().isoformat()
    assert [head["title"] for head in told["begins"]] == [roads["title"]]
    # Everything came today, so also the notice that repeals another of the samples.
    assert [head["validity"] for head in told["ended"]].count("repealed") >= 1
    assert "内部工作要点" not in str(told)


def test_everybody_with_an_account_may_give_a_verdict_and_nobody_else(app):
    receipt = ask(TestClient(app))["receipt"]
    judged = {"receipt": receipt, "verdict": "right"}
    assert TestClient(app).post("/api/v1/operator/verdicts", json=judged).status_code == 401
    for role in AccountRole:
        assert signed_in(app, role.value).post("/api/v1/operator/verdicts", json=judged).status_code == 201
    open_to_all = TestClient(app).post("/api/v1/feedback", json=judged)
    assert open_to_all.status_code == 422


def test_the_target_and_how_long_calls_are_kept_are_told(operator):
    told = operator.get("/api/v1/operator").json()
    assert (told["target_seconds"], told["call_days"]) == (15, 90)


def test_the_public_description_names_nothing_that_wants_a_sign_in_and_staff_get_theirs(app, operator):
    stranger = TestClient(app, follow_redirects=False)
    public = stranger.get("/api/v1/openapi.json")
    assert set(public.json()["paths"]) == {
        f"/api/v1/{name}"
        for name in (
            "ask", "feedback", "health", "info", "notices", "notices/{notice_id}",
            "receipts/{receipt_id}", "tasks",
        )
    }  # fmt: skip
    # Nor do the shapes of what may be sent.
    for word in ("editor", "operator", "progress", "Correction", "HandOver", "Removal"):
        assert word not in public.text
    assert stranger.get("/api/v1/staff/openapi.json").status_code == 401
    reply = operator.get("/api/v1/staff/openapi.json")
    assert reply.headers["cache-control"] == "no-store"
    described = {(method, path) for path, ways in reply.json()["paths"].items() for method in ways}
    assert ("put", "/api/v1/operator/calls/{key}") in described
    assert ("post", "/api/v1/editor/notices/{notice_id}/removal") in described
    # All of it wants a sign-in.
    for method, path in sorted(described):
        assert stranger.request(method, path.replace("{", "").replace("}", ""), json={}).status_code == 401, (
            path
        )
