"""What the operator console asks of the server to keep and look up; all of it for those who may open it.

Everybody sees and changes their own calls and hand-overs only.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from corpus.accounts import Face
from corpus.accounts.rights import User
from corpus.calls import Asked, NoteOvertaken
from corpus.hand_overs import HandOver, HandOverOvertaken, HandOverState
from corpus.json_records import Record
from qa.api_models import MAX_NAME_CHARS, ApiError, error_body, storable
from ui.console.around import Around
from ui.console.keeping import Keeping, call_record
from ui.gate import require

MAX_NOTE_CHARS = 2000
_LONGEST_CALL = 24 * 3600.0

router = APIRouter(prefix="/api/v1/operator")
Operator = Annotated[User, Depends(require(Face.OPERATOR))]


def _keeping(request: Request) -> Keeping:
    keeping: Keeping = request.app.state.keeping
    return keeping


def _around(request: Request) -> Around:
    around: Around = request.app.state.around
    return around


Kept = Annotated[Keeping, Depends(_keeping)]
Nearby = Annotated[Around, Depends(_around)]
Text = Annotated[str, AfterValidator(storable), AfterValidator(str.strip)]
Key = Annotated[str, Field(pattern=r"^[0-9a-f]{16,40}$")]
Receipt = Annotated[str, Field(min_length=1, max_length=MAX_NAME_CHARS)]
Seconds = Annotated[float, Field(ge=0, le=_LONGEST_CALL, allow_inf_nan=False, strict=False)]


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class NoteRequest(_Sent):
    """The note of a call.

    Attributes:
        ended: whether the call is over.
        after: version of the note that the writer saw.
        ago: seconds since the call began: the page's clock may be wrong, what it measures is not.
    """

    note: Annotated[Text, Field(max_length=MAX_NOTE_CHARS)] = ""
    ended: bool = False
    after: Annotated[int, Field(ge=0)] = 0
    ago: Seconds = 0


class AskedRequest(_Sent):
    """A question asked in a call; see `corpus.calls.Asked`."""

    receipt: Receipt
    seconds: Seconds | None = None
    since_call: Seconds | None = None
    ago: Seconds = 0


class HandOverRequest(_Sent):
    """A matter to be handed over; see `corpus.hand_overs.HandOver`."""

    key: Key
    receipt: Receipt
    unit: Annotated[Text, Field(min_length=1, max_length=MAX_NAME_CHARS)]
    call: Key | None = None
    phone: Annotated[Text, Field(max_length=MAX_NAME_CHARS)] = ""
    remark: Annotated[Text, Field(max_length=MAX_NOTE_CHARS)] = ""


class MoveRequest(_Sent):
    """How far a matter is now, and how far the writer saw it."""

    # JSON has no enums, so the names have to do.
    state: Annotated[HandOverState, Field(strict=False)]
    seen: Annotated[HandOverState, Field(strict=False)]


class BesideRequest(_Sent):
    """A question to be asked of another region or year."""

    question: Text
    region: Annotated[str | None, Field(max_length=MAX_NAME_CHARS)] = None
    year: Annotated[int | None, Field(ge=1900, le=2999)] = None


@router.put("/calls/{key}", response_model=None)
def note(key: Key, given: NoteRequest, user: Operator, keeping: Kept, response: Response) -> Record:
    """Keep the note of a call; where another page wrote it meanwhile, that one is sent back (409)."""
    try:
        return keeping.note(user.name, key, given.note, ended=given.ended, after=given.after, ago=given.ago)
    except NoteOvertaken as error:
        response.status_code = 409
        return {**error_body("overtaken", str(error)), "call": call_record(error.call)}


@router.post("/calls/{key}/questions", status_code=201)
def asked(key: Key, given: AskedRequest, user: Operator, keeping: Kept, request: Request) -> Record:
    """Keep that a question was asked in a call."""
    _known(request, given.receipt)
    timed = Asked(receipt=given.receipt, seconds=given.seconds, since_call=given.since_call)
    keeping.ask(user.name, key, timed, ago=given.ago)
    return {"saved": True}


@router.get("/calls")
def calls(user: Operator, keeping: Kept, response: Response) -> Record:
    """List one's own calls with their notes and questions."""
    _not_kept(response)
    return {"calls": keeping.calls(user.name)}


