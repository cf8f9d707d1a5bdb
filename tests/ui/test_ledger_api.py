import csv
import io

import openpyxl
import pytest
from fastapi.testclient import TestClient

from corpus.ingest import ingest
from corpus.settings import Settings
from tests.ui.stocked import signed_in, stocked
from ui.app import create_site

PLAIN = """临溪县人民政府办公室关于印发临溪县2024年修路工作要点的通知

临政办发〔2024〕8号

各乡镇人民政府：

现将要点印发给你们。

临溪县人民政府办公室

2024年3月1日

（此件公开发布）

县发改委咨询电话：0421-5550101

1. 修好北桥。{when}修好。（牵头单位：县发改委）
2. 数清路灯。（牵头单位：县住建局）
"""


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return Settings(data_dir=tmp_path_factory.mktemp("ledger") / "data", encoder="none")


@pytest.fixture(scope="module")
def notice_file(settings):
    return settings.data_dir.parent / "roads.txt"


@pytest.fixture(scope="module")
def assistant(settings, notice_file):
    notice_file.write_text(PLAIN.format(when="2024年6月底前"), encoding="utf-8")
    opened = stocked(settings, notice_file)
    yield opened
    opened.store.close()


@pytest.fixture(scope="module")
def app(assistant):
    return create_site(assistant)


@pytest.fixture(scope="module")
def staff(app):
    return signed_in(app, "staff")


def tasks_of(client, **wanted):
    return client.get("/api/v1/tasks", params=wanted).json()["tasks"]


@pytest.fixture
def bridge(staff):
    return tasks_of(staff, text="北桥")[0]["item_id"]


@pytest.fixture
def lamps(staff):
    return tasks_of(staff, text="路灯")[0]["item_id"]


def put(client, item, **given):
    return client.post(f"/api/v1/tasks/{item}/progress", json=given)


def newest(client, item):
    seen = client.get(f"/api/v1/tasks/{item}/progress").json()["history"]
    return seen[-1]["number"] if seen else None


def put_next(client, item, **given):
    """Note something as one who has seen all there is."""
    reply = put(client, item, after=newest(client, item), **given)
    assert reply.status_code == 201


def error(reply):
    return reply.status_code, reply.json()["error"]["code"]


WAYS = [
    ("get", "/api/v1/tasks/table"),
    ("get", "/api/v1/tasks/progress"),
    ("get", "/api/v1/tasks/x/progress"),
    ("post", "/api/v1/tasks/x/progress"),
    ("get", "/api/v1/tasks/units?unit=x"),
    ("get", "/api/v1/tasks/export?format=csv"),
    ("get", "/tasks/ledger.js"),
]


@pytest.mark.parametrize(("method", "path"), WAYS)
def test_nothing_of_the_ledger_is_had_without_the_right(app, method, path):
    assert error(getattr(TestClient(app), method)(path)) == (401, "sign_in")
    assert error(getattr(signed_in(app, "operator"), method)(path)) == (403, "no_right")


def test_a_page_of_another_site_can_note_nothing(staff, bridge):
    reply = staff.post(
        f"/api/v1/tasks/{bridge}/progress", json={"state": "done"}, headers={"sec-fetch-site": "cross-site"}
    )
    assert error(reply) == (403, "from_elsewhere")
    assert staff.get(f"/api/v1/tasks/{bridge}/progress").json()["history"] == []


def test_the_address_without_its_slash_leads_to_the_page_with_its_filter(staff):
    reply = staff.get("/tasks?unit=x")
    assert (reply.status_code, reply.headers["location"]) == (307, "/tasks/?unit=x")
    assert staff.get("/tasks/").headers["cache-control"] == "no-store"


def test_notes_make_a_history_and_one_who_saw_an_older_one_is_told(staff, lamps):
    first = put(staff, lamps, state="under_way", note="数到一半")
    assert first.status_code == 201
    (kept,) = first.json()["history"]
    assert (kept["state_name"], kept["note"], kept["by"], kept["clause"]) == (
        "进行中",
        "数到一半",
        "staff",
        None,
    )
    assert error(put(staff, lamps, state="done")) == (409, "overtaken")
    second = put(staff, lamps, state="done", after=kept["number"]).json()["history"]
    assert [one["state"] for one in second] == ["under_way", "done"]
    told = staff.get("/api/v1/tasks/progress").json()
    assert (told["tasks"][lamps]["state"], told["tasks"][lamps]["notes"], told["user"]) == (
        "done",
        2,
        "staff",
    )


