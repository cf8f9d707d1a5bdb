"""Which notices a person means: by number, document number, or part of the title."""

from corpus.errors import UsageError
from corpus.fold import plain
from corpus.model import Notice

_SHOWN = 8
_LEAST_PREFIX = 3


def find_notices(notices: tuple[Notice, ...], wanted: str) -> tuple[Notice, ...]:
    """Find the notices that a text names.

    Args:
        notices: those to choose from.
        wanted: an id or its beginning (three characters at least), a document number, a title,
            or a part of either.

    Returns:
        The matches of the first of these forms that matches at all, in order; empty where none does.
    """
    text = plain(wanted)
    if not text:
        return ()
    forms = (
        lambda notice: notice.id == wanted,
        lambda notice: len(wanted) >= _LEAST_PREFIX and notice.id.startswith(wanted),
        lambda notice: plain(notice.document_number or "") == text,
        lambda notice: plain(notice.title) == text,
        lambda notice: text in plain(notice.title) or text in plain(notice.document_number or ""),
    )
    for form in forms:
        if found := tuple(notice for notice in notices if form(notice)):
            return found
    return ()


def find_notice(notices: tuple[Notice, ...], wanted: str) -> Notice:
    """Find the one notice that a text names; see `find_notices`.

    Raises:
        UsageError: no notice, or several; the message lists them.
    """
    found = find_notices(notices, wanted)
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"库里没有「{wanted}」这份通知。请用 zhengda notices 查看编号、文号或标题。")
    listed = "；".join(map(_named, found[:_SHOWN]))
    more = f" 等 {len(found)} 份" if len(found) > _SHOWN else ""
    raise UsageError(f"「{wanted}」对应多份通知，请写明编号：{listed}{more}。")


def _named(notice: Notice) -> str:
    return f"{notice.id} {notice.title}" + ("（副本）" if notice.copy_of else "")
