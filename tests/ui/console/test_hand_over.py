"""Handing a matter over by keyboard: once, with its words kept whatever comes between."""

from playwright.sync_api import expect

from tests.ui.console.calling import ASKED, ask, until


def test_a_matter_is_handed_over_once_whatever_is_pressed_and_its_state_is_kept(console, site):
    console.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    ask(console)
    console.keyboard.press("Alt+t")
    expect(console.locator("#hand-unit")).to_have_value("市医疗保障局")
    console.focus("#hand-remark")
    console.keyboard.type("请回电13912345678")
    for _ in range(3):
        console.keyboard.press("Control+Enter")
    expect(console.locator("#hand-over")).not_to_be_visible()
    # One press too many reaches the page behind, where it would drop the call.
    console.keyboard.press("Control+Enter")
    expect(console.locator("#status")).to_contain_text("遮盖了个人信息")
    expect(console.locator("#turn")).to_contain_text("追问")
    copied = console.evaluate("navigator.clipboard.readText()")
    for part in ("转办：市医疗保障局", ASKED, "〔2023〕18号", "时限：", "请回电13912345678"):
        assert part in copied
    console.keyboard.press("Alt+g")
    console.locator("#hand-overs select:focus").wait_for()
    expect(console.locator("#hand-overs-said")).to_contain_text("90 天后删除，办没办结都一样")
    console.keyboard.press("ArrowDown")
    expect(console.locator("#status")).to_have_text("已改")
    # The list is laid out anew, and the keyboard goes on where it was.
    console.locator("#hand-overs select:focus").wait_for()
    path = f"{site}/api/v1/operator/hand-overs"
    (kept,) = console.context.request.get(path).json()["hand_overs"]
    assert (kept["state"], kept["remark"]) == ("passed_on", "请回电〔手机号〕")


def test_a_hand_over_whose_session_has_ended_keeps_its_words(console, site):
    ask(console)
    console.keyboard.press("Alt+t")
    expect(console.locator("#hand-unit")).to_have_value("市医疗保障局")
    cookies = console.context.cookies()
    console.context.clear_cookies()
    console.fill("#hand-remark", "写了一半")
    console.focus("#hand-remark")
    console.keyboard.press("Control+Enter")
    expect(console.locator("#hand-said")).to_contain_text("写下的字还在")
    console.context.add_cookies(cookies)
    console.keyboard.press("Escape")
    console.keyboard.press("Alt+t")
    assert console.input_value("#hand-remark") == "写了一半"
    console.click("#hand-send")
    expect(console.locator("#hand-over")).not_to_be_visible()
    path = f"{site}/api/v1/operator/hand-overs"
    (kept,) = console.context.request.get(path).json()["hand_overs"]
    assert kept["remark"] == "写了一半"


def test_a_reply_that_comes_late_touches_nothing_of_the_matter_written_meanwhile(console):
    path = "**/api/v1/operator/hand-overs"
    held = []
    console.route(
        path, lambda route: held.append(route) if route.request.method == "POST" else route.continue_()
    )
    ask(console)
    console.keyboard.press("Alt+t")
    expect(console.locator("#hand-unit")).to_have_value("市医疗保障局")
    console.click("#hand-send")
    until(console, lambda: held)
    console.keyboard.press("Escape")
    ask(console, "清禾市学校周边餐饮点由哪个单位检查？")
    console.keyboard.press("Alt+t")
    console.fill("#hand-unit", "市教育局")
    console.fill("#hand-remark", "写了一半")
    held[0].continue_()
    expect(console.locator("#status")).to_contain_text("转办单已存")
    expect(console.locator("#hand-over")).to_be_visible()
    console.keyboard.press("Escape")
    console.keyboard.press("Alt+t")
    assert console.input_value("#hand-remark") == "写了一半"
    console.unroute(path)
