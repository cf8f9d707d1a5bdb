"""The editors' desk as editors meet it: a real browser on a real server."""

import re
from pathlib import Path

import pytest

from tests.ui.conftest import MARKUP, enter

FILES = Path(__file__).parents[2] / "ui" / "editor" / "page"
TEXT = """临溪县人民政府办公室关于印发临溪县2024年{what}工作要点的通知

临政办发〔2024〕11号

各乡镇人民政府：

现将要点印发给你们。

临溪县人民政府办公室

2024年3月1日

1. 修好{what}。{when}修好。（牵头单位：县发改委）
2. 数清{what}的路灯。（牵头单位：县住建局）
"""


@pytest.fixture
def open_desk(chromium, site):
    """Opens the desk signed in; fails the test on errors in its scripts and requests to elsewhere."""
    opened, errors, asked = [], [], []

    def open_page(query="", **options):
        context = chromium.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "locale": "zh-CN", **options}
        )
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: errors.append(error))
        page.on("request", lambda request: asked.append(request.url))
        enter(page, f"{site}/editor")
        if query:
            page.goto(f"{site}/editor/{query}")
        page.wait_for_selector("#notices li", state="attached")
        return page

    yield open_page
    for context in opened:
        context.close()
    assert errors == []
    assert [address for address in asked if not address.startswith(site)] == []


def file(name, text):
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def hand_in(page, what, when="2024年6月底前"):
    """Hand a notice in and open it. Returns its address."""
    page.set_input_files("#files", [file(f"{what}.txt", TEXT.format(what=what, when=when))])
    page.locator("#uploads li.good a").first.wait_for()
    page.locator("#uploads li.good a").first.click()
    page.wait_for_selector("#quality dl")
    return page.url


def edit(page, number=1):
    page.click("[data-view=items]")
    page.get_by_role("button", name=f"更正第 {number} 项").click()
    page.wait_for_selector("#correct[open]")


def saved(page):
    page.click("#correct-save")
    page.wait_for_selector("#correct:not([open])", state="attached")


def test_the_page_names_no_other_address_and_parses_no_html():
    for source in FILES.iterdir():
        text = source.read_text(encoding="utf-8")
        assert not re.findall(r"https?://[^\s\"'`)]+", text), source.name
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", text), source.name


def test_an_operator_is_told_that_the_desk_is_not_his(chromium, site):
    context = chromium.new_context(locale="zh-CN")
    page = context.new_page()
    enter(page, f"{site}/editor", name="话务员")
    assert "您没有打开这一页的权限" in page.inner_text("main")
    context.close()


def test_several_files_are_told_each_for_itself(open_desk):
    page = open_desk()
    good = file("好.txt", TEXT.format(what="石桥", when="6月底前"))
    torn = {"name": "坏.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 nothing"}
    large = {"name": "大.txt", "mimeType": "text/plain", "buffer": b"x" * (21 * 1024 * 1024)}
    page.set_input_files("#files", [good, file("空.txt", ""), torn, large])
    page.locator("#uploads li.good").wait_for()
    page.locator("#uploads li.bad").nth(2).wait_for()
    told = {line.split("\n")[0]: line for line in page.locator("#uploads li").all_inner_texts()}
    assert "已读入，2 条任务" in told["好.txt"]
    assert "文件是空的" in told["空.txt"]
    assert "损坏" in told["坏.pdf"]
    assert "超过上限 20 MB" in told["大.txt"]
    page.locator("#notices").get_by_text("石桥工作要点").wait_for()
    page.set_input_files("#files", [good])
    page.locator("#uploads").get_by_text("库里已有同一份文件").wait_for()


def test_a_file_that_the_network_lost_is_sent_once_more(open_desk):
    page = open_desk()
    page.route("**/editor/files?*", lambda route: route.abort())
    page.set_input_files("#files", [file("断.txt", TEXT.format(what="木桥", when="6月底前"))])
    page.locator("#uploads").get_by_text("没有传上去").wait_for()
    page.unroute("**/editor/files?*")
    page.get_by_role("button", name="再传一次").click()
    page.locator("#uploads li.good").wait_for()


