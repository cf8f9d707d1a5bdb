"""What goes wrong in use: the page says what happened and keeps what was typed."""

import re
from datetime import datetime

import pytest

from tests.e2e.states import ANSWERED, OPERATOR, REFUSED, STAFF, ask, counted

FOLLOWING = "那什么时候完成？"
LONG = "问" * 5000
THRICE = "(id) => { for (let n = 0; n < 3; n += 1) document.getElementById(id).requestSubmit(); }"


def note(page, words):
    """Open the note of the first task, and write without saving."""
    counted(page)
    page.locator("#rows .state").first.click()
    page.wait_for_function("() => !document.getElementById('note-history').textContent.includes('正在读')")
    page.check("[name=to][value=under_way]")
    page.fill("#note-text", words)


def test_a_question_sent_twice_is_asked_once(visit):
    page, asked = visit("/"), []
    page.on("request", lambda request: request.url.endswith("/ask") and asked.append(1))
    page.wait_for_selector("#examples .chip")
    page.fill("#question", ANSWERED)
    page.evaluate(THRICE, "ask")
    page.wait_for_selector(".card.answered")
    assert (len(asked), page.locator(".turn").count()) == (1, 1)


def test_a_note_saved_twice_is_kept_once(visit):
    page = visit("/tasks/?text=入学", who=STAFF)
    note(page, "只记一次")
    page.evaluate(THRICE, "note-form")
    page.wait_for_function("() => !document.getElementById('note').open")
    page.locator("#rows .state").first.click()
    page.locator("#note-history .note-line").first.wait_for()
    assert page.locator("#note-history .note-line").filter(has_text="只记一次").count() == 1


def test_the_back_button_returns_to_the_conversation_and_to_the_filter(visit):
    page = visit("/")
    ask(page, ANSWERED)
    page.fill("#question", "写到一半")
    page.goto(page.locator(".card .source-link").first.get_attribute("href"))
    page.wait_for_selector("#place")
    page.go_back()
    page.wait_for_selector(".card.answered")
    assert page.input_value("#question") == "写到一半"
    ledger = visit("/tasks/", who=STAFF)
    counted(ledger)
    ledger.fill("#text", "医保缴费")
    ledger.wait_for_selector("#filters:not([aria-busy])", state="attached")
    told = ledger.inner_text("#count")
    ledger.locator("#rows a.task").first.click()
    ledger.wait_for_selector("#place")
    ledger.go_back()
    counted(ledger)
    assert (ledger.input_value("#text"), ledger.inner_text("#count")) == ("医保缴费", told)


def test_a_reload_in_mid_answer_gives_the_question_back(visit):
    page = visit("/")
    page.wait_for_selector("#examples .chip")
    page.route("**/api/v1/ask", lambda _: None)
    page.fill("#question", ANSWERED)
    page.press("#question", "Enter")
    page.wait_for_selector(".waiting")
    page.reload()
    page.wait_for_selector("#problem:visible")
    assert "再发一次" in page.inner_text("#problem")
    assert page.input_value("#question") == ANSWERED


def test_while_the_service_is_gone_it_is_said_and_once_it_is_back_the_same_words_go(visit):
    page = visit("/")
    page.wait_for_selector("#examples .chip")
    page.context.set_offline(True)
    page.fill("#question", ANSWERED)
    page.press("#question", "Enter")
    page.wait_for_selector("#problem:visible")
    assert "连不上服务" in page.inner_text("#problem")
    assert page.input_value("#question") == ANSWERED
    page.context.set_offline(False)
    page.press("#question", "Enter")
    page.wait_for_selector(".card.answered")


def test_a_note_outlives_a_service_that_is_gone(visit):
    page = visit("/tasks/?text=入学", who=STAFF)
    note(page, "断网时写的")
    page.context.set_offline(True)
    page.click("#note-save")
    page.wait_for_selector("#note-problem:visible")
    assert "连不上服务" in page.inner_text("#note-problem")
    page.context.set_offline(False)
    page.click("#note-save")
    page.wait_for_function("() => !document.getElementById('note').open")
    page.get_by_text("断网时写的").first.wait_for()


def test_a_note_outlives_the_end_of_the_session(visit):
    page = visit("/tasks/?text=入学", who=STAFF)
    note(page, "过期时写的")
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.click("#note-save")
    page.wait_for_selector("#note-problem:visible")
    assert "重新登录" in page.inner_text("#note-problem")
    assert page.input_value("#note-text") == "过期时写的"
    page.context.add_cookies(cookies)
    page.click("#note-save")
    page.wait_for_function("() => !document.getElementById('note').open")


@pytest.mark.parametrize(("path", "who"), [("/", None), ("/operator/", OPERATOR)])
def test_a_question_of_5000_characters_is_not_sent_and_not_lost(visit, path, who):
    page, sent = visit(path, who=who), []
    page.on("request", lambda request: request.url.endswith("/ask") and sent.append(1))
    page.wait_for_function("() => document.querySelectorAll('#region option').length > 1")
    page.fill("#question", LONG)
    page.press("#question", "Enter")
    page.wait_for_selector("#problem:visible")
    assert "超出 3000 字" in page.inner_text("#problem")
    assert page.input_value("#question") == LONG
    assert sent == []


def test_two_tabs_hold_two_conversations(visit):
    first = visit("/")
    ask(first, ANSWERED)
    second = first.context.new_page()
    second.goto("/")
    second.wait_for_selector("#examples .chip")
    assert second.locator(".turn").count() == 0
    ask(second, REFUSED)
    assert "9月底前" in ask(first, FOLLOWING).locator(".short").inner_text()
    first.reload()
    first.wait_for_selector(".turn")
    assert [text.split("\n")[-1] for text in first.locator(".asked").all_inner_texts()] == [
        ANSWERED,
        FOLLOWING,
    ]


@pytest.mark.parametrize("year", [2001, 2099])
def test_a_device_whose_clock_is_wrong_counts_days_from_the_services_day(visit, year):
    right = ask(visit("/"), ANSWERED).locator(".facts").first.inner_text()
    wrong = visit("/", before=lambda page: page.clock.set_fixed_time(datetime(year, 1, 1)))
    assert ask(wrong, ANSWERED).locator(".facts").first.inner_text() == right
    assert re.search(r"时限已过 \d+ (天|年)", right)


@pytest.fixture
def slow(visit):
    """The public page, whose script does not come before it is let through."""
    held = []

    def hold(page):
        page.route("**/app.js", lambda route: held.append(route))

    page = visit("/", before=hold, wait_until="commit")
    page.wait_for_selector("#question")

    def let_through():
        page.unroute("**/app.js")
        held[-1].continue_()
        page.wait_for_selector("#examples .chip")

    return page, let_through


def test_what_is_written_before_the_script_is_there_stays(slow):
    page, let_through = slow
    page.fill("#question", ANSWERED)
    let_through()
    assert page.input_value("#question") == ANSWERED


def test_what_is_sent_before_the_script_is_there_stays(slow):
    page, let_through = slow
    page.fill("#question", ANSWERED)
    page.click("#send", no_wait_after=True)
    page.wait_for_url("**/?question=*", wait_until="commit")
    page.wait_for_selector("#question")
    page.wait_for_timeout(200)
    let_through()
    assert page.input_value("#question") == ANSWERED
