"""Keep the generation in use up to date with the library: open it, extend it, or build it anew.

A change costs what it changes (`building.extend`): the files before it are linked, a few are added. What is
gone and what came later is never merged away by that, so from time to time a full generation is built beside
the one in use, without the write lock, and what changed meanwhile is put in at the end under the lock. Both
replace the generation in use in one step, and a process that still searches the old one goes on.

A generation of another model that is found in the folder is followed where the engine may choose its encoder
(`index.switching`), and built anew where it may not.
"""

import logging
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import ModelError, StaleIndex, StoreBusy, StoreError
from corpus.why import why
from index.building import Source, build, extend
from index.encoder import NONE, Chosen, Encoders
from index.generation import (
    CURRENT,
    Generation,
    InUse,
    clear,
    install,
    is_whole,
    model_in_use,
    open_current,
    open_folder,
)
from index.held import Changes, compare, library_digest
from index.lexical import Boosts
from index.ports import Library
from index.vectors import Progress

LOCK_SECONDS = 600.0
"""How long to wait for another process that builds; it encodes some 20 passages a second."""
SMALL = 1000
"""So few passages are always built anew, in about a second: new names of units are words at once."""
GONE_SHARE, LATER_SHARE = 0.1, 0.2
"""Share of passages that are gone, and share in parts after the first, from which a full build is due."""
URGENT = 2.0
"""So many times these shares are not put off until somebody has time."""
COMPACTION_LOCK = "compact.lock"
_LOG = logging.getLogger(__name__)
Ready = Callable[[tuple[str, ...]], None]
"""Makes the vectors of some notices."""


class NotFollowed(ModelError):
    """The folder holds a generation of another model, whose encoder cannot be opened."""


class Upkeep:
    """Brings the generation of a folder up to date; one at a time in a process, by a lock between them."""

    def __init__(
        self, root: Path, library: Library, chosen: Chosen, boosts: Boosts, follow: Encoders | None = None
    ) -> None:
        """Remember where and what from.

        Args:
            root: folder of all generations.
            library: what they are built from.
            chosen: encodes passages.
            boosts: of the lexical fields.
            follow: opens the encoder of another model's generation, which then is used as it is; where None
                such a generation is built anew.
        """
        self._root = root
        self._library = library
        self._chosen = chosen
        self._boosts = boosts
        self._follow = follow

    def advance(self, former: InUse | None, progress: Progress | None = None, *, anew: bool = False) -> InUse:
        """Give a generation of the library as it is now, and its encoder.

        Args:
            former: one opened before; what did not change is not opened again.
            progress: called with (done, total) while passages are encoded.
            anew: build a generation of another model anew also where it might be followed.

        Raises:
            ModelError: the encoder cannot be loaded. NotFollowed: that of the generation found cannot.
            StoreError: the store cannot be read, or the disk is full. StoreBusy: another process has been
                building for ten minutes.
        """
        sequence, stored = self._library.sequence, self._library.versions()
        found = self._current(former)
        if found and not anew:
            self._go_along(found)
        if found and self._fits(found, sequence, stored):
            return InUse(generation=found, encoder=self._chosen.encoder)
        with self._writing():
            written = self._write(former, progress, anew=anew)
            return InUse(generation=written, encoder=self._chosen.encoder)

    def use(self, chosen: Chosen) -> None:
        """Encode by another encoder from now on."""
        self._chosen = chosen

    def _go_along(self, found: Generation) -> None:
        """Use the encoder of the generation found: who put it there has read the settings last.

        Raises:
            NotFollowed: it cannot be opened.
        """
        if self._follow is None or found.identity.model == self._chosen.name:
            return
        try:
            self._chosen = self._follow.former(found.identity.model, found.identity.setting)
        except ModelError as error:
            raise NotFollowed(str(error)) from error
        _LOG.info("model %s is followed", self._chosen.name)

    def is_due(self, generation: Generation, times: float = 1.0) -> bool:
        """Tell whether a full build is due: much is gone, or much came later."""
        rows = generation.rows
        later = rows.total - len(rows.parts[0]) if rows.parts else 0
        return not is_small(generation) and (
            len(rows.removed) > times * GONE_SHARE * rows.total or later > times * LATER_SHARE * rows.total
        )

    def compact(self, stop: threading.Event, ready: Ready | None = None) -> bool:
        """Build a full generation beside the one in use and put it in its place.

        Args:
            stop: set when nobody waits for it any more.
            ready: makes the vectors of notices before they are put in, so that the write lock is never held
                while many are encoded. With it the one in use may be of another model; without it, one of
                another model is left alone.

        Returns:
            False where another process is at it, or the one in use is left alone.

        Raises:
            Stopped: `stop` was set. ModelError, StoreError, StoreBusy: as for `advance`.
        """
        source, lock = self._source(None, stop), FileLock(self._root / COMPACTION_LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return False
        except OSError as error:
            raise _unwritable(self._root, error) from error
        try:
            self._clear()
            return self._compact(source, ready)
        except OSError as error:
            raise _unwritable(self._root, error) from error
        finally:
            self._clear()
            lock.release()

    def _compact(self, source: Source, ready: Ready | None) -> bool:
        if ready:
            ready(tuple(self._library.versions()))
        folder = build(self._root, source, prefix="compact-")
        if ready:
            built = open_folder(folder, self._boosts)
            ready(compare(built.held.versions, self._library.versions()).come)
        with self._writing():
            if not ready and model_in_use(self._root) != source.model:
                return False
            self._catch_up(folder, source)
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

    def _write(self, former: InUse | None, progress: Progress | None, *, anew: bool) -> Generation:
        """Write the next generation, unless another process has just done so; the caller holds the lock."""
        sequence, stored = self._library.sequence, self._library.versions()
        found = self._current(former)
        if found and not anew:
            self._go_along(found)
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
        if found.identity.model != self._chosen.name or self.is_due(found, URGENT):
            return False
        if not len(changes):
            return True
        share = len(changes) / max(1, len(found.held.versions))
        return len(found.rows) >= SMALL and share <= LATER_SHARE

    def _catch_up(self, folder: Path, source: Source) -> None:
        """Put a full generation in the place of the one in use, with what has changed since it was begun."""
        sequence, stored = self._library.sequence, self._library.versions()
        built = open_folder(folder, self._boosts)
        if (built.identity.sequence, built.identity.library) == (sequence, library_digest(stored)):
            install(self._root, folder)
            return
        changes = compare(built.held.versions, stored)
        install(self._root, extend(self._root, replace(source, stop=None), built, changes, sequence))

    def _current(self, former: InUse | None) -> Generation | None:
        try:
            return open_current(self._root, self._boosts, former.generation if former else None)
        except StaleIndex as reason:
            _LOG.info("%s", reason)
            return None

    def _fits(self, found: Generation, sequence: int, stored: Mapping[str, str]) -> bool:
        known = (found.identity.model, found.identity.sequence, found.identity.library)
        return known == (self._chosen.name, sequence, library_digest(stored))

    def _source(self, progress: Progress | None, stop: threading.Event | None = None) -> Source:
        chosen = self._chosen
        return Source(
            library=self._library, encoder=None if chosen.name == NONE else chosen.encoder,
            model=chosen.name, setting=chosen.setting, progress=progress, stop=stop,
        )  # fmt: skip

    def _clear(self) -> None:
        """Remove what a killed build beside left; the caller holds its lock."""
        for left in self._root.glob("compact-*"):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)


def is_small(generation: Generation) -> bool:
    """Tell whether building a generation anew keeps nobody waiting."""
    return generation.rows.total <= SMALL


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
