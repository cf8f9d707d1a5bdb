"""Changing the model: the former one answers while the library is encoded by the one that is set.

    zhengda.toml: encoder ──> Encoders.chosen() ── another model than that of index/CURRENT?
                                                        │ yes, and many passages
    index/CURRENT ──> manifest: model, setting ──> Encoders.former() ──> InUse(generation, encoder)
                                                        │                 searched, and extended by ingest
              Reencoding, under compact.lock            │
                1. what the store has no vector of is encoded in steps, each kept in the store at once
                2. a full generation is built beside; every vector is there by now
                3. what changed meanwhile is encoded, then put in under the write lock
                4. CURRENT names the new generation ──> InUse(new generation, new encoder), in one assignment

- A kill or a close at any moment leaves the former generation in use and the vectors made so far; the next
  one to begin goes on with the rest. index/switching.json tells how far it is; it decides nothing.
- Who re-encodes (`Switch`): a server in the background; `ingest` and `doctor --repair` before they end; `ask`
  never. One process at a time, by compact.lock; a server looks again every minute whether it is its turn.
- Who has read the settings last decides: an engine switches only when it is opened. One that later finds
  another model in the folder follows it (`Upkeep`), so that two processes never undo each other's work.
- A former encoder that cannot be opened any more, a library that mostly is another one, or a small one, is
  built in the foreground. Nothing is sent to an endpoint that is not set any more.
"""

import json
import logging
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, replace
from enum import StrEnum
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import ModelError, StaleIndex, ZhengdaError
from index.building import Stopped
from index.encoder import NONE, Chosen, Encoders
from index.generation import Generation, model_in_use, open_current, replace_text
from index.held import compare
from index.lexical import Boosts
from index.ports import Library, Switching
from index.upkeep import COMPACTION_LOCK, Upkeep, is_small
from index.vectors import Progress, encode_ahead

STATE = "switching.json"
RETRY_SECONDS = 60.0
"""How long a server waits where another process re-encodes, or the model could not be loaded."""
_CHANGED = 0.5
"""Share of the notices from which a library that has changed counts as another one."""
_NICENESS = 10
_LOG = logging.getLogger(__name__)


class Switch(StrEnum):
    """When a model that is newly set takes over."""

    NOW = "now"
    """Before the engine is opened, the caller waiting."""
    MEANWHILE = "meanwhile"
    """In the background, for processes that stay."""
    LEAVE = "leave"
    """Later, by another process."""


def find_former(
    root: Path, library: Library, encoders: Encoders, boosts: Boosts, wanted: str | None
) -> tuple[Generation, Chosen] | None:
    """Find a generation by another model that can answer while the library is re-encoded.

    Args:
        root: folder of all generations.
        library: what it must be of, for the most part.
        encoders: open its encoder.
        boosts: of the lexical fields.
        wanted: name of the model that is set, None where that one cannot be opened.

    Returns:
        The generation and its encoder; None where there is none, it is small, or its encoder is gone.
    """
    if model_in_use(root) in (None, wanted):
        return None
    try:
        found = open_current(root, boosts)
        if is_small(found) or _is_another(found, library):
            return None
        return found, encoders.former(found.identity.model, found.identity.setting)
    except (StaleIndex, ModelError) as reason:
        _LOG.info("the former index is not used: %s", reason)
        return None


def _is_another(found: Generation, library: Library) -> bool:
    changes = compare(found.held.versions, library.versions())
    return len(changes) > _CHANGED * len(found.held.versions)


