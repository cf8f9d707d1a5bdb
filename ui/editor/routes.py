"""What the editors' desk asks of the server; all of it for signed-in editors and administrators."""

import json
import logging
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field, field_validator
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from corpus.accounts import Face
from corpus.accounts.rights import User
from corpus.changes import MAX_VALUES, Typed, keep_correction
from corpus.corrections import Field as Corrected
from corpus.corrections import Overtaken
from corpus.errors import UsageError
from corpus.json_records import Record
from corpus.model import Notice
from corpus.quality_csv import quality_csv
from corpus.quality_report import quality_of, quality_record
from corpus.releases import DecidedMeanwhile, PageRelease, Publication
from corpus.removals import removal_record
from corpus.reread import release_pages
from corpus.store import Store
from corpus.taking_out import take_out
from corpus.typed import one_line
from qa.api_models import MAX_NAME_CHARS, ApiError, storable
from qa.privacy import mask
from ui.editor.detail import detail, heads, quality
from ui.editor.uploads import Uploads
from ui.gate import require

logger = logging.getLogger(__name__)

MAX_REASON_CHARS = 500
_MAX_VALUE_CHARS = 5000
_NAMELESS = "未命名"
_FORMS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
_GONE = "库里没有这份通知，可能已更新或移除。请刷新列表；您填的可以先复制下来。"

router = APIRouter(prefix="/api/v1/editor")

Editor = Annotated[User, Depends(require(Face.EDITOR))]
Words = Annotated[str, Field(max_length=_MAX_VALUE_CHARS)]


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    reason: str = Field(max_length=MAX_REASON_CHARS)

    @field_validator("reason")
    @classmethod
    def _whole(cls, value: str) -> str:
        return mask(one_line(storable(value)))


class GivenChange(BaseModel):
    """One field; see `corpus.corrections.Change`."""

    model_config = ConfigDict(extra="forbid", strict=True)

    # JSON has no enums or tuples, so names and lists have to do.
    field: Annotated[Corrected, Field(strict=False)]
    values: Annotated[tuple[Words, ...], Field(strict=False, max_length=MAX_VALUES)] | None
    quote: str = Field(default="", max_length=MAX_REASON_CHARS)

    @field_validator("values", "quote")
    @classmethod
    def _whole(cls, value: tuple[str, ...] | str | None) -> tuple[str, ...] | str | None:
        for one in (value,) if isinstance(value, str) else value or ():
            storable(one)
        return value


class CorrectionRequest(_Given):
    """What an editor puts right in the head or in one clause.

    Attributes:
        item: the clause's id; "" for the head.
        changes: a field each.
        after: number of the newest correction there that the editor saw, 0 for none.
    """

    item: str = Field(default="", max_length=MAX_NAME_CHARS)
    changes: Annotated[tuple[GivenChange, ...], Field(strict=False, min_length=1, max_length=len(Corrected))]
    after: int = Field(default=0, ge=0)


class PublicationRequest(_Given):
    """Whether a notice is public from now on.

    Attributes:
        after: how many decisions about it the editor saw.
    """

    public: bool
    after: int = Field(ge=0)


class ReleaseRequest(_Given):
    """Pages that were compared with the original; None stands for the file as a whole."""

    pages: Annotated[tuple[int | None, ...], Field(strict=False, min_length=1, max_length=10_000)]


class RemovalRequest(_Given):
    """Why a notice is taken out.

    Attributes:
        with_original: whether the file it was read from is deleted too.
    """

    with_original: bool = False


def _store(request: Request) -> Store:
    store: Store = request.app.state.editor_store
    return store


def _uploads(request: Request) -> Uploads:
    uploads: Uploads = request.app.state.uploads
    return uploads


Library = Annotated[Store, Depends(_store)]
Taken = Annotated[Uploads, Depends(_uploads)]


def _notice(notice_id: str, store: Library) -> Notice:
    found = next((notice for notice in store.notices() if notice.id == notice_id), None)
    if found is None:
        raise ApiError(404, "notice_not_found", _GONE)
    return found


Found = Annotated[Notice, Depends(_notice)]


@router.get("")
def overview(user: Editor, store: Library, request: Request) -> Record:
    """List the notices with what there is to do about each, who is asking and how large a file may be."""
    settings = request.app.state.library.settings
    return {"user": user.name, "max_file_bytes": settings.limits.bytes, "notices": heads(store)}


@router.get("/notices/{notice_id}")
def notice(_: Editor, store: Library, found: Found) -> Record:
    """Show a notice as it was read and as it was put right."""
    record = detail(store, found)
    if record is None:
        raise ApiError(404, "notice_not_found", _GONE)
    return record


