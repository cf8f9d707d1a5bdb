"""Models to change between: an embeddings endpoint that can be held up, and tiny models of characters."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.index.hashing import HashingEncoder

PROBES = ("维", "预热")
"""What is encoded to try a model, not to keep."""


class HeldServer(ThreadingHTTPServer):
    """Answers as many requests as `let` allows at once and holds the others up until it is told to go on."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.encoded: list[str] = []
        self.reached = threading.Event()
        self.refusing = False
        self._go = threading.Event()
        self._left = 1_000_000
        self._lock = threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def setting(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1/embeddings#hashing"

    def hold_after(self, requests: int) -> None:
        """Answer so many more requests for passages, then hold up."""
        self.reached.clear()
        self._go.clear()
        self._left = requests

    def go_on(self) -> None:
        self._left = 1_000_000
        self._go.set()

    def pass_through(self, texts: list[str]) -> None:
        if not set(texts) & set(PROBES):
            with self._lock:
                self._left -= 1
                held = self._left < 0
            if held:
                self.reached.set()
                assert self._go.wait(60)
            self.encoded += texts


class _Handler(BaseHTTPRequestHandler):
    server: HeldServer

    def do_POST(self) -> None:
        texts = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["input"]
        self.server.pass_through(texts)
        vectors = HashingEncoder().encode_queries(texts)
        rows = [{"index": place, "embedding": row.tolist()} for place, row in enumerate(vectors)]
        content = json.dumps({"data": rows}).encode()
        self.send_response(500 if self.server.refusing else 200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        # Who asked may have been killed.
        with suppress(BrokenPipeError, ConnectionResetError):
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def held_server() -> Iterator[HeldServer]:
    """Serve for the block; at its end nobody is held up any more."""
    opened = HeldServer()
    try:
        yield opened
    finally:
        opened.go_on()
        opened.shutdown()
        opened.server_close()


def write_tiny_model(folder: Path, words: str, dimension: int) -> Path:
    """Write a sentence-transformers model that adds up a random vector for each character it knows."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers

    vocabulary = {"[UNK]": 0, **{word: place for place, word in enumerate(dict.fromkeys(words), 1)}}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=dimension)], device="cpu")
    model.save(str(folder))
    return folder
