"""The notice reader as people meet it: a real browser on a real server."""

import re
from pathlib import Path

import pytest

from tests.axe import WCAG, violations
from tests.ui.conftest import PHONE
from tests.ui.reader_library import EVIL

FILES = Path(__file__).parents[2] / "ui" / "reader" / "page"
OWN = {"http://www.w3.org/2000/svg"}
RULES = (*WCAG, "best-practice")


def found(page):
    page.wait_for_selector("#found:not([aria-busy])")
    return int(re.search(r"(?:符合|共) (\d+) 份", page.locator("#count").inner_text())[1])


def test_the_page_names_no_other_address_and_parses_no_html():
    for file in FILES.iterdir():
        text = file.read_text(encoding="utf-8")
        assert set(re.findall(r"https?://[^\s\"'`)]+", text)) <= OWN, file.name
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", text), file.name


def test_a_chosen_value_narrows_the_list_to_its_count_and_stands_in_the_address(open_library):
    page = open_library()
    every = found(page)
    link = page.locator("[data-facet=year]").nth(1)
    value, count = link.get_attribute("data-value"), int(link.locator(".count").inner_text().split()[1])
    link.click()
    page.wait_for_url("**/?year=*")
    page.locator("#chosen li").wait_for()
    assert found(page) == count < every
    assert page.evaluate("document.activeElement.dataset.value") == value
    page.reload()
    page.locator("#chosen li").wait_for()
    assert found(page) == count
    page.locator("#chosen a").click()
    page.wait_for_function("() => !document.querySelector('#chosen li')")
    assert found(page) == every
    page.go_back()
    page.locator("#chosen li").wait_for()
    assert found(page) == count


def test_words_typed_narrow_the_list_at_once_and_come_back_with_the_page(open_library):
    page = open_library()
    page.fill("#words", "养老 工作方案")
    page.wait_for_function("() => location.search.includes('q=')")
    assert found(page) == 1
    assert page.locator("#list mark").all_inner_texts() == ["养老", "工作方案"]
    page.locator("#list a").click()
    page.locator("#text p").first.wait_for()
    page.locator("#back").click()
    page.wait_for_function("() => document.querySelector('#list > li')")
    assert page.input_value("#words") == "养老 工作方案"
    assert found(page) == 1


def test_where_nothing_fits_the_way_back_is_shown(open_library):
    page = open_library("?q=火星移民")
    assert "没有符合的通知" in page.locator("#list").inner_text()
    page.get_by_role("link", name="清除全部筛选").click()
    page.wait_for_function("() => document.querySelectorAll('#list .head').length > 3")
    assert page.input_value("#words") == ""


def test_when_the_server_is_gone_what_was_typed_stays_and_can_be_sent_again(open_library):
    page = open_library()
    page.route("**/api/v1/library*", lambda route: route.abort())
    page.fill("#words", "养老")
    page.wait_for_selector("#problem:visible")
    assert "连不上服务" in page.locator("#problem").inner_text()
    page.unroute("**/api/v1/library*")
    page.click("#again")
    page.wait_for_selector("#problem", state="hidden")
    assert page.input_value("#words") == "养老"
    page.wait_for_function("() => document.querySelector('#list mark')")


def test_a_filter_in_the_address_that_means_nothing_is_said(open_page):
    page = open_page("/notices/?year=abc")
    page.wait_for_selector("#problem:visible")
    page.click("#again")
    page.wait_for_function("() => document.querySelector('#list .head')")


def test_the_cited_words_are_marked_and_in_view_by_the_old_address(open_page, ids):
    task = open_page(f"/api/v1/notices/{ids['care']}").evaluate(
        "JSON.parse(document.body.innerText).items[1]"
    )
    page = open_page(f"/notice.html?id={ids['care']}&start={task['start']}&end={task['end']}", viewport=PHONE)
    place = page.locator("#place")
    place.wait_for()
    assert "每月上门探访独居老人一次" in place.inner_text()
    assert place.evaluate("node => document.activeElement === node")
    assert 0 < place.bounding_box()["y"] < PHONE["height"]
    page.evaluate("scrollTo(0, 0)")
    page.click("#jump")
    assert 0 < place.bounding_box()["y"] < PHONE["height"]
    assert page.locator("#items a[aria-current]").count() == 1


def test_tasks_stand_beside_the_text_with_units_and_time_limit_and_lead_to_their_place(open_notice):
    page = open_notice("care")
    first = page.locator("#items > li").first
    for words in ("牵头单位：县民政局", "配合单位：县财政局", "6月底前", "时限已过"):
        assert words in first.inner_text()
    first.locator("a").focus()
    page.keyboard.press("Enter")
    assert "建设村级养老点三十个" in page.locator("#place").inner_text()
    assert page.evaluate("document.activeElement.id") == "place"
    assert re.search(r"start=\d+&end=\d+", page.url)
    page.reload()
    page.locator("#place").wait_for()


def test_the_outline_leads_to_a_heading_and_a_paragraph_has_a_link_of_its_own(open_notice, library):
    page = open_notice("care")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=library[0])
    page.locator("#outline").get_by_role("link", name="三、附则").click()
    assert page.evaluate("document.activeElement.innerText").startswith("三、附则")
    page.locator("#text p", has_text="有效期2年").hover()
    page.locator("#text p", has_text="有效期2年").locator(".anchor").click()
    page.wait_for_function("() => document.getElementById('status').textContent.includes('链接')")
    other = open_notice("care")
    other.goto(page.evaluate("navigator.clipboard.readText()"))
    other.locator("#place").wait_for()
    assert other.locator("#place").inner_text() == "本通知自2024年4月1日起施行，有效期2年。"


