"""Every page of every face in every state that people meet, and how each is reached."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from ui.pages import page as filled

ANSWERED = "清禾市公开医保缴费和报销信息，由哪个单位牵头？"
REFUSED = "火星移民的船票怎么买"
CLARIFIED = "公开惠农补贴信息由谁负责？"
HOSTILE = "临溪县清理网页怪字由哪个单位牵头？"
ADMINISTRATOR, OPERATOR, STAFF = "管理员", "话务员", "工作人员"


@dataclass(frozen=True)
class State:
    """A page to look at.

    Attributes:
        name: of its pictures.
        path: its address in the site.
        reach: brings the opened page into the state, and waits until it is there.
        who: must be signed in for it.
        before: prepares the page before it is opened.
    """

    name: str
    path: str
    reach: Callable[[Page], object]
    who: str | None = None
    before: Callable[[Page], object] | None = None


def ask(page, question):
    """Ask on the public page. Returns the answer's card."""
    page.wait_for_selector("#examples .chip")
    page.fill("#question", question)
    page.press("#question", "Enter")
    page.wait_for_selector(".turn:last-child .card")
    return page.locator(".turn").last.locator(".card")


def opened_place(page):
    """Give the page that shows the cited place, in this tab or in one that has opened for it."""
    for _ in range(100):
        for each in page.context.pages:
            if each.locator("#place:visible").count():
                return each
        page.wait_for_timeout(100)
    raise AssertionError("no page shows the cited place")


def shown(selector):
    """Reach a state by waiting for something."""
    return lambda page: page.wait_for_selector(f"{selector}:visible")


def _waiting(page):
    page.route("**/api/v1/ask", lambda _: None)
    page.wait_for_selector("#examples .chip")
    page.fill("#question", ANSWERED)
    page.press("#question", "Enter")
    page.wait_for_selector(".waiting")


def _gone(page):
    page.route("**/api/v1/ask", lambda route: route.abort())
    page.wait_for_selector("#examples .chip")
    page.fill("#question", ANSWERED)
    page.press("#question", "Enter")
    page.wait_for_selector("#problem:visible")


def _too_long(page):
    page.wait_for_selector("#examples .chip")
    page.fill("#question", "问" * 5000)
    page.press("#question", "Enter")
    page.wait_for_selector("#problem:visible")


def _receipt(page):
    receipt = ask(page, ANSWERED).locator(".receipt").inner_text().split()[-1].split("：")[-1]
    page.goto(f"/?receipt={receipt}")
    page.wait_for_selector(".kept")


def _cited(page):
    ask(page, ANSWERED)
    page.goto(page.locator(".card .source-link").first.get_attribute("href"))
    page.wait_for_selector("#place")


def _in_english(page):
    page.add_init_script("localStorage.setItem('zhengda.lang', 'en')")


def _wrong_password(page):
    page.get_by_label("用户名").fill("没有这个人")
    page.get_by_label("密码").fill("不对的密码")
    page.get_by_role("button", name="登录").click()
    page.wait_for_selector("#problem")


def _wrong_new_password(page):
    for name, words in (
        ("old", "不对的密码"),
        ("new", "一二三四五六七八九"),
        ("again", "九八七六五四三二一"),
    ):
        page.fill(f"#{name}", words)
    page.get_by_role("button", name="改密码").click()
    page.wait_for_selector("#problem")


def _nobody(page):
    body = filled("first", "还没有管理员", here="/login").body.decode()
    page.route("**/login", lambda route: route.fulfill(body=body, content_type="text/html"))


def console_ready(page):
    page.wait_for_function("() => document.querySelector('#who').textContent.includes('话务员')")


def _searched(page):
    console_ready(page)
    page.fill("#question", "公开医保缴费")
    page.wait_for_selector("#results .hit")
    page.press("#question", "ArrowDown")


def _scripted(page):
    console_ready(page)
    asked_on_console(page, ANSWERED)
    page.wait_for_selector("#answer .script")


def asked_on_console(page, question):
    """Ask, and wait until the question stands in the history: its list is drawn anew then."""
    page.wait_for_function("() => document.querySelector('#pace')?.textContent")
    page.fill("#question", question)
    with page.expect_response("**/api/v1/operator/history"):
        page.press("#question", "Enter")


