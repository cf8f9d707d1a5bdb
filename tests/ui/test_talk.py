"""The public page as a conversation: asking on, taking back, choosing, coming back to it."""

import re

import pytest

from corpus.model import Validity
from qa.answer import Reason, Warning
from qa.receipt_now import Standing
from tests.ui.test_page import ABSENT, ASKED, HOSTILE, ask, choose_region

OPEN = "公开惠农补贴信息由谁负责？"
NEAR_A_TELEPHONE = "清禾家庭适老化改造自己要掏多少钱"
ON = "那什么时候完成？"


@pytest.fixture
def sent(page):
    """What the page sends when it asks."""
    bodies = []
    page.on("request", lambda request: bodies.append(request.post_data_json) if _asks(request) else None)
    return bodies


def _asks(request):
    return request.url.endswith("/api/v1/ask")


def receipt_of(card):
    return re.search(r"\S+$", card.locator(".receipt").inner_text()).group()


def altered(page, pattern, change):
    """Let the service answer, and change its reply on the way."""

    def pass_on(route):
        reply = route.fetch()
        record = reply.json()
        change(record)
        route.fulfill(response=reply, json=record)

    page.route(pattern, pass_on)


def test_a_question_goes_on_from_the_answer_before_until_a_new_topic_is_begun(page, sent):
    first = receipt_of(ask(page, ASKED))
    second = ask(page, ON)
    assert "9月底前" in second.locator(".short").inner_text()
    page.click("#fresh")
    assert page.locator("#topic").is_visible()
    assert page.locator("#fresh").is_hidden()
    assert page.evaluate("document.activeElement.id") == "question"
    ask(page, OPEN)
    assert page.locator(".turn.fresh").count() == 1
    assert [body["after"] for body in sent] == [None, first, None]


def test_an_example_begins_a_topic_of_its_own(page, sent):
    ask(page, ASKED)
    page.locator("#examples .chip").first.click()
    page.wait_for_selector(".turn:nth-child(2).fresh .card.answered")
    assert sent[1]["after"] is None


def test_what_was_understood_stands_under_the_question_in_chinese(page):
    ask(page, ASKED)
    ask(page, ON)
    first, second = (page.locator(".turn").nth(n).locator(".piece").all_inner_texts() for n in (0, 1))
    assert [text.split("\n")[0] for text in first] == ["地区：清禾市"]
    said = " ".join(second).replace("\n", "")
    assert "接自上文地区：清禾市" in said
    assert "接自上文：公开医保缴费和报销信息" in said
    assert not re.search("[a-z]", said)


def test_a_reading_can_be_taken_back_and_given_back(page, sent):
    choose_region(page, "清禾")
    assert "answered" in ask(page, OPEN).get_attribute("class")
    page.get_by_role("button", name="去掉“地区：清禾市”").click()
    page.wait_for_selector(".card.clarify")
    assert (sent[1]["question"], sent[1]["ignore"]) == (OPEN, ["region"])
    assert page.locator(".turn").count() == 1
    page.reload()
    page.get_by_role("button", name="恢复“地区”").click()
    page.wait_for_selector(".card.answered")
    assert sent[2]["ignore"] == []
    assert page.locator(".card").evaluate("node => document.activeElement === node")


def test_when_taking_back_fails_the_answer_stays_and_the_reason_is_said(page):
    card = ask(page, ASKED)
    page.route("**/api/v1/ask", lambda route: route.abort())
    page.locator(".cross").click()
    page.wait_for_selector("#problem:visible")
    assert card.is_visible()
    assert page.evaluate("document.activeElement.className") == "cross"


def test_a_question_back_shows_its_choices_first_and_then_what_each_place_says(page, sent):
    card = ask(page, OPEN)
    assert card.locator(".short").inner_text() == "几个地方的规定不同，请问是哪个地方？"
    choices, places = card.locator(".choice"), card.locator(".places dt")
    assert choices.count() == places.count() == 2
    assert choices.first.bounding_box()["y"] < places.first.bounding_box()["y"]
    assert choices.first.bounding_box()["height"] >= 44
    assert "农业农村局" in card.locator(".places dd").first.inner_text()
    assert "20个工作日内" in card.locator(".places dd").nth(1).inner_text()
    choices.first.click()
    page.wait_for_selector(".turn:nth-child(2) .card.answered")
    assert sent[1]["after"] is None


