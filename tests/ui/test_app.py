import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from corpus.accounts import AccountRole
from corpus.settings import Settings
from corpus.store import Store
from tests.ui.conftest import PASSWORD, free_port, start

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "ui" / "public", ROOT / "ui" / "operator"]
OWN = {"http://www.w3.org/2000/svg"}


def fetch(address, opener=None):
    look = opener.open if opener else urllib.request.urlopen
    try:
        with look(address, timeout=10) as reply:
            return reply.status, reply.headers, reply.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read().decode()


def opener_of(site):
    """Opens addresses as one who has signed in."""
    made = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with made.open(f"{site}/login", timeout=10) as reply:
        token = re.search('name="form" value="([^"]+)"', reply.read().decode())[1]
    fields = {"form": token, "username": "管理员", "password": PASSWORD, "next": "/api/v1/health"}
    with made.open(f"{site}/login", urllib.parse.urlencode(fields).encode(), timeout=30) as reply:
        assert json.load(reply)["status"] == "ok"
    return made


@pytest.fixture(scope="module")
def opener(site):
    return opener_of(site)


@pytest.fixture
def fresh(tmp_path):
    """The address of a server whose desk nobody has asked for yet."""
    settings = Settings(data_dir=tmp_path / "data", encoder="none")
    store = Store.open(settings.store_path)
    store.accounts.add("管理员", AccountRole.ADMINISTRATOR, PASSWORD, by=None)
    store.close()
    port = free_port()
    server = start("--port", str(port), data_dir=settings.data_dir)
    assert str(port) in server.process.stdout.readline(), server.log.read_text(encoding="utf-8")
    yield f"http://127.0.0.1:{port}"
    server.stop()


def test_the_desk_comes_late_and_the_public_page_does_not_wait_for_it(fresh):
    site, opener = fresh, opener_of(fresh)
    status, _, text = fetch(f"{site}/desk/", opener)
    assert (status, "正在准备" in text) == (503, True)
    assert fetch(f"{site}/")[0] == 200
    until = time.monotonic() + 40
    while time.monotonic() < until and status == 503:
        time.sleep(0.5)
        status, headers, text = fetch(f"{site}/desk/", opener)
    assert status == 200
    assert "政答工作台" in text
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    script = re.search(r'src="\./(assets/[^"]+\.js)"', text)[1]
    assert "immutable" in fetch(f"{site}/desk/{script}", opener)[1]["Cache-Control"]


_WITHOUT = """
from ui.desk import build_desk
from corpus.accounts.rights import AccountRole, User
from types import SimpleNamespace
from fastapi.testclient import TestClient
library = SimpleNamespace(settings=SimpleNamespace(max_question_chars=10), info=dict, notices=list)
desk = build_desk(library, path="/desk")
user = User(number=1, name="张三", role=AccountRole.STAFF, locked=False, created_at="", signed_in_at=None)
async def entered(scope, receive, send):
    await desk({**scope, "user": user}, receive, send)
with TestClient(entered) as client:
    page = client.get("/desk/").text
    assert client.get("/desk/gradio_api/user").json() == "张三"
with TestClient(desk) as client:
    assert client.get("/desk/").status_code == 401
print("查一查" in page, "评测" in page, "审题" in page)
"""


def test_the_desk_can_be_had_without_an_evaluation():
    command = [sys.executable, "-W", "ignore", "-c", _WITHOUT]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.split() == ["True", "False", "False"], done.stderr


def test_the_desk_takes_no_files(site, opener):
    request = urllib.request.Request(f"{site}/desk/gradio_api/upload", data=b"x", method="POST")
    assert fetch(request)[0] == 401
    assert fetch(request, opener)[0] == 404


@pytest.mark.parametrize(
    ("path", "data"),
    [("config", None), ("gradio_api/info", None), ("gradio_api/queue/join", b"{}"),
     ("gradio_api/api/x", b"{}"), ("gradio_api/queue/data?session_hash=x", None),
     ("gradio_api/startup-events", None), ("theme.css", None), ("assets/index.js", None)],
)  # fmt: skip
def test_nothing_of_gradio_is_had_without_signing_in(site, path, data):
    status, _, text = fetch(urllib.request.Request(f"{site}/desk/{path}", data=data))
    assert (status, "重新登录" in json.loads(text)["detail"]) == (401, True)


def test_programs_get_typed_errors_and_people_a_page(site):
    status, _, text = fetch(f"{site}/api/v1/nowhere")
    assert (status, json.loads(text)["error"]["code"]) == (404, "not_found")
    status, _, text = fetch(f"{site}/nowhere")
    assert (status, "没有这个页面" in text) == (404, True)


def test_browsers_check_the_page_files_for_newer_ones(site):
    assert fetch(f"{site}/app.js")[1]["Cache-Control"] == "no-cache"


def test_the_page_files_name_no_other_address_and_parse_no_html():
    for file in (file for folder in PAGES for file in folder.iterdir()):
        text = file.read_text(encoding="utf-8")
        assert set(re.findall(r"https?://[^\s\"'`)]+", text)) <= OWN, file.name
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", text), file.name
