"""What search needs from the outside, and what it gives back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.model import DocumentStage, Notice, Passage, TaskItem, Validity

Vectors = NDArray[np.float32]


class Library(Protocol):
    """What is searched: the part of the store that indexes are built from."""

    @property
    def sequence(self) -> int:
        """Number that grows with every change of notices."""

    def notices(self) -> tuple[Notice, ...]:
        """Return every notice."""

    def items(self, notice_id: str | None = None) -> tuple[TaskItem, ...]:
        """Return the task items of one notice or of all."""

    def passages(self, notice_id: str | None = None) -> tuple[Passage, ...]:
        """Return the passages of one notice or of all."""

    def text(self, notice_id: str) -> str:
        """Return the stored text that a notice's spans point into."""

    def texts(self) -> Iterator[tuple[str, str]]:
        """Give every notice's id with its stored text, one by one."""

    def vectors(self, model: str) -> dict[str, Vectors]:
        """Return the vectors kept for a model by the digest of what was encoded."""

    def put_vectors(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        """Keep vectors of a model."""


class Encoder(Protocol):
    """Turns text into unit vectors."""

    @property
    def name(self) -> str:
        """Name and revision; vectors of different names are never mixed."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode questions. Returns float32 (len(texts), dimension), rows of length 1."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode passages. Returns float32 (len(texts), dimension), rows of length 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPassage:
    """A passage with the context it is searched by.

    Attributes:
        text: what the passage says, line breaks folded away.
        title: the notice's title. path: section headings, joined by spaces.
        units: canonical and printed names of its units, joined by spaces.
        number: the document number, or "".
        regions: official and short names of the region and its parents.
    """

    id: str
    notice_id: str
    text: str
    title: str
    path: str
    units: tuple[str, ...]
    number: str
    regions: tuple[str, ...]
    year: int | None
    stage: DocumentStage
    validity: Validity


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a hit must satisfy; an empty tuple means anything goes. Applied inside the search."""

    regions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    units: tuple[str, ...] = ()
    stages: tuple[DocumentStage, ...] = ()
    validities: tuple[Validity, ...] = ()
    notice_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage found.

    Attributes:
        score: fused score, higher is better; comparable within one search only.
        lexical: BM25 score, 0 where the lexical side did not find it.
        cosine: similarity of the vectors, -1 to 1; computed for every hit, 0.0 where search was lexical only.
        coverage: share (0 to 1) of the question's weight of words (idf) that stand in the passage or in its
            title, path, units, number and regions; a synonym counts in part.
    """

    passage_id: str
    notice_id: str
    score: float
    lexical: float
    cosine: float
    coverage: float


class Engine(Protocol):
    """Finds passages."""

    def search(self, question: str, *, filter: Filter = Filter(), k: int = 20) -> tuple[Hit, ...]:
        """Find at most k passages, best first; ties by passage id."""

    def refresh(self) -> bool:
        """Take in what has changed in the library; True when anything had. Cheap when nothing has."""

    def prepare(self, question: str) -> None:
        """Encode a question ahead of its search, so that the two can be timed apart."""

    def close(self) -> None:
        """Let go of files."""
