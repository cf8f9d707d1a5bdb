"""Libraries of any size for measuring speed: real passages of a set, beyond these recombined ones.

A recombined passage is made of clauses of a few real passages, and its vector is the mean of theirs with
some noise, so that words and vectors are spread as in real text. They say how fast and how large an engine
is, never how good an answer is.
"""

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from corpus.contents import Contents
from corpus.fold import unbroken
from corpus.model import Notice, Passage, PassageKind, Span
from eval.bench_passages import Piece
from index.passages import PIECE_CHARS, content_digest, encoder_pieces, passages_of
from index.ports import Vectors

PER_NOTICE = 10
"""Passages of a notice."""
MIXED = 3
"""Real passages that a recombined one is made of."""
NOISE = 0.3
"""Length of the noise beside a vector of length 1."""
_CHUNK, _TITLE = 4096, 100
_PIECES, _VECTORS, _QUESTIONS, _ASKED = "pieces.json", "vectors.npy", "questions.json", "questions.npy"
_CLAUSE = re.compile(r"[^，。；：]+[，。；：]?")


@dataclass(frozen=True)
class Base:
    """What libraries are made of, in a folder; read when it is first needed.

    A process that only opens indexes holds none of it.
    """

    folder: Path

    @classmethod
    def save(
        cls, folder: Path, pieces: Sequence[Piece], vectors: Vectors, questions: Sequence[str], asked: Vectors
    ) -> "Base":
        """Write passages with their vectors and questions with theirs."""
        folder.mkdir(parents=True, exist_ok=True)
        rows = [[unbroken(piece.title)[:_TITLE], piece.text] for piece in pieces]
        (folder / _PIECES).write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        (folder / _QUESTIONS).write_text(json.dumps(list(questions), ensure_ascii=False), encoding="utf-8")
        np.save(folder / _VECTORS, vectors)
        np.save(folder / _ASKED, asked)
        return cls(folder)

    @cached_property
    def pieces(self) -> list[tuple[str, str]]:
        """Titles and texts of the real passages."""
        rows = json.loads((self.folder / _PIECES).read_text(encoding="utf-8"))
        return [(title, text) for title, text in rows]

    @cached_property
    def questions(self) -> Mapping[str, Vectors]:
        """Questions with their vectors."""
        texts = json.loads((self.folder / _QUESTIONS).read_text(encoding="utf-8"))
        return dict(zip(texts, np.load(self.folder / _ASKED), strict=True))

    def mixed(self, number: int) -> list[int]:
        """Give the real passages that a passage is made of: itself, or some."""
        count = len(self.pieces)
        return [number] if number < count else random.Random(number).choices(range(count), k=MIXED)

    def title(self, number: int) -> str:
        """Return the title that a passage stands under."""
        return self.pieces[self.mixed(number)[0]][0]

    def text(self, number: int) -> str:
        """Return what a passage says."""
        parts = [self.pieces[part][1] for part in self.mixed(number)]
        if len(parts) == 1:
            return parts[0]
        source = random.Random(f"{number} clauses")
        clauses = [clause.strip() for part in parts for clause in _CLAUSE.findall(part)]
        source.shuffle(clauses)
        # As long as real passages are, on the average; never so long that it has two vectors.
        return "".join(clauses[: max(1, len(clauses) // MIXED)])[:PIECE_CHARS] or parts[0]

    def vectors(self, numbers: Sequence[int]) -> Vectors:
        """Return the vectors of passages, float32 (len(numbers), dimension), rows of length 1."""
        kept = np.load(self.folder / _VECTORS, mmap_mode="r")
        return np.stack([self._vector(kept, number) for number in numbers])

    def _vector(self, kept: Vectors, number: int) -> Vectors:
        parts = self.mixed(number)
        if len(parts) == 1:
            return np.array(kept[parts[0]], dtype=np.float32)
        mean = kept[parts].mean(axis=0)
        noise = np.random.default_rng(number).standard_normal(len(mean), dtype=np.float32)
        found = mean / np.linalg.norm(mean) + NOISE * noise / np.sqrt(len(mean))
        return np.asarray(found / np.linalg.norm(found), dtype=np.float32)


class BenchLibrary:
    """A library of some size over a base; it serves as `index.ports.Library`.

    The vector of a passage is asked for once, soon after the passage was read: only that long is it
    remembered which passage a digest means.
    """

    sequence = 1

    def __init__(self, base: Base, passages: int) -> None:
        """Make a library of `passages` passages."""
        self.base = base
        self.passages = passages
        self._numbers: dict[str, int] = {}

    def texts(self) -> list[str]:
        """Return every passage's text, as peers are given it."""
        return [self.base.text(number) for number in range(self.passages)]

    def chunks(self) -> Iterator[Vectors]:
        """Give the vectors of every passage, some thousand at a time."""
        for start in range(0, self.passages, _CHUNK):
            yield self.base.vectors(range(start, min(start + _CHUNK, self.passages)))

    def versions(self) -> dict[str, str]:
        """Give every notice's id, in order, with its version."""
        return {_id(start): "v1" for start in range(0, self.passages, PER_NOTICE)}

    def notices(self) -> tuple[Notice, ...]:
        """Return every notice."""
        return tuple(self._contents(start).notice for start in range(0, self.passages, PER_NOTICE))

    def ending(self, among: Sequence[str] | None = None) -> tuple[Notice, ...]:  # noqa: ARG002
        """Give the notices that end others: none does."""
        return ()

    def contents(self, notice_ids: Sequence[str]) -> tuple[Contents, ...]:
        """Give notices with their passages."""
        return tuple(self._contents(int(id[1:])) for id in notice_ids)

    def vectors(self, model: str, only: Sequence[str] | None = None) -> dict[str, Vectors]:  # noqa: ARG002
        """Give the vectors of passages that were read and not asked for yet."""
        wanted = {digest: self._numbers.pop(digest) for digest in only or () if digest in self._numbers}
        return dict(zip(wanted, self.base.vectors(list(wanted.values())), strict=True)) if wanted else {}

    def put_vectors(self, model: str, vectors: object) -> None:
        """Keep nothing."""

    def _contents(self, start: int) -> Contents:
        numbers = range(start, min(start + PER_NOTICE, self.passages))
        texts, title = [self.base.text(number) for number in numbers], self.base.title(start)
        text = "\n".join(texts)
        notice = Notice(id=_id(start), title=title, span=Span(0, len(text)), source="", sha256="")
        passages, begin = [], 0
        for number, said in zip(numbers, texts, strict=True):
            passages.append(_passage(notice, number, Span(begin, begin + len(said))))
            begin += len(said) + 1
        made = Contents(notice=notice, version="v1", text=text, passages=tuple(passages), items=())
        self._remember(made, numbers)
        return made

    def _remember(self, made: Contents, numbers: Sequence[int]) -> None:
        """Note which passage each text means that the engine will want a vector of."""
        number = {passage.id: at for passage, at in zip(made.passages, numbers, strict=True)}
        for passage in passages_of(made, lambda notice: notice):
            for piece in encoder_pieces(passage):
                self._numbers[content_digest(piece)] = number[passage.id]


class GivenEncoder:
    """Stands for the encoder where all vectors are known: of questions given, of passages in the library."""

    name = "given"

    def __init__(self, questions: Mapping[str, Vectors]) -> None:
        """Take questions with their vectors, at least one."""
        self._questions = {" ".join(text.split()): vector for text, vector in questions.items()}
        self.dimension = len(next(iter(self._questions.values())))

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Look questions up."""
        return np.stack([self._questions[text] for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Say which passage has no vector; the library has all of them.

        Raises:
            LookupError: always.
        """
        raise LookupError(texts[0][:50])


def _id(start: int) -> str:
    return f"n{start:09d}"


def _passage(notice: Notice, number: int, span: Span) -> Passage:
    return Passage(
        id=f"{notice.id}-p{number:09d}", notice_id=notice.id, kind=PassageKind.CLAUSE,
        path=(f"第{number + 1}段",), number=str(number + 1), span=span,
    )  # fmt: skip
