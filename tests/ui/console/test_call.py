"""A call from its first key to the hand-over, by keyboard: notes, history, comparing."""

import json
import sqlite3

import pytest
from playwright.sync_api import expect

from tests.axe import violations
from tests.ui.console.calling import ASKED, NOTE, ask, calls, focused, note, until

MASKED = "来电人〔姓名〕，电话〔手机号〕，问医保由谁牵头"
WIDTHS = [(1280, 900), (390, 844)]


def test_a_note_stores_itself_masked_and_stays_as_typed_while_one_types(console, site):
    note(console)
    expect(console.locator("#note-said")).to_contain_text("个人信息已换成")
    assert console.input_value("#note") == NOTE
    assert [call["note"] for call in calls(console, site)] == [MASKED]
    console.keyboard.press("Escape")
    expect(console.locator("#note")).to_have_value(MASKED)
    assert "13912345678" not in console.evaluate("JSON.stringify([sessionStorage, localStorage])")
    expect(console.locator("#call-time")).to_contain_text("通话 00:")


def test_ending_the_call_keeps_its_note_and_begins_an_empty_one(console, site):
    ask(console)
    note(console, "问过医保")
    console.keyboard.press("Alt+q")
    expect(console.locator("#call-time")).to_have_text("没有通话")
    assert (console.input_value("#note"), focused(console)) == ("", "question")
    console.keyboard.press("Alt+p")
    entry = console.locator("#calls .entry").first
    expect(entry).to_contain_text("问过医保")
    expect(entry).to_contain_text(ASKED)
    (call,) = calls(console, site)
    assert call["ended_at"]
    assert call["asked"][0]["seconds"] > 0
    console.locator("#calls button:focus").wait_for()
    console.keyboard.press("Enter")
    console.keyboard.press("Enter")
    expect(console.locator("#calls .entry")).to_have_count(0)
    assert calls(console, site) == []


def test_a_list_fetched_anew_keeps_the_focus_and_what_a_button_asks(console):
    ask(console)
    console.locator("#history li").first.wait_for()
    held = []
    console.route("**/api/v1/operator/calls/*", lambda route: held.append(route))
    note(console, "问过医保")
    until(console, lambda: held)
    console.keyboard.press("Alt+q")
    console.keyboard.press("Alt+p")
    pressed = console.locator("#calls button:focus")
    pressed.wait_for()
    # What was written is stored only now, then that the call has ended; each time the list is fetched anew.
    fetched_anew(console, held)
    assert pressed.inner_text() == "删除"
    console.keyboard.press("Enter")
    fetched_anew(console, held)
    assert pressed.inner_text() == "再按一次删除"
    console.unroute("**/api/v1/operator/calls/*")
    console.keyboard.press("Enter")
    expect(console.locator("#calls .entry")).to_have_count(0)


def fetched_anew(page, held):
    with page.expect_response("**/api/v1/operator/calls") as told:
        until(page, lambda: held)
        held.pop(0).continue_()
    told.value.finished()
    page.wait_for_timeout(100)


def test_a_session_that_ends_in_mid_note_loses_no_word(console, site):
    note(console, "前半句，")
    expect(console.locator("#note-said")).to_contain_text("已存")
    cookies = console.context.cookies()
    console.context.clear_cookies()
    console.keyboard.type("后半句")
    console.wait_for_selector("#over:visible")
    expect(console.locator("#note-said")).to_contain_text("字还在")
    assert console.input_value("#note") == "前半句，后半句"
    console.context.add_cookies(cookies)
    console.reload()
    expect(console.locator("#note")).to_have_value("前半句，后半句")
    expect(console.locator("#note-said")).to_contain_text("已存")
    assert [call["note"] for call in calls(console, site)] == ["前半句，后半句"]


def test_a_call_that_ends_without_the_server_is_stored_when_it_is_back(console, site):
    console.route("**/api/v1/operator/calls/*", lambda route: route.abort())
    note(console, "服务断了时写的")
    expect(console.locator("#note-said")).to_contain_text("没存上")
    console.keyboard.press("Alt+q")
    assert console.input_value("#note") == ""
    console.unroute("**/api/v1/operator/calls/*")
    note(console, "下一通")
    expect(console.locator("#note-said")).to_contain_text("已存")
    assert {call["note"] for call in calls(console, site)} == {"服务断了时写的", "下一通"}


