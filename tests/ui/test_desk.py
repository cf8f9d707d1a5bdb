from corpus.store import Store

QUESTION = "临溪县清理网页怪字由哪个单位牵头？"
HOSTILE = '<img src=x onerror="window.hacked=1">'


def test_the_desk_answers_with_hostile_text_shown_as_text(desk):
    page, _ = desk
    page.get_by_label("问题").fill(QUESTION)
    page.get_by_role("button", name="查找").click()
    page.wait_for_function("[...document.querySelectorAll('textarea')].some(box => box.value === '县数据局')")
    page.get_by_role("gridcell").filter(has_text=HOSTILE).first.wait_for()
    assert page.locator("img[src=x]").count() == 0
    assert page.evaluate("window.hacked") is None


def feedback(settings):
    store = Store.open(settings.store_path)
    try:
        return store.feedback()
    finally:
        store.close()


def test_an_operators_verdict_on_a_refusal_is_kept_once(desk, site_settings):
    page, _ = desk
    missing = page.get_by_role("button", name="缺", exact=True)
    assert not missing.is_visible()
    before = len(feedback(site_settings))
    page.get_by_label("问题").fill("火星移民的船票怎么买")
    page.get_by_role("button", name="查找").click()
    missing.click()
    page.get_by_text("已记下：缺").wait_for()
    assert all(page.get_by_role("button", name=name, exact=True).is_disabled() for name in "对错缺")
    (kept,) = feedback(site_settings)[before:]
    assert kept["verdict"] == "missing"
    assert kept["by"] == "管理员"
    assert "useful" not in kept
    page.get_by_role("button", name="查找").click()
    page.wait_for_function(
        "[...document.querySelectorAll('button')].some(one => one.innerText === '缺' && !one.disabled)"
    )


def test_a_question_too_long_can_be_given_no_verdict(desk):
    page, _ = desk
    page.get_by_label("问题").fill("长" * 2001)
    page.get_by_role("button", name="查找").click()
    page.wait_for_function("[...document.querySelectorAll('textarea')].some(box => /太长/.test(box.value))")
    assert not page.get_by_role("button", name="缺", exact=True).is_visible()


def test_the_ledger_has_left_the_desk_and_a_link_leads_to_its_own_page(desk):
    page, _ = desk
    assert page.get_by_role("tab", name="台账").count() == 0
    assert page.get_by_role("link", name="任务台账").get_attribute("href").endswith("/tasks")


def test_the_desk_speaks_chinese_and_asks_no_other_address(desk, site):
    page, seen = desk
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert [url for url in seen if not url.startswith((site, "data:", "blob:"))] == []


def test_a_page_whose_sign_in_has_ended_says_so_and_goes_on_after_signing_in_again(desk, site):
    page, _ = desk
    store_cookie = [one for one in page.context.cookies() if one["name"] == "zhengda_session"]
    page.context.clear_cookies(name="zhengda_session")
    page.get_by_label("问题").fill(QUESTION)
    page.get_by_role("button", name="查找").click()
    told = page.get_by_role("alert").filter(has_text="登录已过期，刚才的操作没有做")
    told.wait_for()
    page.wait_for_timeout(1000)
    assert not page.get_by_text("Error", exact=False).first.is_visible()
    assert page.get_by_label("问题").input_value() == QUESTION
    assert told.get_by_role("link").get_attribute("href") == "/login?next=%2Fdesk%2F"
    page.context.add_cookies(store_cookie)
    page.get_by_role("button", name="查找").click()
    page.wait_for_function("[...document.querySelectorAll('textarea')].some(box => box.value === '县数据局')")
    assert not told.is_visible()
    assert site in page.url
