import pytest

QUESTION = "临溪县清理网页怪字由哪个单位牵头？"
HOSTILE = '<img src=x onerror="window.hacked=1">'


@pytest.fixture
def desk(chromium, site):
    """The desk, opened once it is ready, and the addresses that the page asked for."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    page, seen = context.new_page(), []
    page.set_default_timeout(40_000)
    page.on("request", lambda request: seen.append(request.url))
    page.goto(f"{site}/desk")
    page.get_by_role("tab", name="查一查").wait_for()
    yield page, seen
    context.close()


def test_the_desk_answers_with_hostile_text_shown_as_text(desk):
    page, _ = desk
    page.get_by_label("问题").fill(QUESTION)
    page.get_by_role("button", name="查找").click()
    page.wait_for_function("[...document.querySelectorAll('textarea')].some(box => box.value === '县数据局')")
    page.get_by_role("gridcell").filter(has_text=HOSTILE).first.wait_for()
    assert page.locator("img[src=x]").count() == 0
    assert page.evaluate("window.hacked") is None


def test_the_ledger_is_filtered_and_its_exports_carry_the_filter(desk):
    page, _ = desk
    page.get_by_role("tab", name="台账").click()
    page.get_by_label("单位", exact=True).fill("县数据局")
    page.get_by_role("button", name="筛选").click()
    page.wait_for_selector("a[href*='unit=%E5%8E%BF%E6%95%B0%E6%8D%AE%E5%B1%80'][href*='format=csv']")
    page.get_by_role("gridcell").filter(has_text="清理网页怪字").first.wait_for()
    assert page.evaluate("window.hacked") is None


def test_the_desk_speaks_chinese_and_asks_no_other_address(desk, site):
    page, seen = desk
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert [url for url in seen if not url.startswith((site, "data:", "blob:"))] == []
