"""The pages of the site that `tests.site` starts, opened."""

import pytest

from corpus.settings import Settings
from tests.site import MARKUP, PASSWORD, ROOT, enter, free_port, start
from tests.ui.reader_library import fill

__all__ = ["DESKTOP", "MARKUP", "PASSWORD", "PHONE", "ROOT", "enter", "free_port", "start"]

PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1360, "height": 900}


@pytest.fixture
def desk(chromium, site, signed_in):
    """The desk, opened once it is ready, and the addresses that the page asked for."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    context.add_cookies(signed_in("管理员"))
    page, seen = context.new_page(), []
    page.set_default_timeout(40_000)
    page.on("request", lambda request: seen.append(request.url))
    # The page asks for the notices when it opens; no test may end the session in the midst of that.
    with page.expect_response(lambda reply: "queue/data" in reply.url, timeout=120_000):
        page.goto(f"{site}/desk/")
    page.get_by_role("tab", name="查一查").wait_for()
    yield page, seen
    context.close()


@pytest.fixture
def page(chromium, site):
    """The public page on a phone, opened; fails the test on any error in its scripts."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    opened, errors = context.new_page(), []
    opened.set_default_timeout(30_000)
    opened.on("pageerror", lambda error: errors.append(error))
    opened.goto(site)
    opened.wait_for_selector("#examples .chip")
    yield opened
    context.close()
    assert errors == []


@pytest.fixture(scope="session")
def library(tmp_path_factory):
    """The address of a server for the notice reader, and the ids of its notices."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("reader") / "data", encoder="none")
    ids, port = fill(settings), free_port()
    server = start("--port", str(port), data_dir=settings.data_dir, seconds=1800)
    assert str(port) in server.process.stdout.readline(), server.log.read_text(encoding="utf-8")
    yield f"http://127.0.0.1:{port}", ids
    server.stop()


@pytest.fixture
def ids(library):
    return library[1]


@pytest.fixture
def open_page(chromium, library):
    """Opens a page; fails the test on errors in its scripts and on requests to elsewhere."""
    opened, errors, asked = [], [], []
    chromium.allow(library[0])

    def opening(path, *, before=None, **options):
        context = chromium.new_context(**{"viewport": DESKTOP, "locale": "zh-CN", **options})
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: errors.append(error))
        page.on("request", lambda request: asked.append(request.url))
        if before:
            before(page)
        page.goto(library[0] + path)
        return page

    yield opening
    for context in opened:
        context.close()
    assert errors == []
    assert [address for address in asked if not address.startswith(library[0])] == []


@pytest.fixture
def open_notice(open_page, ids):
    def opening(name, query="", **options):
        page = open_page(f"/notices/notice.html?id={ids[name]}{query}", **options)
        page.wait_for_selector("#reading:visible")
        return page

    return opening


@pytest.fixture
def open_library(open_page):
    def opening(query="", **options):
        page = open_page(f"/notices/{query}", **options)
        page.wait_for_function("() => document.querySelector('#list > li')")
        return page

    return opening
