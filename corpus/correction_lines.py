"""Corrections laid out for people: what was changed from what to what, and whether it counts now."""

from collections.abc import Mapping, Sequence
from typing import Final

from corpus.corrected import HEAD, Overlay, Placed, Standing
from corpus.corrections import FIELD_NAMES, Change, Field
from corpus.json_records import Record
from corpus.model import TaskItem

NOTHING: Final[Mapping[Field, Standing]] = {}


def correction_record(each: Placed, laid: Overlay, items: Sequence[TaskItem]) -> Record:
    """Lay a correction out.

    Args:
        each: the correction.
        laid: what all corrections make of the library.
        items: of its notice, as they were read.

    Returns:
        `number`, `item_id`, `where` (公文头, 第 3 项), `changes` (each with `counts`), `reason`, `by`, `at`,
        `state`: counts, held (waits for a look), former (another took its place or it was taken back), undo
        (itself takes others back).
    """
    made = each.correction
    counting = [
        change for change in made.changes if _counts(laid.standing.get(each.key, NOTHING), change, each)
    ]
    undone = all(change.values is None for change in made.changes)
    item = next((item for item in items if item.id == each.item_id), None)
    number = item.number if item else made.place.number
    return {
        "number": made.number,
        "item_id": each.key[1],
        "where": "公文头" if each.item_id == HEAD else f"第 {number or '无号'} 项",
        "changes": [{**change_record(change), "counts": change in counting} for change in made.changes],
        "reason": made.reason,
        "by": made.by,
        "at": at(made.kept_at),
        "state": "undo" if undone else "former" if not counting else "counts" if each.fits else "held",
    }


def change_record(change: Change) -> Record:
    """Lay one field of a correction out."""
    return {
        "name": change.field.value,
        "label": FIELD_NAMES[change.field],
        "values": None if change.values is None else list(change.values),
        "quote": change.quote,
        "was": list(change.was),
    }


def at(kept_at: str) -> str:
    """Write a time of the store as JSON does: 2024-01-01T08:00:00Z."""
    return f"{kept_at.replace(' ', 'T')}Z"


def _counts(standing: Mapping[Field, Standing], change: Change, each: Placed) -> bool:
    newest = standing.get(change.field)
    return newest is not None and newest.placed.correction.number == each.correction.number
