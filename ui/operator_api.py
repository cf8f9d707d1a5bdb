"""What the operator console asks for beside the public interface: who is there, search, verdicts by name."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from corpus.accounts import Face
from corpus.accounts.rights import User
from corpus.json_records import Record
from corpus.levels import Level
from corpus.model import Validity
from qa.api_models import MAX_NAME_CHARS, ApiError
from qa.passage_search import Wanted
from qa.shared import SharedAssistant
from qa.verdict import Verdict
from ui.gate import require

_MOST_CHARS = 300
"""Longest text that is searched for; what is longer is a question to ask."""

router = APIRouter(prefix="/api/v1")
Operator = Annotated[User, Depends(require(Face.OPERATOR))]
# Everybody with an account may say how an answer was, from whichever face.
SignedIn = Annotated[User, Depends(require(Face.DESK))]
Name = Annotated[str | None, Query(max_length=MAX_NAME_CHARS)]


def _library(request: Request) -> SharedAssistant:
    library: SharedAssistant = request.app.state.library
    return library


Library = Annotated[SharedAssistant, Depends(_library)]


@router.get("/operator")
def who(user: Operator, library: Library, response: Response) -> Record:
    """Say who is signed in, how soon an answer should be there, and how long calls are kept."""
    response.headers["Cache-Control"] = "no-store"
    settings = library.settings
    kept = {"call_days": settings.call_days, "target_seconds": settings.operator_target_seconds}
    return {"name": user.name, "role": user.role_name, **kept}


@router.get("/search")
def search(
    _: Operator,
    library: Library,
    response: Response,
    q: Annotated[str, Query(max_length=_MOST_CHARS)],
    region: Name = None,
    year: Annotated[int | None, Query(ge=1900, le=2999)] = None,
    unit: Name = None,
    validity: Validity | None = None,
    level: Level | None = None,
) -> Record:
    """Find passages as one types, best first; no receipt is kept."""
    response.headers["Cache-Control"] = "no-store"
    wanted = Wanted(
        words=q, region=region or None, year=year, unit=unit or None, validity=validity, level=level
    )
    return {"passages": library.search(wanted)}


class Judged(BaseModel):
    """An operator's verdict on an answer. No free text: it would invite personal data."""

    model_config = ConfigDict(extra="forbid", strict=True)

    receipt: str = Field(min_length=1, max_length=MAX_NAME_CHARS)
    # JSON has no enums, so the name has to do.
    verdict: Annotated[Verdict, Field(strict=False)]


@router.post("/operator/verdicts", status_code=201)
def judge(judged: Judged, user: SignedIn, library: Library) -> Record:
    """Keep a verdict with the name of the one who gave it."""
    if library.receipt(judged.receipt) is None:
        raise ApiError(404, "receipt_not_found", "没有这个回执编号。请重新提问后再评价。")
    library.save_feedback({"receipt": judged.receipt, "verdict": judged.verdict.value, "by": user.name})
    return {"saved": True}
