import re

import pytest

ASKED = "清禾市公开医保缴费和报销信息，由哪个单位牵头？"
HOSTILE = "临溪县清理网页怪字由哪个单位牵头？"
ABSENT = "火星移民的船票怎么买"


def ask(page, question):
    page.fill("#question", question)
    page.press("#question", "Enter")
    page.wait_for_selector(".turn:last-child .card")
    return page.locator(".turn").last.locator(".card")


def choose_region(page, typed):
    page.fill("#region", typed)
    page.press("#region", "Enter")


def test_an_answer_shows_units_time_limit_and_the_cited_words(page):
    card = ask(page, ASKED)
    assert "answered" in card.get_attribute("class")
    facts = card.locator(".facts").first.inner_text()
    assert "牵头单位" in facts
    assert "市医疗保障局" in facts
    assert "9月底前" in facts
    assert "截至 2023年9月30日" in facts
    assert "时限已过" in facts
    cited = card.locator(".citation").first
    assert "〔2023〕18号" in cited.inner_text()
    assert "第 2 项" in cited.inner_text()
    assert "示例" in cited.locator(".marks").inner_text()
    quote, marks = cited.locator(".quote").first.inner_text(), cited.locator("mark").all_inner_texts()
    assert marks
    assert all(words in quote for words in marks)


def test_the_banner_says_that_samples_are_in_use(page):
    assert page.locator("#sample-banner").is_visible()


def test_every_example_is_answered_when_clicked(page):
    examples = page.locator("#examples .chip")
    assert examples.count() == 5
    for place in range(5):
        examples.nth(place).click()
        page.wait_for_selector(f".turn:nth-child({place + 1}) .card.answered")


def test_a_refusal_says_why_and_what_to_do_next(page):
    card = ask(page, ABSENT)
    assert "not_found" in card.get_attribute("class")
    assert card.locator(".card-title").inner_text()
    assert card.locator("a[href='tel:12345']").is_visible()


def test_hostile_text_is_shown_as_text(page):
    question = f'{HOSTILE}<img src=y onerror="window.hacked=2">'
    card = ask(page, question)
    assert page.locator(".asked").inner_text().endswith(question)
    assert '<img src=x onerror="window.hacked=1">' in card.inner_text()
    assert page.locator("img[src=x], img[src=y]").count() == 0
    assert page.evaluate("window.hacked") is None


def test_the_notice_opens_at_the_cited_words_even_after_a_rare_character(page, site):
    card = ask(page, HOSTILE)
    quote = card.locator(".quote").first.inner_text()
    page.goto(site + card.locator(".source-link").first.get_attribute("href"))
    place = page.locator("#place")
    place.wait_for()
    assert place.inner_text() == quote
    assert place.evaluate("node => document.activeElement === node")
    assert 0 < place.bounding_box()["y"] < 844
    assert "临政办发〔2024〕9号" in page.locator("#facts").inner_text()
    assert page.evaluate("window.hacked") is None


def test_a_notice_that_is_not_there_is_said(page, site):
    page.goto(f"{site}/notice.html?id=none")
    page.wait_for_selector("#problem:visible")
    assert "没有这份通知" in page.locator("#problem").inner_text()


def test_nothing_is_requested_from_another_address(chromium, site):
    context = chromium.new_context()
    page, seen = context.new_page(), []
    page.on("request", lambda request: seen.append(request.url))
    page.goto(site)
    page.wait_for_selector("#examples .chip")
    card = ask(page, ASKED)
    page.goto(site + card.locator(".source-link").first.get_attribute("href"))
    page.wait_for_selector("#place")
    context.close()
    assert len(seen) > 5
    assert [url for url in seen if not url.startswith(site)] == []


def test_a_question_can_be_asked_and_judged_by_keyboard_alone(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.type(ASKED)
    page.keyboard.press("Enter")
    page.wait_for_selector(".card.answered")
    assert page.evaluate("document.activeElement.id") == "question"
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.textContent") == "有用":
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    page.wait_for_selector(".votes [aria-pressed=true]")


def test_shift_enter_starts_a_line_and_sends_nothing(page):
    page.click("#question")
    page.keyboard.type("第一行")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("第二行")
    assert page.input_value("#question") == "第一行\n第二行"
    assert page.locator(".turn").count() == 0


def test_enter_that_only_takes_a_word_from_the_input_method_sends_nothing(page):
    page.fill("#question", "县数据局")
    page.evaluate(
        "document.getElementById('question').dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"
    )
    assert page.locator(".turn").count() == 0


def test_sending_twice_asks_once_and_says_that_it_is_busy(page):
    held, asked = [], []
    page.route("**/api/v1/ask", lambda route: (asked.append(1), held.append(route)))
    page.fill("#question", ASKED)
    page.press("#question", "Enter")
    page.wait_for_selector(".waiting", timeout=1000)
    page.press("#question", "Enter")
    page.click("#send", force=True)
    page.wait_for_timeout(200)
    assert page.locator("#ask").get_attribute("aria-busy") == "true"
    held[0].continue_()
    page.wait_for_selector(".card.answered")
    assert (len(asked), page.locator(".turn").count()) == (1, 1)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda route: route.abort(), "连不上服务"),
        (lambda route: route.fulfill(status=502, body="<html>"), "读不出来"),
        (
            lambda route: route.fulfill(
                status=503, json={"error": {"code": "store_unavailable", "message": "库正忙，请稍后再试。"}}
            ),
            "库正忙",
        ),
    ],
    ids=["gone", "gateway", "busy"],
)
def test_when_asking_fails_the_reason_is_said_and_the_text_is_kept(page, answer, said):
    page.route("**/api/v1/ask", answer)
    page.fill("#question", ASKED)
    page.press("#question", "Enter")
    page.wait_for_selector("#problem:visible")
    assert said in page.locator("#problem").inner_text()
    assert page.input_value("#question") == ASKED
    assert page.locator(".turn").count() == 0
    page.unroute("**/api/v1/ask")
    page.press("#question", "Enter")
    page.wait_for_selector(".card.answered")
    assert page.locator("#problem").is_hidden()


