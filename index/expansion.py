"""What a question is looked up by: its own words, what notices write for them, and names it mistypes."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache

from index.lexical import Terms
from index.spelling import find_slips
from index.tokenise import Tokeniser, bigrams, data_lines, fold

SLIP = 0.8
"""How much of a match a name counts that the question has with a letter of the same sound in it."""
LOOKED_UP = 0.3
"""How much of its weight a synonym is looked up with. Measured, lexical side alone, against no synonyms: at
full weight document nDCG@10 falls by 0.003 on NCP and 0.002 on MSGA, since a long name has many terms; at 0.3
it rises by 0.001 and 0.000, and the rank of the right passage on the project's own questions by 0.011."""


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
    """Read the shipped table: one synonym for each way of saying, `=` rows one each way."""
    found = []
    for line in data_lines("synonyms.txt"):
        ways, sign, term, share = line.split()
        written, weight = fold(term), float(share)
        for said in map(fold, ways.split("/")):
            found.append(Synonym(said=said, written=written, weight=weight))
            if sign == "=":
                found.append(Synonym(said=written, written=said, weight=weight))
    return tuple(found)


def expansions(question: str, names: Set[str] = frozenset()) -> tuple[Synonym, ...]:
    """Find what else may be written for what a question says.

    Args:
        question: folded.
        names: names of units and places of the library, folded.

    Returns:
        The synonyms whose `said` stands in it and whose `written` does not, then the names that it mistypes.
    """
    return (*_known(question), *_mistyped(question, names))


def _known(question: str) -> tuple[Synonym, ...]:
    begun = (_by_beginning().get(question[at : at + 2], ()) for at in range(len(question)))
    rules = dict.fromkeys(rule for rules in begun for rule in rules)
    return tuple(rule for rule in rules if rule.said in question and rule.written not in question)


@cache
def _by_beginning() -> Mapping[str, Sequence[Synonym]]:
    """The table by the first two letters said: a question looks at the rows that its letters begin."""
    found: dict[str, list[Synonym]] = {}
    for rule in synonyms():
        found.setdefault(rule.said[:2], []).append(rule)
    return found


def _mistyped(question: str, names: Set[str]) -> tuple[Synonym, ...]:
    return tuple(
        Synonym(said=slip.typed, written=slip.meant, weight=SLIP * slip.likeness)
        for slip in find_slips(question, names)
    )


def query_terms(question: str, tokeniser: Tokeniser) -> Terms:
    """Cut a question into what the lexical side looks for.

    Args:
        question: folded.
        tokeniser: the one the passages were cut by.

    Returns:
        Terms of the question with weight 1, terms of its synonyms and of the names it mistypes with less.
    """
    words = dict.fromkeys(tokeniser.search_words(question), 1.0)
    pairs = dict.fromkeys(bigrams(question), 1.0)
    added = [(rule.written, LOOKED_UP * rule.weight) for rule in _known(question)]
    added += [(name.written, name.weight) for name in _mistyped(question, tokeniser.names)]
    for written, weight in added:
        for word in tokeniser.search_words(written):
            words[word] = max(words.get(word, 0.0), weight)
        for pair in bigrams(written):
            pairs[pair] = max(pairs.get(pair, 0.0), weight)
    return Terms(words=words, bigrams=pairs)
