"""The whole ledger as the page reads it: made and packed once for each state of the library."""

import gzip
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from threading import Lock

from corpus.ledger import LedgerRow, row_record
from ui.ledger.columns import columns

_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Packed:
    """Rows as JSON (see `ui.ledger.columns`), compressed by gzip."""

    sequence: int
    today: date
    content: bytes


class Table:
    """Keeps the newest packed ledger; may be used from several threads.

    Args:
        rows: gives the ledger.
    """

    def __init__(self, rows: Callable[[], Iterable[LedgerRow]]) -> None:
        self._rows = rows
        self._packed: Packed | None = None
        self._packing = Lock()

    def packed(self, sequence: int, today: date) -> Packed:
        """Give the ledger of a day.

        Args:
            sequence: the library's; the same one gives the same ledger.
            today: the day on which notices are judged.
        """
        with self._packing:
            known = self._packed
            if known is None or (known.sequence, known.today) != (sequence, today):
                known = self._packed = Packed(sequence, today, _pack(self._rows()))
            return known


def _pack(rows: Iterable[LedgerRow]) -> bytes:
    told = columns([row_record(row) for row in rows])
    return gzip.compress(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(), _LEVEL)
