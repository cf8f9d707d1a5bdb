"""The editors' desk over HTTP: rights, files, publication, removal."""

import hashlib
import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient

from corpus.originals import original
from tests.ui.editing import correct, error, hand_in, one, shown, written
from tests.ui.stocked import signed_in

WAYS = [
    ("get", "/api/v1/editor"),
    ("get", "/api/v1/editor/notices/x"),
    ("get", "/api/v1/editor/notices/x/quality"),
    ("post", "/api/v1/editor/notices/x/corrections"),
    ("post", "/api/v1/editor/notices/x/publication"),
    ("post", "/api/v1/editor/notices/x/release"),
    ("post", "/api/v1/editor/notices/x/removal"),
    ("get", "/api/v1/editor/removals"),
    ("post", "/api/v1/editor/files?name=x"),
    ("get", "/api/v1/editor/files/x"),
    ("get", "/editor/editor.js"),
]


@pytest.mark.parametrize(("method", "path"), WAYS)
def test_nothing_of_the_desk_is_had_without_the_right(app, method, path):
    assert error(getattr(TestClient(app), method)(path)) == (401, "sign_in")
    for name in ("operator", "staff"):
        assert error(getattr(signed_in(app, name), method)(path)) == (403, "no_right")


@pytest.mark.parametrize(("method", "path"), [way for way in WAYS if way[0] != "get"])
def test_a_page_of_another_site_can_do_nothing(editor, method, path):
    reply = getattr(editor, method)(path, headers={"sec-fetch-site": "cross-site"})
    assert error(reply) == (403, "from_elsewhere")


def test_a_file_is_read_kept_and_answered_from(editor, settings, assistant):
    data = written("东沟").encode()
    file = one(hand_in(editor, "要点.txt", data))
    assert (file["outcome"], file["said"], file["items"], file["code"]) == ("added", "已读入", 2, None)
    (notice_id,) = file["notices"]
    digest = assistant.store.document(notice_id).file_sha256
    assert original(settings.data_dir, digest) == data
    rows = editor.get("/api/v1/tasks", params={"text": "东沟 北桥"}).json()["tasks"]
    assert [row["notice_id"] for row in rows] == [notice_id]
    again = one(hand_in(editor, "另一个名字.txt", data))
    assert (again["outcome"], again["notices"]) == ("unchanged", [notice_id])
    same = one(hand_in(editor, "空格.txt", data.replace(b"\n", b"\r\n")))
    assert same["outcome"] in ("added", "duplicate")


def zipped(**files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.txt", text)
    return made.getvalue()


LOCKED_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"3 0 obj<</Filter/Standard/V 1/R 2/O(" + b"x" * 32 + b")/U(" + b"y" * 32 + b")/P -4>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>\n%%EOF"
)
WRONG = [
    ("blank.txt", b" \n\n ", "empty"),
    ("picture.bin", bytes(range(256)) * 20, "unsupported"),
    ("program.exe", b"MZ\x90\x00" + bytes(400), "unsupported"),
    ("torn.docx", zipped(a="x")[:60], "unreadable"),
    ("torn.pdf", b"%PDF-1.4\nnothing", "unreadable"),
    ("locked.pdf", LOCKED_PDF, "unreadable"),
]


@pytest.mark.parametrize(("name", "data", "code"), WRONG, ids=[name for name, *_ in WRONG])
def test_a_wrong_file_is_told_with_what_to_do(editor, name, data, code):
    file = one(hand_in(editor, name, data))
    assert (file["outcome"], file["code"], file["notices"]) == ("failed", code, [])
    assert file["said"].startswith(name)
    assert "请" in file["said"]


def test_an_empty_and_a_too_large_file_are_refused_at_once(editor, settings):
    path = "/api/v1/editor/files"
    assert error(editor.post(path, params={"name": "a.txt"}, content=b"")) == (422, "empty")
    large = b"x" * (settings.limits.bytes + 1)
    assert error(editor.post(path, params={"name": "a.txt"}, content=large)) == (413, "request_too_large")


