"""What notices write for a question's words: a passage that prints it says what was asked, in other words."""

from collections.abc import Sequence
from functools import lru_cache

from index.expansion import Synonym, expansions
from index.tokenise import Tokeniser, fold

# A synonym that counts for less is too loose to stand for the word itself.
_LEAST = 0.5
_REMEMBERED = 256


@lru_cache(maxsize=_REMEMBERED)
def in_other_words(question: str) -> tuple[Synonym, ...]:
    """Return what notices write for words of a folded question: 掏钱 -> 缴费, 自付."""
    return tuple(rule for rule in expansions(fold(question)) if rule.weight >= _LEAST)


def echoed(text: str, rules: Sequence[Synonym]) -> str:
    """Return a folded text with the question's own words behind it for those that it writes otherwise."""
    said = dict.fromkeys(rule.said for rule in rules if rule.written in text and rule.said not in text)
    return ",".join((text, *said)) if said else text


@lru_cache(maxsize=_REMEMBERED)
def content_words(question: str) -> tuple[str, ...]:
    """Return the words of a folded question that carry its meaning, those of one letter left out."""
    return tuple(word for word in _tokeniser().content_words(fold(question)) if len(word) > 1)


@lru_cache(maxsize=1)
def _tokeniser() -> Tokeniser:
    return Tokeniser()
