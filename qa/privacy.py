"""Personal data in what people type: masked before anything is logged or stored.

What a notice prints (an office's telephone, its mail address) is nobody's secret and stays where the caller
says what is printed.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache
from typing import Final

from corpus.typed import UNSEEN
from qa.private_homes import FLAT, HOME, LIVES_AT
from qa.private_names import NAME, names
from qa.private_numbers import NUMBERS

_Find = Callable[[str], Iterator[tuple[int, int]]]
# 138\u200b0013\u200b8000 is a number still.
_SPLIT: Final = re.compile(rf"(?<=\w){UNSEEN.pattern}+(?=\w)")


def mask(text: str, printed: Collection[str] = frozenset()) -> str:
    """Replace what belongs to persons by what it is: 〔手机号〕, 〔住址〕. Masking again changes nothing.

    Args:
        text: as typed.
        printed: numbers and addresses that stay, as `corpus.telephones.printed` gives them.
    """
    # Half of a surrogate pair cannot be stored.
    text = _SPLIT.sub("", text.encode("utf-8", "replace").decode("utf-8"))
    half = "".join(map(_half, text))
    for find, label in _rules(printed):
        spots = sorted(find(half))
        text, half = _replaced(text, spots, label), _replaced(half, spots, label)
    return text


def _rules(printed: Collection[str]) -> Iterator[tuple[_Find, str]]:
    for pattern, label in NUMBERS:
        yield _finder(pattern, printed), label
    for pattern in (LIVES_AT, FLAT):
        yield _finder(pattern, ()), HOME
    yield names, NAME


def _finder(pattern: re.Pattern[str], printed: Collection[str]) -> _Find:
    def find(text: str) -> Iterator[tuple[int, int]]:
        for match in pattern.finditer(text):
            start = match.end("before") if "before" in pattern.groupindex else match.start()
            found = text[start : match.end()]
            if found.lower() not in printed and re.sub(r"\D", "", found) not in printed:
                yield start, match.end()

    return find


def _replaced(text: str, spots: Iterable[tuple[int, int]], label: str) -> str:
    kept, at = [], 0
    for start, end in spots:
        if start >= at:
            kept += [text[at:start], label]
            at = end
    return "".join((*kept, text[at:]))


@lru_cache(maxsize=8192)
def _half(letter: str) -> str:
    """Fold width and case without moving anything: １ -> 1, ： -> :, x -> X."""
    if letter in "，、":
        return ","
    same = unicodedata.normalize("NFKC", letter).upper()
    return same if len(same) == 1 else letter
