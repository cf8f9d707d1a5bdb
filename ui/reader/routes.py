"""What the notice reader asks of the server beside the public interface; open to everybody."""

import hashlib
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from corpus.errors import ReadError
from corpus.json_records import Record
from corpus.model import DocumentStage, Span, Validity
from corpus.shelf import Asked, Facet
from qa.api_models import MAX_NAME_CHARS, ApiError
from ui.reader.notices import Notices

_NONE = "库里没有这份通知，可能已被移除或不再公开。请回到通知库重新查找。"

router = APIRouter(prefix="/api/v1", include_in_schema=False)


def _notices(request: Request) -> Notices:
    notices: Notices = request.app.state.notices
    return notices


Read = Annotated[Notices, Depends(_notices)]
Name = Annotated[str | None, Query(max_length=MAX_NAME_CHARS)]
Place = Annotated[int, Query(ge=0, le=100_000_000)]


@router.get("/library")
def library(
    notices: Read,
    region: Name = None,
    year: Annotated[int | None, Query(ge=1900, le=2999)] = None,
    kind: Name = None,
    stage: DocumentStage | None = None,
    validity: Validity | None = None,
    body: Name = None,
    q: Annotated[str, Query(max_length=MAX_NAME_CHARS)] = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Record:
    """List a page of the notices that fit, and how many each further choice would leave."""
    given = {
        Facet.REGION: region,
        Facet.YEAR: str(year) if year else None,
        Facet.KIND: kind,
        Facet.STAGE: stage.value if stage else None,
        Facet.VALIDITY: validity.value if validity else None,
        Facet.BODY: body,
    }
    values = {facet: value for facet, value in given.items() if value}
    return notices.shelf(Asked(values=values, words=q), page)


@router.get("/notices/{notice_id}/reading")
def reading(notice_id: str, notices: Read) -> Record:
    """Show one notice with its text, outline, tasks, relations, pages and versions."""
    return _found(notices.notice(notice_id))


@router.get("/notices/{notice_id}/differences")
def differences(
    notice_id: str, notices: Read, against: Annotated[str, Query(max_length=MAX_NAME_CHARS)]
) -> Record:
    """Show what changed between a notice and a former version or a related notice."""
    return _found(notices.differences(notice_id, against))


@router.get("/notices/{notice_id}/boxes")
def boxes(notice_id: str, notices: Read, start: Place, end: Place) -> Record:
    """Say where on the pages a stretch of the text is printed."""
    found = notices.boxes(notice_id, Span(start, max(start, end)))
    if found is None:
        raise ApiError(404, "notice_not_found", _NONE)
    return {"boxes": found}


@router.get("/notices/{notice_id}/pages/{page}", response_model=None)
def page_picture(notice_id: str, page: int, notices: Read, request: Request) -> Response:
    """Show a page of the file as a picture."""
    try:
        picture = notices.picture(notice_id, page)
    except ReadError as error:
        raise ApiError(404, "no_picture", str(error)) from error
    if picture is None:
        raise ApiError(404, "no_picture", "这一页没有页面图。")
    # Asked anew each time, since a notice may be withdrawn; what is still the same is not sent again.
    tag = f'"{hashlib.sha256(picture).hexdigest()[:24]}"'
    headers = {"Cache-Control": "no-cache", "ETag": tag}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(picture, media_type="image/jpeg", headers=headers)


@router.get("/notices/{notice_id}/original", response_model=None)
def original(notice_id: str, notices: Read) -> Response:
    """Hand out the file that a notice was read from; never shown by a browser inside of this site."""
    found = notices.original(notice_id)
    if found is None:
        raise ApiError(404, "no_original", "这份通知没有可以下载的原件。")
    data, name = found
    headers = {
        "Content-Disposition": f"attachment; filename=\"notice\"; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "no-cache",
    }
    return Response(data, media_type="application/octet-stream", headers=headers)


def _found(record: Record | None) -> Record:
    if record is None:
        raise ApiError(404, "notice_not_found", _NONE)
    return record
