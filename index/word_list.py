"""Long word lists of which only what a text needs is read.

Reading half a million entries takes most of a second and a hundred megabytes; the words of a question begin
with some hundred pairs of characters.
"""

import threading
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Value = TypeVar("Value")
_READ_BY = 2


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

    def lines(self, part: str) -> Iterator[tuple[int, str]]:
        """Give lines in their order, with their numbers from 0.

        Args:
            part: two characters for all words that begin so, one for the word that is no longer.
        """
        key = (ord(part[0]) << 32) + ord(part[1:] or " ")
        least, most = self._pairs.searchsorted((key, key + 1))
        for number in self._order[least:most].tolist():
            yield number, self._raw[self._starts[number] : self._starts[number + 1] - 1].decode("utf-8")


class GrowingDictionary(Generic[Value]):
    """What a word list knows of the words that were asked for so far; safe from several threads.

    Attributes:
        entries: by word, as its last line says; by beginning of a word, what stands for one. Complete for the
            words that begin with a character, or two, that `get` was asked for.
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
        self._known: set[str] = set()
        self._lock = threading.Lock()

    def get(self, part: str) -> Value | None:
        """Return what is kept for a word or a beginning, None where no word begins so.

        Args:
            part: of a text; one longer than two characters is asked for after its first two.
        """
        if len(part) <= _READ_BY and part not in self._known:
            with self._lock:
                self._read(part)
                # Last: another thread that sees it here finds its words.
                self._known.add(part)
        return self.entries.get(part)

    def learn(self, text: str) -> None:
        """Read all words that may begin anywhere in a text."""
        for start in range(len(text)):
            self.get(text[start])
            self.get(text[start : start + _READ_BY])

    def _read(self, part: str) -> None:
        for number, line in self._words.lines(part):
            word, known = line.split(" ", 1)
            self.entries[word] = self._value(number, known)
            for end in range(1, len(word)):
                self.entries.setdefault(word[:end], self._beginning)
        if len(part) == 1 and self._words.begins(part):
            self.entries.setdefault(part, self._beginning)


def _starts(codes: NDArray[Any]) -> NDArray[np.int64]:
    """Give where lines start, and where one more would."""
    return np.concatenate(([0], np.flatnonzero(codes == ord("\n")) + 1))
