"""What kind of thing a question asks for, and whether a text has something of the kind."""

import re
from functools import cache

from index.tokenise import data_lines

Kinds = tuple[re.Pattern[str], ...]
"""How the things look that are asked for."""


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    rows = (line.split() for line in data_lines("kinds.txt"))
    return tuple((re.compile(asked), re.compile(given)) for _, asked, given in rows)


def kinds_asked(question: str) -> Kinds:
    """Return how the things look that a folded question asks for; none where it cannot be told."""
    return tuple(given for asked, given in _kinds() if asked.search(question))


def answered(kinds: Kinds, text: str) -> float:
    """Return the share (0 to 1) of kinds that a folded text has something of, 0.5 where there are none."""
    return sum(bool(given.search(text)) for given in kinds) / len(kinds) if kinds else 0.5
