"""What goes wrong in use: the page says what happened and keeps what was typed."""

import re
from datetime import datetime

import pytest

from tests.e2e.states import ANSWERED, OPERATOR, REFUSED, STAFF, ask, counted

FOLLOWING = "那什么时候完成？"
LONG = "问" * 5000
GONE = "连不上服务|没有联网"
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
    assert re.search(GONE, page.inner_text("#problem"))
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
    assert re.search(GONE, page.inner_text("#note-problem"))
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
    page.wait_for_selector("#sample-banner:visible")
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


@pytest.mark.parametrize("field", ["region", "notice"])
def test_a_kept_link_to_what_has_gone_finds_nothing_rather_than_everything(visit, field):
    page = visit(f"/tasks/?{field}=已经移除&length=1&0=x", who=STAFF)
    counted(page)
    assert "符合 0 项" in page.inner_text("#count")
    assert page.input_value(f"#{field}") == "已经移除"
    assert page.input_value("#unit") == ""


def test_an_answer_that_comes_after_the_record_was_wiped_leaves_nothing(visit):
    page, asked, opened = visit("/"), [], []
    ask(page, ANSWERED)
    page.route("**/api/v1/ask", lambda route: asked.append(route))
    page.route(lambda address: address.endswith("/"), lambda route: opened.append(route))
    page.fill("#question", REFUSED)
    page.press("#question", "Enter")
    page.wait_for_selector(".waiting")
    with page.expect_request(lambda request: request.is_navigation_request()):
        page.click("#clear", no_wait_after=True)
    with page.expect_response("**/api/v1/ask"):
        asked[0].continue_()
    # The old page has it now, and shows and keeps it before the new one comes.
    page.wait_for_timeout(500)
    with page.expect_event("domcontentloaded"):
        opened[0].continue_()
    page.wait_for_selector("#examples .chip")
    assert page.locator(".turn").count() == 0


def test_words_typed_while_the_narrowed_list_is_on_its_way_stay(visit):
    page, held = visit("/notices/"), []
    page.wait_for_selector("#list li")
    page.route("**/api/v1/library?*", lambda route: held.append(route), times=1)
    page.locator("#facets a[data-facet=region]").first.click()
    page.focus("#words")
    page.keyboard.type("医保")
    held[0].continue_()
    page.wait_for_url("**q=*")
    assert page.input_value("#words") == "医保"
    assert page.evaluate("() => document.activeElement.id") == "words"


def test_a_change_of_language_right_after_typing_keeps_the_words(visit):
    page = visit("/notices/")
    page.wait_for_selector("#list li")
    page.fill("#words", "医保")
    page.click("#language")
    page.wait_for_selector("html[lang=en] #list li")
    assert page.input_value("#words") == "医保"
