"""The process that is killed: what the product's commands do, in a fork of a process that has loaded them.

Loading takes seconds and is the same every time; forked, a kill costs no more than what it interrupts. It is
the real thing for all that: a process of its own, ended by SIGKILL.
"""

import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event

from corpus.settings import Settings, command_line
from corpus.store import Store


class Operation(StrEnum):
    """What is interrupted."""

    INGEST = "ingest"
    EXTEND = "extend"
    REMOVE = "remove"
    REBUILD = "rebuild"
    REPAIR = "repair"
    COMPACT = "compact"
    SWITCH = "switch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a process is to do.

    Attributes:
        operation: what.
        settings: data folder and encoder.
        folder: of the notices.
        remove: ids of notices, for REMOVE.
    """

    operation: Operation
    settings: Settings
    folder: Path
    remove: Sequence[str] = ()


_FAULT = 99

Say = Callable[[str, int], None]
"""Tells the other side of a stage and how many of it are done: what was told of is acknowledged."""


def serve(orders: Connection, said: Connection) -> None:
    """Load everything, then fork a process for each order; send its id, and its status when it has ended."""
    _load()
    orders.send(None)
    while True:
        try:
            order: Order = orders.recv()
        except EOFError:
            return
        process = os.fork()
        if process == 0:
            _end_with(order, said)
        orders.send(process)
        orders.send(os.waitpid(process, 0)[1])


def _load() -> None:
    import faiss  # noqa: F401
    import tantivy  # noqa: F401

    import index.commands  # noqa: F401
    from index.tokenise import Tokeniser

    Tokeniser(()).words("载入词典")


def _end_with(order: Order, said: Connection) -> None:
    """Do it and end this process, whatever happens, without what the other one has at its end."""
    code = _FAULT
    try:
        sys.stdout = sys.stderr = io.StringIO()
        code = perform(order, lambda stage, done: said.send((stage, done)))
    except BaseException as error:
        said.send((f"{type(error).__name__}: {error}", -1))
        raise
    finally:
        os._exit(code)


def perform(order: Order, say: Say) -> int:
    """Do what an order asks. Returns an exit code."""
    from index import upkeep

    if order.operation in (Operation.EXTEND, Operation.REMOVE):
        # Let a library of a few dozen notices be treated as one of many.
        upkeep.SMALL, upkeep.LATER_SHARE, upkeep.GONE_SHARE = 0, 100.0, 100.0
    say("begun", 0)
    match order.operation:
        case Operation.INGEST | Operation.EXTEND:
            code = _command("ingest_command", order, (str(order.folder),), say)
        case Operation.REPAIR:
            code = _command("doctor", order, ("--repair",), say)
        case Operation.COMPACT:
            code = _compact(order.settings)
        case _:
            code = _open(order, say)
    say("ended", code)
    return code


def _command(name: str, order: Order, arguments: Sequence[str], say: Say) -> int:
    """Run a command of the command line, its progress bars told to the other side."""
    from index import commands

    @contextmanager
    def told(label: str) -> Iterator[Callable[[int, int], None]]:
        say(label, 0)
        yield lambda done, _: say(label, done)

    commands.progress_bar = told  # type: ignore[attr-defined]
    with command_line(data_dir=order.settings.data_dir, encoder=order.settings.encoder):
        code = getattr(commands, name).main(args=list(arguments), standalone_mode=False)
    return code if isinstance(code, int) else 0


def _open(order: Order, say: Say) -> int:
    """Take notices out, if any, and bring the indexes up to the store."""
    from index import open_index

    store = Store.open(order.settings.store_path)
    for done, notice_id in enumerate(order.remove, 1):
        store.remove(notice_id)
        say("removed", done)
    open_index(order.settings, store).close()
    store.close()
    return 0


def _compact(settings: Settings) -> int:
    """Build a full generation beside the one in use."""
    from index.encoder import Chosen, open_encoder
    from index.fusion import load_weights
    from index.upkeep import Upkeep

    store = Store.open(settings.store_path)
    chosen = Chosen(encoder=open_encoder(settings.encoder, settings.data_dir / "models"))
    Upkeep(settings.data_dir / "index", store, chosen, load_weights().boosts).compact(Event())
    store.close()
    return 0
