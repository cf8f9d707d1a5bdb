"""How alike two questions are: the same wording, or nearly, told without a model and always the same way."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence

from index.tokenise import fold

NEAR = 0.75
"""Questions at least so alike, with the same numbers, count as one question asked twice."""
_NUMBERS = re.compile(r"\d+")
# Politeness and particles: 请问…呢, …啊 ask nothing.
_FILLER = re.compile("^(?:请问|你好|您好|我想问一?下|想问一?下|问一?下|咨询一?下)+|[啊呀呢吗嘛吧哦哈么]+$")


def wording(question: str) -> str:
    """Return what counts of a question: folded, without marks, greetings and particles at its ends.

    '请问：喀左县 依申请公开 归谁管呀？' -> '喀左县依申请公开归谁管'.
    """
    letters = (letter for letter in fold(question) if unicodedata.category(letter)[0] in "LN")
    text = "".join(letters)
    return _FILLER.sub("", text) or text


def likeness(one: str, other: str) -> float:
    """Return how alike two wordings are, 0 to 1: the share of letter pairs they have in common.

    Different numbers make different questions (2023年, 2024年): their likeness is 0.

    *Source:* Dice 1945, Measures of the amount of ecologic association between species, over letter pairs.
    """
    if one == other:
        return 1.0
    if numbers(one) != numbers(other):
        return 0.0
    return _dice(_pairs(one), _pairs(other))


def numbers(text: str) -> tuple[str, ...]:
    """Return the numbers in a text, in order of size as text."""
    return tuple(sorted(_NUMBERS.findall(text)))


class Wordings:
    """Wordings seen so far, to find the one that a new wording is nearest to.

    Each belongs to a group named by its number, in the order of adding.
    """

    def __init__(self, at_least: float = NEAR) -> None:
        """Take the least likeness that makes two wordings one."""
        self._at_least = at_least
        self._pairs: list[Counter[str]] = []
        self._of_text: dict[str, int] = {}
        # Only wordings with the same numbers and a letter pair in common can be alike.
        self._with_pair: defaultdict[tuple[tuple[str, ...], str], list[int]] = defaultdict(list)

    def nearest(self, text: str) -> int | None:
        """Return the number of the wording most alike, the earliest of equals; None where none is near."""
        if text in self._of_text:
            return self._of_text[text]
        wanted, said = _pairs(text), numbers(text)
        shared: Counter[int] = Counter()
        for pair, times in wanted.items():
            for number in self._with_pair.get((said, pair), ()):
                shared[number] += min(times, self._pairs[number][pair])
        length = wanted.total()
        near = [
            (-2 * count / (length + self._pairs[number].total()), number) for number, count in shared.items()
        ]
        best = min(near, default=(0.0, 0))
        return best[1] if near and -best[0] >= self._at_least else None

    def add(self, text: str) -> int:
        """Take a wording in and return its number."""
        number = len(self._pairs)
        pairs, said = _pairs(text), numbers(text)
        self._pairs.append(pairs)
        self._of_text.setdefault(text, number)
        for pair in pairs:
            self._with_pair[said, pair].append(number)
        return number


def groups(texts: Sequence[str], at_least: float = NEAR) -> tuple[tuple[int, ...], ...]:
    """Put near-duplicates together.

    Args:
        texts: questions as asked; the first of a group is what the others are held against, so the most
            frequent should come first.
        at_least: least likeness within a group, 0 to 1.

    Returns:
        Positions in `texts`, group by group, in the order of their first members.
    """
    seen = Wordings(at_least)
    members: list[list[int]] = []
    for place, text in enumerate(texts):
        said = wording(text)
        number = seen.nearest(said)
        if number is None:
            seen.add(said)
            members.append([place])
        else:
            members[number].append(place)
    return tuple(tuple(group) for group in members)


def _pairs(text: str) -> Counter[str]:
    return Counter(text[place : place + 2] for place in range(max(1, len(text) - 1)))


def _dice(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / (one.total() + other.total())