def test_what_is_no_notice_is_not_stored(editor):
    file = one(hand_in(editor, "便条.txt", "今天下雨。".encode()))
    assert (file["outcome"], file["notices"]) == ("skipped", [])
    assert "没有从中读出通知" in file["said"]


def test_each_file_of_an_archive_is_told_for_itself(editor):
    files = hand_in(editor, "一包.zip", zipped(one=written("西沟"), two="  "))["files"]
    assert sorted(file["outcome"] for file in files) == ["added", "failed"]


def test_a_newer_version_takes_the_place_of_a_notice(editor, notice):
    title = shown(editor, notice)["title"]
    what = title.split("2024年")[1].split("工作")[0]
    newer = written(what).replace("6月底前", "9月底前")
    file = one(hand_in(editor, "新版.txt", newer.encode(), replaces=notice))
    assert file["outcome"] == "replaced"
    assert error(editor.get(f"/api/v1/editor/notices/{notice}")) == (404, "notice_not_found")
    again = one(hand_in(editor, "旧版.txt", written(what).encode()))
    assert again["outcome"] == "added"
    assert editor.get(f"/api/v1/editor/notices/{file['notices'][0]}").status_code == 200
    editor.post(f"/api/v1/editor/notices/{notice}/removal", json={"reason": "测试完了"})
    wrong = editor.post("/api/v1/editor/files", params={"name": "a.txt", "replaces": notice}, content=b"x")
    assert wrong.status_code == 422


@pytest.mark.parametrize("reason", ["", "  "])
def test_nothing_is_decided_without_a_reason(editor, notice, reason):
    assert correct(editor, notice, "title", ["要点"], reason=reason).status_code == 422
    given = {"public": False, "reason": reason, "after": 0}
    assert editor.post(f"/api/v1/editor/notices/{notice}/publication", json=given).status_code == 422


def test_withdrawing_and_publishing_are_kept_with_who_and_why(app, editor, notice):
    path = f"/api/v1/editor/notices/{notice}/publication"
    given = {"public": False, "reason": "内容待核", "after": 0}
    record = editor.post(path, json=given).json()
    assert (record["public"], record["closed_because"]) == (False, "已由人工撤下")
    assert editor.get(f"/api/v1/notices/{notice}").status_code == 404
    assert error(signed_in(app, "administrator").post(path, json=given)) == (409, "overtaken")
    record = editor.post(path, json={"public": True, "reason": "核过了", "after": 1}).json()
    assert record["public"]
    told = [(one["public"], one["reason"], one["by"]) for one in record["publications"]]
    assert told == [(False, "内容待核", "editor"), (True, "核过了", "editor")]


def test_of_two_who_decide_at_once_one_is_told(app, editor, notice):
    path = f"/api/v1/editor/notices/{notice}/publication"
    both = (editor, True), (signed_in(app, "administrator"), False)
    given = [(client, {"public": public, "reason": "核对", "after": 0}) for client, public in both]
    with ThreadPoolExecutor(2) as pool:
        replies = pool.map(lambda one: one[0].post(path, json=one[1]).status_code, given)
    assert sorted(replies) == [201, 409]
    assert len(shown(editor, notice)["publications"]) == 1


def test_private_words_are_never_sent_with_the_check(editor):
    text = written("南沟") + "\n受灾户王某，手机13912345678。\n"
    (notice_id,) = one(hand_in(editor, "名单.txt", text.encode()))["notices"]
    record = shown(editor, notice_id)
    assert not record["public"]
    assert "手机号" in record["closed_because"]
    (spot,) = record["private"]
    assert "█" in spot["words"]
    assert "13912345678" not in str(record["private"])