def test_a_question_over_the_limit_is_not_sent(page):
    page.fill("#question", "问" * 2003)
    assert page.locator("#counter").inner_text() == "超出 3 字"
    page.press("#question", "Enter")
    assert "超出 3 字" in page.locator("#problem").inner_text()
    assert page.locator(".turn").count() == 0


def test_the_answer_is_spoken_in_the_live_region(page):
    ask(page, ASKED)
    page.wait_for_function("document.getElementById('status').textContent.includes('答复')")
    assert page.locator("#status").get_attribute("role") == "status"


def test_large_text_contrast_and_region_are_remembered(page):
    page.click("[data-display=large]")
    page.click("[data-display=contrast]")
    choose_region(page, "清禾")
    page.reload()
    page.wait_for_selector("#examples .chip")
    assert page.locator("html[data-large][data-contrast]").count() == 1
    assert page.locator("[data-display=large]").get_attribute("aria-pressed") == "true"
    assert page.input_value("#region") == "清禾市"


def ground(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_light_or_dark_is_as_the_system_until_the_other_is_chosen(page):
    button, light = page.locator("[data-display=scheme]"), ground(page)
    page.emulate_media(color_scheme="dark")
    dark = ground(page)
    page.wait_for_selector("[data-display=scheme][aria-pressed=true]")
    button.click()
    assert ground(page) == light != dark
    page.reload()
    page.wait_for_selector("#examples .chip")
    assert (ground(page), button.get_attribute("aria-pressed")) == (light, "false")
    page.emulate_media(color_scheme="light")
    # Light was chosen, and the system is light by now: to go back from dark is to follow it again.
    button.click()
    assert (ground(page), button.get_attribute("aria-pressed")) == (dark, "true")
    page.emulate_media(media="print", color_scheme="light")
    assert ground(page) == "rgb(255, 255, 255)"
    page.emulate_media(media="screen", color_scheme="light")
    button.click()
    assert page.locator("html[data-scheme]").count() == 0
    page.emulate_media(color_scheme="dark")
    assert ground(page) == dark


@pytest.mark.parametrize("large", [False, True])
def test_a_narrow_phone_never_scrolls_sideways(page, large):
    page.set_viewport_size({"width": 320, "height": 640})
    if large:
        page.click("[data-display=large]")
    ask(page, HOSTILE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_shared_link_shows_the_answer_again(page, site):
    card = ask(page, ASKED)
    receipt = re.search(r"\S+$", card.locator(".receipt").inner_text()).group()
    page.goto(f"{site}/?receipt={receipt}")
    page.wait_for_selector(".card.answered")
    assert page.locator(".asked").inner_text().endswith(ASKED)
    assert "答复存底" in page.locator(".turn").inner_text()
    page.goto(f"{site}/?r=none")
    page.wait_for_selector("#problem:visible")


def test_copied_text_carries_its_sources(page, site):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    ask(page, ASKED).get_by_role("button", name="复制答复").click()
    page.get_by_role("button", name="已复制").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    for part in (ASKED, "牵头单位：市医疗保障局", "〔2023〕18号", "/?receipt="):
        assert part in copied


def test_the_printed_page_holds_the_answer_and_not_the_form(page):
    ask(page, ASKED)
    page.emulate_media(media="print")
    assert page.locator(".card").is_visible()
    assert page.locator(".composer").is_hidden()


def test_the_page_has_one_heading_of_the_first_rank_and_its_landmarks(page):
    ask(page, ASKED)
    for role in ("banner", "main", "contentinfo"):
        assert page.get_by_role(role).count() == 1
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "zh-CN"


def test_a_long_list_opens_on_demand_and_keeps_the_keyboard_in_place(page):
    def lengthened(route):
        reply = route.fetch()
        answer = reply.json()
        answer["citations"] = answer["citations"][:1] * 12
        route.fulfill(response=reply, json=answer)

    page.route("**/api/v1/ask", lengthened)
    card = ask(page, ASKED)
    cited = card.locator(".citations > li")
    assert cited.count() == 12
    assert cited.nth(4).is_visible()
    assert cited.nth(5).is_hidden()
    card.get_by_role("button", name="再看其余 7 条").click()
    assert cited.nth(11).is_visible()
    assert cited.nth(5).evaluate("node => document.activeElement === node")
