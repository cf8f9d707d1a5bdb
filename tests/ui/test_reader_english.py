"""The notice reader with English labels around notices that stay as they are printed."""

import pytest

from corpus.relation_listing import LABELS
from tests.axe import WCAG, violations
from tests.ui.conftest import DESKTOP, PHONE, ROOT
from tests.ui.english import PUBLIC, english_told_as_chinese, unsaid, untold_chinese

TABLE = "/notices/english.js"
READER = ROOT / "ui" / "reader"
READY = "#list > li, #reading:not([hidden]), #problem:not([hidden])"


def in_english(page):
    page.add_init_script("localStorage.setItem('zhengda.lang', 'en')")


def refused(page):
    """A page of the original that cannot be drawn, and a comparison that the server refuses."""
    in_english(page)
    page.route("**/pages/*", lambda route: route.abort())


def compared(page):
    page.locator("[data-key]").first.click()
    page.locator(".difference").wait_for()


def marked(page):
    page.locator("#items a").first.click()
    page.locator("#place").wait_for()
    page.locator("#text .anchor").first.evaluate("node => node.click()")


def with_pages(page):
    page.locator("#with-pages").click()
    page.locator("#items a").first.click()
    page.locator(".box").first.wait_for()


def without_picture(page):
    page.locator("#with-pages").click()
    page.wait_for_function("() => document.querySelector('#sheet [role=status]').textContent")


STATES = {
    "list": ("/notices/", None),
    "narrowed": ("/notices/?year=2024&stage=final&validity=in_force&q=通知", None),
    "empty": ("/notices/?q=火星移民", None),
    "unread": ("/notices/?year=abc", None),
    "notice": ("/notices/notice.html?id={care}", compared),
    "marked": ("/notices/notice.html?id={care}", marked),
    "table": ("/notices/notice.html?id={tabled}", marked),
    "relations": ("/notices/notice.html?id={repealed}", None),
    "forwarding": ("/notices/notice.html?id={forwarding}", None),
    "replaced": ("/notices/notice.html?id={replaced}", compared),
    "pages": ("/notices/notice.html?id={drawn}", with_pages),
    "missing": ("/notices/notice.html?id=none", None),
}


@pytest.fixture
def reach(open_page, ids):
    def reaching(state, *, before=in_english, **options):
        path, act = STATES[state]
        page = open_page(path.format(**ids), before=before, **options)
        page.wait_for_function(f"() => document.querySelector('{READY}')")
        if act:
            act(page)
        return page

    return reaching


@pytest.mark.parametrize("state", STATES)
def test_every_label_is_english_and_all_chinese_says_that_it_is(reach, state):
    page = reach(state)
    assert page.locator("html").get_attribute("lang") == "en"
    assert untold_chinese(page) == []
    assert english_told_as_chinese(page, TABLE) == []
    assert violations(page, (*WCAG, "best-practice")) == []


def test_a_picture_that_cannot_be_drawn_is_told_in_english(open_page, ids):
    page = open_page(f"/notices/notice.html?id={ids['drawn']}", before=refused)
    page.wait_for_selector("#reading:visible")
    without_picture(page)
    page.wait_for_function("() => /cannot be opened/.test(document.querySelector('#sheet').textContent)")
    assert untold_chinese(page) == []


@pytest.mark.parametrize("state", STATES)
def test_long_english_words_never_scroll_the_page_sideways(reach, state):
    page = reach(state)
    page.click("[data-display=large]")
    for width in (DESKTOP["width"], PHONE["width"], 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_function("width => document.documentElement.scrollWidth <= width", arg=width)


def test_one_switch_serves_the_public_page_and_the_reader_and_keeps_the_place(open_page, library):
    page = open_page("/")
    page.wait_for_selector("#examples .chip")
    page.click("#language")
    page.wait_for_selector("html[lang=en] #examples .chip")
    page.get_by_role("link", name="All notices").click()
    page.wait_for_selector("html[lang=en] #list > li")
    page.fill("#words", "养老 工作方案")
    page.wait_for_function(
        "() => document.querySelector('#count').textContent.startsWith('Notices found: 1 of')"
    )
    page.locator("#list a").click()
    page.locator("#items a").first.click()
    assert page.locator("#title > span").evaluate("node => node.matches(':lang(zh)')")
    page.click("#language")
    page.wait_for_selector("html[lang=zh-CN] #place")
    assert page.locator("#items-title").inner_text().startswith("任务")
    page.goto(f"{library[0]}/")
    page.wait_for_selector("html[lang=zh-CN] #examples .chip")


def test_what_notices_say_is_the_same_in_both_languages(reach):
    english, chinese = reach("notice"), reach("notice", before=None)
    for part in ("#title", "#text", "#outline ol"):
        assert english.locator(part).inner_text() == chinese.locator(part).inner_text(), part


def test_every_english_label_is_of_a_chinese_one_that_the_reader_says(open_page):
    page = open_page("/notices/")
    own = [file for file in (*READER.glob("*.py"), *(READER / "page").iterdir()) if file.name != "english.js"]
    acts = [f"{by}{act}" for act in LABELS.values() for by in ("", "被")]
    composed = ("代替本通知的通知", "本通知代替的通知", "［增：", "［删：")
    assert unsaid(page, TABLE, [*own, PUBLIC / "words.js"], (*acts, *composed)) == []
