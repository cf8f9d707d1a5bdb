"""What search needs from the outside, and what it gives back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.contents import Contents
from corpus.model import DocumentStage, Notice, Validity

Vectors = NDArray[np.float32]


class Library(Protocol):
    """What is searched: the part of the store that indexes are built from."""

    @property
    def sequence(self) -> int:
        """Number that grows with every change of notices."""

    def versions(self) -> dict[str, str]:
        """Give every notice's id, in order, with a digest of what is stored of it."""

    def notices(self) -> tuple[Notice, ...]:
        """Return every notice, ended by others of the library where they say so."""

    def ending(self, among: Sequence[str] | None = None) -> tuple[Notice, ...]:
        """Give the notices, as they were stored, that may end others; of some ids only where given."""

    def contents(self, notice_ids: Sequence[str]) -> tuple[Contents, ...]:
        """Give notices as they were stored, each with all that is its own; unknown ids are passed over."""

    def vectors(self, model: str, only: Sequence[str] | None = None) -> dict[str, Vectors]:
        """Return vectors kept for a model by the digest of what was encoded; all where `only` is None."""

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
class Words:
    """A text word by word, as a model reads it.

    Attributes:
        states: float16 (words, dimension), the model's last states less what all words have in common.
        scores: float32 (words,), log probability of each piece in the model's vocabulary.
    """

    states: NDArray[np.float16]
    scores: NDArray[np.float32]


class WordReader(Protocol):
    """Gives the states of a model word by word; marks of the model's own are left out."""

    def question_words(self, text: str) -> Words:
        """Read a question."""

    def passage_words(self, texts: Sequence[str]) -> tuple[Words, ...]:
        """Read passages; what stands behind the model's length is not read."""


def word_reader(encoder: Encoder) -> WordReader | None:
    """Return what reads word by word for an encoder, its `words`; None for one that cannot."""
    reader: WordReader | None = getattr(encoder, "words", None)
    return reader


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPassage:
    """A passage with the context it is searched by.

    Attributes:
        text: what the passage says, line breaks folded away.
        title: the notice's title. path: section headings, joined by spaces.
        units: canonical and printed names of its units, joined by spaces.
        number: the document number, or "".
        regions: official and short names of the region and its parents.
        place: of the passage in its notice, from 0.
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
    place: int = 0


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Switching:
    """A change of model that is not complete (see `index.switching`).

    Attributes:
        former: name of the model that answers. wanted: the setting.
        done, total: texts encoded and to be encoded; 0 and 0 where nobody has begun.
        problem: why it does not go on, or "".
    """

    former: str
    wanted: str
    done: int = 0
    total: int = 0
    problem: str = ""

    @property
    def share(self) -> float:
        """Share of the texts that are encoded, 0 to 1."""
        return self.done / self.total if self.total else 0.0


class Engine(Protocol):
    """Finds passages."""

    @property
    def model(self) -> str:
        """Name and revision of the encoder that answers; "" where the engine is closed."""

    @property
    def switching(self) -> Switching | None:
        """The change of model that is not complete; None where the model that is set answers."""

    def search(self, question: str, *, filter: Filter = Filter(), k: int = 20) -> tuple[Hit, ...]:
        """Find at most k passages, best first; ties by passage id."""

    def compare(self, question: str, texts: Sequence[str]) -> tuple[float, ...]:
        """Hold a question against texts word by word, see `index.late`; empty without words."""

    def refresh(self) -> bool:
        """Take in what has changed in the library; True when anything had. Cheap when nothing has."""

    def prepare(self, question: str) -> None:
        """Encode a question ahead of its search, so that the two can be timed apart."""

    def close(self) -> None:
        """Let go of files."""
