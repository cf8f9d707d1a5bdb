"""What every face of the product says to a question (contract: answer.schema.json)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.model import Deadline, Notice, Span
from qa.understand.understood import Understood


class Status(StrEnum):
    """Whether there is an answer."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    NOT_FOUND = "not_found"


class Reason(StrEnum):
    """Why there is no answer."""

    NOT_IN_LIBRARY = "not_in_library"
    OTHER_REGION = "other_region"
    OTHER_PERIOD = "other_period"
    EXPIRED = "expired"
    PERSONAL_CASE = "personal_case"
    OUT_OF_SCOPE = "out_of_scope"
    UNCLEAR = "unclear"


class Warning(StrEnum):
    """What the reader of an answer must be told."""

    CONSULTATION_DRAFT = "consultation_draft"
    NOT_YET_EFFECTIVE = "not_yet_effective"
    EXPIRED = "expired"
    REPEALED = "repealed"
    SUPERSEDED = "superseded"
    DEADLINE_PASSED = "deadline_passed"
    CONFLICT = "conflict"
    OTHER_REGION = "other_region"
    OCR_TEXT = "ocr_text"
    PARTIAL_TEXT = "partial_text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """Structured facts of an answer or a citation; unit names as printed.

    `corrected` names those that a person put right: 责任单位.
    """

    lead_units: tuple[str, ...] = ()
    responsible_units: tuple[str, ...] = ()
    cooperating_units: tuple[str, ...] = ()
    deadline: Deadline | None = None
    corrected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A verbatim passage: `quote` is the stored text at `span`, character for character."""

    notice: Notice
    path: tuple[str, ...]
    item: str | None
    quote: str
    span: Span
    highlights: tuple[Span, ...]
    fields: Fields
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer, a question back, or a refusal with its reason.

    Attributes:
        understood: how the question was read, piece by piece.
        read_as: names as typed in the question, each with the name it was read as: 县思法局, 县司法局.
        silent: True where the passage cited is the one asked about and leaves out what is asked for: it is a
            refusal, and is spoken of all the same.
        written: True where a model ordered and shortened the text, every sentence having been checked.
    """

    question: str
    status: Status
    text: str
    receipt: str
    id: str | None = None
    reason: Reason | None = None
    fields: Fields = Fields()
    citations: tuple[Citation, ...] = ()
    warnings: tuple[Warning, ...] = ()
    alternatives: tuple[str, ...] = ()
    confidence: float | None = None
    read_as: tuple[tuple[str, str], ...] = ()
    understood: tuple[Understood, ...] = ()
    took_ms: tuple[tuple[str, float], ...] = ()
    asked_on: date | None = None
    silent: bool = False
    written: bool = False