def test_what_changed_since_the_former_version_is_told_in_words_and_marked(open_notice):
    page = open_notice("care")
    page.locator("[data-key]").click()
    page.locator(".difference").wait_for()
    assert "增加 1 处，删去 2 处" in page.locator("#difference").inner_text()
    assert page.locator(".difference del").all_text_contents() == ["［删：二］", "［删：，做好记录］"]
    assert page.locator(".difference ins").all_text_contents() == ["［增：三］"]
    page.reload()
    page.locator(".difference").wait_for()


def test_relations_are_drawn_and_listed(open_notice):
    page = open_notice("repealed")
    assert page.locator("#relations svg").count() == 1
    assert page.locator("#relations .node").count() == 2
    assert "被废止" in page.locator(".related").inner_text()
    page.get_by_role("link", name=re.compile("看对方的原话")).click()
    page.locator("#place").wait_for()
    assert page.locator("#place").inner_text() == "《霁川县高龄津贴发放办法》"
    assert "废止" in page.locator("#title").inner_text()


def test_the_line_of_time_says_from_when_and_until_when(open_notice):
    page = open_notice("repealed")
    told = page.locator(".events").inner_text()
    for words in ("成文 2022年4月11日", "施行 2022年4月25日", "被废止 2025年7月1日", "今天"):
        assert words in told
    assert page.locator("#time svg .held").count() == 1


def test_the_page_of_the_original_stands_beside_the_text_with_a_box_on_the_words(open_notice):
    page = open_notice("drawn")
    page.click("#with-pages")
    page.locator("#items a").first.click()
    box = page.locator(".box")
    box.first.wait_for()
    page.wait_for_function("() => document.querySelector('.sheet img').naturalWidth > 500")
    sheet, place = page.locator(".sheet").bounding_box(), box.first.bounding_box()
    assert sheet["x"] < place["x"] < place["x"] + place["width"] < sheet["x"] + sheet["width"]
    assert "第 2 页" in page.locator("#sheet").inner_text()
    page.get_by_role("button", name="上一页").click()
    assert box.count() == 0
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("下载原件")).click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_a_table_is_shown_as_a_table_and_a_task_marks_its_cells(open_notice):
    page = open_notice("tabled")
    rows = page.locator("#text tr")
    assert rows.first.locator("th").all_inner_texts() == ["序号", "任务", "责任单位", "完成时限"]
    assert rows.nth(1).locator("td").all_inner_texts() == ["1", "修好北桥的护栏", "县交通局", "4月底前"]
    assert page.locator("#text [rowspan='2']").inner_text() == "县交通局"
    assert rows.nth(2).locator("td").count() == 3
    page.locator("#items a", has_text="护栏").click()
    assert "修好北桥的护栏" in rows.nth(1).locator("mark").all_inner_texts()
    assert violations(page, RULES) == []


def test_hostile_text_is_shown_as_text_everywhere(open_notice, open_library):
    listed = open_library("?q=怪字")
    assert EVIL in listed.locator("#list").inner_text()
    page = open_notice("hostile")
    for id in ("title", "text", "items"):
        assert EVIL in page.locator(f"#{id}").inner_text(), id
    assert "**怪字**<style>" in page.locator("#text").inner_text()
    assert "县<b>数据</b>局" in page.locator("#items").inner_text()
    for shown in (listed, page):
        assert shown.evaluate("window.hacked") is None
        assert shown.locator("img[src=x], main style, main b, main script, a[href^=javascript]").count() == 0


def test_a_notice_that_is_not_public_is_said_not_to_be_there(open_page, ids):
    for name in ("closed", "withdrawn"):
        page = open_page(f"/notices/notice.html?id={ids[name]}")
        page.wait_for_selector("#problem:visible")
        assert "库里没有这份通知" in page.locator("#problem").inner_text()
        assert page.get_by_role("link", name="到通知库查找").is_visible()


READY = "#list > li, #reading:not([hidden]), #problem:not([hidden])"
STATES = {
    "list": ("/notices/", None),
    "narrowed": ("/notices/?year=2024&q=通知", None),
    "empty": ("/notices/?q=火星移民", None),
    "notice": ("/notices/notice.html?id={care}", lambda page: page.locator("[data-key]").click()),
    "relations": ("/notices/notice.html?id={repealed}", None),
    "pages": ("/notices/notice.html?id={drawn}", lambda page: page.locator("#with-pages").click()),
    "missing": ("/notices/notice.html?id=none", None),
}
LOOKS = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "large": {"viewport": PHONE},
    "contrast": {"color_scheme": "dark"},
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("state", STATES)
def test_no_rule_of_accessibility_is_broken(open_page, ids, state, look):
    path, act = STATES[state]
    page = open_page(path.format(**ids), **LOOKS[look])
    page.wait_for_function(f"() => document.querySelector('{READY}')")
    if look in ("large", "contrast"):
        page.click(f"[data-display={look}]")
    if act:
        act(page)
        page.wait_for_timeout(400)
    assert violations(page, RULES) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("state", ["narrowed", "notice", "relations", "pages"])
def test_a_narrow_phone_with_large_text_never_scrolls_sideways(open_page, ids, state):
    path, act = STATES[state]
    page = open_page(path.format(**ids), viewport={"width": 320, "height": 640})
    page.wait_for_function(f"() => document.querySelector('{READY}')")
    page.click("[data-display=large]")
    if act:
        act(page)
        page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_library_is_reached_from_the_public_page(open_page):
    page = open_page("/", viewport=PHONE)
    page.get_by_role("link", name="通知库").click()
    page.wait_for_function("() => document.querySelector('#list > li')")
