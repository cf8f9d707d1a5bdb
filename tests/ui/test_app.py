import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]
PUBLIC = Path(__file__).parents[2] / "ui" / "public"
OWN = {"http://www.w3.org/2000/svg"}


def fetch(address):
    try:
        with urllib.request.urlopen(address, timeout=10) as reply:
            return reply.status, reply.headers, reply.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read().decode()


def test_the_desk_comes_late_and_the_public_page_does_not_wait_for_it(site):
    status, _, text = fetch(f"{site}/desk/")
    assert (status, "正在准备" in text) == (503, True)
    assert fetch(f"{site}/")[0] == 200
    until = time.monotonic() + 40
    while time.monotonic() < until and status == 503:
        time.sleep(0.5)
        status, headers, text = fetch(f"{site}/desk/")
    assert status == 200
    assert "政答工作台" in text
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


_WITHOUT = """
from ui.desk import build_desk
from types import SimpleNamespace
from fastapi.testclient import TestClient
library = SimpleNamespace(settings=SimpleNamespace(max_question_chars=10), info=dict, notices=list)
with TestClient(build_desk(library, path="/desk")) as client:
    page = client.get("/desk/").text
print("台账" in page, "评测" in page, "审题" in page)
"""


def test_the_desk_can_be_had_without_an_evaluation():
    command = [sys.executable, "-W", "ignore", "-c", _WITHOUT]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.split() == ["True", "False", "False"], done.stderr


def test_the_desk_takes_no_files(site):
    request = urllib.request.Request(f"{site}/desk/gradio_api/upload", data=b"x", method="POST")
    assert fetch(request)[0] == 404


def test_programs_get_typed_errors_and_people_a_page(site):
    status, _, text = fetch(f"{site}/api/v1/nowhere")
    assert (status, json.loads(text)["error"]["code"]) == (404, "not_found")
    status, _, text = fetch(f"{site}/nowhere")
    assert (status, "没有这个页面" in text) == (404, True)


def test_browsers_check_the_page_files_for_newer_ones(site):
    assert fetch(f"{site}/app.js")[1]["Cache-Control"] == "no-cache"


def test_the_page_files_name_no_other_address_and_parse_no_html():
    for file in PUBLIC.iterdir():
        text = file.read_text(encoding="utf-8")
        assert set(re.findall(r"https?://[^\s\"'`)]+", text)) <= OWN, file.name
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", text), file.name
