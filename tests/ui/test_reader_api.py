import pytest
from fastapi.testclient import TestClient

from corpus.settings import Settings
from qa import open_assistant
from tests.ui.reader_library import SECRET, fill
from ui.app import create_site


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    settings = Settings(data_dir=tmp_path_factory.mktemp("reader") / "data", encoder="none")
    return settings, fill(settings)


@pytest.fixture(scope="module")
def ids(filled):
    return filled[1]


@pytest.fixture(scope="module")
def client(filled):
    assistant = open_assistant(filled[0])
    with TestClient(create_site(assistant)) as opened:
        yield opened
    assistant.store.close()


def notice(client, id):
    reply = client.get(f"/api/v1/notices/{id}/reading")
    assert reply.status_code == 200, reply.text
    return reply.json()


def test_the_library_lists_every_public_notice_once_and_no_other(client, ids):
    seen, page = [], 1
    while True:
        found = client.get("/api/v1/library", params={"page": page}).json()
        seen += [head["id"] for head in found["notices"]]
        if page == found["pages"]:
            break
        page += 1
    assert len(seen) == len(set(seen)) == found["total"] == found["found"]
    assert ids["care"] in seen
    assert {ids["closed"], ids["withdrawn"]}.isdisjoint(seen)


def test_choosing_a_value_finds_as_many_as_its_count_says(client):
    facets = client.get("/api/v1/library").json()["facets"]
    assert all(facets.values())
    for facet, values in facets.items():
        for value in values[:3]:
            found = client.get("/api/v1/library", params={facet: value["value"]}).json()
            assert found["found"] == value["count"], (facet, value)


@pytest.mark.parametrize("query", ["year=abc", "validity=gone", "page=0", "q=" + "长" * 101])
def test_a_filter_that_means_nothing_is_refused_in_words(client, query):
    reply = client.get(f"/api/v1/library?{query}")
    assert reply.status_code == 422
    assert reply.json()["error"]["message"]


def test_a_notice_comes_with_outline_tasks_and_what_acts_on_it(client, ids):
    care = notice(client, ids["care"])
    assert [row["title"] for row in care["outline"]] == ["一、总体要求", "二、主要任务", "三、附则"]
    for row in care["outline"]:
        assert care["text"][row["start"] :].startswith(row["title"])
    assert [item["item"] for item in care["items"]] == ["1", "2"]
    ended = notice(client, ids["repealed"])
    assert [(act["label"], act["since"]) for act in ended["acts"]] == [("被废止", "2025-07-01")]
    assert [row["title"][:3] for row in ended["outline"]][:2] == ["第一条", "第二条"]


def test_the_former_version_is_compared_and_a_closed_one_is_never_shown(client, ids):
    others = notice(client, ids["care"])["others"]
    assert len(others) == 1
    path = f"/api/v1/notices/{ids['care']}/differences"
    found = client.get(path, params={"against": others[0]["key"]})
    assert SECRET not in found.text
    changed = [piece for line in found.json()["lines"] for piece in line if piece[0] != "same"]
    assert changed == [["removed", "二"], ["added", "三"], ["removed", "，做好记录"]]
    assert client.get(path, params={"against": "v" + "0" * 64}).status_code == 404
    assert client.get(path, params={"against": ids["closed"]}).status_code == 404


def test_a_notice_is_compared_with_the_one_that_took_its_place(client, ids):
    others = notice(client, ids["replaced"])["others"]
    assert [other["says"] for other in others] == ["代替本通知的通知"]
    path = f"/api/v1/notices/{ids['replaced']}/differences"
    found = client.get(path, params={"against": others[0]["key"]}).json()
    assert found["newer"]
    added = "".join(text for line in found["lines"] for change, text in line if change == "added")
    assert "2024年修订" in added


def test_pages_of_the_file_are_pictures_and_boxes_lie_on_the_cited_words(client, ids):
    drawn = notice(client, ids["drawn"])
    assert [page for page, _ in drawn["file"]["pages"]] == [1, 2]
    first, second = drawn["items"]
    base = f"/api/v1/notices/{ids['drawn']}"
    places = [
        client.get(f"{base}/boxes", params={"start": item["start"], "end": item["end"]}).json()["boxes"]
        for item in (first, second)
    ]
    assert {box["page"] for boxes in places for box in boxes} == {2}
    (_, top, _, bottom), (_, below, _, _) = (boxes[0]["box"] for boxes in places)
    assert 0 < top < bottom < below < 1
    picture = client.get(f"{base}/pages/2")
    assert picture.headers["content-type"] == "image/jpeg"
    assert picture.content[:3] == b"\xff\xd8\xff"
    again = client.get(f"{base}/pages/2", headers={"If-None-Match": picture.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_original_is_handed_out_as_a_file_that_no_browser_opens_here(client, ids):
    reply = client.get(f"/api/v1/notices/{ids['drawn']}/original")
    assert reply.content.startswith(b"%PDF")
    assert reply.headers["content-disposition"].startswith("attachment")
    assert "inkstones.pdf" in reply.headers["content-disposition"]
    assert reply.headers["content-type"] == "application/octet-stream"
    assert "sandbox" in reply.headers["content-security-policy"]


PARTS = ["reading", "differences?against=x", "boxes?start=0&end=9", "pages/1", "original"]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("which", ["closed", "withdrawn", "none"])
def test_of_what_is_not_public_nothing_can_be_had(client, ids, which, part):
    reply = client.get(f"/api/v1/notices/{ids.get(which, which)}/{part}")
    assert reply.status_code == 404
    assert reply.json()["error"]["message"]


def test_a_file_that_also_holds_a_withdrawn_notice_is_not_handed_out_nor_are_that_ones_words(client, ids):
    shown = notice(client, ids["forwarding"])
    assert shown["file"]["size"] is None
    assert client.get(f"/api/v1/notices/{ids['forwarding']}/original").status_code == 404
    assert shown["text"][shown["end"] :].strip() == ""
    assert client.get(f"/api/v1/notices/{ids['forwarding']}").json()["text"] == shown["text"]


@pytest.mark.parametrize("page", [0, 3, 10**9])
def test_a_page_that_is_not_there_is_said(client, ids, page):
    reply = client.get(f"/api/v1/notices/{ids['drawn']}/pages/{page}")
    assert reply.status_code == 404
    assert reply.json()["error"]["code"] == "no_picture"


def test_the_old_address_of_a_notice_leads_to_its_page(client, ids):
    reply = client.get(f"/notice.html?id={ids['care']}&start=3&end=9", follow_redirects=False)
    assert reply.headers["location"] == f"/notices/notice.html?id={ids['care']}&start=3&end=9"
    assert client.get("/notices?region=x", follow_redirects=False).headers["location"] == "/notices/?region=x"