def test_the_table_holds_the_rows_of_the_public_list_small_on_the_wire(staff):
    rows = tasks_of(staff)
    reply = staff.get("/api/v1/tasks/table")
    told = reply.json()
    assert told["rows"] == len(rows) > 100
    for key, column in told["columns"].items():
        cells = column if isinstance(column, list) else [column["of"][place] for place in column["at"]]
        assert cells == [row[key] for row in rows], key
    assert (reply.headers["content-encoding"], reply.headers["cache-control"]) == ("gzip", "no-store")
    bare = staff.get("/api/v1/tasks/table", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in bare.headers
    assert bare.json() == told


@pytest.mark.parametrize(
    "given",
    [{"state": "late"}, {"state": "late", "note": "  "}, {"state": "soon"},
     {"state": "done", "note": "长" * 501}, {"state": "done", "by": "别人"}, {}],
)  # fmt: skip
def test_a_note_that_makes_no_sense_is_refused(staff, lamps, given):
    assert error(put(staff, lamps, **given)) == (422, "invalid_request")


def test_a_note_is_kept_masked_and_without_marks_and_says_so(staff, lamps):
    reply = put(
        staff,
        lamps,
        state="under_way",
        note="群众李小四\u202e反映，电话13912345678，问0571-87654321",
        after=newest(staff, lamps),
    )
    assert reply.json()["masked"] is True
    kept = staff.get(f"/api/v1/tasks/{lamps}/progress").json()["history"][-1]
    assert kept["note"] == "群众〔姓名〕反映，电话〔手机号〕，问〔电话〕"
    plain = put(
        staff, lamps, state="under_way", note="县发改委咨询电话0421-5550101", after=newest(staff, lamps)
    )
    assert plain.json()["masked"] is False
    # Marks alone are no reason.
    late = put(staff, lamps, state="late", note="\u202e\u200b", after=newest(staff, lamps))
    assert error(late) == (422, "invalid_request")


def test_half_a_letter_in_a_note_is_refused(staff, lamps):
    body = b'{"state": "done", "note": "\\ud800"}'
    headers = {"content-type": "application/json"}
    reply = staff.post(f"/api/v1/tasks/{lamps}/progress", content=body, headers=headers)
    assert error(reply) == (422, "invalid_request")


def test_a_task_that_is_not_there_is_told(staff):
    assert error(staff.get("/api/v1/tasks/none/progress")) == (404, "task_not_found")
    assert error(put(staff, "none", state="done")) == (404, "task_not_found")


def test_a_unit_is_found_under_its_other_names(staff):
    assert "县发改委" in staff.get("/api/v1/tasks/units", params={"unit": "县发展和改革局"}).json()["names"]


def test_the_exported_file_holds_the_filtered_rows_with_their_notes(staff, bridge):
    put_next(staff, bridge, state="late", note="=等水退")
    params = {"format": "csv", "text": "临政办发〔2024〕8号", "state": "late"}
    reply = staff.get("/api/v1/tasks/export", params=params)
    heading, row = csv.reader(io.StringIO(reply.content.decode("utf-8-sig")))
    told = dict(zip(heading, row, strict=True))
    assert (told["进度"], told["进度说明"], told["登记人"]) == ("逾期说明", "'=等水退", "staff")
    params |= {"format": "xlsx"}
    book = openpyxl.load_workbook(io.BytesIO(staff.get("/api/v1/tasks/export", params=params).content))
    assert [cell.value for cell in book.worksheets[0][2]][-4:-1] == ["逾期说明", "=等水退", "staff"]


def test_overdue_leaves_out_what_is_done_and_undated(staff, bridge):
    def exported(**wanted):
        reply = staff.get(
            "/api/v1/tasks/export", params={"format": "csv", "text": "临政办发〔2024〕8号", **wanted}
        )
        return len(list(csv.reader(io.StringIO(reply.content.decode("utf-8-sig"))))) - 1

    put_next(staff, bridge, state="under_way")
    assert [exported(**wanted) for wanted in ({}, {"overdue": True}, {"due": "undated"})] == [2, 1, 1]
    put_next(staff, bridge, state="done")
    assert exported(overdue=True) == 0


def test_a_notice_that_changed_shows_what_the_clause_was_when_it_was_noted(
    staff, assistant, settings, notice_file, bridge
):
    put_next(staff, bridge, state="under_way")
    before = staff.get(f"/api/v1/tasks/{bridge}/progress").json()
    notice_file.write_text(PLAIN.format(when="2024年9月底前"), encoding="utf-8")
    ingest([notice_file], assistant.store, settings=settings)
    now = tasks_of(staff, text="北桥")[0]["item_id"]
    after = staff.get(f"/api/v1/tasks/{now}/progress").json()
    assert len(after["history"]) == len(before["history"])
    table = staff.get("/api/v1/tasks/table").json()["columns"]["item_id"]
    assert now in table
    assert bridge not in table
    assert "2024年6月底前" in after["history"][-1]["clause"]
    assert "2024年9月底前" in after["clause"]
    assert staff.get("/api/v1/tasks/progress").json()["tasks"][now]["clause"] is not None
    assert error(staff.get(f"/api/v1/tasks/{bridge}/progress")) == (404, "task_not_found")
