"""What the public page has around its answers: voice, reasons, regions, settings, English, a server gone."""

import re

import pytest

from corpus.store import Store
from qa.verdict import Fault
from tests.axe import violations
from tests.ui.english import PUBLIC, unsaid, untold_chinese
from tests.ui.test_page import ABSENT, ASKED, ask, choose_region

ON = "那什么时候完成？"
LIST = "市政府办公室牵头哪些任务？"
# Headless Chromium has neither voices nor a recogniser; these stand where a browser has its own.
VOICE = """
window.said = [];
const voices = [{ lang: "en-US", localService: true }, { lang: "zh-CN", localService: %s }];
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices, speak: (one) => window.said.push(one), cancel: () => { window.cancelled = true; },
  addEventListener() {} } });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
HEARING = """
window.SpeechRecognition = class {
  start() { window.heard = this; }
  stop() { this.onend(); }
};
"""


@pytest.fixture
def open_page(chromium, site):
    """Opens the public page anew; fails the test on errors in its scripts."""
    opened, errors = [], []

    def open_it(script="", *, voice_input=False, store=None, **options):
        context = chromium.new_context(
            **{"viewport": {"width": 390, "height": 844}, "locale": "zh-CN", **options}
        )
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: errors.append(error))
        for name, value in (store or {}).items():
            page.add_init_script(f"localStorage.setItem('zhengda.{name}', '{value}')")
        if script:
            page.add_init_script(script)
        if voice_input:
            page.route("**/api/v1/info", _with_voice)
        page.goto(site)
        page.wait_for_selector("#examples .chip")
        return page

    yield open_it
    for context in opened:
        context.close()
    assert errors == []


def _with_voice(route):
    reply = route.fetch()
    route.fulfill(response=reply, json={**reply.json(), "voice_input": True})


def test_an_answer_is_read_aloud_and_stopped_with_a_voice_of_this_device(open_page):
    page = open_page(VOICE % "true")
    card = ask(page, ASKED)
    card.get_by_role("button", name="朗读").click()
    said = page.evaluate("window.said.map((one) => [one.text, one.lang, one.voice.lang])")
    assert "市医疗保障局" in "".join(text for text, *_ in said)
    assert "时限已经过去" in "".join(text for text, *_ in said)
    assert {(lang, voice) for _, lang, voice in said} == {("zh-CN", "zh-CN")}
    card.get_by_role("button", name="停止朗读").click()
    assert page.evaluate("window.cancelled")
    assert card.get_by_role("button", name="朗读", exact=True).get_attribute("aria-pressed") == "false"


@pytest.mark.parametrize("script", ["", VOICE % "false"], ids=["no voice", "a voice elsewhere"])
def test_where_no_chinese_voice_is_on_the_device_nothing_offers_to_read(open_page, script):
    card = ask(open_page(script), ASKED)
    assert card.get_by_role("button", name="朗读").count() == 0


def test_dictation_is_offered_only_where_the_setting_and_the_browser_allow_it(open_page):
    assert open_page(HEARING).locator("#voice").count() == 0
    none = "delete window.webkitSpeechRecognition; delete window.SpeechRecognition"
    page = open_page(none, voice_input=True)
    assert page.locator("#voice").count() == 0


def test_before_the_first_dictation_the_page_says_where_the_voice_goes(open_page):
    page = open_page(HEARING, voice_input=True)
    page.click("#voice")
    assert page.evaluate("window.heard === undefined")
    assert "发给浏览器厂商" in page.locator(".notice-box.voice").inner_text()
    page.get_by_role("button", name="知道了，开始").click()
    words = "[[{ transcript: '谁负责清理' }], [{ transcript: '网页' }]]"
    page.evaluate(f"window.heard.onresult({{ results: {words} }})")
    assert page.input_value("#question") == "谁负责清理网页"
    page.evaluate("window.heard.onerror({ error: 'not-allowed' })")
    assert "麦克风" in page.locator("#problem").inner_text()
    page.get_by_role("button", name="停止录音").click()
    page.get_by_role("button", name="语音输入").click()
    assert page.evaluate("window.heard.lang") == "zh-CN"


def test_a_thumb_down_asks_why_and_what_is_told_is_masked(page, site_settings):
    card = ask(page, ABSENT)
    card.get_by_role("button", name="没用").click()
    why = card.locator(".why")
    why.wait_for()
    assert why.get_by_role("button", name="答非所问").evaluate("node => document.activeElement === node")
    why.get_by_role("button", name="送出").click()
    assert "至少选一个" in why.inner_text()
    why.get_by_role("button", name="看不懂").click()
    why.get_by_role("button", name="太长").click()
    why.get_by_role("button", name="太长").click()
    why.get_by_label("补充一句").fill("请打 13800138000 告诉我")
    why.get_by_role("button", name="送出").click()
    why.wait_for(state="hidden")
    store = Store.open(site_settings.store_path)
    thumb, told = store.feedback()[-2:]
    store.close()
    assert (thumb["useful"], "faults" in thumb) == (False, False)
    assert (told["useful"], told["faults"], told["remark"]) == (False, ["unclear"], "请打 〔手机号〕 告诉我")


def test_every_fault_of_the_service_has_its_chip(page):
    card = ask(page, ABSENT)
    card.get_by_role("button", name="没用").click()
    card.locator(".why").wait_for()
    assert card.locator(".why .pair").first.locator("button").count() == len(Fault)


def test_when_a_reason_cannot_be_sent_it_stays_and_that_is_said(page):
    card = ask(page, ABSENT)
    card.get_by_role("button", name="没用").click()
    page.route("**/api/v1/feedback", lambda route: route.abort())
    card.locator(".why textarea").fill("写到一半")
    card.locator(".why").get_by_role("button", name="送出").click()
    card.get_by_text("没有送出").wait_for()
    assert card.locator(".why textarea").input_value() == "写到一半"


def test_a_region_is_found_by_a_part_of_its_name_with_the_keyboard_alone(page):
    page.focus("#region")
    page.keyboard.type("溪")
    options = page.get_by_role("option")
    assert "临溪县" in options.all_inner_texts()
    assert all("溪" in name for name in options.all_inner_texts())
    page.keyboard.press("ArrowDown")
    named = page.get_attribute("#region", "aria-activedescendant")
    chosen = page.locator(f"#{named}").inner_text()
    page.keyboard.press("Enter")
    assert page.input_value("#region") == chosen
    assert page.locator(".turn").count() == 0
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.input_value("#region") == chosen


def test_a_region_that_is_not_there_leaves_the_choice_as_it_was(page):
    choose_region(page, "清禾")
    page.fill("#region", "火星")
    assert page.get_by_role("option").all_inner_texts() == ["库里没有这个地区"]
    page.press("#region", "Tab")
    assert page.input_value("#region") == "清禾市"
    page.fill("#region", "")
    page.press("#region", "Tab")
    page.reload()
    page.wait_for_selector("#examples .chip")
    assert page.input_value("#region") == ""


def test_a_server_that_was_gone_is_told_to_be_back_and_the_question_is_sent_with_one_press(page):
    page.route("**/api/v1/**", lambda route: route.abort())
    page.fill("#question", ASKED)
    page.press("#question", "Enter")
    page.get_by_role("button", name="再试一次").wait_for()
    assert page.input_value("#question") == ASKED
    page.unroute("**/api/v1/**")
    page.get_by_text("服务已恢复").wait_for()
    page.get_by_role("button", name="再试一次").click()
    page.wait_for_selector(".card.answered")
    assert page.input_value("#question") == ""


def test_a_page_opened_while_the_server_is_gone_fills_itself_later(chromium, site):
    context = chromium.new_context(locale="zh-CN")
    page = context.new_page()
    page.route("**/api/v1/**", lambda route: route.abort())
    page.goto(site)
    page.get_by_role("button", name="再试一次").wait_for()
    page.unroute("**/api/v1/**")
    page.get_by_role("button", name="再试一次").click()
    page.wait_for_selector("#examples .chip")
    context.close()


def test_what_was_carried_over_wrongly_is_asked_anew_with_one_press(page):
    ask(page, ASKED)
    ask(page, ON)
    with page.expect_request("**/api/v1/ask") as sent:
        page.get_by_role("button", name="这是另一件事").click()
    assert sent.value.post_data_json["after"] is None
    page.wait_for_selector(".turn:nth-child(3) .card")


def test_one_who_only_greets_is_shown_what_can_be_asked(page):
    card = ask(page, "你好")
    proposed = card.locator(".alternatives .chip")
    assert proposed.all_inner_texts() == page.locator("#examples .chip").all_inner_texts()[:3]
    proposed.first.click()
    page.wait_for_selector(".turn:nth-child(2).fresh .card.answered")


def test_a_long_list_shows_its_first_lines_and_the_rest_on_demand(page):
    def lengthened(route):
        reply = route.fetch()
        answer = reply.json()
        answer["text"] = "\n".join(f"第{number}行" for number in range(1, 21))
        route.fulfill(response=reply, json=answer)

    page.route("**/api/v1/ask", lengthened)
    card = ask(page, ASKED)
    assert "第5行" in card.locator(".short").inner_text()
    assert "第6行" not in card.locator(".short").inner_text()
    card.get_by_role("button", name="还有 15 行，全部展开").click()
    assert "第20行" in card.locator(".short").inner_text()


def test_settings_for_the_eyes_are_remembered(page):
    page.click("#settings")
    page.get_by_label("特大").check()
    page.get_by_label("宽松").check()
    page.get_by_role("button", name="好了").click()
    assert page.evaluate("document.activeElement.id") == "settings"
    page.reload()
    page.wait_for_selector("#examples .chip")
    assert page.locator("html[data-large=more][data-airy]").count() == 1
    assert page.locator("[data-display=large]").get_attribute("aria-pressed") == "true"
    size = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    assert size >= 26
    page.click("[data-display=large]")
    assert page.locator("html[data-large]").count() == 0


def test_in_english_every_label_is_english_and_all_chinese_says_that_it_is(page):
    page.fill("#question", "写到一半")
    page.click("#language")
    page.wait_for_selector("html[lang=en] #examples .chip")
    assert page.input_value("#question") == "写到一半"
    assert page.locator("#send").inner_text() == "Send"
    for question in (ASKED, ON, ABSENT, LIST):
        card = ask(page, question)
    card.get_by_role("button", name="Not helpful").click()
    card.locator(".why").wait_for()
    assert untold_chinese(page) == []
    assert page.locator(".quote").first.evaluate("node => node.matches(':lang(zh)')")
    page.click("#settings")
    assert untold_chinese(page) == []
    page.keyboard.press("Escape")
    page.click("#language")
    page.wait_for_selector("html[lang=zh-CN] #examples .chip")
    assert page.locator("#send").inner_text() == "发送"


def test_every_english_label_is_of_a_chinese_one_that_the_page_says(page):
    files = [
        file for file in PUBLIC.iterdir() if file.suffix in (".html", ".js") and file.name != "english.js"
    ]
    assert unsaid(page, "/english.js", files) == []


LOOKS = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "large": {"store": {"large": "more", "airy": "on"}},
    "contrast": {"store": {"contrast": "on"}},
    "english": {"store": {"lang": "en"}},
}


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_the_page_in_any_state(open_page, look):
    page = open_page(HEARING, voice_input=True, **LOOKS[look])
    for question in (ASKED, ON, ABSENT, "公开惠农补贴信息由谁负责？"):
        card = ask(page, question)
    card.locator(".votes button").nth(1).click()
    card.locator(".why").wait_for()
    page.click("#voice")
    page.click("#region")
    assert violations(page) == []
    page.click("#settings")
    assert violations(page) == []


def test_the_largest_text_never_scrolls_sideways_on_a_narrow_phone(open_page):
    page = open_page(viewport={"width": 320, "height": 640}, store={"large": "more", "airy": "on"})
    for question in (ASKED, ABSENT):
        card = ask(page, question)
    card.locator(".votes button").nth(1).click()
    card.locator(".why").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_receipt_and_that_it_is_no_legal_advice_stand_under_every_answer(page):
    card = ask(page, ASKED)
    assert "不构成法律意见" in card.locator(".legal").inner_text()
    assert re.search(r"回执编号 \S+$", card.locator(".receipt").inner_text())
