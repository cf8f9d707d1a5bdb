"""What most peers ship, over the same passages: rank-bm25, one encoder, or both by reciprocal rank fusion.

Questions are searched as they are asked; nothing is read out of them and no notice is left out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

import numpy as np

from eval.respondent import Respondent
from index.passages import content_digest, encoder_pieces, search_passages
from index.ports import Encoder, Vectors
from qa.library import Entry, Library

RRF_K = 60
"""*Source:* Cormack et al. 2009 (reciprocal rank fusion)."""
POOL = 100
LEXICAL = "rank-bm25（jieba）"
ENGINE = "本库检索（不读题意）"

Key = TypeVar("Key", str, int)


class Ranker(Protocol):
    """Ranks passages for a question as it is asked."""

    def __call__(self, question: str) -> list[str]:
        """Return ids of passages, best first, at most POOL."""


def bm25(entries: Sequence[Entry]) -> Ranker:
    """Return rank-bm25 (BM25Okapi as it comes) over jieba words as they come.

    *Source:* Robertson and Zaragoza 2009 (BM25).
    """
    import jieba
    from rank_bm25 import BM25Okapi

    jieba.setLogLevel("WARNING")
    scored: Any = BM25Okapi([jieba.lcut(entry.quote) for entry in entries])
    ids = [entry.passage.id for entry in entries]

    def rank(question: str) -> list[str]:
        scores = scored.get_scores(jieba.lcut(question))
        order = np.lexsort((np.arange(len(ids)), -scores))[:POOL]
        return [ids[place] for place in order if scores[place] > 0]

    return rank


def dense(respondent: Respondent, encoder: Encoder, known: Mapping[str, Vectors]) -> Ranker:
    """Return exact search by cosine over the vectors that the product has of its passages.

    Args:
        respondent: whose passages are searched.
        encoder: of questions.
        known: the encoder's vectors by digest of what was encoded.
    """
    import faiss

    pieces = [
        (passage.id, content_digest(text))
        for passage in search_passages(respondent.assistant.store)
        for text in encoder_pieces(passage)
    ]
    owners = [owner for owner, digest in pieces if digest in known]
    flat: Any = faiss.IndexFlatIP(encoder.dimension)
    flat.add(np.stack([known[digest] for _, digest in pieces if digest in known]))

    def rank(question: str) -> list[str]:
        vector = encoder.encode_queries([question])
        _, places = flat.search(np.ascontiguousarray(vector), min(3 * POOL, len(owners)))
        return list(dict.fromkeys(owners[place] for place in places[0] if place >= 0))[:POOL]

    return rank


def fused(rankers: Sequence[Ranker]) -> Ranker:
    """Return the equal-weight reciprocal rank fusion of some rankers."""

    def rank(question: str) -> list[str]:
        return reciprocal_ranks([ranker(question) for ranker in rankers])[:POOL]

    return rank


def reciprocal_ranks(rankings: Iterable[Sequence[Key]]) -> list[Key]:
    """Fuse rankings, each best first, by the sum of 1 / (RRF_K + rank); ties by key."""
    scores: dict[Key, float] = {}
    for ranking in rankings:
        for place, key in enumerate(ranking, 1):
            scores[key] = scores.get(key, 0.0) + 1 / (RRF_K + place)
    return sorted(scores, key=lambda key: (-scores[key], key))


def baselines(respondent: Respondent, library: Library) -> dict[str, Ranker]:
    """Return every baseline by its label; with vectors only where the library has any."""
    lexical = bm25(list(library.entries.values()))
    found: dict[str, Ranker] = {LEXICAL: lexical}
    if respondent.encoder is not None and respondent.encoder.dimension:
        by_meaning = dense(respondent, respondent.encoder, respondent.vectors())
        name = respondent.encoder.name.split("@")[0]
        found[f"{name} 向量"] = by_meaning
        found[f"rank-bm25 + {name}（faiss），RRF 等权"] = fused([lexical, by_meaning])
    found[ENGINE] = _engine(respondent)
    return found


def _engine(respondent: Respondent) -> Ranker:
    search: Callable[..., Any] | None = respondent.engine.search if respondent.engine else None

    def rank(question: str) -> list[str]:
        return [hit.passage_id for hit in search(question, k=POOL)] if search else []

    return rank
