"""Opens pages of the one site for whoever needs them, on the screen that is wanted."""

import pytest

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def visit(chromium, site, signed_in):
    """Opens pages; fails the test on any error in their scripts and on what their own policy refuses."""
    contexts, faults = [], []

    def open_page(path="/", *, who=None, before=None, viewport=DESKTOP, wait_until="load", **options):
        context = chromium.new_context(base_url=site, locale="zh-CN", viewport=viewport, **options)
        contexts.append(context)
        if who:
            context.add_cookies(signed_in(who))
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: "Content Security" in line.text and faults.append(line.text))
        if before:
            before(page)
        page.goto(path, wait_until=wait_until)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
