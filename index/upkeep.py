"""Keep the generation in use up to date with the library: open it, extend it, or build it anew.

A change costs what it changes (`building.extend`): the files before it are linked, a few are added. What is
gone and what came later is never merged away by that, so from time to time a full generation is built beside
the one in use, without the write lock, and what changed meanwhile is put in at the end under the lock. Both
replace the generation in use in one step, and a process that still searches the old one goes on.
"""

import logging
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import StaleIndex, StoreBusy, StoreError
from corpus.why import why
from index.building import Source, build, extend
from index.encoder import NONE
from index.generation import CURRENT, Generation, clear, install, is_whole, open_current, open_folder
from index.held import Changes, compare, library_digest
from index.lexical import Boosts
from index.ports import Encoder, Library
from index.vectors import Progress

LOCK_SECONDS = 600.0
"""How long to wait for another process that builds; it encodes some 20 passages a second."""
SMALL = 1000
"""So few passages are always built anew, in about a second: new names of units are words at once."""
GONE_SHARE, LATER_SHARE = 0.1, 0.2
"""Share of passages that are gone, and share in parts after the first, from which a full build is due."""
URGENT = 2.0
"""So many times these shares are not put off until somebody has time."""
_LOG = logging.getLogger(__name__)


class Upkeep:
    """Brings the generation of a folder up to date; one at a time in a process, by a lock between them."""

    def __init__(self, root: Path, library: Library, encoder: Encoder, boosts: Boosts) -> None:
        """Remember where and what from.

        Args:
            root: folder of all generations.
            library: what they are built from.
            encoder: for passages.
            boosts: of the lexical fields.
        """
        self._root = root
        self._library = library
        self._encoder = encoder
        self._boosts = boosts

    def advance(self, former: Generation | None, progress: Progress | None = None) -> Generation:
        """Give a generation of the library as it is now.

        Args:
            former: one opened before; what did not change is not opened again.
            progress: called with (done, total) while passages are encoded.

        Raises:
            ModelError: the encoder cannot be loaded. StoreError: the store cannot be read, or the disk is
                full. StoreBusy: another process has been building for ten minutes.
        """
        sequence, stored = self._library.sequence, self._library.versions()
        found = self._current(former)
        if found and self._fits(found, sequence, stored):
            return found
        with self._writing():
            return self._write(former, progress)

    def is_due(self, generation: Generation, times: float = 1.0) -> bool:
        """Tell whether a full build is due: much is gone, or much came later."""
        rows = generation.rows
        later = rows.total - len(rows.parts[0]) if rows.parts else 0
        return rows.total > SMALL and (
            len(rows.removed) > times * GONE_SHARE * rows.total or later > times * LATER_SHARE * rows.total
        )

    def compact(self, stop: threading.Event) -> bool:
        """Build a full generation beside the one in use and put it in its place.

        Args:
            stop: set when nobody waits for it any more.

        Returns:
            False where another process is at it.

        Raises:
            Stopped: `stop` was set. ModelError, StoreError, StoreBusy: as for `advance`.
        """
        lock = FileLock(self._root / "compact.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return False
        except OSError as error:
            raise _unwritable(self._root, error) from error
        try:
            self._clear()
            folder = build(self._root, self._source(None, stop), prefix="compact-")
            with self._writing():
                self._catch_up(folder)
        except OSError as error:
            raise _unwritable(self._root, error) from error
        finally:
            self._clear()
            lock.release()
        return True

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the write lock for the block."""
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            with FileLock(self._root / "write.lock", timeout=LOCK_SECONDS):
                # First as well: what a kill has left would keep the room that is wanted now.
                clear(self._root)
                try:
                    yield
                finally:
                    clear(self._root)
        except Timeout as error:
            raise StoreBusy(f"另一个进程正在建索引 {self._root}；请等它结束后重试。") from error
        except OSError as error:
            raise _unwritable(self._root, error) from error

    def _write(self, former: Generation | None, progress: Progress | None) -> Generation:
        """Write the next generation, unless another process has just done so; the caller holds the lock."""
        sequence, stored = self._library.sequence, self._library.versions()
        found = self._current(former)
        if found and self._fits(found, sequence, stored):
            return found
        source = self._source(progress)
        changes = compare(found.held.versions, stored) if found else None
        if found and changes is not None and self._is_extended(found, changes):
            try:
                folder = extend(self._root, source, found, changes, sequence)
            except FileNotFoundError:
                folder = build(self._root, source)
        else:
            folder = build(self._root, source)
        _LOG.info("sequence %d: %d notices stored, %d changed", sequence, len(stored), len(changes or stored))
        return open_folder(install(self._root, folder), self._boosts, found)

    def _is_extended(self, found: Generation, changes: Changes) -> bool:
        """Tell whether the next generation is written from the one before."""
        if found.identity.model != self._encoder.name or self.is_due(found, URGENT):
            return False
        if not len(changes):
            return True
        share = len(changes) / max(1, len(found.held.versions))
        return len(found.rows) >= SMALL and share <= LATER_SHARE

    def _catch_up(self, folder: Path) -> None:
        """Put a full generation in the place of the one in use, with what has changed since it was begun."""
        sequence, stored = self._library.sequence, self._library.versions()
        built = open_folder(folder, self._boosts)
        if self._fits(built, sequence, stored):
            install(self._root, folder)
            return
        changes = compare(built.held.versions, stored)
        install(self._root, extend(self._root, self._source(None), built, changes, sequence))

    def _current(self, former: Generation | None) -> Generation | None:
        try:
            return open_current(self._root, self._boosts, former)
        except StaleIndex as reason:
            _LOG.info("%s", reason)
            return None

    def _fits(self, found: Generation, sequence: int, stored: Mapping[str, str]) -> bool:
        known = (found.identity.model, found.identity.sequence, found.identity.library)
        return known == (self._encoder.name, sequence, library_digest(stored))

    def _source(self, progress: Progress | None, stop: threading.Event | None = None) -> Source:
        encoder = None if self._encoder.name == NONE else self._encoder
        return Source(
            library=self._library, encoder=encoder, model=self._encoder.name, progress=progress, stop=stop
        )

    def _clear(self) -> None:
        """Remove what a killed build beside left; the caller holds its lock."""
        for left in self._root.glob("compact-*"):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)


def discard_damaged(root: Path) -> None:
    """Point to no generation any more where a file of the current one is not as it was written.

    Opening reads only files whose size, inode or time has changed; what a disk has spoilt beneath them is
    found here, and the next opening builds anew.

    Raises:
        StoreError: the folder cannot be written.
    """
    try:
        folder = root / (root / CURRENT).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return
    try:
        if not is_whole(folder):
            (root / CURRENT).unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(root, error) from error


def _unwritable(root: Path, error: OSError) -> StoreError:
    return StoreError(f"写不了索引 {root}（{why(error)}）；请检查空间和权限。")