def test_a_refusal_names_the_telephone_of_a_near_notice_and_dials(page):
    card = ask(page, NEAR_A_TELEPHONE)
    assert card.locator(".sources h3").inner_text() == "相近通知的联系电话"
    assert card.locator("a[href='tel:12345']").count() >= 1
    assert card.locator("a[href='tel:0000-2608866']").inner_text() == "0000-2608866"


def test_the_highlights_are_the_characters_that_the_service_names(page):
    with page.expect_response("**/api/v1/ask") as waited:
        card = ask(page, HOSTILE)
    citation = waited.value.json()["citations"][0]
    assert any(letter > "\uffff" for letter in citation["quote"])
    named = [
        citation["quote"][a - citation["start"] : b - citation["start"]] for a, b in citation["highlights"]
    ]
    assert named
    assert "".join(
        card.locator(".citation").first.locator(".quote:visible mark").all_inner_texts()
    ) == "".join(named)


def test_a_reload_and_the_back_button_keep_the_conversation(page, site, sent):
    ask(page, ASKED)
    last = ask(page, ON)
    receipt = receipt_of(last)
    page.fill("#question", "写到一半")
    page.reload()
    page.wait_for_selector("#examples .chip")
    assert page.locator(".card").count() == 2
    assert page.input_value("#question") == "写到一半"
    page.goto(f"{site}/notice.html?id=none")
    page.go_back()
    page.wait_for_selector("#examples .chip")
    assert page.locator(".asked").all_inner_texts()[1].endswith(ON)
    ask(page, "谁配合？")
    assert sent[-1]["after"] == receipt


def test_a_reload_in_mid_answer_gives_the_question_back_and_says_so(page):
    page.route("**/api/v1/ask", lambda _: None)
    page.fill("#question", ASKED)
    page.press("#question", "Enter")
    page.wait_for_selector(".waiting")
    page.reload()
    page.wait_for_selector("#problem:visible")
    assert "还没有答完" in page.locator("#problem").inner_text()
    assert page.input_value("#question") == ASKED


def test_the_record_can_be_wiped_from_a_shared_machine(page):
    ask(page, ASKED)
    page.fill("#question", "写到一半")
    page.click("#clear")
    page.wait_for_selector("#clear", state="hidden")
    page.wait_for_selector("#examples .chip")
    assert page.locator(".turn").count() == 0
    assert page.input_value("#question") == ""
    kept = page.evaluate("JSON.stringify(sessionStorage)")
    assert "医保" not in kept
    assert "写到一半" not in kept


def test_where_nothing_may_be_stored_the_page_still_asks_on(page, sent):
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('full'); }; }")
    first = receipt_of(ask(page, ASKED))
    ask(page, ON)
    assert sent[1]["after"] == first


def test_something_moves_within_a_tenth_of_a_second(page):
    page.route("**/api/v1/ask", lambda _: None)
    moves = page.evaluate(
        """async (question) => {
            document.getElementById("question").value = question;
            document.getElementById("ask").requestSubmit();
            await new Promise((done) => setTimeout(done, 80));
            return document.getAnimations().some((each) => each.playState === "running");
        }""",
        ASKED,
    )
    assert moves


@pytest.mark.parametrize("state", list(Standing))
def test_a_receipt_says_how_each_notice_stands_now(page, site, state):
    receipt = receipt_of(ask(page, ASKED))

    def stand(record):
        record["now"].update(state=state.value, message="如今怎样，在这里说。")
        record["now"]["citations"][0].update(state=state.value, message="这一份怎样，在这里说。")

    altered(page, "**/api/v1/receipts/*", stand)
    page.goto(f"{site}/?receipt={receipt}")
    card = page.locator(".card")
    card.wait_for()
    assert "如今怎样" in page.locator(".kept").inner_text()
    assert ("moved" in page.locator(".kept").get_attribute("class")) == (state is not Standing.UNCHANGED)
    assert "这一份怎样" in card.locator(".citation").inner_text()
    assert page.evaluate("async (state) => (await import('/words.js')).STANDING[state][0]", state.value) in (
        card.locator(".marks").inner_text()
    )
    reachable = state not in (Standing.REMOVED, Standing.CLOSED)
    assert (card.locator(".source-link").count() == 1) == reachable


