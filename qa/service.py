"""The HTTP interface (`/api/v1`): contract/answer.schema.json and contract/task.schema.json over JSON.

Endpoints are plain functions, so the framework runs them in its thread pool and the event loop stays free.
"""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Depends, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from corpus.errors import StoreBusy, StoreFull, UsageError, ZhengdaError
from corpus.json_records import Record
from corpus.ledger import DueState, LedgerFilter, Role, row_record
from qa.api_models import MAX_NAME_CHARS, ApiError, AskRequest, FeedbackRequest, TaskFile, error_body
from qa.guard import TOO_LARGE, Guard
from qa.ledger_files import download
from qa.shared import SharedAssistant

if TYPE_CHECKING:
    from qa.assistant import Assistant

_BODY_FLOOR = 64 * 1024
_MESSAGES = {
    400: ("bad_request", "请求读不出来：正文应是 JSON。请检查后再发。"),
    404: ("not_found", "没有这个地址。请检查网址，或从首页重新进入。"),
    405: ("method_not_allowed", "这个地址不接受这种请求方式。请查看接口说明。"),
    413: ("request_too_large", TOO_LARGE),
}

_STALE = (
    "索引暂时跟不上库，正用此前的一份回答：新读入的通知还查不到，撤下的已不再引用。"
    "请管理员检查磁盘空间和权限（zhengda doctor），恢复后会自己跟上。"
)

FILES_PATH = "/api/v1/editor/files"
"""Where whole files are handed in (`ui.editor`); everything else is small."""

router = APIRouter(prefix="/api/v1")


def create_app(assistant: "Assistant") -> FastAPI:
    """Build the service.

    Args:
        assistant: opened by the caller, who also closes it.

    Returns:
        An application with the routes under /api/v1; `app.state.library` is the `SharedAssistant` that
        faces mounted on it use too.
    """
    # No /docs: the stock page loads its scripts from elsewhere.
    app = FastAPI(title="政答", docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
    app.state.library = SharedAssistant(assistant)
    app.include_router(router)
    app.add_exception_handler(ApiError, _say)
    app.add_exception_handler(ZhengdaError, _say)
    app.add_exception_handler(HTTPException, _say)
    app.add_exception_handler(RequestValidationError, _say)
    # A character takes at most 12 bytes in JSON (a pair of \uXXXX).
    app.add_middleware(
        Guard,
        max_body=max(_BODY_FLOOR, 4096 + 12 * assistant.settings.max_question_chars),
        larger={FILES_PATH: assistant.settings.limits.bytes},
    )
    return app


def _library(request: Request) -> SharedAssistant:
    library: SharedAssistant = request.app.state.library
    return library


Library = Annotated[SharedAssistant, Depends(_library)]
Name = Annotated[str | None, Query(max_length=MAX_NAME_CHARS)]


@router.post("/ask")
def ask(asked: AskRequest, library: Library) -> Record:
    """Answer a question."""
    limit = library.settings.max_question_chars
    if len(asked.question) > limit:
        message = f"问题太长：共 {len(asked.question)} 字，最多 {limit} 字。请只留下要问的事再发。"
        raise ApiError(422, "question_too_long", message)
    return library.ask(
        asked.question,
        id=asked.id,
        region=asked.region or None,
        after=asked.after or None,
        ignore=asked.ignore,
    )


@router.get("/notices")
def notices(library: Library) -> Record:
    """List the notices."""
    return {"notices": library.notices()}


@router.get("/notices/{notice_id}")
def notice(notice_id: str, library: Library) -> Record:
    """Show one notice with its text."""
    found = library.notice(notice_id)
    if found is None:
        raise ApiError(404, "notice_not_found", "库里没有这份通知，可能已被移除。请返回重新提问。")
    return found


@router.get("/tasks", response_model=None)
def tasks(
    library: Library,
    unit: Name = None,
    role: Role | None = None,
    region: Name = None,
    notice: Name = None,
    due_before: date | None = None,
    due_after: date | None = None,
    due: DueState | None = None,
    text: Name = None,
    format: TaskFile | Literal["json"] = "json",
) -> Response:
    """List the task ledger, or hand it out as a file."""
    wanted = LedgerFilter(
        unit=unit or None,
        role=role,
        region=region or None,
        notice=notice or None,
        due_before=due_before,
        due_after=due_after,
        due=due,
        text=text or None,
    )
    rows = library.tasks(wanted)
    if format == "json":
        # Plain values already: to look through ten thousand rows once more would take a second.
        return JSONResponse({"tasks": [row_record(row) for row in rows]})
    file = download(rows, format)
    headers = {"Content-Disposition": f'attachment; filename="{file.filename}"'}
    return Response(file.content, media_type=file.media_type, headers=headers)


@router.get("/receipts/{receipt_id}")
def receipt(receipt_id: str, library: Library) -> Record:
    """Show an answer again by its receipt."""
    found = library.receipt(receipt_id)
    if found is None:
        raise ApiError(404, "receipt_not_found", "没有这个回执编号。请核对链接，或重新提问。")
    return found


@router.post("/feedback", status_code=201)
def feedback(given: FeedbackRequest, library: Library) -> Record:
    """Keep whether an answer helped; verdicts are for those signed in, and taken elsewhere."""
    if given.useful and (given.faults or given.remark):
        raise ApiError(422, "no_fault", "faults 和 remark 只随“没用”（useful 为 false）一起给。")
    receipt(given.receipt, library)
    library.save_feedback(given.model_dump(mode="json", exclude_none=True, exclude_defaults=True))
    return {"saved": True}


@router.get("/info")
def info(library: Library) -> Record:
    """Say what is in the library and what may be asked."""
    return library.info()


@router.get("/health")
async def health(request: Request) -> Record:
    """Say that the server answers, how far a change of model is, and whether the index cannot follow.

    Touches neither store nor index.
    """
    library = _library(request)
    told: Record = {"status": "ok"}
    if switching := library.switching():
        told["switching"] = switching
    if library.stale:
        told |= {"stale": True, "message": _STALE}
    return told


async def _say(_: Request, error: Exception) -> JSONResponse:
    """Turn an error into a typed Chinese body; what the caller sent is never echoed."""
    status, code, message = _describe(error)
    return JSONResponse(error_body(code, message), status_code=status)


def _describe(error: Exception) -> tuple[int, str, str]:
    match error:
        case ApiError():
            return error.status, error.code, error.message
        case RequestValidationError():
            return 422, "invalid_request", _invalid(error)
        case HTTPException():
            code, message = _MESSAGES.get(error.status_code, ("http_error", "请求没有成功，请稍后再试。"))
            return error.status_code, code, message
        case UsageError():
            return 422, "invalid_request", str(error)
        case StoreBusy() | StoreFull():
            return 503, "store_unavailable", str(error)
        case _:
            return 500, "internal", str(error)


def _invalid(error: RequestValidationError) -> str:
    places = (".".join(str(part) for part in fault["loc"][1:]) or "正文" for fault in error.errors())
    return f"请求不合要求：{'、'.join(dict.fromkeys(places))}。请对照接口说明检查名称、类型和长度。"
