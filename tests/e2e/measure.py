"""Figures of the pages in a browser, for people to read: `python -m tests.e2e.measure [rows]`.

A site of its own over the sample notices and a ledger of invented tasks; a figure is the middle of several.
It measures and says; the tests assert.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from corpus.accounts import AccountRole
from corpus.ingest import ingest
from corpus.settings import Settings
from corpus.sources import SAMPLES
from corpus.store import Store
from tests.e2e.states import ANSWERED, ask, counted
from tests.site import CHROMIUM, FLAGS, PASSWORD, enter, free_port, start

ROWS = 10_000
TIMES = 5
TASKS_A_NOTICE = 100
PAGES = {
    "public": ("/", "#examples .chip"),
    "sign-in": ("/login", "#username"),
    "account": ("/account", "#old"),
    "operator": ("/operator/", "#question"),
    "ledger": ("/tasks/", "#rows tr"),
    "library": ("/notices/", "#list li"),
    "editor": ("/editor/", "#notices li"),
    "desk": ("/desk/", "button[role=tab]"),
}
STEPS = [
    ["text", "9"], ["text", "清单 第77"], ["when", "quarter"], ["text", ""], ["role", "lead"], ["when", ""],
]  # fmt: skip
_FILTER = """async ([name, value]) => {
    const form = document.getElementById("filters"), count = document.getElementById("count");
    const begun = performance.now();
    form.elements[name].value = value;
    const told = new Promise((done) => {
        new MutationObserver((_, seen) => { seen.disconnect(); done(); }).observe(count, { childList: true });
    });
    form.elements[name].dispatchEvent(new Event("input", { bubbles: true }));
    await told;
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    return performance.now() - begun;
}"""
_ASK = """async (question) => {
    const box = document.getElementById("question"), log = document.getElementById("log");
    const seen = (selector) => new Promise((done) => {
        const look = () => log.lastElementChild?.querySelector(selector) && done(performance.now());
        new MutationObserver(look).observe(log, { childList: true, subtree: true });
    });
    box.value = question;
    const begun = performance.now();
    const [moving, answered] = [seen(".waiting"), seen(".card")];
    document.getElementById("ask").requestSubmit();
    const moved = await moving - begun, shown = await answered;
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    return [moved, performance.now() - begun, shown - begun];
}"""


def notice(number):
    """A notice of a hundred invented tasks."""
    tasks = "\n\n".join(
        f"{place}. 公开第{number}-{place}类清单。{place % 12 + 1}月底前把清单核对、公开、报送，并在网站张贴。"
        f"（牵头单位：县第{place % 40}局；责任单位：各乡镇人民政府）"
        for place in range(1, TASKS_A_NOTICE + 1)
    )
    return (
        f"青石县人民政府办公室关于印发青石县2026年第{number}号工作要点的通知\n\n"
        f"青政办发〔2026〕{number}号\n\n各乡镇人民政府：\n\n现将要点印发给你们。\n\n"
        f"青石县人民政府办公室\n\n2026年1月5日\n\n（此件公开发布）\n\n一、要点\n\n{tasks}\n"
    )


def fill(folder, rows):
    """Make a library with the samples, an administrator and so many invented tasks."""
    settings = Settings(data_dir=folder / "data", encoder="none")
    written = folder / "invented"
    written.mkdir()
    for number in range(1, rows // TASKS_A_NOTICE + 1):
        (written / f"{number}.txt").write_text(notice(number), encoding="utf-8")
    store = Store.open(settings.store_path)
    try:
        ingest([SAMPLES], store, settings=settings, sample=True)
        ingest([written], store, settings=settings)
        store.accounts.add("管理员", AccountRole.ADMINISTRATOR, PASSWORD, by=None)
    finally:
        store.close()
    return settings


def first_load(browser, site, cookies, path, ready):
    """Load a page with nothing kept: seconds until it is of use, and bytes that came over the wire."""
    context = browser.new_context(locale="zh-CN")
    context.add_cookies(cookies)
    page = context.new_page()
    session, came = context.new_cdp_session(page), []
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
    begun = time.perf_counter()
    page.goto(f"{site}{path}")
    page.wait_for_selector(f"{ready} >> visible=true")
    seconds = time.perf_counter() - begun
    page.wait_for_timeout(500)
    context.close()
    return seconds, sum(came), len(came)


def loads(browser, site, cookies):
    for name, (path, ready) in PAGES.items():
        known = [] if name in ("public", "library", "sign-in") else cookies
        runs = [first_load(browser, site, known, path, ready) for _ in range(TIMES)]
        seconds, size, files = (statistics.median(column) for column in zip(*runs, strict=True))
        yield f"first load {name}", {"seconds": round(seconds, 2), "bytes": int(size), "requests": int(files)}


def answers(browser, site):
    page = browser.new_context(locale="zh-CN").new_page()
    page.goto(site)
    ask(page, ANSWERED)
    runs = [page.evaluate(_ASK, ANSWERED) for _ in range(TIMES)]
    moved, painted, _ = (round(statistics.median(column)) for column in zip(*runs, strict=True))
    page.context.close()
    return {"something moves, ms": moved, "question to shown answer, ms": painted}


def filters(browser, site, cookies):
    context = browser.new_context(locale="zh-CN")
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(f"{site}/tasks/")
    counted(page)
    took = [page.evaluate(_FILTER, step) for step in STEPS]
    told = page.inner_text("#count")
    context.close()
    return {"slowest, ms": round(max(took)), "middle, ms": round(statistics.median(took)), "says": told}


def searches(browser, site, cookies):
    """Search as the console does at every pause in typing: milliseconds of the round trip."""
    context = browser.new_context(locale="zh-CN")
    context.add_cookies(cookies)
    took = []
    for words in ("医保", "医保缴费", "高龄津贴", "入学", "就业补贴") * 2:
        begun = time.perf_counter()
        assert context.request.get(f"{site}/api/v1/search", params={"q": words}).ok
        took.append((time.perf_counter() - begun) * 1000)
    context.close()
    return {"slowest, ms": round(max(took)), "middle, ms": round(statistics.median(took))}


def measure(site):
    """Yield (name, figures) of a running site, as they are had."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        context = browser.new_context(locale="zh-CN")
        enter(context.new_page(), f"{site}/account", arrived=f"{site}/account")
        cookies = context.cookies()
        yield from loads(browser, site, cookies)
        yield "answer, warm", answers(browser, site)
        yield "search as one types", searches(browser, site, cookies)
        yield "ledger filter", filters(browser, site, cookies)
        browser.close()


def main(rows=ROWS):
    with tempfile.TemporaryDirectory() as folder:
        settings, port = fill(Path(folder), rows), free_port()
        server = start("--port", str(port), data_dir=settings.data_dir)
        server.process.stdout.readline()
        try:
            for name, figures in measure(f"http://127.0.0.1:{port}"):
                sys.stdout.write(json.dumps({name: figures}, ensure_ascii=False) + "\n")
                sys.stdout.flush()
        finally:
            server.stop()
    sys.stdout.write(json.dumps({"rows": rows, "load": os.getloadavg()[0]}) + "\n")


if __name__ == "__main__":
    main(*(int(given) for given in sys.argv[1:2]))
