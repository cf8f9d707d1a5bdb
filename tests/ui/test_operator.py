"""The operator console as it is worked with: by keyboard, while a caller waits."""

import json
import sqlite3

import pytest
from playwright.sync_api import expect

ASKED = "清禾市公开医保缴费和报销信息，由哪个单位牵头？"
HOSTILE = "临溪县清理网页怪字由哪个单位牵头？"


@pytest.fixture
def console(chromium, site, signed_in):
    """The console with an operator before it; fails the test on any script error."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    context.add_cookies(signed_in("话务员"))
    page, errors = context.new_page(), []
    page.set_default_timeout(30_000)
    page.on("pageerror", lambda error: errors.append(error))
    page.goto(f"{site}/operator/")
    page.locator("#who", has_text="话务员").wait_for()
    yield page
    context.close()
    assert errors == []


def ask(page, question, keys="Enter"):
    page.keyboard.type(question)
    page.keyboard.press(keys)
    page.wait_for_selector("#answer .card")


def focused(page):
    return page.evaluate("document.activeElement.id")


def test_results_come_as_one_types_and_the_focus_stays_in_the_box(console):
    assert focused(console) == "question"
    console.keyboard.type("公开医保缴费")
    first = console.locator("#results .hit").first
    first.wait_for()
    assert "〔2023〕18号" in first.inner_text()
    assert "市医疗保障局" in first.inner_text()
    assert "公开医保缴费" in "".join(console.locator("#results mark").all_inner_texts())
    assert console.locator("#answer .script").count() == 0
    console.keyboard.press("ArrowDown")
    assert first.get_attribute("aria-selected") == "true"
    assert console.locator("#question").get_attribute("aria-activedescendant") == first.get_attribute("id")
    console.keyboard.press("Enter")
    console.wait_for_selector("#answer .script")
    assert "由市医疗保障局牵头。" in console.locator(".script").inner_text()
    assert focused(console) == "question"
    console.keyboard.type("信息由谁牵头")
    console.keyboard.press("Enter")
    console.wait_for_selector("#answer .receipt")


def test_enter_asks_and_gives_a_script_with_the_seconds_it_took(console):
    ask(console, ASKED)
    lines = console.locator(".script li").all_inner_texts()
    said = "".join(lines)
    for part in ("根据《", "〔2023〕18号）", "由市医疗保障局牵头。", "截至 2023年9月30日", "以通知原文为准"):
        assert part in said
    assert lines[0].startswith("请注意")
    assert all(len(line) < 80 for line in lines)
    assert 0 < float(console.locator("#seconds").inner_text().split()[1]) < 15
    assert (focused(console), console.input_value("#question")) == ("question", "")


def test_days_left_are_counted_from_the_services_clock(console):
    ask(console, ASKED)
    said = console.locator("#answer .script li").all_inner_texts()
    console.clock.set_fixed_time("1999-01-01")
    console.keyboard.press("Control+Enter")
    ask(console, ASKED)
    assert console.locator("#answer .script li").all_inner_texts() == said


def test_a_follow_up_goes_on_and_ctrl_enter_begins_a_new_call(console):
    sent = []
    console.on(
        "request", lambda request: request.url.endswith("/ask") and sent.append(request.post_data_json)
    )
    ask(console, ASKED)
    expect(console.locator("#turn")).to_contain_text("追问")
    console.keyboard.type("那什么时候完成？")
    console.keyboard.press("Enter")
    console.locator("#history li").nth(1).wait_for()
    assert "9月底前" in console.locator(".script").inner_text()
    console.keyboard.type(ASKED)
    with console.expect_response("**/api/v1/ask"):
        console.keyboard.press("Control+Enter")
    assert sent[0]["after"] is None
    assert sent[1]["after"]
    assert sent[2]["after"] is None


def test_one_key_copies_the_script_with_title_and_number(console, site):
    console.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    ask(console, ASKED)
    console.keyboard.press("c")
    console.get_by_role("button", name="已复制").wait_for()
    copied = console.evaluate("navigator.clipboard.readText()")
    for part in ("由市医疗保障局牵头。", "《清禾市", "〔2023〕18号", "/?receipt="):
        assert part in copied
    assert console.input_value("#question") == ""


def test_letters_are_text_while_something_is_written(console):
    ask(console, ASKED)
    console.keyboard.type("a")
    console.keyboard.type("c?w")
    assert console.input_value("#question") == "ac?w"
    assert not console.locator("#keys").is_visible()


def test_filters_are_reached_by_keys_and_narrow_the_results(console):
    console.keyboard.type("入学")
    console.wait_for_selector("#results .hit")
    console.keyboard.press("Alt+y")
    assert focused(console) == "year"
    console.keyboard.type("2024")
    heads = console.locator(".hit .head")
    heads.filter(has_not_text="〔2024〕").first.wait_for(state="detached")
    assert heads.count()
    for key, place in (("r", "region"), ("u", "unit"), ("v", "validity")):
        console.keyboard.press(f"Alt+{key}")
        assert focused(console) == place
    console.keyboard.press("Alt+x")
    assert (focused(console), console.input_value("#year")) == ("question", "")


def test_a_flag_is_kept_with_the_operators_name(console, site_settings):
    ask(console, ASKED)
    console.keyboard.press("Alt+o")
    console.wait_for_selector("[data-verdict=outdated][aria-pressed=true]")
    with sqlite3.connect(site_settings.store_path) as store:
        kept = [json.loads(record) for (record,) in store.execute("SELECT record FROM feedback")]
    assert [one["by"] for one in kept if one.get("verdict") == "outdated"] == ["话务员"]


def test_the_key_map_is_shown_and_escape_returns_to_the_box(console):
    console.keyboard.press("?")
    assert console.locator("#keys").is_visible()
    console.keyboard.press("Escape")
    assert not console.locator("#keys").is_visible()
    assert focused(console) == "question"
    console.keyboard.press("Alt+u")
    console.keyboard.press("Escape")
    assert focused(console) == "question"


def test_own_questions_are_kept_masked_and_open_again(console):
    ask(console, f"{ASKED}我的电话13912345678")
    entry = console.locator("#history button").first
    entry.wait_for()
    assert "13912345678" not in console.evaluate("JSON.stringify(localStorage)")
    console.reload()
    console.wait_for_selector("#history button")
    console.keyboard.press("Alt+h")
    console.keyboard.press("Enter")
    console.wait_for_selector("#answer .script")
    assert focused(console) == "question"


def test_an_ended_session_is_said_and_what_was_typed_is_kept(console):
    console.keyboard.type("公开医保")
    console.wait_for_selector("#results .hit")
    cookies = console.context.cookies()
    console.context.clear_cookies()
    console.keyboard.type("缴费信息")
    console.wait_for_selector("#over:visible")
    assert "重新登录" in console.locator("#over").inner_text()
    assert console.input_value("#question") == "公开医保缴费信息"
    console.context.add_cookies(cookies)
    console.keyboard.type("由谁")
    console.wait_for_selector("#over", state="hidden")
    console.reload()
    expect(console.locator("#question")).to_have_value("公开医保缴费信息由谁")


def test_when_the_service_is_gone_the_words_stay(console):
    console.route("**/api/v1/ask", lambda route: route.abort())
    console.keyboard.type(ASKED)
    console.keyboard.press("Enter")
    console.wait_for_selector("#problem:visible")
    assert "连不上服务" in console.locator("#problem").inner_text()
    assert console.input_value("#question") == ASKED


def test_hostile_text_is_shown_as_text(console):
    console.keyboard.type('清理网页怪字<img src=y onerror="window.hacked=2">')
    console.wait_for_selector("#results .hit")
    console.keyboard.press("Enter")
    console.wait_for_selector("#answer .card")
    assert console.locator("img[src=x], img[src=y]").count() == 0
    assert console.evaluate("window.hacked") is None


@pytest.mark.parametrize(("width", "large"), [(390, False), (320, True), (1280, True)])
def test_nothing_scrolls_sideways(console, width, large):
    console.set_viewport_size({"width": width, "height": 800})
    if large:
        console.click("[data-display=large]")
        console.focus("#question")
    console.keyboard.type("医保")
    console.wait_for_selector("#results .hit")
    console.fill("#question", "")
    ask(console, HOSTILE)
    assert console.evaluate("document.documentElement.scrollWidth") <= width


def test_search_needs_the_sign_in_and_keeps_no_receipt(console, site, site_settings):
    anonymous = console.context.browser.new_context()
    assert anonymous.request.get(f"{site}/api/v1/search?q=x").status == 401
    assert anonymous.request.get(f"{site}/operator/console.js").status == 401
    anonymous.close()

    def receipts():
        with sqlite3.connect(site_settings.store_path) as store:
            return store.execute("SELECT count(*) FROM receipts").fetchone()

    before = receipts()
    for words in ("医保", "医保缴费", "高龄津贴", "入学", "就业补贴"):
        reply = console.context.request.get(f"{site}/api/v1/search", params={"q": words})
        assert reply.json()["passages"]
    assert receipts() == before
