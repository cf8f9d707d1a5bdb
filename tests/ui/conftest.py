"""The pages of the site that `tests.site` starts, opened."""

import pytest

from tests.site import MARKUP, PASSWORD, ROOT, enter, free_port, start

__all__ = ["MARKUP", "PASSWORD", "ROOT", "enter", "free_port", "start"]


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
