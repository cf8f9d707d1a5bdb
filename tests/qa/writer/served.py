"""A chat endpoint of the OpenAI form whose answers a test may spoil in every way."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[["Handler"], None]


class ChatServer(ThreadingHTTPServer):
    """Answers each request by `reply`; remembers what it was asked."""

    daemon_threads = True

    def __init__(self, reply: Reply) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.reply = reply
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.paths: list[str] = []
        self.ending = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1/chat/completions"

    @property
    def setting(self) -> str:
        return f"{self.address}#tiny"

    def sentences(self) -> list[str]:
        """What the last request gave as sentences."""
        data = json.loads(self.asked[-1]["messages"][1]["content"])
        return [row["文"] for row in data["句子"]]


class Handler(BaseHTTPRequestHandler):
    server: ChatServer

    def do_POST(self) -> None:
        self.server.paths.append(self.path)
        self.server.keys.append(self.headers.get("Authorization"))
        self.server.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        # Who asked may have stopped listening.
        with suppress(BrokenPipeError, ConnectionResetError):
            self.server.reply(self)

    def do_GET(self) -> None:
        self.server.paths.append(self.path)
        self.send(b"{}")

    def send(self, content: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(reply: Reply) -> Iterator[ChatServer]:
    """Serve for the block; whatever still trickles then ends."""
    server = ChatServer(reply)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.ending.set()
        server.shutdown()
        thread.join()
        server.server_close()


def chat(content: str) -> bytes:
    """A reply whose message is this."""
    message = {"role": "assistant", "content": content}
    return json.dumps({"choices": [{"index": 0, "message": message}]}).encode()


def says(content: str) -> Reply:
    """Answer with a message."""
    return lambda handler: handler.send(chat(content))


def orders(*sentences: str) -> Reply:
    """Answer with sentences, as asked."""
    return says(json.dumps({"sentences": list(sentences)}))


def backwards(handler: Handler) -> None:
    """Answer with the sentences in the other order."""
    handler.send(chat(json.dumps({"sentences": handler.server.sentences()[::-1]})))


def trickles(handler: Handler) -> None:
    """A head that never ends, a byte at a time."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    _drip(handler)


def drips(handler: Handler) -> None:
    """A body that never ends, a byte at a time."""
    handler.send_response(200)
    handler.end_headers()
    _drip(handler)


def floods(handler: Handler) -> None:
    """A body that never ends, as fast as it is taken."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.ending.is_set():
        handler.wfile.write(b" " * 65536)


def _drip(handler: Handler) -> None:
    while not handler.server.ending.is_set():
        handler.wfile.write(b"a")
        handler.wfile.flush()
        time.sleep(0.05)


def sleeps(handler: Handler) -> None:
    """Say nothing until the end of the test."""
    handler.server.ending.wait(30)
