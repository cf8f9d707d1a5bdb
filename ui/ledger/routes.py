"""What the staff ledger asks of the server beside the public interface; all of it for signed-in staff."""

import gzip
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field, field_validator
from starlette.responses import Response

from corpus.accounts import Face
from corpus.accounts.rights import User
from corpus.errors import UsageError
from corpus.follow_up import TaskState
from corpus.json_records import Record
from corpus.ledger import DueState, LedgerFilter, Role
from corpus.typed import clean
from qa.api_models import MAX_NAME_CHARS, ApiError, TaskFile, storable
from qa.ledger_files import download
from ui.gate import require
from ui.ledger.tracker import Overtaken, Tracker, noted
from ui.session import address_of

MAX_NOTE_CHARS = 500

router = APIRouter(prefix="/api/v1/tasks")

Staff = Annotated[User, Depends(require(Face.TASKS))]
Name = Annotated[str | None, Query(max_length=MAX_NAME_CHARS)]


class ProgressRequest(BaseModel):
    """A note about a task.

    Attributes:
        state: how far it is.
        note: a remark, masked before it is kept; must say why where the state is `late`.
        after: number of the newest note that the writer saw; None where there was none.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    # JSON has no enums, so the name has to do.
    state: Annotated[TaskState, Field(strict=False)]
    note: str = Field(default="", max_length=MAX_NOTE_CHARS)
    after: int | None = None

    @field_validator("note")
    @classmethod
    def _whole(cls, value: str) -> str:
        return clean(storable(value)).strip()


def _tracker(request: Request) -> Tracker:
    tracker: Tracker = request.app.state.tracker
    return tracker


Tracked = Annotated[Tracker, Depends(_tracker)]


@router.get("/table")
def table(_: Staff, tracker: Tracked, request: Request) -> Response:
    """Give all tasks as the page reads them: `row_record`s in columns (`ui.ledger.columns`)."""
    packed = tracker.table()
    headers = {"Cache-Control": "no-store", "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(gzip.decompress(packed), headers=headers, media_type="application/json")
    return Response(packed, headers={**headers, "Content-Encoding": "gzip"}, media_type="application/json")


@router.get("/progress")
def progress(user: Staff, tracker: Tracked) -> Record:
    """Give the newest note of every task, who is asking, and what day it is here."""
    return {**tracker.progress(), "user": user.name, "today": date.today().isoformat()}


@router.get("/{item_id}/progress")
def history(item_id: str, _: Staff, tracker: Tracked) -> Record:
    """Give the notes of one task."""
    return _found(tracker.history(item_id))


@router.post("/{item_id}/progress", status_code=201)
def note(item_id: str, given: ProgressRequest, user: Staff, tracker: Tracked, request: Request) -> Record:
    """Keep a note about a task."""
    if given.state is TaskState.LATE and not given.note:
        raise UsageError("选“逾期说明”时请写明逾期的原因。")
    try:
        kept = tracker.note(
            item_id, given.state, given.note, by=user.name, address=address_of(request), after=given.after
        )
    except Overtaken as error:
        raise ApiError(409, "overtaken", str(error)) from error
    return _found(kept)


@router.get("/units")
def units(_: Staff, tracker: Tracked, unit: Annotated[str, Query(max_length=MAX_NAME_CHARS)]) -> Record:
    """Give the printed names that mean a unit."""
    return {"names": tracker.named(unit)}


@router.get("/export", response_model=None)
def export(
    _: Staff,
    tracker: Tracked,
    format: TaskFile,
    unit: Name = None,
    role: Role | None = None,
    region: Name = None,
    notice: Name = None,
    text: Name = None,
    due_before: date | None = None,
    due_after: date | None = None,
    due: DueState | None = None,
    overdue: bool = False,
    state: TaskState | Literal["not_noted"] | None = None,
) -> Response:
    """Hand the ledger out as a file, with how far each task is."""
    wanted = LedgerFilter(
        unit=unit or None, role=role, region=region or None, notice=notice or None, text=text or None,
        due_before=due_before, due_after=due_after, due=due,
    )  # fmt: skip
    rows = tracker.rows(wanted, state=state, overdue=overdue, today=date.today())
    file = download([row for row, _ in rows], format, noted(rows))
    headers = {
        "Content-Disposition": f'attachment; filename="{file.filename}"',
        "Cache-Control": "no-store",
    }
    return Response(file.content, media_type=file.media_type, headers=headers)


def _found(record: Record | None) -> Record:
    if record is None:
        raise ApiError(404, "task_not_found", "库里没有这项任务，通知可能已更新或移除。请刷新台账。")
    return record