@router.delete("/calls/{key}")
def delete_call(key: Key, user: Operator, keeping: Kept) -> Record:
    """Delete one of one's own calls."""
    return {"deleted": keeping.delete(user.name, key)}


@router.delete("/calls")
def delete_calls(user: Operator, keeping: Kept) -> Record:
    """Delete all of one's own calls."""
    return {"deleted": keeping.delete(user.name)}


@router.get("/history")
def history(user: Operator, keeping: Kept, response: Response) -> Record:
    """Give what one asked over all sessions, and the middle of the seconds of each day."""
    _not_kept(response)
    return keeping.history(user.name)


@router.get("/similar")
def similar(
    _: Operator,
    around: Nearby,
    response: Response,
    q: Annotated[str, Query(max_length=MAX_NOTE_CHARS)],
    receipt: Annotated[str | None, Query(max_length=MAX_NAME_CHARS)] = None,
) -> Record:
    """Give like questions asked before, with what was said of their answers."""
    _not_kept(response)
    return {"similar": around.similar(q, receipt)}


@router.post("/beside")
def beside(given: BesideRequest, _: Operator, request: Request) -> Record:
    """Write a question anew for another region or year."""
    if given.region is None and given.year is None:
        raise ApiError(422, "nothing_beside", "请选一个地区或写一个年份，再对比。")
    words = request.app.state.library.beside(given.question, region=given.region or None, year=given.year)
    return {"question": words}


@router.get("/today")
def today(_: Operator, around: Nearby, response: Response) -> Record:
    """Give what is new, takes effect or has ended."""
    _not_kept(response)
    return around.today()


@router.get("/hand-overs")
def hand_overs(user: Operator, keeping: Kept, response: Response) -> Record:
    """List one's own matters handed over."""
    _not_kept(response)
    return keeping.hand_overs(user.name)


@router.get("/hand-overs/facts")
def facts(_: Operator, around: Nearby, receipt: Annotated[str, Query(max_length=MAX_NAME_CHARS)]) -> Record:
    """Give the units that an answer names, with their telephones."""
    found = around.facts(receipt)
    if found is None:
        raise _no_receipt()
    return found


@router.get("/hand-overs/phones")
def phones(
    _: Operator,
    around: Nearby,
    unit: Annotated[str, Query(min_length=1, max_length=MAX_NAME_CHARS)],
    region: Annotated[str | None, Query(max_length=MAX_NAME_CHARS)] = None,
) -> Record:
    """Give the telephones of a unit that is typed."""
    return {"phones": around.phones(unit, region)}


@router.post("/hand-overs", status_code=201)
def hand_over(given: HandOverRequest, user: Operator, keeping: Kept, request: Request) -> Record:
    """Keep a matter; sent twice it is kept once."""
    _known(request, given.receipt)
    matter = HandOver(**{**given.model_dump(), "call": given.call or ""})
    return keeping.hand_over(user.name, matter)


@router.post("/hand-overs/{key}/state")
def move(key: Key, given: MoveRequest, user: Operator, keeping: Kept) -> Record:
    """Say how far a matter is."""
    try:
        moved = keeping.move(user.name, key, given.state, given.seen)
    except HandOverOvertaken as error:
        raise ApiError(409, "overtaken", str(error)) from error
    if moved is None:
        raise ApiError(404, "hand_over_not_found", "这件转办已不在了。请刷新列表。")
    return moved


@router.delete("/hand-overs/{key}")
def drop(key: Key, user: Operator, keeping: Kept) -> Record:
    """Delete a matter."""
    return {"deleted": keeping.drop(user.name, key)}


def _known(request: Request, receipt: str) -> None:
    if request.app.state.library.receipt(receipt) is None:
        raise _no_receipt()


def _no_receipt() -> ApiError:
    return ApiError(404, "receipt_not_found", "没有这个回执编号。请重新提问后再做。")


def _not_kept(response: Response) -> None:
    response.headers["Cache-Control"] = "no-store"
