import re
from pathlib import Path
from typing import Annotated

import pytest
from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse
from fastapi.testclient import TestClient

from corpus.accounts import AccountRole, Face, Lifetime
from corpus.accounts.rights import User
from corpus.store import Store
from qa.api_models import ApiError, error_body
from ui import account, sign_in
from ui.forms import own_path
from ui.gate import Gate, require
from ui.session import signed_in

PASSWORD = "kettle-orbit-91"
NEW = "candle-river-47"
FORM = "application/x-www-form-urlencoded"
HTML = {"accept": "text/html"}


@pytest.fixture
def store(tmp_path):
    opened = Store.open(tmp_path / "zhengda.db")
    yield opened
    opened.close()


@pytest.fixture
def people(store):
    store.accounts.add("zhang", AccountRole.ADMINISTRATOR, PASSWORD, by=None)
    store.accounts.add("话务", AccountRole.OPERATOR, PASSWORD, by=None)
    return store.accounts


class Clock:
    now = 1_700_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


async def face(scope, receive, send):
    """A face with an API and uploads: takes what it is sent and says who did it."""
    request = Request(scope, receive)
    body = await request.body()
    user = signed_in(request)
    await JSONResponse({"user": user.name, "role": user.role_name, "got": len(body)})(scope, receive, send)


@pytest.fixture
def site(store, clock):
    app = FastAPI()
    app.state.door = store.door(Lifetime(idle=600, longest=3600), clock)
    app.include_router(sign_in.router)
    app.include_router(account.router)

    @app.post("/api/edit")
    def edit(user: Annotated[User, Depends(require(Face.EDITOR))]):
        return {"user": user.name}

    @app.exception_handler(ApiError)
    async def say(_, error):
        return JSONResponse(error_body(error.code, error.message), error.status)

    for name in Face:
        app.mount(f"/{name}", Gate(face, door=app.state.door, face=name))
    return app


@pytest.fixture
def client(site):
    return TestClient(site, follow_redirects=False)


def form_of(reply):
    return re.search(r'name="form" value="([^"]+)"', reply.text)[1]


def enter(client, name="zhang", password=PASSWORD, next="", **headers):
    shown = client.get("/login")
    if shown.status_code == 303:
        return shown
    fields = {"form": form_of(shown), "username": name, "password": password, "next": next}
    return client.post("/login", data=fields, headers=headers)


def wrong_words(reply):
    found = re.search(r'role="alert">([^<]*)<', reply.text)
    return found[1] if found else ""


def test_without_a_user_the_page_says_how_to_make_the_first_and_lets_nobody_in(client):
    page = client.get("/login", headers=HTML)
    assert "zhengda users add 名字 --role administrator" in page.text
    assert "<form" not in page.text
    assert client.get("/desk/", headers=HTML).headers["location"] == "/login?next=%2Fdesk%2F"
    for name in ("admin", "administrator", "root", ""):
        assert client.post("/login", data={"username": name, "password": name}).status_code == 403
    assert client.get("/desk/gradio_api/info").status_code == 401


@pytest.mark.usefixtures("people")
def test_signing_in_leads_where_one_wanted_to_go(client):
    asked = client.get("/desk/?tab=台账&x=1", headers=HTML)
    assert asked.status_code == 303
    shown = client.get(asked.headers["location"])
    wanted = re.search(r'name="next" value="([^"]+)"', shown.text)[1].replace("&amp;", "&")
    reply = enter(client, next=wanted)
    assert reply.status_code == 303
    assert reply.headers["location"] == "/desk/?tab=%E5%8F%B0%E8%B4%A6&x=1"
    assert client.get(reply.headers["location"], headers=HTML).json()["user"] == "zhang"
    assert client.get("/login?next=/tasks/").headers["location"] == "/tasks/"


@pytest.mark.usefixtures("people")
def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client, site):
    cookie = enter(client).headers["set-cookie"]
    for part in ("zhengda_session=", "HttpOnly", "SameSite=lax", "Path=/"):
        assert part in cookie
    assert not re.search("max-age|expires|domain|secure", cookie, re.I)
    over_https = TestClient(site, base_url="https://testserver", follow_redirects=False)
    cookie = enter(over_https).headers["set-cookie"]
    assert cookie.startswith("__Host-zhengda_session=")
    assert "Secure" in cookie
    assert over_https.get("/desk/x").status_code == 200


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    "wanted",
    ["//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example/",
     "javascript:alert(1)", "/a\r\nSet-Cookie: x=1", "/\t/evil.example", " /desk", "desk", "/login?next=/x",
     "/" + "a" * 5000, "/\0", "", "http:/evil.example", "/台账"],
)  # fmt: skip
def test_it_leads_to_no_other_site_and_writes_no_header(client, wanted):
    assert own_path(wanted, "/desk/") == "/desk/"
    reply = enter(client, next=wanted)
    assert reply.headers["location"] == "/desk/"
    assert "x" not in reply.cookies


