"""What the HTTP interface takes, and how it says no."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from qa.understand.understood import Ignorable
from qa.verdict import Fault

MAX_NAME_CHARS = 100
"""Longest name of a region, unit or notice, and longest id, that a request may carry."""


MAX_REMARK_CHARS = 200
"""Longest remark on an answer."""


def storable(value: str) -> str:
    """Give back a text that files and databases can hold.

    Raises:
        ValueError: it has half of a surrogate pair, which JSON can spell.
    """
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise ValueError("half a surrogate pair")
    return value


def _whole(value: str | None) -> str | None:
    return None if value is None else storable(value)


class AskRequest(BaseModel):
    """A question put to the library.

    Attributes:
        question: what is asked; how long it may be is a setting. Empty ones are answered with a refusal.
        id: echoed in the answer.
        region: name or short form of the region meant, where the question does not name one.
        after: receipt of the answer that the question goes on from (那什么时候完成).
        ignore: names of readings that the asker took back (`understood` of the answer before).
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    question: str
    id: str | None = Field(default=None, max_length=MAX_NAME_CHARS)
    region: str | None = Field(default=None, max_length=MAX_NAME_CHARS)
    after: str | None = Field(default=None, max_length=MAX_NAME_CHARS)
    # JSON has no sets or enums, so lists and names have to do.
    ignore: Annotated[frozenset[Annotated[Ignorable, Field(strict=False)]], Field(strict=False)] = frozenset()

    _storable = field_validator("question", "id", "region", "after")(_whole)


_Fault = Annotated[Fault, Field(strict=False)]


class FeedbackRequest(BaseModel):
    """Whether an answer helped one of the public.

    There is no verdict among it: nobody is signed in here. A face that people sign in for takes theirs and
    keeps it with their name (`SharedAssistant.save_feedback`).

    Attributes:
        receipt: the answer's receipt.
        useful: True for thumbs up.
        faults: why it was of no use; only with `useful` false.
        remark: the same in a few words, masked before it is kept.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    receipt: str = Field(min_length=1, max_length=MAX_NAME_CHARS)
    useful: bool
    faults: Annotated[tuple[_Fault, ...], Field(strict=False, max_length=len(Fault))] = ()
    remark: str = Field(default="", max_length=MAX_REMARK_CHARS)

    _storable = field_validator("remark")(_whole)


class TaskFile(StrEnum):
    """As what file the ledger can be handed out."""

    CSV = "csv"
    XLSX = "xlsx"
    ICS = "ics"


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file handed out.

    Attributes:
        content: the bytes. media_type: with charset where it is text. filename: ASCII.
    """

    content: bytes
    media_type: str
    filename: str


class ApiError(Exception):
    """A request that cannot be served.

    Attributes:
        status: HTTP status.
        code: for programs, lower_snake_case.
        message: for people, in Chinese: what, where, what to do.
    """

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


def error_body(code: str, message: str) -> dict[str, dict[str, str]]:
    """Lay out an error the way every route does: `{"error": {"code", "message"}}`."""
    return {"error": {"code": code, "message": message}}
