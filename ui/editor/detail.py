"""What the editors' desk shows of a notice: what was read and put right, and by whom."""

from collections.abc import Iterator, Sequence
from typing import Final

from corpus.corrected import HEAD, Overlay, Placed, Standing
from corpus.correction_lines import NOTHING, at, change_record, correction_record
from corpus.corrections import FIELD_NAMES, HEAD_FIELDS, ITEM_FIELDS, UNIT_FIELDS, Field
from corpus.decisions import subject_of
from corpus.disclosure import is_closed, is_public
from corpus.facts import CORRECTED, WITHDRAWN
from corpus.json_records import Record
from corpus.model import Notice, TaskItem
from corpus.put_right import head_values, item_values
from corpus.quality_report import quality_of, quality_record
from corpus.releases import Published, private_spots
from corpus.shelf import item_counts
from corpus.store import Store

_AROUND: Final = 14


def heads(store: Store) -> list[Record]:
    """List the notices, the newest last, with what there is to do about each."""
    laid, counts = store.corrected(), item_counts(store)
    return [
        {
            "id": notice.id,
            "title": notice.title,
            "document_number": notice.document_number,
            "region": notice.region.name if notice.region else None,
            "source": notice.source,
            "sample": notice.sample,
            "copy_of": notice.copy_of,
            "public": is_public(notice),
            "closed_because": closed_because(notice),
            "items": counts.get(notice.id, 0),
            "corrected": sum(one.placed.fits for one in _standing_of(laid, notice.id)),
            "held": sum(not one.placed.fits for one in _standing_of(laid, notice.id)),
        }
        for notice in store.notices()
    ]


def closed_because(notice: Notice) -> str:
    """Say why the public does not see a notice; "" where it does."""
    if is_public(notice):
        return ""
    if any(name == WITHDRAWN for name, _ in notice.facts):
        return "已由人工撤下"
    reasons = []
    if is_closed(notice.disclosure or ""):
        reasons.append(f"标着“{notice.disclosure}”")
    if kinds := list(dict.fromkeys(fact.value for fact in private_spots(notice))):
        reasons.append(f"含{'、'.join(kinds)}")
    return "，".join(reasons)


def detail(store: Store, notice: Notice) -> Record | None:
    """Lay a notice out; None where it has gone in the meantime."""
    whole = store.as_read(notice.id)
    if whole is None:
        return None
    laid = store.corrected()
    items = {item.id: item for item in store.items(notice.id)}
    placed = [each for each in laid.placed if each.key[0] == notice.id]
    return {
        "id": notice.id,
        "title": notice.title,
        "source": notice.source,
        "sample": notice.sample,
        "public": is_public(notice),
        "closed_because": closed_because(notice),
        "disclosure": notice.disclosure,
        "private": list(_private(notice, whole.text)),
        "publications": [_publication(one) for one in _published(store, notice)],
        "head": _part(HEAD, _head_fields(notice, whole.notice), placed, laid),
        "items": [
            {
                **_part(item.id, _item_fields(items.get(item.id, item), item), placed, laid),
                "number": item.number,
                "text": items.get(item.id, item).text,
                "start": item.span.start,
                "words": whole.text[item.span.start : item.span.end],
            }
            for item in whole.items
        ],
        "gone": list(_gone(placed, laid)),
        "history": [correction_record(each, laid, whole.items) for each in reversed(placed)],
    }


def quality(store: Store, notice: Notice) -> Record:
    """Lay out how well a notice was read, with the words around each doubt; corrections are no part of it."""
    whole = store.as_read(notice.id)
    found = quality_of(store, whole.notice if whole else notice)
    record, text = quality_record(found), found.document.text
    for doubt, row in zip(found.doubts, record["doubts"], strict=True):  # type: ignore[call-overload]
        if doubt.span:
            start = max(0, doubt.span.start - _AROUND)
            row["words"] = " ".join(text[start : min(doubt.span.end, start + 120)].split())
    return {**record, "recognised": [list(row) for row in found.recognised]}


def _standing_of(laid: Overlay, notice_id: str) -> Iterator[Standing]:
    for (known, _), fields in laid.standing.items():
        if known == notice_id:
            yield from fields.values()


def _published(store: Store, notice: Notice) -> list[Published]:
    return [one for one in store.publications() if one.subject == subject_of(notice)]


def _publication(one: Published) -> Record:
    given = one.publication
    return {"public": given.public, "reason": given.reason, "by": given.by, "at": at(one.kept_at)}


def _private(notice: Notice, text: str) -> Iterator[Record]:
    """Say where, with the words around it; the private words themselves are left out."""
    for fact in private_spots(notice):
        before = text[max(0, fact.span.start - _AROUND) : fact.span.start]
        after = text[fact.span.end : fact.span.end + _AROUND]
        yield {"kind": fact.value, "words": " ".join(f"…{before}█{after}…".split())}


def _part(item_id: str, fields: list[Record], placed: Sequence[Placed], laid: Overlay) -> Record:
    about = [each for each in placed if each.item_id == item_id]
    waiting = list(laid.standing.get(about[-1].key, NOTHING).values()) if about else []
    return {
        "id": item_id,
        "fields": fields,
        "after": about[-1].correction.number if about else 0,
        "held": [_standing(one) for one in waiting if not one.placed.fits],
    }


def _head_fields(now: Notice, read: Notice) -> list[Record]:
    labels = [fact.value for name, fact in now.facts if name == CORRECTED]
    rows = ((field, head_values(now, field), head_values(read, field)) for field in HEAD_FIELDS)
    return [_field(*row, labels) for row in rows]


def _item_fields(now: TaskItem, read: TaskItem) -> list[Record]:
    rows = ((field, item_values(now, field), item_values(read, field)) for field in ITEM_FIELDS)
    fields = [_field(*row, now.corrected) for row in rows]
    for row in fields:
        row["places"] = _places(now, str(row["name"]))
    return fields


def _places(item: TaskItem, name: str) -> list[list[int]]:
    """Where values stand in the clause, in characters from its beginning."""
    spans = [unit.span for unit in getattr(item, name)] if name in UNIT_FIELDS else []
    if name == Field.DEADLINE and item.deadline:
        spans = [item.deadline.span]
    start = item.span.start
    return [[span.start - start, span.end - start] for span in spans if span != item.text_span]


def _field(field: Field, now: Sequence[str], read: Sequence[str], labels: Sequence[str]) -> Record:
    name = FIELD_NAMES[field]
    return {
        "name": field.value,
        "label": name,
        "now": list(now),
        "read": list(read),
        "corrected": next((label for label in labels if label.split("（")[0] == name), None),
    }


def _standing(one: Standing) -> Record:
    made = one.placed.correction
    return {**change_record(one.change), "by": made.by, "at": at(made.kept_at), "reason": made.reason}


def _gone(placed: Sequence[Placed], laid: Overlay) -> Iterator[Record]:
    """Corrections whose clause is gone, and that nobody has settled yet."""
    for key in dict.fromkeys(each.key for each in placed if each.item_id is None):
        about = [each for each in placed if each.key == key]
        held = [_standing(one) for one in laid.standing.get(key, NOTHING).values()]
        if held:
            where = about[-1].correction.place
            yield {
                "id": key[1],
                "after": about[-1].correction.number,
                "number": where.number,
                "path": list(where.path),
                "held": held,
            }
