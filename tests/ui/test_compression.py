import pytest
from fastapi.testclient import TestClient
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from ui.compression import Compressed

WORDS = "公开清单。" * 2000


@pytest.fixture
def site():
    async def said(_):
        return PlainTextResponse(WORDS)

    async def short(_):
        return PlainTextResponse("好")

    paths = ["/api/v1/tasks", "/app.js", "/login", "/account/password", "/desk/config"]
    site = Starlette(routes=[Route("/short", short), *(Route(path, said) for path in paths)])
    return TestClient(Compressed(site))


@pytest.mark.parametrize("path", ["/api/v1/tasks", "/app.js"])
def test_what_is_large_comes_small_and_whole(site, path):
    reply = site.get(path)
    assert reply.headers["Content-Encoding"] == "gzip"
    assert int(reply.headers["Content-Length"]) < len(WORDS.encode()) / 10
    assert reply.text == WORDS


@pytest.mark.parametrize("path", ["/login", "/account/password", "/desk/config", "/short"])
def test_forms_with_a_secret_the_desk_and_what_is_short_come_as_they_are(site, path):
    assert "Content-Encoding" not in site.get(path).headers


def test_who_takes_no_compression_gets_none(site):
    reply = site.get("/app.js", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in reply.headers
    assert reply.text == WORDS
