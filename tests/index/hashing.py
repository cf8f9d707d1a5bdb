"""A small encoder without a model, for tests of what happens around encoding."""

import hashlib
from collections.abc import Sequence

import numpy as np

from index.ports import Vectors
from index.tokenise import bigrams, fold


class HashingEncoder:
    """Counts character bigrams into 64 places by their digest."""

    dimension = 64

    def __init__(self, name: str = "hashing") -> None:
        self.name = name
        self.encoded: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for pair in bigrams(fold(text)):
                vectors[row, hashlib.sha256(pair.encode()).digest()[0] % self.dimension] += 1
            vectors[row, 0] += 1e-3
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        return self.encode_queries(texts)
