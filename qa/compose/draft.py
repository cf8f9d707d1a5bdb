"""What an answer consists of before it gets its receipt."""

from dataclasses import dataclass

from corpus.model import Notice
from qa.answer import Citation, Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An answer's text, facts and citations.

    Attributes:
        text: verbatim spans and fixed labels.
        fields: facts of the leading citation, or the union of a list's.
        citations: best first, at least one.
        confidence: 0 to 1, that the leading citation answers; None where nothing was weighed.
        alternatives: questions to offer beside it.
        rests_on: how many of the citations, from the first, the text is made of; the rest stand beside it.
        about: the notice it is about, where another is cited first.
        conflict: True where two notices are shown that say different things of one matter.
        silent: True where the passage is the one asked about and prints nothing of what is asked for.
        tells_standing: True where each line says itself how its notice stands, so that no warning repeats it.
    """

    text: str
    fields: Fields
    citations: tuple[Citation, ...]
    confidence: float | None = None
    alternatives: tuple[str, ...] = ()
    rests_on: int = 1
    about: Notice | None = None
    conflict: bool = False
    silent: bool = False
    tells_standing: bool = False
