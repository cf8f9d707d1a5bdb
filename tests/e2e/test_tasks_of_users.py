"""Eight things that people come for, tried as somebody new would: each in three actions at the most.

An action is a question sent, a choice made or a button pressed; opening a page by its address is none.
Pictures of every step are left in build/screenshots/tasks.
"""

import io
import os
import subprocess
import sys
from datetime import date

import pytest
from openpyxl import load_workbook

from tests.e2e.conftest import PHONE
from tests.e2e.pictures import picture
from tests.e2e.states import (
    ANSWERED,
    CLARIFIED,
    OPERATOR,
    REFUSED,
    STAFF,
    counted,
    opened_place,
)
from tests.site import PASSWORD, ROOT

MOST = 3


@pytest.fixture
def person(request):
    """Acts, counts the actions, and keeps a picture after each."""
    taken = []

    def act(page, action):
        action()
        taken.append(1)
        page.wait_for_timeout(100)
        name = request.node.name.removeprefix("test_")
        picture(page, f"tasks/{name}-{len(taken)}")

    yield act
    assert 0 < len(taken) <= MOST


def send(page, question):
    page.fill("#question", question)
    page.press("#question", "Enter")


def asking(page, question, state):
    page.wait_for_selector("#examples .chip")
    send(page, question)
    page.wait_for_selector(f".turn:last-child .card.{state}")


def test_a_citizen_asks_and_opens_the_cited_place(visit, person):
    page = visit("/", viewport=PHONE)
    person(page, lambda: asking(page, ANSWERED, "answered"))
    assert "市医疗保障局" in page.locator(".card .facts").first.inner_text()
    person(page, lambda: page.locator(".card .source-link").first.click())
    opened = opened_place(page)
    picture(opened, "tasks/a_citizen_asks_and_opens_the_cited_place-notice")
    assert "公开医保缴费和报销信息" in opened.locator("#place").first.inner_text()


def test_a_citizen_without_a_region_is_asked_back_and_picks_one(visit, person):
    page = visit("/", viewport=PHONE)
    person(page, lambda: asking(page, CLARIFIED, "clarify"))
    person(page, lambda: page.locator(".card .choice").first.click())
    page.wait_for_selector(".turn:last-child .card.answered")


def test_a_citizen_who_gets_no_answer_finds_the_hotline(visit, person):
    page = visit("/", viewport=PHONE)
    person(page, lambda: asking(page, REFUSED, "not_found"))
    hotline = page.locator(".card a[href='tel:12345']").first
    hotline.scroll_into_view_if_needed()
    assert hotline.bounding_box()["height"] > 0
    assert page.locator(".card .card-title").inner_text()


def test_an_operator_answers_a_call_and_copies_the_script_with_its_source(visit, site, person):
    page = visit("/operator/", who=OPERATOR)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    page.locator("#who", has_text=OPERATOR).wait_for()
    person(page, lambda: send(page, ANSWERED))
    page.wait_for_selector("#answer .script")
    person(page, lambda: page.keyboard.press("c"))
    page.get_by_role("button", name="已复制").wait_for()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert "《清禾市人民政府办公室关于印发" in copied
    assert "清禾政办发〔2023〕18号" in copied
    assert "市医疗保障局" in copied


def test_an_operator_flags_an_answer(visit, person):
    page = visit("/operator/", who=OPERATOR)
    page.locator("#who", has_text=OPERATOR).wait_for()
    person(page, lambda: send(page, ANSWERED))
    page.wait_for_selector("#answer .script")
    person(page, lambda: page.locator("[data-verdict=outdated]").click())
    page.wait_for_selector("[data-verdict=outdated][aria-pressed=true]")


def test_staff_filter_what_a_unit_is_late_with_and_take_it_away_as_a_file(visit, person):
    page = visit("/tasks/", who=STAFF)
    counted(page)
    person(page, lambda: page.fill("#unit", "市教育局"))
    person(page, lambda: page.select_option("#when", "overdue"))
    page.wait_for_selector("#filters:not([aria-busy])", state="attached")
    rows = page.locator("#rows tr")
    assert all("市教育局" in text for text in rows.all_inner_texts())
    with page.expect_download() as download:
        person(page, lambda: page.locator("[data-format=xlsx]").click())
    sheet = load_workbook(io.BytesIO(download.value.path().read_bytes())).active
    assert sheet.max_row - 1 == rows.count() > 0


def test_staff_note_how_far_a_task_is(visit, person):
    page = visit("/tasks/?text=高龄津贴", who=STAFF)
    counted(page)
    state = page.locator("#rows .state").first
    person(page, state.click)
    page.wait_for_function("() => !document.getElementById('note-history').textContent.includes('正在读')")
    person(page, lambda: page.check("[name=to][value=under_way]"))
    person(page, lambda: page.click("#note-save"))
    page.locator("#rows .state.under_way").first.wait_for()
    assert STAFF in page.locator("#rows tr").first.inner_text()


def test_an_administrator_adds_a_user_who_signs_in(visit, site_settings, person):
    name = f"新来的{date.today():%m%d}"
    added = subprocess.run(
        [sys.executable, "zhengda.py", "users", "add", name, "--role", "staff", "--password-stdin"],
        cwd=ROOT,
        env={**os.environ, "ZHENGDA_DATA_DIR": str(site_settings.data_dir)},
        input=f"{PASSWORD}\n",
        encoding="utf-8",
        capture_output=True,
        check=False,
    )
    assert added.returncode == 0, added.stderr
    page = visit("/login?next=/tasks/")

    def enter():
        page.fill("#username", name)
        page.fill("#password", PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url("**/tasks/")

    person(page, enter)
    counted(page)
    assert name in page.inner_text("#account")