def test_the_public_is_not_told_where_private_words_stand_nor_why_it_was_published(app, editor):
    text = written("中沟") + "\n受灾户王某，手机13912345678。\n"
    (notice_id,) = one(hand_in(editor, "中沟.txt", text.encode()))["notices"]
    given = {"public": True, "reason": "当事人王某同意", "after": 0}
    assert editor.post(f"/api/v1/editor/notices/{notice_id}/publication", json=given).status_code == 201
    for path in (f"/api/v1/notices/{notice_id}", f"/api/v1/notices/{notice_id}/reading"):
        record = TestClient(app).get(path).json()
        names = {fact["name"] for fact in record["facts"]}
        assert "title" in names
        assert not names & {"private", "published"}
        assert "当事人王某同意" not in json.dumps(record, ensure_ascii=False)


def test_nothing_of_the_desk_stays_in_a_browser(editor, notice):
    for path in ("", f"/notices/{notice}", f"/notices/{notice}/quality"):
        assert editor.get(f"/api/v1/editor{path}").headers["cache-control"] == "no-store"


def test_an_origin_that_is_no_address_is_a_strangers(editor):
    reply = editor.post("/api/v1/editor/notices/x/removal", headers={"origin": "http://["})
    assert error(reply) == (403, "from_elsewhere")


def test_a_notice_is_removed_and_its_corrections_come_back_with_it(editor):
    data = written("北沟").encode()
    (notice_id,) = one(hand_in(editor, "北沟.txt", data))["notices"]
    correct(editor, notice_id, "title", ["北沟要点"])
    path, given = f"/api/v1/editor/notices/{notice_id}/removal", {"reason": "传错了"}
    assert editor.post(path, json={"reason": " "}).status_code == 422
    assert editor.post(path, json=given).json() == {"removed": notice_id, "originals": 0}
    assert error(editor.post(path, json=given)) == (404, "notice_not_found")
    hand_in(editor, "北沟.txt", data)
    assert shown(editor, notice_id)["title"] == "北沟要点"


@pytest.mark.parametrize("erased", [False, True])
def test_why_a_notice_was_removed_is_kept_and_its_original_goes_only_when_wished(editor, settings, erased):
    data = written(f"北岭{erased}").encode()
    (notice_id,) = one(hand_in(editor, "北岭.txt", data))["notices"]
    digest = hashlib.sha256(data).hexdigest()
    reason = "误传，来电人李小四要求，电话13912345678"
    given = {"reason": reason, "with_original": erased}
    told = editor.post(f"/api/v1/editor/notices/{notice_id}/removal", json=given).json()
    assert told["originals"] == int(erased)
    assert (original(settings.data_dir, digest) is None) is erased
    newest = editor.get("/api/v1/editor/removals").json()["removals"][0]
    assert (newest["notice_id"], newest["by"]) == (notice_id, "editor")
    assert newest["reason"] == "误传，来电人〔姓名〕要求，电话〔手机号〕"
    assert newest["original"] == ("erased" if erased else "kept")
    assert "北岭" in newest["title"]


def test_the_quality_report_says_what_was_read(editor, notice):
    record = editor.get(f"/api/v1/editor/notices/{notice}/quality").json()
    assert dict(record["recognised"])["任务条目"] == "2"
    release = {"pages": [1], "reason": "核对过"}
    reply = editor.post(f"/api/v1/editor/notices/{notice}/release", json=release)
    assert error(reply)[0] == 422


def test_the_quality_report_is_handed_out_as_a_file(app, editor, notice):
    path = f"/api/v1/editor/notices/{notice}/quality"
    table = editor.get(f"{path}.csv")
    assert table.headers["content-disposition"] == f'attachment; filename="zhengda-quality-{notice}.csv"'
    assert table.content.decode("utf-8-sig").startswith("通知编号,标题,")
    assert editor.get(f"{path}.json").json()["recognised"]["任务条目"] == "2"
    assert editor.get(f"{path}.xml").status_code == 422
    assert TestClient(app).get(f"{path}.csv").status_code == 401


def test_the_overview_counts_what_there_is_to_do(editor, notice):
    correct(editor, notice, "title", ["要点总览"])
    record = editor.get("/api/v1/editor").json()
    row = next(row for row in record["notices"] if row["id"] == notice)
    assert (row["title"], row["corrected"], row["held"], row["items"]) == ("要点总览", 1, 0, 2)
    assert record["user"] == "editor"
