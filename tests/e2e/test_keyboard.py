"""Each face by keyboard alone, and what a screen reader is told of it."""

import re

import pytest

from tests.e2e.states import ANSWERED, OPERATOR, REFUSED, STAFF, STATES, counted, opened_place
from tests.e2e.tabbing import nameless_and_unreached
from tests.e2e.tree import nodes, spoken

FACES = [
    state
    for state in STATES
    if state.name
    in {
        "public-answered", "public-clarify", "public-refused", "notice-cited", "sign-in", "account",
        "operator-script", "ledger-list", "ledger-month", "ledger-counts", "ledger-note", "desk-ask",
    }
]  # fmt: skip


@pytest.mark.parametrize("state", FACES, ids=lambda state: state.name)
def test_everything_is_reached_by_tab_is_seen_to_be_and_has_a_name(visit, state):
    page = visit(state.path, who=state.who, before=state.before)
    state.reach(page)
    assert nameless_and_unreached(page) == []


def test_a_question_is_asked_answered_and_followed_by_keyboard_and_told_in_the_tree(visit):
    page = visit("/")
    page.wait_for_selector("#examples .chip")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type(ANSWERED)
    (box,) = [node for node in nodes(page) if node["role"] == "textbox" and node.get("focused")]
    assert box["name"] == "您的问题"
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.getElementById('status').textContent.startsWith('答复')")
    assert "牵头单位：市医疗保障局" in spoken(page, "status")
    (card,) = [node for node in nodes(page) if node["role"] == "article"]
    assert card["name"] == "答复"
    page.locator(".card .source-link").first.focus()
    page.keyboard.press("Enter")
    assert "通知正文" in [node["name"] for node in nodes(opened_place(page)) if node["role"] == "article"]


def test_a_refusal_and_a_failure_are_spoken(visit):
    page = visit("/")
    page.wait_for_selector("#examples .chip")
    page.fill("#question", REFUSED)
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.getElementById('status').textContent.includes('查的是政策通知')")
    assert "这里查的是政策通知" in spoken(page, "status")
    page.context.set_offline(True)
    page.fill("#question", ANSWERED)
    page.keyboard.press("Enter")
    page.wait_for_selector("#problem:visible")
    assert re.search("连不上服务|没有联网", spoken(page, "alert"))


def test_the_console_tells_the_choice_and_the_count_of_results(visit):
    page = visit("/operator/", who=OPERATOR)
    page.locator("#who", has_text=OPERATOR).wait_for()
    page.keyboard.type("公开医保缴费")
    page.wait_for_selector("#results .hit")
    page.keyboard.press("ArrowDown")
    chosen = [node["name"] for node in nodes(page) if node["role"] == "option" and node.get("selected")]
    assert [name for name in chosen if "市医疗保障局" in name]
    page.wait_for_function("() => /条/.test(document.getElementById('status').textContent)")
    assert "条" in spoken(page, "status")


def test_the_ledger_says_how_many_tasks_are_left_and_its_dialog_has_a_name(visit):
    page = visit("/tasks/", who=STAFF)
    counted(page)
    page.get_by_label("文字").focus()
    page.keyboard.type("医保缴费")
    page.wait_for_selector("#filters:not([aria-busy])", state="attached")
    page.wait_for_function("() => !document.getElementById('count').textContent.includes('符合 108')")
    assert "符合" in spoken(page, "status")
    page.locator("#rows .state").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    (dialog,) = [node for node in nodes(page) if node["role"] == "dialog"]
    assert dialog["name"] == "登记进度"
    page.keyboard.press("Escape")
    assert page.evaluate("() => document.activeElement.classList.contains('state')")
