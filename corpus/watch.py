"""A folder that is watched: new, changed and removed files are noticed by looking at it again and again."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.errors import UsageError
from corpus.sources import find_sources

SECONDS = 2.0
Snapshot = dict[str, tuple[int, int]]
"""Of each file by its real path: when it was changed last, in nanoseconds, and how many bytes it has."""


def snapshot(paths: Sequence[Path]) -> Snapshot:
    """Look at files and folders; a file that goes away meanwhile, or cannot be looked at, is left out."""
    found: Snapshot = {}
    try:
        sources = find_sources(paths)
    except UsageError:
        return found
    for source in sources:
        try:
            state = source.path.stat()
        except OSError:
            continue
        found[source.location] = (state.st_mtime_ns, state.st_size)
    return found


def watch(
    paths: Sequence[Path],
    changed: Callable[[frozenset[str]], None],
    *,
    seconds: float = SECONDS,
    rounds: int | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Call `changed` at once, and whenever files came, went or changed and then held still for one look.

    A file that is still being written is so left until it is whole.

    Args:
        paths: files and folders.
        changed: called with the real paths of the files that went since it was called last.
        seconds: between two looks.
        rounds: how many looks to take; without end where None.
        pause: waits so many seconds.
    """
    known = before = snapshot(paths)
    changed(frozenset())
    while rounds is None or rounds > 0:
        rounds = None if rounds is None else rounds - 1
        pause(seconds)
        now = snapshot(paths)
        if now == before and now != known:
            gone = frozenset(known) - frozenset(now)
            known = now
            changed(gone)
        before = now
