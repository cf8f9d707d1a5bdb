"""From what an editor typed to a correction that can be kept, or a sentence on why not."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from corpus.contents import Contents
from corpus.corrected import HEAD, Placed, newest
from corpus.corrections import (
    DATE_FIELDS,
    FIELD_NAMES,
    HEAD_FIELDS,
    ITEM_FIELDS,
    UNIT_FIELDS,
    Change,
    Correction,
    Field,
    Place,
    clause_of,
    head_of,
)
from corpus.errors import UsageError
from corpus.fold import plain
from corpus.model import DocumentStage, Notice, Span, TaskItem
from corpus.put_right import head_values, item_values
from corpus.store import Store
from corpus.typed import clean, one_line

MAX_VALUES: Final = 100
_LISTS: Final = (Field.ISSUING_BODIES, Field.PATH, *UNIT_FIELDS)
_NEEDED: Final = (Field.TITLE, Field.TEXT, Field.STAGE)
_LONGEST: Final[Mapping[Field, int]] = MappingProxyType(
    {Field.TITLE: 500, Field.TEXT: 5000, Field.PATH: 300, Field.DISCLOSURE: 200, Field.DEADLINE: 200}
)
_USUAL: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """One field as it came; see `corpus.corrections.Change`."""

    field: Field
    values: tuple[str, ...] | None
    quote: str = ""


def keep_correction(
    store: Store,
    notice_id: str,
    item_id: str,
    typed: Sequence[Typed],
    *,
    after: int | None,
    reason: str,
    by: str,
) -> int | None:
    """Keep a correction; gives its number, None where there is no such notice.

    Args:
        store: that keeps it.
        notice_id: of the notice.
        item_id: the clause; see `correction`.
        typed: what was typed.
        reason: why.
        by: the user's name.
        after: number of the newest correction there that was seen, 0 for none; None for whichever is newest.

    Raises:
        UsageError: it makes no sense. Overtaken: there is a newer one than `after`.
    """
    whole = store.as_read(notice_id)
    if whole is None:
        return None
    laid = store.corrected()
    gone = [each for each in laid.placed if each.item_id is None]
    now = laid.notices.get(notice_id, whole.notice)
    made = correction(whole, now, item_id, typed, gone, reason=reason, by=by)
    about = [each.correction.number for each in laid.placed if each.key == (notice_id, item_id)]
    seen = max(about, default=0) if after is None else after
    return store.corrections.add(
        made, newest=lambda connection: newest(connection, notice_id, item_id), after=seen
    )


def correction(
    whole: Contents,
    now: Notice,
    item_id: str,
    typed: Sequence[Typed],
    gone: Sequence[Placed],
    *,
    reason: str,
    by: str,
) -> Correction:
    """Make a correction.

    Args:
        whole: the notice as it was read.
        now: the same as it was put right so far.
        item_id: the clause; HEAD for the head; a `Placed.key` for a clause that is gone.
        typed: what was typed.
        gone: corrections whose clause is gone.
        reason: why.
        by: the user's name.

    Raises:
        UsageError: it makes no sense; the message says which field and what to do.
    """
    if not reason.strip():
        raise UsageError("请写明更正的理由，例如“与原件第 2 页不符”。")
    if not typed or len({one.field for one in typed}) != len(typed):
        raise UsageError("没有要保存的改动。")
    part = _about(whole, item_id, gone)
    changes = tuple(_change(one, part, whole.text) for one in typed)
    if item_id == HEAD:
        _in_order(whole.notice, now, changes)
    return Correction(place=part.place, changes=changes, reason=reason.strip(), by=by)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What a correction is about: which fields it has, what was read for each, where its words stand."""

    place: Place
    fields: Sequence[Field]
    was: Callable[[Field], tuple[str, ...]]
    span: Span


def _change(one: Typed, part: _Part, text: str) -> Change:
    if one.field not in part.fields:
        raise UsageError(f"“{FIELD_NAMES[one.field]}”不能在这里更正。")
    return Change(
        field=one.field,
        values=None if one.values is None else _checked(one.field, one.values),
        quote=_quote(one, text, part.span),
        was=part.was(one.field),
    )


_BEFORE_END: Final = (Field.EFFECTIVE_ON, Field.ISSUED_ON, Field.DATED_ON)


