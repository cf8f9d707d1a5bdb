"""Ways through a face on one opened page: states that would take long to reach each anew."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.e2e.states import ADMINISTRATOR, ANSWERED, OPERATOR, asked_on_console, console_ready

Reach = Callable[[Page], object]

_NOTICE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>便民服务</title></head>
<body><h1>临溪县人民政府办公室关于印发临溪县2024年便民服务工作要点的通知</h1><p>临政办发〔2024〕12号</p>
<p>各乡镇人民政府：</p><p>现将要点印发给你们。</p>
<p>1. 开办便民窗口。2024年6月底前开办。
（牵头单位：县政务局；责任单位：各乡镇人民政府；配合单位：县财政局）</p>
<p>2. 慰问李小红（身份证号：11010519491231002X）。近期办好。（牵头单位：县民政局）</p>
<p>附件：<a href="list.docx">任务清单.docx</a></p>
<p>临溪县人民政府办公室</p><p>2024年3月1日</p></body></html>"""
_HELD: list[Callable[[], None]] = []
"""Lets uploads go on that are held up."""


@dataclass(frozen=True)
class Step:
    """A state on the way.

    Attributes:
        name: of its pictures.
        reach: brings the page there from the step before.
        by_keyboard: whether it is walked through with the Tab key too.
    """

    name: str
    reach: Reach
    by_keyboard: bool = False


@dataclass(frozen=True)
class Journey:
    """A way through a face, see `tests.e2e.states.State`; `after` leaves the site as it was."""

    name: str
    path: str
    steps: tuple[Step, ...]
    who: str | None = None
    before: Reach | None = None
    after: Reach = lambda _: None


def _empty_library(page):
    told = {"notices": [], "user": ADMINISTRATOR, "max_file_bytes": 20 << 20}
    page.route("**/api/v1/editor", lambda route: route.fulfill(json=told))


def _no_notices(page):
    page.get_by_text("库里还没有通知").wait_for()


def _notices(page):
    page.unroute("**/api/v1/editor")
    page.reload()
    page.wait_for_selector("#notices li")


def _file(name, data):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def _uploading(page):
    page.route("**/editor/files?*", lambda route: _HELD.append(route.continue_), times=1)
    page.set_input_files(
        "#files",
        [_file("便民服务.html", _NOTICE.encode()), _file("损坏.pdf", b"%PDF-1.4"), _file("空.txt", b"")],
    )
    page.wait_for_selector("#uploads progress")


def _uploaded(page):
    _HELD.pop()()
    page.locator("#uploads li.good").wait_for()
    page.locator("#uploads li.bad").nth(1).wait_for()


def _quality(page):
    page.locator("#uploads li.good a").first.click()
    page.wait_for_selector("#quality dl")
    page.locator("#quality .lines").wait_for()


def _head(page):
    page.click("[data-view=head]")
    page.get_by_role("button", name="更正公文头").last.click()
    page.fill("#field-title", "临溪县2024年便民服务工作要点")
    page.click("#correct-save")
    page.wait_for_selector("#correct-problem:visible")


def _item(page):
    page.click("#correct-drop")
    page.click("[data-view=items]")
    page.get_by_role("button", name="更正第 1 项").click()
    page.fill("#field-lead_units", "县政务服务中心")
    page.get_by_label("时限的文字").fill("2024年7月底前")
    page.get_by_label("时限的最后一天").fill("2024-07-31")
    page.fill("#correct-reason", "与原件第 2 页不符")


def _items(page):
    page.click("#correct-save")
    page.wait_for_selector("#correct:not([open])", state="attached")
    page.locator("#items .was").first.wait_for()


def _check(page):
    page.click("[data-view=public]")
    page.locator("#public .bad").wait_for()


def _deciding(page):
    page.get_by_role("button", name="决定公开").click()
    page.click("#decide-save")
    page.wait_for_selector("#decide-problem:visible")


def _decided(words):
    def reach(page):
        page.fill("#decide-reason", "核对过")
        page.click("#decide-save")
        page.locator("#public h2", has_text=words).wait_for()

    return reach


def _withdrawn(page):
    page.get_by_role("button", name="从公开的回答里撤下").click()
    _decided("现在不对外公开")(page)