class Reencoding:
    """Leads the indexes of a library from one model to the one that is set."""

    def __init__(self, root: Path, library: Library, encoders: Encoders, boosts: Boosts, former: str) -> None:
        """Begin with nothing done.

        Args:
            root: folder of all generations.
            library: what they are built from.
            encoders: open the encoder that is set.
            boosts: of the lexical fields.
            former: name of the model in use.
        """
        self._root = root
        self._library = library
        self._encoders = encoders
        self._boosts = boosts
        self._state = read_state(root) or Switching(former=former, wanted=encoders.setting)
        if (self._state.former, self._state.wanted) != (former, encoders.setting):
            self._state = Switching(former=former, wanted=encoders.setting)

    @property
    def state(self) -> Switching:
        """How far it is, as far as this process knows."""
        return self._state

    def run(self, stop: threading.Event, progress: Progress | None = None) -> Chosen | None:
        """Encode what is not encoded yet, build a generation of it and put it in the place of the former.

        Args:
            stop: set when it is to be left for later.
            progress: called with (done, total) texts, those among them that were encoded before.

        Returns:
            The encoder, once a generation of its model is in use; None where another process is at it.

        Raises:
            Stopped: `stop` was set. ModelError: the encoder cannot be loaded. StoreError, StoreBusy: as for
                `Upkeep.advance`.
        """
        chosen = self._encoders.chosen()
        if model_in_use(self._root) == chosen.name:
            return chosen
        upkeep = Upkeep(self._root, self._library, chosen, self._boosts)
        if not upkeep.compact(stop, lambda ids: self._encode(ids, chosen, stop, progress)):
            self._state = read_state(self._root) or self._state
            return None
        (self._root / STATE).unlink(missing_ok=True)
        _LOG.info("model %s is in use instead of %s", chosen.name, self._state.former)
        return chosen

    def run_meanwhile(self, stop: threading.Event, take: Callable[[Chosen], None]) -> None:
        """Run behind the questions of a server until it is done or stopped; what fails is tried again.

        Args:
            stop: set when the server ends.
            take: called with the encoder, once a generation of its model is in use.
        """
        _let_others_go_first()
        while not stop.is_set():
            try:
                chosen = self.run(stop)
                if chosen:
                    take(chosen)
                    return
            except Stopped:
                _LOG.info("re-encoding left for later: the engine was closed")
                return
            except ZhengdaError as error:
                self._fail(str(error))
            except Exception as error:  # noqa: BLE001 edge of a thread
                # Nobody waits for this thread; what is in use stays in use.
                _LOG.exception("re-encoding failed")
                self._fail(type(error).__name__)
            stop.wait(RETRY_SECONDS)

    def _fail(self, problem: str) -> None:
        self._state = replace(self._state, problem=problem)
        _LOG.warning("还没有换成模型 %s，照旧用 %s 回答：%s", self._state.wanted, self._state.former, problem)

    def _encode(
        self, notice_ids: tuple[str, ...], chosen: Chosen, stop: threading.Event, progress: Progress | None
    ) -> None:
        if chosen.name == NONE:
            return
        # What came while it ran is encoded at the end, and is few: not told again.
        told = not self._state.total or self._state.done < self._state.total
        for done, total in encode_ahead(self._library, chosen.encoder, notice_ids):
            if told:
                self._tell(done, total)
            if told and progress:
                progress(done, total)
            if stop.is_set():
                raise Stopped

    def _tell(self, done: int, total: int) -> None:
        self._state = replace(self._state, done=done, total=total, problem="")
        replace_text(self._root / STATE, json.dumps(asdict(self._state), ensure_ascii=False))


def read_state(root: Path) -> Switching | None:
    """Read how far a change of model is that some process works at or has left; None where none is."""
    try:
        return Switching(**json.loads((root / STATE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def switching_line(switching: Switching) -> str:
    """Say to the one who runs it which model answers, how far the other one is, and what to do."""
    told = f"向量模型还没有换成 {switching.wanted}，照旧用 {switching.former} 回答"
    if switching.problem:
        return f"{told}：{switching.problem}"
    return (
        f"{told}，{encoded_line(switching)}。"
        "运行着的 zhengda serve 会在后台换好；现在就换，请运行 zhengda doctor --repair。"
    )


def encoded_line(switching: Switching | None) -> str:
    """Say how much is encoded."""
    if switching is None or not switching.total:
        return "还没有编码"
    return f"已编码 {switching.done}/{switching.total}（{switching.share:.0%}）"


def is_under_way(root: Path) -> bool:
    """Tell whether a process builds beside the generation in use right now."""
    try:
        with FileLock(root / COMPACTION_LOCK, timeout=0):
            return False
    except (OSError, Timeout):
        return True


def _let_others_go_first() -> None:
    """Have this thread, and those that it starts, wait for others; only Linux can say so of one thread."""
    if sys.platform == "linux":
        os.nice(_NICENESS)
