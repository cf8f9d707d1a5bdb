"""The snapshot that questions are answered from: taken anew when the store changes, kept when that fails."""

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from corpus.disclosure import is_public
from corpus.errors import ZhengdaError
from corpus.store import Store
from corpus.validity import as_of, reason_on
from index.ports import Engine
from qa.library import Library, read_library

_LOG = logging.getLogger(__name__)

# Taking in a change may mean encoding it: a disk that is full is not tried again with every question.
_AGAIN_SECONDS = 30.0


class Snapshot:
    """Holds the library of one moment and the index that goes with it.

    When the index cannot take in what has changed (a full disk, a folder that cannot be written), the former
    snapshot goes on answering: what has come since is not found, and what has gone, was closed to the public
    or has ended since is left out or judged as of now.

    Args:
        store: the notices.
        engine: search over them.
        today: gives the day that counts.
    """

    def __init__(self, store: Store, engine: Engine, today: Callable[[], date]) -> None:
        self._store = store
        self._engine = engine
        self._today = today
        self._held: Library | None = None
        self._as_of: tuple[date, int] | None = None
        self._problem: str | None = None
        self._again_at = 0.0

    @property
    def stale(self) -> bool:
        """Whether the library has moved on without the index; read from memory."""
        return self._problem is not None

    def take(self) -> Library:
        """Return the snapshot to answer from.

        Raises:
            StoreError: the store cannot be read. ZhengdaError: the index cannot be brought up to date, and
                there is no former snapshot.
        """
        now = (self._today(), self._store.sequence)
        waiting = self.stale and time.monotonic() < self._again_at
        if self._held is not None and self._as_of == now and (waiting or not self.stale):
            return self._held
        if self._held is None or not waiting:
            self._refresh()
        if self._held is None or not self.stale:
            self._held = read_library(self._store, now[0])
            self._as_of = (now[0], self._held.sequence)
        else:
            self._held, self._as_of = remaining(self._held, self._store, now[0]), now
        return self._held

    def _refresh(self) -> None:
        try:
            self._engine.refresh()
        except ZhengdaError as error:
            if self._held is None:
                raise
            if self._problem is None:
                _LOG.warning("索引跟不上库，先用此前的一份回答：%s", error)
            self._problem, self._again_at = str(error), time.monotonic() + _AGAIN_SECONDS
            return
        if self._problem is not None:
            _LOG.info("索引已跟上库。")
        self._problem = None


def remaining(library: Library, store: Store, today: date) -> Library:
    """Give what is left of a former snapshot: the notices still held and still public, as they stand now.

    Args:
        library: the former snapshot; its sequence number stays, for that is what was searched.
        store: as it is now.
        today: the day that validity is judged on.
    """
    notices = {
        notice.id: replace(notice, validity=as_of(notice, today), validity_reason=reason_on(notice, today))
        for notice in store.notices()
        if notice.id in library.notices and is_public(notice)
    }
    entries = {
        id: replace(entry, notice=notices[entry.notice.id])
        for id, entry in library.entries.items()
        if entry.notice.id in notices
    }
    texts = {id: text for id, text in library.texts.items() if id in notices}
    return replace(library, notices=notices, entries=entries, texts=texts)
