"""What came of asking a model to order and shorten an answer."""

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """Why the extracted answer is shown as it is, or that it was ordered."""

    WRITTEN = "written"
    AS_IT_WAS = "as_it_was"
    SHORT = "short"
    NOT_ASKED = "not_asked"
    BUSY = "busy"
    RESTING = "resting"
    TIME = "time"
    UNREACHED = "unreached"
    STATUS = "status"
    REDIRECT = "redirect"
    TOO_LARGE = "too_large"
    NO_JSON = "no_json"
    FORM = "form"
    FOREIGN = "foreign"
    MARKUP = "markup"
    FIGURE = "figure"
    NEGATION = "negation"
    ADDED = "added"
    REPEATED = "repeated"
    DROPPED = "dropped"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it.

    Attributes:
        why: how it ended.
        text: the answer ordered and shortened, out of the extracted answer's own characters; None where the
            extracted answer is shown.
        detail: the sentence, word or code that decided, or "".
    """

    why: Why
    text: str | None = None
    detail: str = ""
