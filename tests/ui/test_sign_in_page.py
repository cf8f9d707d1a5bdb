"""The sign-in page as people meet it: a real browser on a real server."""

import pytest

from tests.site import INVENTED, PASSWORD, enter

WHERE = "/account"


@pytest.fixture
def opened(chromium):
    """Opens pages of a new browser."""
    contexts = []

    def open_page(**options):
        contexts.append(chromium.new_context(locale="zh-CN", **options))
        page = contexts[-1].new_page()
        page.set_default_timeout(30_000)
        return page

    yield open_page
    for context in contexts:
        context.close()


def sign_in(page, name, password):
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def test_one_signs_in_and_out_without_any_script(opened, site):
    page = opened(java_script_enabled=False)
    page.goto(f"{site}{WHERE}")
    sign_in(page, "话务员", PASSWORD)
    page.wait_for_url(f"{site}{WHERE}")
    assert "话务员" in page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name="退出登录").click()
    page.get_by_text("您已退出登录").wait_for()
    page.goto(f"{site}{WHERE}")
    assert page.url == f"{site}/login?next=/account"


def test_one_signs_in_by_keyboard_alone_and_a_mistake_is_linked_with_the_fields(opened, site):
    page = opened()
    page.goto(f"{site}/login?next={WHERE}")
    page.keyboard.type("话务员")
    page.keyboard.press("Tab")
    page.keyboard.type("不对的密码")
    page.keyboard.press("Enter")
    page.get_by_role("alert").filter(has_text="用户名或密码不对").wait_for()
    assert page.title() == "登录没有成功 · 政答"
    field = page.get_by_label("密码")
    assert field.evaluate("node => document.activeElement === node")
    assert field.input_value() == ""
    described = field.evaluate(
        "node => document.getElementById(node.getAttribute('aria-describedby')).innerText"
    )
    assert "用户名或密码不对" in described
    assert page.get_by_label("用户名").input_value() == "话务员"
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}{WHERE}")


def test_scripts_see_no_session_cookie(opened, site):
    page = opened()
    page.goto(f"{site}{WHERE}")
    sign_in(page, "话务员", PASSWORD)
    page.wait_for_url(f"{site}{WHERE}")
    assert page.evaluate("document.cookie") == ""
    (cookie,) = [one for one in page.context.cookies() if one["name"] == "zhengda_session"]
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["expires"]) == (True, "Lax", -1)


def test_a_form_of_another_site_does_nothing(opened, site):
    page = opened()
    enter(page, f"{site}/desk", "话务员")
    page.route(INVENTED, lambda route: route.fulfill(content_type="text/html", body=(
        f'<form method="post" action="{site}/logout"><input name="form" value="x"></form>'
        "<script>document.forms[0].submit()</script>"
    )))  # fmt: skip
    page.goto(INVENTED)
    page.get_by_text("不是从本站打开的").wait_for()
    page.goto(f"{site}{WHERE}")
    assert page.url == f"{site}{WHERE}"


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", ["/login", WHERE])
def test_no_page_scrolls_sideways_in_large_text(opened, site, width, path):
    page = opened(viewport={"width": width, "height": 700})
    page.goto(f"{site}{path}")
    if path == WHERE:
        sign_in(page, "话务员", PASSWORD)
        page.wait_for_url(f"{site}{WHERE}")
    page.click("[data-display=large]")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
