"""Text as the parser compares it, with the way back to every character as it was printed.

Notices come with full-width and half-width marks mixed, spaces and line breaks inside words, stray
`**` and zero-width characters. Folding takes all that away so that one pattern fits every form; the
map leads each folded character back to its place, so nothing folded is ever shown.
"""

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.model import Span
from corpus.script import readings, simplified

# Look-alikes that NFKC leaves apart: OCR reads 〔〕 as [ ], and six-cornered brackets come in two widths.
_SAME = {"〔": "[", "〕": "]", "﹝": "[", "﹞": "]", "“": '"', "”": '"', "‘": "'", "’": "'"}
# Upright and mathematical colons, and circled figures, which NFKC would run into the number beside them
# (100个① is no 1001, and ② begins an item of its own).
_KEPT = {"︰": ":", "∶": ":"} | {chr(code): chr(code) for code in range(ord("①"), ord("⑳") + 1)}
_NOISE = frozenset("*")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and, for each of its characters, the offset it came from.

    Attributes:
        text: without white space, in half-width marks and simplified letters.
        origin: same length as `text`; ascending offsets into the stored text.
    """

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the stored span of `text[start:end]`; an empty range gives an empty span."""
        if start >= end:
            place = (
                self.origin[start]
                if start < len(self.origin)
                else (self.origin[-1] + 1 if self.origin else 0)
            )
            return Span(place, place)
        return Span(self.origin[start], self.origin[end - 1] + 1)

    def at(self, offset: int) -> int:
        """Return the position in `text` of the first character at or after a stored offset."""
        return bisect_left(self.origin, offset)

    def between(self, start: int, end: int) -> "Folded":
        """Return the part `text[start:end]` with its origins."""
        return Folded(self.text[start:end], self.origin[start:end])


@cache
def _same_letters() -> dict[int, str]:
    return simplified() | {ord(letter): same for letter, same in _SAME.items()}


def fold(text: str, start: int = 0, end: int | None = None) -> Folded:
    """Fold `text[start:end]`; origins count from the beginning of `text`."""
    letters: list[str] = []
    origin: list[int] = []
    stop = len(text) if end is None else end
    left_out = {offset for first, last in readings(text, start, stop) for offset in range(first, last)}
    for offset in range(start, stop):
        if offset in left_out:
            continue
        for letter in _letters(text[offset]):
            letters.append(letter)
            origin.append(offset)
    return Folded("".join(letters), tuple(origin))


@lru_cache(maxsize=1 << 16)
def _letters(printed: str) -> str:
    """Return what one printed character counts as: nothing, a letter, or several (㈠ is (一))."""
    same = _KEPT.get(printed) or unicodedata.normalize("NFKC", printed).translate(_same_letters())
    return "".join(letter for letter in same if not letter.isspace() and not _unseen(letter))


def _unseen(letter: str) -> bool:
    return letter in _NOISE or unicodedata.category(letter) in ("Cf", "Cc")


def plain(text: str) -> str:
    """Return only the folded text, for comparing names."""
    return fold(text).text


def unbroken(text: str) -> str:
    """Return text as printed but for hard line breaks, emphasis marks and spaces between Chinese characters.

    What people read and what is indexed; not a citation (those are cut from the stored text).
    """
    letters: list[str] = []
    pending = False
    for letter in text:
        if letter.isspace():
            pending = True
            continue
        if _unseen(letter):
            continue
        if pending and letters and letters[-1].isascii() and letter.isascii():
            letters.append(" ")
        pending = False
        letters.append(letter)
    return "".join(letters)
