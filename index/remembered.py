"""The vectors of the last questions, so that one asked again, or searched twice, is not encoded twice."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

import numpy as np

from index.ports import Vectors, Words

_KEPT = 1024
PASSAGES_KEPT = 512
"""Some 50 kB each, at most 400: a passage has 60 words and more, each of 384 numbers of two bytes."""
QUESTIONS_KEPT = 64
"""Those being answered: one is searched for in several places and ways."""


class RememberedQuestions:
    """Keeps the last thousand vectors; safe to use from several threads."""

    def __init__(self, encode: Callable[[Sequence[str]], Vectors]) -> None:
        """Take what encodes: a list of at least one text to float32 (len, dimension)."""
        self._encode = encode
        self._kept: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of at least one text, float32 (len(texts), dimension), in their order."""
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
            missing = [text for text in dict.fromkeys(texts) if text not in known]
            if missing:
                known |= zip(missing, self._encode(missing), strict=True)
            for text in texts:
                self._kept[text] = known[text]
                self._kept.move_to_end(text)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return np.stack([known[text] for text in texts])


class RememberedWords:
    """Keeps the words of the last texts; safe to use from several threads."""

    def __init__(self, read: Callable[[Sequence[str]], Sequence[Words]], most: int = PASSAGES_KEPT) -> None:
        """Take what reads, a list of at least one text to the words of each, and how many texts are kept."""
        self._read = read
        self._most = most
        self._kept: OrderedDict[str, Words] = OrderedDict()
        self._lock = threading.Lock()

    def words(self, texts: Sequence[str]) -> tuple[Words, ...]:
        """Return the words of each text, in their order."""
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            known |= zip(missing, self._read(missing), strict=True)
        with self._lock:
            for text in texts:
                self._kept[text] = known[text]
                self._kept.move_to_end(text)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return tuple(known[text] for text in texts)
