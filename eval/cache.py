"""What evaluation remembers between runs: vectors, scratch libraries and the answers to questions.

- vectors.db: a store without notices that holds vectors of passages and of questions
- libraries/<digest of the notices>/: scratch libraries
- answers/<digest of library, code and settings>.jsonl: an answer with its trace a line

All of it can be deleted at any time.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Self

import numpy as np

from corpus.errors import UsageError
from corpus.model import Notice, Passage, TaskItem
from corpus.settings import Settings
from corpus.store import Store
from index.ports import Encoder, Vectors

ANSWERING = ("corpus", "index", "qa")
"""The packages whose code and data decide an answer."""
SETTLE_NO_ANSWER = frozenset({"data_dir", "host", "port", "log_level", "encoder_key"})
"""Settings that change no answer; a run with another port is the same run."""


@dataclass(frozen=True, slots=True)
class Cache:
    """The folder of all that is remembered."""

    path: Path

    def library(self, name: str, content: str) -> Path:
        """Return the data folder of a scratch library; `content` is a digest of the notices it is made of."""
        return self.path / "libraries" / f"{name}-{content[:16]}"

    def vectors(self) -> Store:
        """Open the store of vectors; the caller closes it."""
        return Store.open(self.path / "vectors.db")

    def answers(self, key: str) -> "Answers":
        """Open what was answered under a key from `answer_key`."""
        return Answers.open(self.path / "answers" / f"{key}.jsonl")


class Answers:
    """Rows kept by question, appended as they come; a line cut short by a kill is passed over."""

    def __init__(self, path: Path, rows: dict[str, dict[str, Any]]) -> None:
        """Use `open`."""
        self._path = path
        self._rows = rows
        self.found = 0

    @classmethod
    def open(cls, path: Path) -> Self:
        """Read what is there.

        Raises:
            UsageError: the folder cannot be made.
        """
        rows = {}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        except OSError as error:
            raise UsageError(f"用不了缓存 {path.parent}（{error.strerror}）；请换一个 --cache。") from error
        for line in lines:
            try:
                row = json.loads(line)
                rows[str(row["key"])] = dict(row["row"])
            except (ValueError, KeyError, TypeError):
                continue
        return cls(path, rows)

    def get(self, key: str) -> dict[str, Any] | None:
        """Return the row of a key, None where there is none."""
        row = self._rows.get(key)
        self.found += row is not None
        return row

    def put(self, key: str, row: Mapping[str, Any]) -> None:
        """Keep a row."""
        line = json.dumps({"key": key, "row": row}, ensure_ascii=False)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        self._rows[key] = json.loads(line)["row"]


def answer_key(settings: Settings, content: str, variant: str, today: str) -> str:
    """Return the digest of all that an answer depends on but the question.

    Args:
        settings: encoder and thresholds.
        content: digest of the library.
        variant: what was changed in the process.
        today: the day that counts, YYYY-MM-DD.
    """
    settled = settings.model_dump(mode="json", exclude=set(SETTLE_NO_ANSWER))
    told = json.dumps(
        [settled, content, variant, today, code_hash(ANSWERING)], ensure_ascii=False, sort_keys=True
    )
    return hashlib.sha256(told.encode()).hexdigest()[:32]


@cache
def code_hash(packages: tuple[str, ...]) -> str:
    """Return a digest of every module and data file of some packages."""
    total = hashlib.sha256()
    for package in packages:
        root = Path(str(resources.files(package)))
        for path in sorted(root.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                total.update(f"{package}/{path.relative_to(root).as_posix()}\n".encode())
                total.update(path.read_bytes())
    return total.hexdigest()


def content_hash(store: Store) -> str:
    """Return a digest of all that was read into a library: another reading of the same notices differs."""
    total = hashlib.sha256()
    for rows in (store.notices(), store.items(), store.passages()):
        for line in sorted(map(repr, rows)):
            total.update(line.encode())
    return total.hexdigest()


class SharedVectors:
    """A library for indexing whose vectors are kept apart from it, for all libraries together."""

    def __init__(self, store: Store, kept: Store) -> None:
        """Wrap a store; `kept` holds the vectors."""
        self._store = store
        self._kept = kept

    @property
    def sequence(self) -> int:
        """Number that grows with every change of notices."""
        return self._store.sequence

    def notices(self) -> tuple[Notice, ...]:
        """Return every notice."""
        return self._store.notices()

    def items(self, notice_id: str | None = None) -> tuple[TaskItem, ...]:
        """Return the task items of one notice or of all."""
        return self._store.items(notice_id)

    def passages(self, notice_id: str | None = None) -> tuple[Passage, ...]:
        """Return the passages of one notice or of all."""
        return self._store.passages(notice_id)

    def text(self, notice_id: str) -> str:
        """Return the stored text that a notice's spans point into."""
        return self._store.text(notice_id)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Give every notice's id with its stored text, one by one."""
        return self._store.texts()

    def vectors(self, model: str) -> dict[str, Vectors]:
        """Return the vectors kept for a model, of any library, and those the library itself keeps."""
        return {**self._store.vectors(model), **self._kept.vectors(model)}

    def put_vectors(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        """Keep vectors of a model."""
        self._kept.put_vectors(model, vectors)


class RememberingEncoder:
    """An encoder that keeps the vectors of questions on disk as well; the encoder's own where it has none."""

    def __init__(self, encoder: Encoder, kept: Store) -> None:
        """Wrap an encoder; `kept` holds the vectors, `encoded` counts the questions that it did not have."""
        self._encoder = encoder
        self._kept = kept
        self._questions = dict(kept.vectors(self._kind))
        self.encoded = 0

    @property
    def _kind(self) -> str:
        return f"{self._encoder.name}#questions"

    @property
    def name(self) -> str:
        """Name and revision of the encoder."""
        return self._encoder.name

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._encoder.dimension

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode passages."""
        return self._encoder.encode_passages(texts)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode questions, or give what was kept of them."""
        missing = [text for text in dict.fromkeys(texts) if _digest(text) not in self._questions]
        if missing:
            new = dict(zip(map(_digest, missing), self._encoder.encode_queries(missing), strict=True))
            self._kept.put_vectors(self._kind, new)
            self._questions |= new
            self.encoded += len(new)
        return np.stack([self._questions[_digest(text)] for text in texts])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