def test_a_kept_answer_can_be_asked_anew_and_asked_on_from(page, site, sent):
    receipt = receipt_of(ask(page, ASKED))
    page.goto(f"{site}/?receipt={receipt}")
    page.wait_for_selector(".kept")
    assert page.locator(".cross").count() == 0
    ask(page, ON)
    assert sent[-1]["after"] == receipt
    page.get_by_role("button", name="现在重新问一次").click()
    page.wait_for_selector(".turn:nth-child(3) .card")
    assert (sent[-1]["question"], sent[-1]["after"]) == (ASKED, None)
    page.reload()
    page.wait_for_selector(".kept")
    assert page.locator(".asked").count() == 3


def test_one_answer_is_printed_without_the_rest_of_the_conversation(page):
    ask(page, ASKED)
    ask(page, ABSENT)
    page.evaluate(
        """() => { window.print = () => {
            const asked = document.querySelectorAll(".on-paper .asked");
            window.printed = Array.from(asked, (each) => each.innerText);
        }; }"""
    )
    page.get_by_role("button", name="打印").first.click()
    printed = page.evaluate("window.printed")
    assert len(printed) == 1
    assert printed[0].endswith(ASKED)
    page.locator(".turn").first.evaluate("node => node.classList.add('on-paper')")
    page.emulate_media(media="print")
    assert page.locator(".turn").first.is_visible()
    assert page.locator(".turn").nth(1).is_hidden()


def test_every_status_warning_and_reason_has_its_words(page):
    words = page.evaluate(
        "import('/words.js').then(({ WARNINGS, REASONS, STANDING }) => ({ warnings: Object.keys(WARNINGS),"
        " reasons: Object.keys(REASONS), standing: Object.keys(STANDING) }))"
    )
    assert set(words["warnings"]) == {warning.value for warning in Warning}
    assert set(words["reasons"]) == {reason.value for reason in Reason}
    assert set(words["standing"]) == {standing.value for standing in Standing}
    for validity in Validity:
        marks = page.evaluate(
            "(validity) => import('/words.js').then(({ noticeMarks }) => noticeMarks({ validity }))",
            validity.value,
        )
        assert re.fullmatch("[一-龥]+", marks[0][0])
        assert marks[0][1]


def test_two_notices_that_differ_are_said_in_words_and_in_the_gravest_colour(page):
    altered(page, "**/api/v1/ask", lambda record: record.update(warnings=["conflict", "deadline_passed"]))
    told = ask(page, ASKED).locator(".warnings li")
    assert "两份通知写法不一致" in told.first.inner_text()
    colours = [told.nth(n).evaluate("node => getComputedStyle(node).color") for n in (0, 1)]
    assert colours[0] != colours[1]


@pytest.mark.parametrize("large", [False, True])
def test_a_conversation_never_scrolls_sideways_on_a_narrow_phone(page, large):
    page.set_viewport_size({"width": 320, "height": 640})
    if large:
        page.click("[data-display=large]")
    for question in (ASKED, ON, OPEN, NEAR_A_TELEPHONE):
        ask(page, question)
    assert page.locator(".piece").count() > 3
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_hostile_words_in_a_reading_and_in_a_choice_are_shown_as_text(page):
    markup = "<img src=z onerror=window.hacked=3>"

    def poison(record):
        record["status"] = "clarify"
        record["text"] = f"{markup}？\n{markup}：{markup}"
        record["alternatives"] = [f"{markup}由谁负责？"]
        record["understood"] = [{"name": "region", "said": "", "meant": markup, "carried": True}]

    altered(page, "**/api/v1/ask", poison)
    card = ask(page, ASKED)
    for shown in (
        card.locator(".short"),
        card.locator(".choice"),
        card.locator(".places"),
        page.locator(".piece"),
    ):
        assert markup in shown.inner_text()
    assert page.locator("img[src=z]").count() == 0
    assert page.evaluate("window.hacked") is None


def test_links_of_earlier_days_still_show_the_answer(page, site):
    receipt = receipt_of(ask(page, ASKED))
    page.goto(f"{site}/?r={receipt}")
    page.wait_for_selector(".kept")
