import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import numpy as np
import pytest

from corpus.errors import ModelError
from index.encoder import open_encoder
from index.endpoint_encoder import EndpointEncoder


class Server(HTTPServer):
    """An embeddings endpoint whose answers a test may spoil."""

    reply: Any = None
    status = 200
    asked: list[dict[str, Any]]
    keys: list[str | None]


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(body)
        self.server.keys.append(self.headers.get("Authorization"))
        rows = [
            {"index": place, "embedding": [float(len(text)), 1.0, 0.0]}
            for place, text in enumerate(body["input"])
        ]
        # The order of the rows is the server's affair.
        reply = {"data": rows[::-1]} if self.server.reply is None else self.server.reply
        content = json.dumps(reply).encode()
        self.send_response(self.server.status)
        if self.server.status == 307:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    opened = Server(("127.0.0.1", 0), Handler)
    opened.asked, opened.keys = [], []
    thread = threading.Thread(target=opened.serve_forever)
    thread.start()
    yield opened
    opened.shutdown()
    thread.join()
    opened.server_close()


def address(server: Server) -> str:
    return f"http://127.0.0.1:{server.server_port}/v1/embeddings#tiny"


def test_vectors_come_in_the_order_asked_and_have_length_one(server: Server, tmp_path) -> None:
    encoder = open_encoder(address(server), tmp_path, key="secret")
    found = encoder.encode_passages(["一", "一二三", "一二"])
    assert np.allclose(np.linalg.norm(found, axis=1), 1.0)
    assert np.argsort(found[:, 0]).tolist() == [0, 2, 1]
    assert server.keys == ["Bearer secret"]
    assert server.asked[0]["model"] == "tiny"
    assert encoder.dimension == 3


def test_many_texts_are_sent_in_parts_and_a_question_only_once(server: Server) -> None:
    encoder = EndpointEncoder(address(server))
    assert encoder.encode_passages(["文"] * 70).shape == (70, 3)
    assert [len(body["input"]) for body in server.asked] == [32, 32, 6]
    encoder.encode_queries(["问"])
    encoder.encode_queries(["问"])
    assert len(server.asked) == 4


@pytest.mark.parametrize(
    "reply",
    [
        [],
        {"data": [{"index": 0}]},
        {"data": []},
        {"data": [{"index": 0, "embedding": ["x"]}]},
        {"data": [{"index": 0, "embedding": [0.0, 0.0]}]},
    ],
)
def test_an_answer_that_is_none_is_said(server: Server, reply: object) -> None:
    server.reply = reply
    with pytest.raises(ModelError, match="向量服务"):
        EndpointEncoder(address(server)).encode_queries(["问"])


def test_a_server_that_is_not_there_is_said() -> None:
    with pytest.raises(ModelError, match="连不上"):
        EndpointEncoder("http://127.0.0.1:9/v1/embeddings#tiny").encode_passages(["文"])


def test_an_address_without_a_model_is_said(tmp_path) -> None:
    with pytest.raises(ModelError, match="#模型名"):
        open_encoder("http://127.0.0.1:9/v1/embeddings", tmp_path)


def test_text_and_key_are_not_carried_on_to_another_address(server: Server) -> None:
    server.status = 307
    with pytest.raises(ModelError, match=r"连不上.*307"):
        EndpointEncoder(address(server), key="secret").encode_queries(["问"])
    assert len(server.asked) == 1
