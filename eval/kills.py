"""Kill real processes at random moments and see that nothing is lost: `python -m eval.kills --runs 200`.

Libraries of invented notices grow and shrink in a temporary folder while what works on them is ended by
SIGKILL, at moments spread over the time that it takes. After each kill every notice that was acknowledged
must be there whole, no other one by half, and the indexes must open or repair themselves and find it.
"""

import multiprocessing
import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path

import click

from corpus.settings import Settings, load_settings
from eval.kill_rounds import INDEXED, READ, Round
from eval.killed import Operation, Order, serve
from eval.library import scratch_settings
from index.encoder import DEFAULT, NONE, open_encoder
from index.generation import CURRENT, MANIFEST

_PER_ROUND = 25
"""Kills that one library lives through."""
_WITH_MODEL = 4
"""Every so many rounds the model of the settings is used too, and changed for none and back."""
_LATE, _LONGER, _FIRST_GUESS = 1.15, 1.3, 1.0
_STAGES = {"begun": "开始", READ: "读通知", "removed": "删除", INDEXED: "开索引", "ended": "结束"}

# Reading takes most of the time of an ingest: as many kills are timed from where it has ended.
_SINCE = {Operation.INGEST: ("begun", INDEXED), Operation.EXTEND: ("begun", INDEXED)}

