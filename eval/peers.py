"""What others ship for hybrid search, as they ship it: words by jieba, vectors given, equal-weight RRF.

Each is built over passages and their vectors, and then finds the numbers of passages, best first. The
optional ones (`pip install -e ".[bench]"`) are imported when they are built.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import UsageError
from eval.baselines import POOL, RRF_K, reciprocal_ranks
from index.ports import Vectors

RANK_BM25, BM25S, LANGCHAIN = "rank-bm25", "bm25s", "langchain"
LABELS = {
    RANK_BM25: "rank-bm25 + faiss 平铺，RRF",
    BM25S: "bm25s + faiss 平铺，RRF",
    LANGCHAIN: "LangChain EnsembleRetriever（rank-bm25 + faiss）",
}
_NEEDED: Mapping[str, tuple[str, ...]] = {
    RANK_BM25: ("rank_bm25",),
    BM25S: ("bm25s",),
    LANGCHAIN: ("langchain_classic", "langchain_community"),
}
Words = Callable[[str], list[int]]
Chunks = Iterator[Vectors]


class Peer(Protocol):
    """Finds passages."""

    def __call__(self, question: str, vector: Vectors) -> list[int]:
        """Return numbers of passages, best first."""


def absent(name: str) -> str | None:
    """Say what is missing for a peer and how to get it, None where it can be built."""
    missing = [module for module in _NEEDED[name] if find_spec(module) is None]
    if not missing:
        return None
    return f'没有装 {"、".join(missing)}，略过“{LABELS[name]}”；要一起比请先运行 pip install -e ".[bench]"。'


def build(name: str, texts: Sequence[str], vectors: Chunks) -> Peer:
    """Build a peer.

    Args:
        name: RANK_BM25, BM25S or LANGCHAIN.
        texts: of the passages.
        vectors: theirs, in their order, some thousand at a time.

    Raises:
        UsageError: a package is missing.
    """
    missing = absent(name)
    if missing:
        raise UsageError(missing)
    if name == LANGCHAIN:
        return _langchain(texts, vectors)
    return hybrid((rank_bm25 if name == RANK_BM25 else bm25s)(texts), flat(vectors))


def hybrid(words: Words, near: Callable[[Vectors], list[int]]) -> Peer:
    """Fuse both sides with equal weight."""
    return lambda question, vector: reciprocal_ranks([words(question), near(vector)])


def cut_words(text: str) -> list[str]:
    """Cut text into words as jieba does by itself."""
    import jieba

    jieba.setLogLevel("WARNING")
    found: list[str] = jieba.lcut(text)
    return found


def best(scores: NDArray[Any]) -> list[int]:
    """Return the places of the POOL highest scores above 0, best first, ties by place."""
    count = min(POOL, len(scores))
    # All that reach the last score that gets in, so that ties there are broken by place too.
    bar = max(np.partition(scores, -count)[-count], np.finfo(float).tiny) if count else 0.0
    rows = np.flatnonzero(scores >= bar)
    order = np.lexsort((rows, -scores[rows]))[:POOL]
    found: list[int] = rows[order].tolist()
    return found


def rank_bm25(texts: Sequence[str]) -> Words:
    """Return rank-bm25 (BM25Okapi as it comes)."""
    from rank_bm25 import BM25Okapi

    scored: Any = BM25Okapi([cut_words(text) for text in texts])
    return lambda question: best(scored.get_scores(cut_words(question)))


def okapi(texts: Sequence[str]) -> Words:
    """Return what ranks as `rank_bm25` does and takes less time."""
    from eval.okapi import Okapi

    scored = Okapi([cut_words(text) for text in texts])
    return lambda question: best(scored.scores(cut_words(question)))


def bm25s(texts: Sequence[str]) -> Words:
    """Return bm25s as it comes."""
    import bm25s as package

    scored: Any = package.BM25()
    scored.index([cut_words(text) for text in texts], show_progress=False)
    count = min(POOL, len(texts))

    def rank(question: str) -> list[int]:
        places, scores = scored.retrieve([cut_words(question)], k=count, show_progress=False)
        return [int(place) for place, score in zip(places[0], scores[0], strict=True) if score > 0]

    return rank


def flat(vectors: Chunks) -> Callable[[Vectors], list[int]]:
    """Return faiss IndexFlatIP: every vector is compared."""
    import faiss

    found: Any = None
    for chunk in vectors:
        found = found or faiss.IndexFlatIP(chunk.shape[1])
        found.add(np.ascontiguousarray(chunk))

    def near(vector: Vectors) -> list[int]:
        _, places = found.search(vector[None, :], min(POOL, found.ntotal))
        return [int(place) for place in places[0]]

    return near


def _langchain(texts: Sequence[str], vectors: Chunks) -> Peer:
    """Return LangChain's own fusion of its own two retrievers, with equal weights."""
    from langchain_classic.retrievers.ensemble import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever
    from langchain_community.vectorstores import FAISS
    from langchain_core.embeddings import Embeddings

    class Given(Embeddings):  # type: ignore[misc]
        """Gives the vector of the question that is asked."""

        vector: Vectors

        def embed_query(self, text: str) -> list[float]:  # noqa: ARG002
            found: list[float] = self.vector.tolist()
            return found

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            raise NotImplementedError(f"{len(texts)} texts have their vectors already")

    given = Given()
    numbered = [{"row": row} for row in range(len(texts))]
    words = BM25Retriever.from_texts(texts, metadatas=numbered, preprocess_func=cut_words, k=POOL)
    rows = (row for chunk in vectors for row in chunk)
    store = FAISS.from_embeddings(zip(texts, rows, strict=True), given, metadatas=numbered)
    near = store.as_retriever(search_kwargs={"k": POOL})
    both: Any = EnsembleRetriever(retrievers=[words, near], weights=[0.5, 0.5], c=RRF_K, id_key="row")

    def rank(question: str, vector: Vectors) -> list[int]:
        given.vector = vector
        return [int(document.metadata["row"]) for document in both.invoke(question)]

    return rank
