"""What a question is looked up by: its own words, what notices write for them, and names it mistypes."""

from collections.abc import Set
from dataclasses import dataclass
from functools import cache

from index.lexical import Terms
from index.spelling import find_slips
from index.tokenise import Tokeniser, bigrams, data_lines, fold

SLIP = 0.8
"""How much of a match a name counts that the question has with a letter of the same sound in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonym:
    """A way of saying something and how notices write it, both folded.

    Attributes:
        weight: 0 to 1, how much finding `written` counts for having asked `said`.
    """

    said: str
    written: str
    weight: float


@cache
def synonyms() -> tuple[Synonym, ...]:
    """Read the shipped table; `=` rows give one synonym each way."""
    found = []
    for line in data_lines("synonyms.txt"):
        said, sign, written, weight = line.split()
        found.append(Synonym(said=fold(said), written=fold(written), weight=float(weight)))
        if sign == "=":
            found.append(Synonym(said=fold(written), written=fold(said), weight=float(weight)))
    return tuple(found)


def expansions(question: str, names: Set[str] = frozenset()) -> tuple[Synonym, ...]:
    """Find what widens a question.

    Args:
        question: folded.
        names: names of units and places of the library, folded.

    Returns:
        The synonyms whose `said` stands in it and whose `written` does not, then the names that it mistypes.
    """
    known = [rule for rule in synonyms() if rule.said in question and rule.written not in question]
    meant = [
        Synonym(said=slip.typed, written=slip.meant, weight=SLIP * slip.likeness)
        for slip in find_slips(question, names)
    ]
    return (*known, *meant)


def query_terms(question: str, tokeniser: Tokeniser) -> Terms:
    """Cut a question into what the lexical side looks for.

    Args:
        question: folded.
        tokeniser: the one the passages were cut by.

    Returns:
        Terms of the question with weight 1, terms of its synonyms with the weight of the synonym.
    """
    words = dict.fromkeys(tokeniser.search_words(question), 1.0)
    pairs = dict.fromkeys(bigrams(question), 1.0)
    for rule in expansions(question, tokeniser.names):
        for word in tokeniser.search_words(rule.written):
            words[word] = max(words.get(word, 0.0), rule.weight)
        for pair in bigrams(rule.written):
            pairs[pair] = max(pairs.get(pair, 0.0), rule.weight)
    return Terms(words=words, bigrams=pairs)