Lasts = dict[tuple[Operation, str, str], float]
"""Seconds that an operation takes with an encoder, from a stage on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How a process ended.

    Attributes:
        operation: what it did. killed: it was, before it ended by itself.
        phase: what it was at. wrong: what did not hold afterwards.
    """

    operation: Operation
    killed: bool
    phase: str
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What is known of a process that has ended: of itself or not, after how long, and what it had said."""

    killed: bool
    seconds: float
    said: tuple[tuple[str, int], ...]


class Killer:
    """Starts processes and kills them."""

    def __init__(self) -> None:
        """Start the process that the others are forked from."""
        context = multiprocessing.get_context("spawn")
        self._orders, theirs = context.Pipe()
        self._said, says = context.Pipe(duplex=False)
        self._server = context.Process(target=serve, args=(theirs, says), daemon=True)
        self._server.start()
        theirs.close()
        self._orders.recv()

    def run(self, order: Order, since: str, seconds: float) -> Ended:
        """Start a process and kill it so many seconds after it has told of a stage."""
        self._orders.send(order)
        process, said = self._orders.recv(), [self._said.recv()]
        while said[-1][0] != since and self._said in wait([self._said, self._orders]):
            said.append(self._said.recv())
        began = time.perf_counter()
        if not self._orders.poll(seconds):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        status = self._orders.recv()
        took = time.perf_counter() - began
        while self._said.poll():
            said.append(self._said.recv())
        return Ended(killed=os.WIFSIGNALED(status), seconds=took, said=tuple(said))

    def close(self) -> None:
        """End the process that the others were forked from."""
        self._orders.close()
        self._server.join()


def rounds(settings: Settings, runs: int, seed: int, *, model: bool = True) -> Iterator[Run]:
    """Kill until so many processes were killed.

    Args:
        settings: whose models are used; its library is not touched.
        runs: kills wanted.
        seed: of notices, order of operations and moments; how far a process is by then no seed decides.
        model: whether some rounds use the default model; else all search is by words.
    """
    source, lasts, kills = random.Random(seed), Lasts(), 0
    killer = Killer()
    try:
        for number in range(runs):
            with _library(settings, source, model=model and number % _WITH_MODEL == 1) as library:
                for run in _round(killer, library, lasts, min(_PER_ROUND, runs - kills)):
                    kills += run.killed
                    yield run
            if kills >= runs:
                return
    finally:
        killer.close()


@contextmanager
def _library(settings: Settings, source: random.Random, *, model: bool) -> Iterator[Round]:
    with tempfile.TemporaryDirectory(prefix="zhengda-kills-") as place:
        (Path(place) / "notices").mkdir()
        scratch = scratch_settings(settings, Path(place) / "data")
        scratch = scratch.model_copy(update={"encoder": DEFAULT if model else NONE})
        yield Round(settings=scratch, folder=Path(place) / "notices", source=source)


def _round(killer: Killer, library: Round, lasts: Lasts, kills: int) -> Iterator[Run]:
    switches = library.settings.encoder != NONE
    choices = [operation for operation in Operation if switches or operation is not Operation.SWITCH]
    while kills > 0:
        operation = library.source.choice(choices) if library.expected.present else Operation.INGEST
        order, before = library.prepare(operation), _folders(library.root)
        kind = (operation, order.settings.encoder, library.source.choice(_SINCE.get(operation, ("begun",))))
        moment = library.source.uniform(0, _LATE) * lasts.get(kind, _FIRST_GUESS)
        ended = killer.run(order, kind[-1], moment)
        if not ended.killed:
            lasts[kind] = ended.seconds
        elif moment > lasts.get(kind, _FIRST_GUESS):
            lasts[kind] = moment * _LONGER
        library.hear(ended.said)
        phase = _phase(library.root, before, ended)
        wrong = (*_failed(ended), *library.check(operation))
        kills -= ended.killed
        yield Run(operation=operation, killed=ended.killed, phase=phase, wrong=wrong)
        if wrong:
            return


def _failed(ended: Ended) -> list[str]:
    """Say where a process that nobody killed did not come to its end."""
    return [] if ended.killed or ended.said[-1] == ("ended", 0) else [f"没有做完：{ended.said[-1]}"]


def _folders(root: Path) -> frozenset[str]:
    return frozenset(path.name for path in root.glob("*-*") if path.is_dir())


def _phase(root: Path, before: frozenset[str], ended: Ended) -> str:
    """Tell from what is on disk how far it was."""
    new = _folders(root) - before
    current = (root / CURRENT).read_text(encoding="utf-8") if (root / CURRENT).exists() else ""
    if current in new:
        return "已换代" if ended.said[-1][0] != "ended" else "结束"
    if any((root / name / MANIFEST).exists() for name in new):
        return "写完未换代"
    if any(name.startswith("compact-") for name in new):
        return "在旁整建"
    return "写索引" if new else _STAGES.get(ended.said[-1][0], ended.said[-1][0])


def table(runs: Sequence[Run]) -> Iterator[str]:
    """Put what came of it in lines, one for each operation."""
    for operation in Operation:
        own = [run for run in runs if run.operation is operation]
        if own:
            phases = Counter(run.phase for run in own if run.killed)
            at = "，".join(f"{phase} {count}" for phase, count in phases.most_common())
            killed, wrong = sum(run.killed for run in own), sum(bool(run.wrong) for run in own)
            yield f"{operation:8} 被杀 {killed:3}  自行结束 {len(own) - killed:3}  失败 {wrong:2}  杀在：{at}"


@click.command(help="在随机时刻杀掉导入、删除、重建、修复、换模型的进程，看什么都没丢。有失败时以 1 退出。")
@click.option("--runs", type=click.IntRange(1), default=200, show_default=True, help="杀多少次。")
@click.option("--seed", type=int, default=0, show_default=True, help="随机数种子。")
@click.option("--words-only", is_flag=True, help="只按词语检索，不用模型。")
@click.pass_context
def main(context: click.Context, runs: int, seed: int, words_only: bool) -> None:
    """Kill and tell."""
    settings, done = load_settings(), list[Run]()
    if not words_only:
        open_encoder(DEFAULT, settings.data_dir / "models")
    with click.progressbar(length=runs, label="杀进程") as bar:
        for run in rounds(settings, runs, seed, model=not words_only):
            done.append(run)
            bar.update(int(run.killed))
            for line in run.wrong:
                click.echo(f"{run.operation}（{run.phase}）：{line}", err=True)
    for line in table(done):
        click.echo(line)
    failures = sum(bool(run.wrong) for run in done)
    click.echo(f"共杀 {sum(run.killed for run in done)} 次，失败 {failures} 次。")
    context.exit(int(failures > 0))


if __name__ == "__main__":
    main()
