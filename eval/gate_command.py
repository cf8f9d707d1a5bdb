"""`zhengda eval gate`: fail where a figure is below its floor or has fallen."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click

from corpus.errors import UsageError
from corpus.settings import load_settings
from eval.compare import fell, named
from eval.former import gate_of, is_changed, load_former
from eval.gate import Outcome, load_gates, pass_gates
from eval.options import CACHE, FRESH, TODAY, WITHOUT, bench
from eval.stored import load_stored, save_stored, stored_path
from eval.variants import find_variant

_PATH = click.Path(path_type=Path, exists=True)


@click.command(
    "gate",
    help="量一遍指标，任何一项越过门槛、或比存下的结果差出其置信区间，即以 1 退出。\n\n"
    "--against 可以是门槛文件，也可以是以前一次 run 或 all 的结果文件夹：同样的问题再问一遍，逐题比较。"
    "题集、通知和日期都照那次评测；题集或通知换了地方时才要写 SET 和 --notices。",
)
@click.argument("question_set", metavar="[SET]", type=_PATH, required=False)
@click.option("--against", type=_PATH, default="eval/gate.json", help="门槛文件，或以前评测的结果文件夹。")
@click.option("--notices", type=_PATH, multiple=True, help="改问这些通知；不给则照那次评测。")
@click.option("--save", is_flag=True, help="把这次的逐题结果存下，供以后比较。")
@CACHE
@FRESH
@TODAY
@WITHOUT
@click.pass_context
def gate(
    context: click.Context, question_set: Path | None, against: Path, notices: tuple[Path, ...], save: bool,
    cache: Path | None, fresh: bool, today: datetime | None, without: str,
) -> None:  # fmt: skip
    """Hold the figures to their floors and to what was stored."""
    if against.is_dir():
        if save:
            raise UsageError("--save 存的是门槛文件的逐题结果，不能与结果文件夹同用。")
        outcomes = _against_run(against, question_set, notices, cache, fresh, today, without)
    else:
        if question_set is not None:
            raise UsageError("门槛文件里已写明题集；给 SET 时 --against 应是以前评测的结果文件夹。")
        outcomes = _against_file(against, save, cache, fresh, today, without)
    broken = 0
    for outcome in outcomes:
        broken += len(outcome.broken) + len(outcome.falls)
        for line in _lines(outcome):
            click.echo(line)
    if broken:
        click.echo(f"有 {broken} 项未过门槛；用 zhengda eval run 看 misses.jsonl。", err=True)
        context.exit(1)


def _against_file(
    against: Path, save: bool, cache: Path | None, fresh: bool, today: date | None, without: str
) -> Iterator[Outcome]:
    """Measure the gates of a file, one after the other."""
    gates, settings, path = load_gates(against), load_settings(), stored_path(against)
    stored = {} if save else load_stored(path)
    done = {}
    with bench(settings, cache, fresh, None, today) as opened:
        for outcome in pass_gates(gates, settings, opened, stored=stored, variant=find_variant(without)):
            if outcome.measured and outcome.measured.questions:
                done[outcome.gate.name] = outcome.measured.library, outcome.measured.questions
            yield outcome
    if save:
        save_stored(path, done)


def _against_run(
    against: Path, question_set: Path | None, notices: tuple[Path, ...], cache: Path | None, fresh: bool,
    today: date | None, without: str,
) -> Iterator[Outcome]:  # fmt: skip
    """Ask the questions of former runs again, on the day that counted then where none is given."""
    settings, variant = load_settings(), find_variant(without)
    found = [(former, gate_of(former, question_set, notices)) for former in load_former(against)]
    for former, wanted in found:
        if is_changed(former, wanted):
            click.echo(f"注意：{former.name} 的题集 {wanted.set} 与当时不同。", err=True)
        day = today or (former.origin.day if former.origin else None)
        with bench(settings, cache, fresh, None, day) as opened:
            stored = {wanted.name: former.stored}
            yield from pass_gates((wanted,), settings, opened, stored=stored, variant=variant)


def _lines(outcome: Outcome) -> Iterator[str]:
    name = outcome.gate.name
    if outcome.figures is None:
        yield f"{name}：略过（缺少 {outcome.gate.set.name} 或它的通知）"
        return
    for bound in outcome.gate.bounds:
        mark = "未过" if bound in outcome.broken else "通过"
        yield f"{name}：{bound.figure} = {outcome.figures.get(bound.figure)}，门槛 {bound}，{mark}"
    # A file of gates has bounds to tell; against a run the figures themselves are what is asked for.
    for row in outcome.falls if outcome.gate.bounds else outcome.changes:
        span = f"{row.questions} 题，差的 95% 区间 {row.low:+.4f} 到 {row.high:+.4f}"
        mark = "未过" if fell(row) else "通过"
        yield f"{name}：{row.figure} 由 {row.first} 变为 {row.second}（{span}），{mark}"
    if outcome.reworded:
        yield f"{name}：{named(outcome.reworded)} 的题目或标准答案与当时不同，没有拿来比较。"
    if outcome.moved:
        yield f"{name}：{_MOVED[bool(outcome.gate.bounds)]}"


_MOVED = {
    True: "通知的读法与存下时不同，逐题比较仍有效，但请在确认后用 --save 重新存。",
    False: "库里的通知或其读法与当时不同，差别也可能由此而来。",
}