def _history(page):
    page.click("[data-view=history]")
    page.locator("#history li").wait_for()


def _removed(page):
    """Take the notice out again: other tests count what is in the library."""
    for id_ in page.evaluate("() => fetch('/api/v1/editor').then((reply) => reply.json())")["notices"]:
        if id_["source"].endswith("便民服务.html"):
            path = f"/api/v1/editor/notices/{id_['id']}/removal"
            page.evaluate(
                "([path, body]) => fetch(path, { method: 'POST', body: JSON.stringify(body),"
                " headers: { 'Content-Type': 'application/json' } })",
                [path, {"reason": "看完了"}],
            )


def _pressed(key, ready):
    def reach(page):
        page.keyboard.press(key)
        page.locator(ready).first.wait_for()

    return reach


def _asked(page):
    console_ready(page)
    # Asked twice, so that there is an earlier one like it.
    for _ in range(2):
        asked_on_console(page, ANSWERED)
        page.wait_for_selector("#answer .script")
    page.locator("#history button").first.wait_for()


def _handed_over(page):
    page.fill("#hand-remark", "来电人下午三点后方便接电话")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#hand-over:not([open])", state="attached")
    page.keyboard.press("Alt+g")
    page.locator("#hand-overs .entry").wait_for()


def _compared(page):
    page.select_option("#beside-region", index=1)
    page.click("#beside-go")
    page.wait_for_selector("#beside:not([open])", state="attached")
    page.locator("#answer .side, #answer .card").nth(1).wait_for()


def _called(page):
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+n")
    page.keyboard.type("问医保由谁牵头，已告知")
    page.keyboard.press("Alt+q")
    page.keyboard.press("Alt+p")
    page.locator("#calls .entry").first.wait_for()


def _forgotten(page):
    page.request.delete("/api/v1/operator/calls")
    for one in page.request.get("/api/v1/operator/hand-overs").json()["hand_overs"]:
        page.request.delete(f"/api/v1/operator/hand-overs/{one['key']}")


def _listed(page):
    page.wait_for_selector("#list li")


def _narrowed(page):
    page.locator("#facets a[data-facet=region]").first.click()
    page.wait_for_selector("#chosen li")


def _nothing(page):
    page.fill("#words", "火星移民")
    page.locator("#list .empty").wait_for()


def _unlisted(page):
    page.route("**/api/v1/library?*", lambda route: route.abort())
    page.fill("#words", "医保")
    page.wait_for_selector("#problem:visible")


JOURNEYS = [
    Journey(
        "editor",
        "/editor/",
        (
            Step("editor-empty", _no_notices),
            Step("editor-list", _notices, by_keyboard=True),
            Step("editor-uploading", _uploading),
            Step("editor-uploaded", _uploaded),
            Step("editor-quality", _quality),
            Step("editor-correct-head", _head),
            Step("editor-correct-item", _item, by_keyboard=True),
            Step("editor-items", _items),
            Step("editor-check", _check, by_keyboard=True),
            Step("editor-decide", _deciding, by_keyboard=True),
            Step("editor-released", _decided("现在对外公开")),
            Step("editor-withdrawn", _withdrawn),
            Step("editor-history", _history),
        ),
        who=ADMINISTRATOR,
        before=_empty_library,
        after=_removed,
    ),
    Journey(
        "operator",
        "/operator/",
        (
            Step("operator-history", _asked),
            Step("operator-similar", _pressed("Alt+s", "#similar li")),
            Step("operator-today", _pressed("Alt+j", "#today li"), by_keyboard=True),
            Step("operator-hand-over", _pressed("Alt+t", "#hand-over[open]"), by_keyboard=True),
            Step("operator-hand-overs", _handed_over),
            Step("operator-compare", _pressed("Alt+b", "#beside[open]"), by_keyboard=True),
            Step("operator-compared", _compared),
            Step("operator-calls", _called),
        ),
        who=OPERATOR,
        after=_forgotten,
    ),
    Journey(
        "library",
        "/notices/",
        (
            Step("library-list", _listed, by_keyboard=True),
            Step("library-narrowed", _narrowed),
            Step("library-nothing", _nothing),
            Step("library-error", _unlisted),
        ),
    ),
]
