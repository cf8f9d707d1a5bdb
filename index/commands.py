"""`zhengda ingest` and `zhengda doctor`: put notices in, and see that all is in order."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from corpus.doctor import Check
from corpus.errors import UsageError
from corpus.ingest import IngestReport, ingest
from corpus.ingest_report import report_lines, report_record
from corpus.progress import progress_bar
from corpus.settings import Settings, load_settings
from corpus.sources import SAMPLES
from corpus.store import Store
from corpus.watch import snapshot, watch
from index import open_index
from index.doctor import examine
from index.upkeep import discard_damaged

_INTERRUPTED = 130


@click.command(
    "ingest",
    short_help="读入通知文件和文件夹，建索引",
    help="读入通知（txt、md、网页、docx、xlsx、csv、pdf、ofd、图片、旧版 Office 和它们的 zip），存进库并"
    "建索引，最后报告每个文件的结果和疑点。\n\n"
    "文件夹连同子文件夹一起读；一个文件读不了不影响其他文件。有文件失败时退出码为 1；"
    "按 Ctrl-C 中断时退出码为 130，已存好的都在，再运行一次即可接着导入。",
)
@click.argument("paths", metavar="PATH...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--watch", "watching", is_flag=True, help="一直看着，有变动就读入，按 Ctrl-C 结束。")
@click.option("--mirror", is_flag=True, help="与 --watch 同用：文件删掉了，通知也从库里撤下（旧文仍可查）。")
@click.option("--samples", is_flag=True, help="读入自带的示例通知（均为虚构），用来试用。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON 报告。")
@click.pass_context
def ingest_command(
    context: click.Context,
    paths: tuple[Path, ...],
    watching: bool,
    mirror: bool,
    samples: bool,
    as_json: bool,
) -> None:
    """Read files and folders, index them, print a report."""
    if samples == bool(paths):
        raise UsageError("请给出要读入的文件或文件夹，或者只加 --samples 读入自带示例。")
    if (watching and samples) or (mirror and not watching):
        raise UsageError("--watch 要同文件夹一起用，--mirror 要同 --watch 一起用。")
    settings = load_settings()
    store = Store.open(settings.store_path)
    try:
        if watching:
            _watch(paths, settings, store, mirror=mirror, as_json=as_json)
            return
        report = _take([SAMPLES] if samples else paths, settings, store, samples=samples, as_json=as_json)
    finally:
        store.close()
    context.exit(_INTERRUPTED if report.interrupted else int(report.failed))


def _take(
    paths: Sequence[Path], settings: Settings, store: Store, *, samples: bool, as_json: bool
) -> IngestReport:
    with progress_bar("读通知") as progress:
        report = ingest(paths, store, settings=settings, progress=progress, sample=samples)
    _print_report(report, as_json=as_json)
    if not report.interrupted:
        _index(settings, store)
    return report


def _watch(paths: Sequence[Path], settings: Settings, store: Store, *, mirror: bool, as_json: bool) -> None:
    """Read what is there, then whatever comes or changes, until the user interrupts."""

    def changed(gone: frozenset[str]) -> None:
        left = [place for place in _places(store, gone) if store.leave(place)] if mirror else []
        for location in left:
            click.echo(f"撤下  {location}：文件已删除，通知已从库里撤下。", err=as_json)
        if snapshot(paths):
            report = _take(paths, settings, store, samples=False, as_json=as_json)
            if report.interrupted:
                raise KeyboardInterrupt
        elif left:
            _index(settings, store)

    click.echo(f"正在看着 {'、'.join(map(str, paths))}，有变动就读入。按 Ctrl-C 结束。", err=True)
    watch(paths, changed)


@click.command(
    "doctor",
    short_help="检查安装、库、索引和模型",
    help="检查 Python 和组件、数据文件夹、库文件、原文位置、模型和索引；有问题时退出码为 1，并说明怎么办。",
)
@click.option("--repair", is_flag=True, help="先重建不完整的索引和模型，再检查。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.pass_context
def doctor(context: click.Context, repair: bool, as_json: bool) -> None:
    """Check that all is in order."""
    settings = load_settings()
    if repair:
        store = Store.open(settings.store_path)
        try:
            discard_damaged(settings.data_dir / "index")
            _index(settings, store)
        finally:
            store.close()
    checks = list(examine(settings))
    sound = all(check.sound for check in checks)
    if as_json:
        found = [{"name": check.name, "ok": check.sound, "detail": check.detail} for check in checks]
        click.echo(json.dumps({"ok": sound, "checks": found}, ensure_ascii=False))
    else:
        for check in checks:
            click.echo(_check_line(check))
    context.exit(int(not sound))


def _places(store: Store, gone: frozenset[str]) -> list[str]:
    """Name the places that were read from files that are gone; an archive's files go with it."""
    return sorted(place for place in store.held() if place.split("!/")[0] in gone)


def _index(settings: Settings, store: Store) -> None:
    """Bring the indexes up to the store; an empty library needs none."""
    if store.notices():
        with progress_bar("建索引") as progress:
            engine = open_index(settings, store, progress=progress)
        if engine.switching:
            click.echo("另一个进程正在换向量模型，这里不再等；进度见 zhengda doctor。", err=True)
        engine.close()


def _print_report(report: IngestReport, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(report_record(report), ensure_ascii=False))
    else:
        for line in report_lines(report):
            click.echo(line)


def _check_line(check: Check) -> str:
    return f"{'正常' if check.sound else '有问题'}  {check.name}：{check.detail}"