def _in_order(read: Notice, now: Notice, changes: Sequence[Change]) -> None:
    """Refuse an end that lies before the beginning, where either was touched."""
    touched = {change.field: change.values for change in changes}
    dates: dict[Field, str] = {}
    for field in (*_BEFORE_END, Field.EXPIRES_ON):
        values = touched.get(field, head_values(now, field))
        dates[field] = next(iter(head_values(read, field) if values is None else values), "")
    end = dates[Field.EXPIRES_ON]
    for field in _BEFORE_END:
        if touched.keys() & {field, Field.EXPIRES_ON} and end and dates[field] > end:
            raise UsageError(
                f"“{FIELD_NAMES[Field.EXPIRES_ON]}”的最后一天 {end} 早于“{FIELD_NAMES[field]}”"
                f" {dates[field]}。请核对哪一个写错了。"
            )


def _about(whole: Contents, item_id: str, gone: Sequence[Placed]) -> _Part:
    notice = whole.notice
    if item_id == HEAD:
        return _Part(
            place=head_of(notice), fields=HEAD_FIELDS, was=lambda field: head_values(notice, field),
            span=notice.span,
        )  # fmt: skip
    item = next((item for item in whole.items if item.id == item_id), None)
    if item is not None:
        return _clause(whole, item)
    lost = next((each for each in gone if each.key == (notice.id, item_id)), None)
    if lost is None:
        raise UsageError("库里没有这一条了，通知可能已更新。请刷新后再改；您填的可以先复制下来。")
    return _Part(place=lost.correction.place, fields=ITEM_FIELDS, was=lambda _: (), span=notice.span)


def _clause(whole: Contents, item: TaskItem) -> _Part:
    place = clause_of(whole.notice, item, whole.text)
    return _Part(place=place, fields=ITEM_FIELDS, was=lambda field: item_values(item, field), span=item.span)


def _checked(field: Field, values: Sequence[str]) -> tuple[str, ...]:
    plainly = (clean(value).strip() if field is Field.TEXT else one_line(value) for value in values)
    found = tuple(plainly)
    name = FIELD_NAMES[field]
    if any("\ud800" <= letter <= "\udfff" for value in found for letter in value):
        raise UsageError(f"“{name}”里有残缺的字符。请删掉后重新输入。")
    longest = _LONGEST.get(field, _USUAL)
    if any(len(value) > longest for value in found):
        raise UsageError(f"“{name}”太长，最多 {longest} 字。请核对。")
    if field is Field.DEADLINE:
        return _deadline(found)
    found = tuple(dict.fromkeys(value for value in found if value))
    if len(found) > (MAX_VALUES if field in _LISTS else 1):
        raise UsageError(f"“{name}”填得太多。请核对。")
    if not found and field in _NEEDED:
        raise UsageError(f"“{name}”不能为空。")
    if field in DATE_FIELDS and found:
        _day(name, found[0])
    if field is Field.STAGE and found[0] not in set(DocumentStage):
        raise UsageError("“阶段”只能是正式、征求意见稿或试行。")
    return found


def _deadline(values: tuple[str, ...]) -> tuple[str, ...]:
    words, due = (*values, "", "")[:2]
    if not words and not due:
        return ()
    if not words:
        raise UsageError("请写时限的文字，照原文抄；日期填在后一格。")
    if due:
        _day("时限", due)
    return words, due


_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""Of the ways to write a day that Python reads this one, not 20240301 and 2024-W09-5."""


def _day(name: str, value: str) -> None:
    try:
        day = date.fromisoformat(value if _DAY.fullmatch(value) else "")
    except ValueError:
        raise UsageError(f"“{name}”不是有这一天的日期：{value}。请写成 2024-03-01 这样。") from None
    if not 1949 <= day.year <= 2200:
        raise UsageError(f"“{name}”的年份不对：{value}。请核对。")


def _quote(one: Typed, text: str, span: Span) -> str:
    quote = one.quote.strip()
    if quote and plain(quote) not in plain(text[span.start : span.end]):
        raise UsageError(
            f"“{FIELD_NAMES[one.field]}”的原文依据在这里找不到：{quote[:40]}。"
            "请照原文抄，或留空（会标为人工填写）。"
        )
    return quote
