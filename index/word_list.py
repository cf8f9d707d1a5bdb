"""Long word lists of which only what a text needs is read.

Reading half a million entries takes most of a second and a hundred megabytes; the words of a question begin
with some hundred pairs of characters.
"""

import threading
from collections.abc import Callable, Iterator
from itertools import pairwise, repeat
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Value = TypeVar("Value")


class WordList:
    """Lines of a text, each a word, a space and what is known of it, found by the first two characters."""

    def __init__(self, raw: bytes) -> None:
        """Take the text: UTF-8, every line ended by a line feed.

        Raises:
            ValueError: it is anything else.
        """
        self._raw = raw
        if not raw.endswith(b"\n"):
            raise ValueError("no line feed at the end")
        characters = np.frombuffer(raw.decode("utf-8").encode("utf-32-le"), np.uint32)
        starts = _starts(characters)
        first, second = characters[starts[:-1]], characters[starts[:-1] + 1]
        pairs = (first.astype(np.int64) << 32) + second
        self._order = np.argsort(pairs, kind="stable")
        self._pairs = pairs[self._order]
        self._starts = _starts(np.frombuffer(raw, np.uint8))

    def begins(self, first: str) -> bool:
        """Tell whether any word begins with a character."""
        least, most = self._pairs.searchsorted((ord(first) << 32, (ord(first) + 1) << 32))
        return bool(least < most)

    def lines(self, first: str, second: str) -> Iterator[tuple[int, str]]:
        """Give the lines that begin with two characters, in their order, with their numbers from 0.

        A space as the second gives the word of one character.
        """
        key = (ord(first) << 32) + ord(second)
        least, most = self._pairs.searchsorted((key, key + 1))
        for number in self._order[least:most].tolist():
            yield number, self._raw[self._starts[number] : self._starts[number + 1] - 1].decode("utf-8")


class GrowingDictionary(Generic[Value]):
    """What a word list knows of the words that may stand in the texts seen so far, and of their beginnings.

    Attributes:
        entries: by word, as the last line of the word says; by beginning of a word, what stands for one.
            All a text may contain is there once the text was learned.
    """

    def __init__(self, words: WordList, value: Callable[[int, str], Value], beginning: Value) -> None:
        """Begin without entries.

        Args:
            words: the list.
            value: makes what is kept out of a line's number and what follows its first space.
            beginning: kept for what begins a word and is none.
        """
        self.entries: dict[str, Value] = {}
        self._words = words
        self._value = value
        self._beginning = beginning
        self._known: set[tuple[str, str]] = set()
        self._lock = threading.Lock()

    def learn(self, text: str) -> None:
        """Read the words that may begin anywhere in a text; safe from several threads."""
        pairs = {*pairwise(text), *zip(text, repeat(" "), strict=False)}
        if pairs <= self._known:
            return
        with self._lock:
            for first, second in pairs - self._known:
                self._read(first, second)
            # Last: another thread that sees a pair here finds its words.
            self._known |= pairs

    def _read(self, first: str, second: str) -> None:
        for number, line in self._words.lines(first, second):
            word, known = line.split(" ", 1)
            self.entries[word] = self._value(number, known)
            for end in range(1, len(word)):
                self.entries.setdefault(word[:end], self._beginning)
        if second == " " and self._words.begins(first):
            self.entries.setdefault(first, self._beginning)


def _starts(codes: NDArray[Any]) -> NDArray[np.int64]:
    """Give where lines start, and where one more would."""
    return np.concatenate(([0], np.flatnonzero(codes == ord("\n")) + 1))