def test_a_clause_is_put_right_by_keyboard_and_taken_back(open_desk):
    page = open_desk()
    hand_in(page, "竹桥")
    page.locator("[data-view=items]").press("Enter")
    page.get_by_role("button", name="更正第 1 项").press("Enter")
    page.locator("#field-lead_units").fill("县交通运输局")
    page.locator("#correct-save").press("Enter")
    assert "理由" in page.locator("#correct-problem").inner_text()
    page.locator("#correct-reason").fill("与原件不符")
    page.locator("#correct-save").press("Enter")
    page.wait_for_selector("#correct:not([open])", state="attached")
    first = page.locator("#items .task").first.inner_text()
    assert "县交通运输局" in first
    assert "人工填写" in first
    assert "读到的是：县发改委" in first
    page.click("[data-view=history]")
    page.get_by_role("button", name="撤销这次更正").click()
    page.fill("#decide-reason", "看错了")
    page.click("#decide-save")
    page.get_by_text("恢复为读到的内容").first.wait_for()
    page.click("[data-view=items]")
    assert "人工填写" not in page.locator("#items").inner_text()


def test_the_second_of_two_editors_is_told_and_loses_nothing(open_desk):
    first = open_desk()
    address = hand_in(first, "铁桥")
    second = open_desk(address[address.index("?") :])
    for page, name in ((first, "甲的标题"), (second, "乙的标题")):
        page.click("[data-view=head]")
        page.locator("#head").get_by_role("button", name="更正公文头").click()
        page.fill("#field-title", name)
        page.fill("#correct-reason", f"{name}对")
    saved(first)
    second.click("#correct-save")
    second.wait_for_selector("#correct-problem:visible")
    assert "刚刚改过这一处" in second.locator("#correct-problem").inner_text()
    second.get_by_text("现在是：甲的标题").wait_for()
    assert second.input_value("#field-title") == "乙的标题"
    saved(second)
    assert second.locator("#title").inner_text() == "乙的标题"


def test_a_double_click_saves_once(open_desk):
    page = open_desk()
    hand_in(page, "砖桥")
    edit(page)
    page.fill("#field-lead_units", "县水利局")
    page.fill("#correct-reason", "核对过")
    page.dblclick("#correct-save")
    page.wait_for_selector("#correct:not([open])", state="attached")
    page.click("[data-view=history]")
    assert page.locator("#history li").count() == 1


def test_an_ended_session_loses_nothing_of_what_was_typed(open_desk):
    page = open_desk()
    address = hand_in(page, "土桥")
    edit(page)
    page.fill("#field-lead_units", "县水利局")
    page.fill("#correct-reason", "核对过")
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.click("#correct-save")
    page.wait_for_selector("#correct-problem:visible")
    assert "您填的都还在" in page.locator("#correct-problem").inner_text()
    assert page.input_value("#field-lead_units") == "县水利局"
    # Even a page that was opened anew has it.
    page.context.add_cookies(cookies)
    page.goto(address)
    page.wait_for_selector("#quality dl")
    edit(page)
    assert page.input_value("#field-lead_units") == "县水利局"
    assert page.input_value("#correct-reason") == "核对过"
    saved(page)


def test_a_correction_waits_for_a_look_where_the_clause_has_changed(open_desk):
    page = open_desk()
    hand_in(page, "钢桥")
    edit(page)
    page.fill("#field-lead_units", "县水利局")
    page.fill("#correct-reason", "核对过")
    saved(page)
    page.click("[data-view=public]")
    page.set_input_files("#newer", [file("新版.txt", TEXT.format(what="钢桥", when="2024年9月底前"))])
    page.locator("#uploads").get_by_text("取代了原来的版本").wait_for()
    page.locator("#uploads li.good a").first.click()
    page.wait_for_selector("#quality dl")
    page.click("[data-view=items]")
    assert "县水利局" in page.locator("#items .held").inner_text()
    page.locator("#items .held button").click()
    page.get_by_role("button", name="用上这些").click()
    saved(page)
    assert page.locator("#items .held").count() == 0
    assert "县水利局" in page.locator("#items .task").first.inner_text()


