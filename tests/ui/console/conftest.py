"""The operator console, opened by one who is signed in; nothing of what was kept outlives a test."""

import pytest

from tests.ui.conftest import enter


@pytest.fixture(scope="module")
def signed_in(chromium, site):
    context = chromium.new_context(locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(30_000)
    enter(page, f"{site}/operator", "话务员")
    cookies = context.cookies()
    context.request.delete(f"{site}/api/v1/operator/calls")
    context.close()
    return cookies


@pytest.fixture
def console(chromium, site, signed_in):
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    context.add_cookies(signed_in)
    page, errors, seen = context.new_page(), [], []
    page.set_default_timeout(30_000)
    page.on("pageerror", lambda error: errors.append(error))
    page.on("request", lambda request: seen.append(request.url))
    page.goto(f"{site}/operator/")
    page.locator("#who", has_text="话务员").wait_for()
    yield page
    context.request.delete(f"{site}/api/v1/operator/calls")
    path = f"{site}/api/v1/operator/hand-overs"
    for one in context.request.get(path).json()["hand_overs"]:
        context.request.delete(f"{path}/{one['key']}")
    context.close()
    assert errors == []
    assert [url for url in seen if not url.startswith(site)] == []