@router.get("/notices/{notice_id}/quality")
def notice_quality(_: Editor, store: Library, found: Found) -> Record:
    """Say how well a notice was read, and what is doubtful."""
    return quality(store, found)


@router.get("/notices/{notice_id}/quality.{form}", response_model=None)
def quality_file(_: Editor, store: Library, found: Found, form: Literal["csv", "json"]) -> Response:
    """Hand the quality report out as a file."""
    told = quality_of(store, found)
    content = quality_csv([told]) if form == "csv" else json.dumps(quality_record(told), ensure_ascii=False)
    headers = {
        "Content-Disposition": f'attachment; filename="zhengda-quality-{found.id}.{form}"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=_FORMS[form], headers=headers)


@router.post("/notices/{notice_id}/corrections", status_code=201)
def correct(given: CorrectionRequest, user: Editor, store: Library, found: Found) -> Record:
    """Keep a correction."""
    typed = [Typed(field=one.field, values=one.values, quote=one.quote) for one in given.changes]
    try:
        kept = keep_correction(
            store, found.id, given.item, typed, after=given.after, reason=given.reason, by=user.name
        )
    except Overtaken as error:
        raise ApiError(409, "overtaken", str(error)) from error
    if kept is None:
        raise ApiError(404, "notice_not_found", _GONE)
    return _shown(store, found.id)


@router.post("/notices/{notice_id}/publication", status_code=201)
def publish(given: PublicationRequest, user: Editor, store: Library, found: Found) -> Record:
    """Let a notice go public, or take it off the public side."""
    _reasoned(given.reason)
    decision = Publication(public=given.public, reason=given.reason, by=user.name)
    try:
        store.publish(found, decision, after=given.after)
    except DecidedMeanwhile as error:
        raise ApiError(409, "overtaken", str(error)) from error
    return _shown(store, found.id)


@router.post("/notices/{notice_id}/release", status_code=201)
def release(given: ReleaseRequest, user: Editor, store: Library, found: Found) -> Record:
    """Release pages that were held back."""
    _reasoned(given.reason)
    rows = quality(store, found)["doubts"]
    held = {row["page"] for row in rows if row["withheld"]}  # type: ignore[attr-defined]
    chosen = set(given.pages) & held
    if not chosen:
        raise UsageError("这些页没有待放行的，可能别人刚刚放行过。请刷新后看。")
    release_pages(store, found, PageRelease(pages=tuple(chosen), reason=given.reason, by=user.name))
    return _shown(store, found.id)


@router.post("/notices/{notice_id}/removal", status_code=201)
def remove(given: RemovalRequest, user: Editor, store: Library, found: Found, request: Request) -> Record:
    """Take a notice out of the library; its corrections stay and come back with it."""
    _reasoned(given.reason)
    erased = take_out(
        store, request.app.state.library.settings.data_dir, found,
        reason=given.reason, by=user.name, with_original=given.with_original,
    )  # fmt: skip
    logger.info("notice %s removed by %s, %d originals with it", found.id, user.name, erased)
    return {"removed": found.id, "originals": erased}


@router.get("/removals")
def removals(_: Editor, store: Library, request: Request) -> Record:
    """List what was taken out of the library, the newest first, and why."""
    data_dir = request.app.state.library.settings.data_dir
    return {"removals": [removal_record(one, data_dir) for one in reversed(store.removals())]}


@router.post("/files", status_code=202)
async def hand_in(
    user: Editor,
    taken: Taken,
    request: Request,
    name: Annotated[str, Query(min_length=1, max_length=255)],
    replaces: Annotated[str | None, Query(max_length=MAX_NAME_CHARS)] = None,
) -> Record:
    """Take one file, its bytes as the body, and have it read; the guard has set a limit to it."""
    data = await request.body()
    if not data:
        raise ApiError(422, "empty", "文件是空的，没有可读的文字。请检查是否传错了文件。")
    made = await run_in_threadpool(
        taken.take, one_line(storable(name)) or _NAMELESS, data, by=user.name, replaces=replaces
    )
    return made.record()


@router.get("/files/{upload_id}")
def handed_in(upload_id: str, _: Editor, taken: Taken) -> Record:
    """Say how far a file is."""
    found = taken.get(upload_id)
    if found is None:
        raise ApiError(
            404, "file_not_found", "这个文件的读入记录不在了（服务可能重启过）。请看列表里有没有它。"
        )
    return found.record()


def _shown(store: Store, notice_id: str) -> Record:
    return detail(store, _notice(notice_id, store)) or {}


def _reasoned(reason: str) -> None:
    if not reason:
        raise UsageError("请写明理由，它会和您的名字一起留在记录里。")