@pytest.mark.parametrize("wanted", ["/", "/desk/", "/tasks/?unit=%E5%8E%BF#a", "/desk/?next=//evil.example"])
def test_paths_of_ours_are_kept(wanted):
    assert own_path(wanted, "/else") == wanted


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("name", "password"),
    [("zhang", "wrong"), ("nobody", PASSWORD), ("", ""), ("zh\u0430ng", PASSWORD), ("zhang\0", PASSWORD),
     ("zhang", "长" * 5000), ("名" * 5000, "x"), ("<script>alert(1)</script>", "x")],
)  # fmt: skip
def test_whatever_is_wrong_the_words_are_the_same_and_no_session_begins(client, name, password):
    reply = enter(client, name, password)
    assert (reply.status_code, wrong_words(reply)) == (
        401,
        "用户名或密码不对。请检查大小写和输入法，再输入一次。",
    )
    assert "zhengda_session" not in reply.headers.get("set-cookie", "")
    assert "<script>alert" not in reply.text
    assert password not in ("", "x") or 'value="x"' not in reply.text
    assert client.get("/desk/x").status_code == 401


@pytest.mark.usefixtures("people")
def test_a_refusal_keeps_the_name_and_links_the_words_with_the_fields(client):
    reply = enter(client, "zhang", "wrong")
    assert 'value="zhang"' in reply.text
    assert "wrong" not in reply.text.replace('id="problem"', "")
    password = re.search(r'<input id="password"[^>]*>', reply.text)[0]
    for part in (
        'aria-invalid="true"',
        'aria-describedby="problem"',
        "autofocus",
        'autocomplete="current-password"',
    ):
        assert part in password
    assert '<label for="password">' in reply.text
    assert "<title>登录没有成功" in reply.text


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("name", ["zhang", "nobody"])
def test_too_many_failures_are_told_with_the_minutes(client, name, clock):
    for _ in range(4):
        assert enter(client, name, "wrong").status_code == 401
    reply = enter(client, name, "wrong")
    assert (reply.status_code, reply.headers["retry-after"]) == (429, "60")
    assert "请 1 分钟后再试" in wrong_words(reply)
    assert enter(client, name).status_code == 429
    clock.now += 60
    assert enter(client, name).status_code == (303 if name == "zhang" else 429)


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    "changed",
    [{"form": ""}, {"form": "A" * 43}, {"form": None}, {"cookie": False}, {"origin": "https://evil.example"},
     {"origin": "null"}, {"site": "cross-site"}, {"site": "same-site"}],
)  # fmt: skip
def test_a_form_from_elsewhere_signs_nobody_in(client, changed):
    fields = {"form": form_of(client.get("/login")), "username": "zhang", "password": PASSWORD}
    if "form" in changed:
        fields["form"] = changed["form"] or ""
    if "cookie" in changed:
        client.cookies.clear()
    names = {"origin": "origin", "site": "sec-fetch-site"}
    headers = {names[key]: value for key, value in changed.items() if key in names}
    reply = client.post("/login", data=fields, headers=headers)
    assert reply.status_code == 403
    assert "放得太久" in wrong_words(reply)
    assert "zhengda_session" not in client.cookies


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    "headers",
    [{"origin": "http://testserver"}, {"sec-fetch-site": "same-origin"},
     {"origin": "https://zhengda.example", "x-forwarded-host": "zhengda.example"}],
)  # fmt: skip
def test_a_form_of_ours_signs_in(client, headers):
    assert enter(client, **headers).status_code == 303


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [(b"username=%FF%FE", FORM, 400), (b"\xff\xfe", FORM, 400),
     (b"a=1&" * 100, FORM, 400), (b"a=" + b"x" * 70_000, FORM, 413),
     (b"{}", "application/json", 400), (b"", "multipart/form-data", 400), (b"", "", 400)],
)  # fmt: skip
def test_what_is_no_form_is_refused(client, body, kind, status):
    assert client.post("/login", content=body, headers={"content-type": kind}).status_code == status


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize(
    "path", ["/desk/gradio_api/info", "/desk/gradio_api/queue/join", "/desk/gradio_api/upload",
             "/editor/gradio_api/upload",
             "/desk/config", "/desk/assets/x.js", "/desk/../desk/x", "/operator/x", "/tasks/x"],
)  # fmt: skip
def test_nothing_below_a_face_is_had_without_signing_in(client, method, path):
    reply = client.request(method, path, headers={"accept": "*/*"})
    assert reply.status_code == 401
    assert reply.json()["error"]["code"] == "sign_in"
    assert "重新登录" in reply.json()["detail"]


@pytest.mark.usefixtures("people")
def test_files_are_taken_from_those_who_signed_in(client):
    enter(client)
    reply = client.post("/editor/gradio_api/upload", content=b"x" * 100)
    assert reply.json() == {"user": "zhang", "role": "管理员", "got": 100}
    assert reply.headers["cache-control"] == "no-store"