def test_two_tabs_with_the_same_call_keep_both_notes(console, site):
    note(console, "第一页写的")
    expect(console.locator("#note-said")).to_contain_text("已存")
    (call,) = calls(console, site)
    # What a duplicated tab does: the same call, written elsewhere.
    path = f"{site}/api/v1/operator/calls/{call['key']}"
    other = console.context.request.put(path, data={"note": "第二页写的", "after": 1})
    assert other.status == 200
    console.keyboard.type("，又写")
    console.get_by_role("button", name="两份都留下").wait_for()
    assert "第二页写的" in console.locator("#note-conflict").inner_text()
    console.click("#keep-both")
    expect(console.locator("#note-said")).to_contain_text("已存")
    assert calls(console, site)[0]["note"] == "第一页写的，又写\n第二页写的"
    assert focused(console) == "note"


def test_two_notes_too_long_for_one_are_both_kept_and_hold_nothing_up(console, site):
    console.route("**/api/v1/operator/calls/*", lambda route: route.abort())
    mine, theirs = "甲" * 1500, "乙" * 1500
    console.fill("#note", mine)
    expect(console.locator("#note-said")).to_contain_text("没存上")
    console.keyboard.press("Alt+q")
    kept = console.evaluate("Object.values(sessionStorage)")
    (key,) = (key for each in map(json.loads, kept) for key in each.get("unsent", ()))
    # What a duplicated tab does: the same call, written elsewhere.
    path = f"{site}/api/v1/operator/calls/{key}"
    assert console.context.request.put(path, data={"note": theirs}).status == 200
    console.unroute("**/api/v1/operator/calls/*")
    note(console, "下一通")
    until(console, lambda: {call["note"] for call in calls(console, site)} == {mine, theirs, "下一通"})


def test_a_second_tab_takes_a_call_of_its_own(console, site):
    note(console, "这一页")
    second = console.context.new_page()
    second.goto(f"{site}/operator/")
    second.locator("#who", has_text="话务员").wait_for()
    assert second.input_value("#note") == ""
    note(second, "那一页")
    expect(second.locator("#note-said")).to_contain_text("已存")
    expect(console.locator("#note-said")).to_contain_text("已存")
    assert {call["note"] for call in calls(console, site)} == {"这一页", "那一页"}


def test_own_history_is_there_on_another_machine_with_the_middle_of_the_day(console, chromium, site):
    ask(console)
    console.locator("#history li").first.wait_for()
    seconds = console.locator("#seconds").inner_text()
    assert "来电起" in seconds
    assert "目标 15 秒" in seconds
    elsewhere = chromium.new_context(locale="zh-CN")
    elsewhere.add_cookies(console.context.cookies())
    page = elsewhere.new_page()
    page.goto(f"{site}/operator/")
    expect(page.locator("#history li").first).to_contain_text(ASKED)
    expect(page.locator("#pace")).to_contain_text("中位数")
    page.focus("#question")
    page.keyboard.press("ArrowUp")
    assert page.input_value("#question") == ASKED
    elsewhere.close()


def test_the_same_question_of_another_year_stands_beside_the_first(console):
    ask(console, "清禾市2024年小学入学怎么报名")
    console.keyboard.press("Alt+b")
    console.keyboard.press("Tab")
    console.keyboard.type("2023")
    console.keyboard.press("Enter")
    console.wait_for_selector(".two")
    heads = console.locator(".column > h2").all_inner_texts()
    assert heads == ["清禾市 2024", "清禾市 2023"]
    cited = [console.locator(".column").nth(n).locator(".citation").first.inner_text() for n in range(2)]
    assert "〔2024〕" in cited[0]
    assert "〔2023〕" in cited[1]
    assert focused(console) == "question"