def test_withdrawing_needs_a_reason_and_shows_who_did_it(open_desk):
    page = open_desk()
    hand_in(page, "浮桥")
    page.click("[data-view=public]")
    page.get_by_role("button", name="从公开的回答里撤下").click()
    page.click("#decide-save")
    assert "请写明理由" in page.locator("#decide-problem").inner_text()
    page.fill("#decide-reason", "等核对")
    page.click("#decide-save")
    page.get_by_text("现在不对外公开：已由人工撤下").wait_for()
    assert "管理员" in page.locator("#public").inner_text()


def test_a_removed_notice_is_listed_with_its_reason_and_its_original_goes_when_wished(open_desk):
    page = open_desk()
    for what, also in (("南坡", False), ("北坡", True)):
        hand_in(page, what)
        page.click("[data-view=public]")
        page.click("#public button.danger:has-text('移除这份通知')")
        page.locator("#decide-also").set_checked(also)
        page.fill("#decide-reason", f"{what}传错了 <b>x</b>")
        page.click("#decide-save")
        page.wait_for_selector("#overview:not([hidden])")
    page.click("#removals summary")
    rows = page.locator("#removals-list li")
    rows.first.wait_for()
    assert "北坡传错了 <b>x</b>" in rows.nth(0).inner_text()
    assert "原件已删除" in rows.nth(0).inner_text()
    assert "原件还在" in rows.nth(1).inner_text()


def test_hostile_text_is_shown_as_text(open_desk):
    page = open_desk()
    page.fill("#text", "网页清理")
    page.locator("#notices a.name").first.click()
    page.wait_for_selector("#quality dl")
    edit(page)
    assert MARKUP in page.locator("#correct-words").inner_text()
    page.fill("#field-lead_units", MARKUP)
    page.fill("#correct-reason", MARKUP)
    saved(page)
    page.click("[data-view=history]")
    assert "<script>" in page.locator("#history").inner_text()
    page.get_by_role("button", name="撤销这次更正").click()
    page.fill("#decide-reason", "测试完了")
    page.click("#decide-save")
    page.get_by_text("恢复为读到的内容").first.wait_for()
    assert page.locator("img[src=x]").count() == 0
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("large", [False, True])
def test_a_narrow_phone_never_scrolls_sideways(open_desk, large):
    page = open_desk(viewport={"width": 320, "height": 640})
    if large:
        page.click("[data-display=large]")
    page.locator("#notices a.name").first.click()
    page.wait_for_selector("#quality dl")
    for view in ("quality", "head", "items", "public", "history"):
        page.click(f"[data-view={view}]")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, view
    page.click("#back")
    page.wait_for_selector("#notices li")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_what_was_removed_is_in_the_list_that_lies_open(open_desk):
    page = open_desk()
    hand_in(page, "旧闸")
    page.click("#back")
    page.click("#removals summary")
    page.locator("#notices a", has_text="旧闸").click()
    page.click("[data-view=public]")
    page.get_by_role("button", name="移除这份通知").click()
    page.fill("#decide-reason", "误传")
    page.click("#decide-save")
    page.locator("#removals-list", has_text="旧闸").wait_for()


def test_a_file_chosen_before_the_limit_is_known_is_sent(open_desk):
    page = open_desk()
    page.route("**/api/v1/editor", lambda route: route.abort())
    page.reload()
    page.locator("#count", has_text="通知没有读出来").wait_for()
    page.set_input_files("#files", [file("早.txt", TEXT.format(what="早桥", when="6月底前"))])
    page.locator("#uploads li.good").wait_for()
    page.unroute("**/api/v1/editor")
