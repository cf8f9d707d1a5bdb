"""`zhengda ingest` and `zhengda doctor`: put notices in, and see that all is in order."""

import json
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
from index import open_index
from index.doctor import examine
from index.upkeep import discard_damaged

_INTERRUPTED = 130


@click.command(
    "ingest",
    short_help="读入通知文件和文件夹，建索引",
    help="读入通知（.txt、.md；UTF-8、GB18030 或 UTF-16），存进库并建索引，最后报告每个文件的结果。\n\n"
    "文件夹连同子文件夹一起读；一个文件读不了不影响其他文件。有文件失败时退出码为 1；"
    "按 Ctrl-C 中断时退出码为 130，已存好的都在，再运行一次即可接着导入。",
)
@click.argument("paths", metavar="PATH...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--samples", is_flag=True, help="读入自带的示例通知（均为虚构），用来试用。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON 报告。")
@click.pass_context
def ingest_command(context: click.Context, paths: tuple[Path, ...], samples: bool, as_json: bool) -> None:
    """Read files and folders, index them, print a report."""
    if samples == bool(paths):
        raise UsageError("请给出要读入的文件或文件夹，或者只加 --samples 读入自带示例。")
    settings = load_settings()
    store = Store.open(settings.store_path)
    try:
        with progress_bar("读通知") as progress:
            report = ingest(
                [SAMPLES] if samples else paths, store, settings=settings, progress=progress, sample=samples
            )
        _print_report(report, as_json=as_json)
        if not report.interrupted:
            _index(settings, store)
    finally:
        store.close()
    context.exit(_INTERRUPTED if report.interrupted else int(report.failed))


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
