import pytest
from fastapi.testclient import TestClient
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from ui.desk_files import DeskFiles

SCRIPT = "export const words = '公开清单';\n" * 300


@pytest.fixture
def client(tmp_path):
    async def own(_):
        return PlainTextResponse("Gradio's own")

    (tmp_path / "index-1a2b.js").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "page.html").write_text("<p>", encoding="utf-8")
    app = Starlette(routes=[Route("/{path:path}", own)])
    return TestClient(DeskFiles(app, folder=tmp_path, path="/desk"))


def test_a_script_comes_small_and_is_not_asked_for_again(client):
    reply = client.get("/desk/assets/index-1a2b.js")
    assert reply.text == SCRIPT
    assert reply.headers["content-encoding"] == "gzip"
    assert int(reply.headers["content-length"]) < len(SCRIPT) / 10
    assert "immutable" in reply.headers["cache-control"]
    assert reply.headers["content-type"].startswith("text/javascript")


def test_who_takes_no_compression_gets_the_script_as_it_is(client):
    reply = client.get("/desk/assets/index-1a2b.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in reply.headers
    assert reply.text == SCRIPT


@pytest.mark.parametrize(
    "path",
    ["/desk/", "/desk/assets/page.html", "/desk/assets/none.js", "/desk/assets/..%2Findex-1a2b.js",
     "/desk/assets/", "/x/desk/assets/index-1a2b.js", "/desk/gradio_api/queue/join"],
)  # fmt: skip
def test_all_else_is_left_to_gradio(client, path):
    reply = client.get(path)
    assert reply.text == "Gradio's own"
    assert "cache-control" not in reply.headers
