"""Questions and notices that try to be more than text are shown as the text that they are."""

import pytest

from tests.e2e.states import ADMINISTRATOR, HOSTILE, OPERATOR, STAFF, ask, counted
from tests.site import MARKUP

TRICKS = [
    '<img src=y onerror="window.hacked=2">',
    "<script>window.hacked=3</script>",
    "<style>body{display:none}</style>",
    '<a href="javascript:window.hacked=4">领取补贴</a>',
    "**加粗** # 标题 [领取](http://evil.example/) ![](http://evil.example/x.png)",
    "\u202e反过来写的字\u202c",
    "${window.hacked=5}{{7*7}}",
    "https://evil.example/pay",
]


def harmless(page):
    """No text has become an element, a style, a link or a script."""
    assert page.locator("img[src=x], img[src=y], a[href^=javascript], a[href*=evil]").count() == 0
    assert page.evaluate("() => window.hacked") is None
    assert page.locator("body").is_visible()
    return True


@pytest.fixture(scope="module")
def trick():
    return f"{HOSTILE}{''.join(TRICKS)}"


def test_on_the_public_page_now_and_after_a_reload_and_by_its_link(visit, trick):
    page = visit("/")
    card = ask(page, trick)
    assert page.locator(".asked").text_content().endswith(trick)
    assert MARKUP.split("<script>")[0] in card.inner_text()
    assert harmless(page)
    receipt = card.locator(".receipt").inner_text().split()[-1]
    page.reload()
    page.wait_for_selector(".card")
    assert harmless(page)
    page.goto(f"/?receipt={receipt}")
    page.wait_for_selector(".kept")
    # Kept with what looks like personal data masked, so only its beginning is as it was typed.
    assert TRICKS[0] in page.locator(".asked").text_content()
    assert harmless(page)


def test_in_the_notice_itself(visit):
    page = visit("/")
    href = ask(page, HOSTILE).locator(".source-link").first.get_attribute("href")
    page.goto(href)
    page.wait_for_selector("#place")
    assert MARKUP in page.locator("#text").text_content()
    assert harmless(page)


def test_in_an_address_that_somebody_else_made(visit):
    for path in (
        "/?receipt=%3Cimg%20src=y%20onerror=window.hacked=1%3E",
        "/notice.html?id=%3Cscript%3Ewindow.hacked=1%3C/script%3E",
    ):
        page = visit(path)
        page.wait_for_selector("#problem:visible")
        assert harmless(page)


def test_on_the_console(visit, trick):
    page = visit("/operator/", who=OPERATOR)
    page.locator("#who", has_text=OPERATOR).wait_for()
    page.fill("#question", trick)
    page.wait_for_selector("#results .hit")
    page.press("#question", "Enter")
    page.wait_for_selector("#answer .card")
    # What others asked before may stand there already.
    page.locator("#history button").filter(has_text=TRICKS[0]).first.wait_for()
    assert harmless(page)


@pytest.mark.parametrize("view", ["list", "month", "time", "counts"])
def test_in_the_ledger_and_its_address(visit, view):
    page = visit(f"/tasks/?text=网页怪字&view={view}", who=STAFF)
    counted(page)
    assert harmless(page)
    page.goto(f"/tasks/?view={view}&unit=<script>window.hacked=1</script>&text=<img src=y>")
    counted(page)
    assert harmless(page)


def test_on_the_desk(visit, trick):
    page = visit("/desk/", who=ADMINISTRATOR)
    page.get_by_label("问题").fill(trick)
    page.get_by_role("button", name="查找").click()
    page.get_by_role("gridcell").filter(has_text="<script>window.hacked=1").first.wait_for()
    assert harmless(page)


def test_at_the_door(visit):
    page = visit("/login?next=%22%3E%3Cscript%3Ewindow.hacked=1%3C/script%3E")
    page.get_by_label("用户名").fill(TRICKS[0])
    page.get_by_label("密码").fill("不对的密码")
    page.get_by_role("button", name="登录").click()
    page.wait_for_selector("#problem")
    assert page.get_by_label("用户名").input_value() == TRICKS[0]
    assert harmless(page)
