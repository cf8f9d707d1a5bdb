"""What an answer consists of before it gets its receipt."""

from dataclasses import dataclass

from qa.answer import Citation, Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An answer's text, facts and citations; `confidence` is None where nothing was weighed (facts of a head)."""

    text: str
    fields: Fields
    citations: tuple[Citation, ...]
    confidence: float | None = None
    alternatives: tuple[str, ...] = ()
