"""A stretch of a stored text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of characters in a stored text."""

    start: int
    end: int
