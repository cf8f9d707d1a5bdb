"""Rows of one form as columns, for the wire: what stands in many rows is sent once."""

from collections.abc import Sequence

from corpus.json_records import Record

# A column that hardly repeats itself is longer with a list of places than without.
_MOST_DIFFERENT = 0.5


def columns(records: Sequence[Record]) -> Record:
    """Turn records into columns.

    Args:
        records: all with the same keys; their values are text, numbers, None, and lists and flat records
            of these.

    Returns:
        `rows`, how many; `columns`, by key either the values in the order of the records, or `of`, the
        different values, and `at`, for each record the place of its value among them.
    """
    keys = records[0] if records else ()
    return {"rows": len(records), "columns": {key: _column([one[key] for one in records]) for key in keys}}


def _column(values: list[object]) -> object:
    places: dict[object, int] = {}
    at = [places.setdefault(_known_by(value), len(places)) for value in values]
    if len(places) > _MOST_DIFFERENT * len(values):
        return values
    # Of equal values the last is as good as the first.
    different = dict(zip(at, values, strict=True))
    return {"of": [different[place] for place in range(len(places))], "at": at}


def _known_by(value: object) -> object:
    """Make a value one that a dictionary takes."""
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict):
        return tuple(value.values())
    return value