@pytest.mark.usefixtures("people")
def test_who_has_not_the_right_is_told_so_in_chinese(client):
    enter(client, "话务")
    assert client.get("/operator/", headers=HTML).status_code == 200
    page = client.get("/editor/", headers=HTML)
    assert page.status_code == 403
    assert "没有打开这一页的权限" in page.text
    assert "话务员" in page.text
    assert re.findall('<a href="(/[a-z]+/)">', page.text) == ["/desk/", "/operator/"]
    reply = client.post("/editor/gradio_api/upload", content=b"x")
    assert (reply.status_code, reply.json()["error"]["code"]) == (403, "no_right")
    assert client.post("/api/edit").json()["error"]["code"] == "no_right"


@pytest.mark.usefixtures("people")
def test_a_page_of_another_site_can_do_nothing_in_ones_name(client):
    assert client.post("/api/edit").status_code == 401
    enter(client)
    assert client.post("/api/edit").json() == {"user": "zhang"}
    for headers in ({"origin": "http://testserver:9999"}, {"sec-fetch-site": "cross-site"}):
        assert client.post("/desk/gradio_api/queue/join", headers=headers).status_code == 403
        assert client.post("/api/edit", headers=headers).status_code == 403
    assert client.post("/logout", data={"form": "x"}).status_code == 403
    assert client.get("/desk/x").status_code == 200


@pytest.mark.usefixtures("people")
def test_a_cookie_does_not_work_after_signing_out(client):
    enter(client)
    held = client.cookies["zhengda_session"]
    form = form_of(client.get("/account"))
    reply = client.post("/logout", data={"form": form})
    assert "已退出" in reply.text
    assert "zhengda_session" not in client.cookies
    client.cookies.set("zhengda_session", held)
    assert client.get("/desk/x").status_code == 401


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("cookie", ["", "x", "A" * 43, "A" * 3000, "zhang", '"; drop table users', "%00"])
def test_a_cookie_that_was_made_up_is_nobody(client, cookie):
    reply = client.get("/desk/x", headers={"cookie": f"zhengda_session={cookie}"})
    assert reply.status_code == 401


@pytest.mark.usefixtures("people")
def test_a_session_ends_by_itself_and_the_page_is_told(client, clock):
    enter(client)
    clock.now += 599
    assert client.post("/desk/gradio_api/queue/join").status_code == 200
    clock.now += 600
    assert client.post("/desk/gradio_api/queue/join").json()["error"]["code"] == "sign_in"
    assert client.get("/desk/", headers=HTML).status_code == 303


@pytest.mark.parametrize("what", ["lock", "remove", "set_password"])
def test_sessions_end_when_an_administrator_acts(client, people, what):
    enter(client, "话务")
    assert client.get("/desk/x").status_code == 200
    getattr(people, what)("话务", *([NEW] if what == "set_password" else []), by=None)
    assert client.get("/desk/x").status_code == 401


def change(client, old=PASSWORD, new=NEW, again=None):
    fields = {"form": form_of(client.get("/account")), "old": old, "new": new, "again": again or new}
    return client.post("/account/password", data=fields)


@pytest.mark.usefixtures("people")
def test_one_changes_ones_password_stays_in_here_and_is_out_elsewhere(client, site):
    elsewhere = TestClient(site, follow_redirects=False)
    enter(client)
    enter(elsewhere)
    before = client.cookies["zhengda_session"]
    reply = change(client)
    assert (reply.status_code, "密码已改好" in reply.text) == (200, True)
    assert client.cookies["zhengda_session"] != before
    assert client.get("/desk/x").status_code == 200
    assert elsewhere.get("/desk/x").status_code == 401
    assert enter(elsewhere).status_code == 401
    assert enter(elsewhere, password=NEW).status_code == 303


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("given", "field", "said"),
    [({"old": "wrong"}, "old", "现在的密码不对"), ({"new": "short"}, "new", "密码太短"),
     ({"again": "other-words-12"}, "again", "不一样"), ({"new": "zhang-is-me-1"}, "new", "太容易")],
)  # fmt: skip
def test_a_change_that_fails_says_at_which_field(client, given, field, said):
    enter(client)
    reply = change(client, **given)
    assert reply.status_code in (401, 422)
    assert said in wrong_words(reply)
    wrong = re.findall(r'<input id="(\w+)"[^>]*aria-invalid', reply.text)
    assert wrong == [field]


def test_ones_account_is_not_had_without_signing_in(client, people):
    assert people.users()
    assert client.get("/account").headers["location"] == "/login?next=/account"
    assert client.post("/account/password", data={"form": "x"}).status_code == 303


def test_the_pages_need_no_script_and_ask_no_other_address():
    pages = Path(sign_in.__file__).parent / "pages"
    for file in pages.iterdir():
        text = file.read_text(encoding="utf-8")
        assert "http" not in text
        assert " on" not in re.sub(r'content="[^"]*"', "", text)