def test_comparing_needs_something_to_compare_with(console):
    console.keyboard.press("Alt+b")
    assert not console.locator("#beside").is_visible()
    ask(console)
    console.keyboard.press("Alt+b")
    console.keyboard.press("Enter")
    expect(console.locator("#beside-said")).to_contain_text("请选一个地区")
    console.keyboard.press("Tab")
    console.keyboard.type("20")
    console.keyboard.press("Enter")
    expect(console.locator("#beside-said")).to_contain_text("四位数")
    console.keyboard.press("Escape")
    assert focused(console) == "question"


def test_like_questions_are_told_with_what_was_said_of_them(console):
    ask(console)
    console.keyboard.press("Alt+w")
    console.wait_for_selector("[data-verdict=wrong][aria-pressed=true]")
    console.keyboard.press("Control+Enter")
    ask(console, "清禾市公开医保缴费信息由谁牵头")
    expect(console.locator("#like")).to_contain_text("被标记过")
    console.keyboard.press("Alt+s")
    row = console.locator("#similar button", has_text=ASKED)
    expect(row).to_contain_text("错 ")
    row.focus()
    console.keyboard.press("Enter")
    expect(console.locator("#answer .receipt")).to_be_visible()


def test_the_drawers_are_walked_through_by_arrows(console):
    console.focus("#tab-history")
    for name in ("similar", "hand-overs", "calls", "today", "history"):
        console.keyboard.press("ArrowRight")
        assert focused(console) == f"tab-{name}"
        assert console.locator(f"#drawer-{name}").is_visible()
        assert console.locator("[role=tabpanel]:visible").count() == 1


def test_todays_notices_open_and_the_level_narrows_the_results(console):
    console.keyboard.press("Alt+j")
    expect(console.locator("#today h3").first).to_be_visible()
    console.locator("#today a:focus").wait_for()
    console.keyboard.press("Alt+l")
    assert focused(console) == "level"
    console.select_option("#level", "province")
    console.focus("#question")
    console.keyboard.type("残疾人补贴")
    console.wait_for_selector("#results .hit")
    expect(console.locator(".hit .head").filter(has_not_text="云岭")).to_have_count(0)


def test_every_command_of_the_key_map_has_its_key_and_is_shown(console):
    console.keyboard.press("?")
    shown = console.locator("#key-list").inner_text()
    for letter in "CWOMNQTBARYUVLXHSGPJK":
        assert f"Alt + {letter}" in shown


def states(page):
    """The states of the page, each by its name."""
    yield "empty"
    ask(page)
    note(page, "问医保")
    expect(page.locator("#note-said")).to_contain_text("已存")
    yield "answered"
    for key, name in (("g", "hand-overs"), ("p", "calls"), ("j", "today"), ("s", "similar")):
        page.keyboard.press(f"Alt+{key}")
        page.locator(f"#drawer-{name}").wait_for()
        yield name
    page.keyboard.press("Alt+t")
    page.locator("#hand-units li").first.wait_for()
    yield "hand-over"
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+b")
    yield "beside"
    page.fill("#beside-year", "2022")
    page.keyboard.press("Enter")
    page.locator(".two").wait_for()
    yield "side-by-side"


@pytest.mark.parametrize("look", ["light", "dark", "large", "contrast"])
@pytest.mark.parametrize(("width", "height"), WIDTHS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(console, width, height, look):
    console.emulate_media(color_scheme="dark" if look == "dark" else "light")
    console.set_viewport_size({"width": width, "height": height})
    if look in ("large", "contrast"):
        console.click(f"[data-display={look}]")
    for name in states(console):
        assert violations(console) == [], name
        assert console.evaluate("document.documentElement.scrollWidth") <= width, name


def test_the_store_never_holds_what_was_masked(console, site_settings):
    note(console)
    expect(console.locator("#note-said")).to_contain_text("已存")
    with sqlite3.connect(site_settings.store_path) as store:
        kept = store.execute("SELECT note FROM calls").fetchall()
    assert "13912345678" not in json.dumps(kept, ensure_ascii=False)
    assert "王小明" not in json.dumps(kept, ensure_ascii=False)
