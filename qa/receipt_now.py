"""How the library stands to a receipt now: whether each notice quoted then is still there, and as it was."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from corpus.corrections import Field
from corpus.disclosure import is_closed, is_public
from corpus.json_records import Record, iso
from corpus.model import Notice, Span, Validity
from corpus.store import Store
from corpus.validity import as_of, reason_on
from qa.library import changed_clauses

_ENDED = (Validity.REPEALED.value, Validity.SUPERSEDED.value, Validity.EXPIRED.value)
_NO_FIELDS: Record = {"lead_units": [], "responsible_units": [], "cooperating_units": [], "deadline": None}


class Standing(StrEnum):
    """How a notice that was quoted stands now; of several the gravest counts, which comes last."""

    UNCHANGED = "unchanged"
    ENDED = "ended"
    CHANGED = "changed"
    REMOVED = "removed"
    CLOSED = "closed"


_SUMMARY = {
    Standing.UNCHANGED: "引用的通知在库里仍与当时一致。",
    Standing.ENDED: "引用的通知此后有失效、废止或改动的，请重新提问。",
    Standing.CHANGED: "引用的通知此后换了内容，上面是当时的原文，请重新提问。",
    Standing.REMOVED: "引用的通知此后有从库里移除的，上面是当时的原文，请重新提问。",
    Standing.CLOSED: "引用的通知此后有不再对外公开的，请重新提问。",
}
_NOTHING_CITED = "这次没有引用通知。"
_MOVED_ON = "库此后有变动，现在再问，回答可能不同。"
WITHHELD = "这次回答引用的通知已不对外公开，内容不再显示。请重新提问。"


def with_now(record: Mapping[str, Any], store: Store, today: date) -> Record:
    """Add to a receipt how the library stands to it now.

    Args:
        record: as `qa.receipts.read_receipt` gives it.
        store: as it is now.
        today: the day that validity is judged on.

    Returns:
        The record with `now`: the gravest `state` (None where nothing was cited), a `message`, the
        `library`'s sequence number, the day, and for each of the `citations` its number `n`, `state`,
        `message`, `validity` and, where another text stands in its place, that `notice`.
    """
    notices = {notice.id: notice for notice in store.notices()}
    clauses = [passage.get("clause") for passage in record.get("passages", [])]
    clauses += [None] * (len(record["citations"]) - len(clauses))
    desk = _Desk(store, notices, today)
    citations = [
        {"n": citation["n"], **desk.look_up(citation, clause)}
        for citation, clause in zip(record["citations"], clauses, strict=False)
    ]
    states = [Standing(str(each["state"])) for each in citations]
    gravest = max(states, key=list(Standing).index, default=None)
    now: Record = {
        "state": gravest.value if gravest else None,
        "message": _summary(gravest, moved=record.get("library") != store.sequence),
        "library": store.sequence,
        "today": iso(today),
        "citations": citations,
    }
    return {**record, "now": now}


def withheld(record: Mapping[str, Any]) -> Record:
    """Take out of a receipt what must not reach the public any more; the rest stays as it is."""
    closed = [each["state"] == Standing.CLOSED.value for each in record["now"]["citations"]]
    if not any(closed):
        return dict(record)
    rows = zip(record["citations"], closed, strict=True)
    citations = [_emptied(citation) if shut else citation for citation, shut in rows]
    return {**record, "text": WITHHELD, "fields": _NO_FIELDS, "citations": citations}


def _emptied(citation: Mapping[str, Any]) -> Record:
    head = {**citation["notice"], "title": "不对外公开的通知", "document_number": None, "source": ""}
    place = {"quote": "", "start": 0, "end": 0, "highlights": [], "path": [], "item": None}
    return {**citation, **_NO_FIELDS, **place, "notice": head}


def _summary(gravest: Standing | None, *, moved: bool) -> str:
    if gravest is None:
        return _NOTHING_CITED + (_MOVED_ON if moved else "")
    return _SUMMARY[gravest] + (_MOVED_ON if moved and gravest is Standing.UNCHANGED else "")


class _Desk:
    """Looks up what became of a citation."""

    def __init__(self, store: Store, notices: Mapping[str, Notice], today: date) -> None:
        self._store, self._notices, self._today = store, notices, today

    def look_up(self, citation: Mapping[str, Any], clause: str | None) -> Record:
        """Say how a citation stands now; `clause` is what was known of its clause then."""
        notice = self._notices.get(citation["notice"]["id"])
        if notice is None:
            return self._gone(citation)
        if not is_public(notice):
            return _now(Standing.CLOSED, "这份通知已不对外公开。")
        if self._store.text(notice.id)[citation["start"] : citation["end"]] != citation["quote"]:
            return _now(Standing.CHANGED, "库里这份通知的文字已与当时不同。", notice=notice.id)
        return self._still_there(notice, citation, clause)

    def _gone(self, citation: Mapping[str, Any]) -> Record:
        """A notice that is no more, or whose place another text has taken."""
        placed = [self._notices[id] for id in self._store.successors(citation["notice"]["sha256"])]
        later = [notice for notice in placed if is_public(notice)]
        # Taking a notice out, or putting another in its place, opens nothing that was closed.
        if self._was_closed(citation["notice"]) or (placed and not later):
            return _now(Standing.CLOSED, "这份通知已不对外公开。")
        if not later:
            return _now(Standing.REMOVED, "这份通知已从库里移除，这里是当时的原文。")
        same = [notice for notice in later if notice.title == citation["notice"]["title"]]
        notice = (same or later)[0]
        printed = citation["quote"] in self._store.text(notice.id)
        said = "新版本里这段话没有变" if printed else "新版本里这段话已改动或删去"
        return _now(Standing.CHANGED, f"这份通知已换成新版本，{said}。", notice=notice.id)

    def _was_closed(self, head: Mapping[str, Any]) -> bool:
        """Whether a notice of that text was off the public side when it went, or went with its original."""
        subject = f"{head['id']}@{head['sha256']}"
        removed = [one.removal for one in self._store.removals() if one.subject == subject]
        if removed and (removed[-1].with_original or not removed[-1].public):
            return True
        decided = [one.publication for one in self._store.publications() if one.subject == subject]
        return not decided[-1].public if decided else self._marked_closed(head)

    def _marked_closed(self, head: Mapping[str, Any]) -> bool:
        """Whether an editor had put its mark of disclosure right to one that closes it."""
        marks = [
            change.values
            for made in self._store.corrections.all()
            for change in made.changes
            if change.field is Field.DISCLOSURE
            and (made.place.notice_id, made.place.sha256) == (head["id"], head["sha256"])
        ]
        return bool(marks) and any(map(is_closed, marks[-1] or ()))

    def _still_there(self, notice: Notice, citation: Mapping[str, Any], clause: str | None) -> Record:
        validity = as_of(notice, self._today).value
        if validity in _ENDED and validity != citation["notice"]["validity"]:
            reason = reason_on(notice, self._today)
            told = f"这份通知此后已失效{f'：{reason}' if reason else ''}。"
            return _now(Standing.ENDED, told, validity=validity)
        span = Span(citation["start"], citation["end"])
        touched = changed_clauses(self._store, notice, tuple(self._notices.values()), self._today)
        reason = next(
            (change.reason for place, change in touched if place.start < span.end and span.start < place.end),
            None,
        )
        if reason and reason != clause:
            return _now(Standing.ENDED, f"这一条此后被废止或改动：{reason}。", validity=validity)
        return _now(Standing.UNCHANGED, "与当时一致。", validity=validity)


def _now(state: Standing, message: str, *, validity: str | None = None, notice: str | None = None) -> Record:
    return {"state": state.value, "message": message, "validity": validity, "notice": notice}