def _no_script(page):
    console_ready(page)
    asked_on_console(page, REFUSED)
    page.wait_for_selector("#answer .card")


def _keys(page):
    console_ready(page)
    page.press("#question", "?")
    page.wait_for_selector("#keys:visible")


def counted(page):
    """Wait until the ledger has counted its tasks."""
    page.wait_for_function("() => /^共/.test(document.getElementById('count').textContent)")


def _note(page):
    counted(page)
    page.locator("#rows .state").first.click()
    page.wait_for_function("() => !document.getElementById('note-history').textContent.includes('正在读')")


def _unnoted(page):
    _note(page)
    page.click("#note-save")
    page.wait_for_selector("#note-problem:visible")


def _no_ledger(page):
    page.route("**/api/v1/tasks/table", lambda route: route.abort())


def _tab(name, ready):
    def reach(page):
        # Whoever comes first waits for Gradio to be read in.
        page.get_by_role("tab", name=name).click(timeout=120_000)
        ready(page)
        page.wait_for_timeout(300)

    return reach


def _looked_up(page):
    page.get_by_label("问题").fill(ANSWERED)
    page.get_by_role("button", name="查找").click()
    page.wait_for_function(
        "() => [...document.querySelectorAll('textarea')].some(box => box.value === '市医疗保障局')"
    )


def _words(words):
    return lambda page: page.get_by_text(words).first.wait_for()


PUBLIC = [
    State("public-empty", "/", shown("#examples .chip")),
    State("public-waiting", "/", _waiting),
    State("public-answered", "/", lambda page: ask(page, ANSWERED)),
    State("public-refused", "/", lambda page: ask(page, REFUSED)),
    State("public-clarify", "/", lambda page: ask(page, CLARIFIED)),
    State("public-hostile", "/", lambda page: ask(page, HOSTILE)),
    State("public-error", "/", _gone),
    State("public-too-long", "/", _too_long),
    State("public-receipt", "/", _receipt),
    State("public-no-receipt", "/?receipt=none", shown("#problem")),
    State("notice-cited", "/", _cited),
    State("notice-missing", "/notice.html?id=none", shown("#problem")),
    State("library-english", "/notices/", shown("#list > li"), before=_in_english),
    State("notice-cited-english", "/", _cited, before=_in_english),
    State("nowhere", "/nowhere", shown("h1")),
]
PAGES = [
    State("sign-in", "/login", shown("#username")),
    State("sign-in-wrong", "/login", _wrong_password),
    State("sign-in-nobody", "/login", shown("h1"), before=_nobody),
    State("account", "/account", shown("#old"), STAFF),
    State("account-wrong", "/account", _wrong_new_password, STAFF),
    State("forbidden", "/tasks/", shown("h1"), OPERATOR),
]
CONSOLE = [
    State("operator-empty", "/operator/", console_ready, OPERATOR),
    State("operator-results", "/operator/", _searched, OPERATOR),
    State("operator-script", "/operator/", _scripted, OPERATOR),
    State("operator-refused", "/operator/", _no_script, OPERATOR),
    State("operator-keys", "/operator/", _keys, OPERATOR),
]
LEDGER = [
    State("ledger-list", "/tasks/?text=入学", counted, STAFF),
    State("ledger-nothing", "/tasks/?text=火星", counted, STAFF),
    State("ledger-month", "/tasks/?view=month", counted, STAFF),
    State("ledger-time", "/tasks/?view=time", counted, STAFF),
    State("ledger-counts", "/tasks/?view=counts", counted, STAFF),
    State("ledger-note", "/tasks/?text=医保缴费", _note, STAFF),
    State("ledger-note-wrong", "/tasks/?text=医保缴费", _unnoted, STAFF),
    State("ledger-error", "/tasks/", shown("#problem"), STAFF, before=_no_ledger),
]
DESK = [
    State("desk-ask", "/desk/", _tab("查一查", _looked_up), ADMINISTRATOR),
    State("desk-notices", "/desk/", _tab("通知", shown("[role=gridcell]")), ADMINISTRATOR),
    State("desk-evaluation", "/desk/", _tab("评测", _words("评测")), ADMINISTRATOR),
    State("desk-review", "/desk/", _tab("审题", _words("收进题集")), ADMINISTRATOR),
]
STATES = [*PUBLIC, *PAGES, *CONSOLE, *LEDGER, *DESK]
