"""`zhengda eval`: measure answers, search and parsing, offline."""

import json
from pathlib import Path

import click

from corpus.errors import UsageError
from corpus.settings import load_settings
from eval.first_line import FirstLine, render
from eval.folder import RunFolder
from eval.golden import compare_folder
from eval.golden import figures as golden_figures
from eval.measure_commands import MEASURE_COMMANDS
from eval.set_commands import SET_COMMANDS
from eval.unrelated_command import unrelated

_FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)
_NOTICES = click.option("--notices", type=_FOLDER, default="../shared/notices", help="通知所在文件夹。")
_GOLDEN = click.option("--golden", type=_FOLDER, default="tests/corpus/golden/five", help="标注文件夹。")


@click.group("eval", help="离线评测：问答、检索、通知拆解。")
def group() -> None:
    """Measure answers, search and parsing."""


for _command in (*MEASURE_COMMANDS, unrelated, *SET_COMMANDS):
    group.add_command(_command)


@group.command("gold", help="把通知的拆解结果与人工标注逐项比对，印出每一处不同。")
@_NOTICES
@_GOLDEN
@click.option("--json", "as_json", is_flag=True, help="只印一行 JSON。")
def gold(notices: Path, golden: Path, as_json: bool) -> None:
    """Compare the parser with golden files."""
    comparisons = compare_folder(golden, notices, load_settings().limits)
    figures = golden_figures(comparisons)
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False))
        return
    for row in comparisons:
        counts = "，".join(f"{name} {row.right[name]}/{row.total[name]}" for name in row.total)
        click.echo(f"{row.source}：{counts}，多余 {row.extra}")
        for difference in row.differences:
            click.echo(f"  {difference}")


@group.command("first-line", help="由一次评测和标注比对写出首线报告（Markdown）。")
@click.option("--run", "run_folder", type=_FOLDER, required=True, help="zhengda eval run 的结果文件夹。")
@_NOTICES
@_GOLDEN
@click.option("--install-seconds", type=click.FloatRange(min=0), help="全新安装所用秒数，手工量得。")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="写到文件；不给则印出。")
@click.option("--force", is_flag=True, help="文件已有时覆盖它。")
def first_line(
    run_folder: Path, notices: Path, golden: Path, install_seconds: float | None, out: Path | None,
    force: bool,
) -> None:  # fmt: skip
    """Write the first-line report."""
    if out is not None and out.exists() and not force:
        raise UsageError(f"{out} 已经有了，没有动它；请换一个 --out，或加 --force 覆盖。")
    folder = RunFolder(run_folder)
    text = render(
        FirstLine(
            comparisons=compare_folder(golden, notices, load_settings().limits),
            figures=folder.read_metrics(),
            environment=folder.read_environment(),
            install_seconds=install_seconds,
        )
    )
    if out is None:
        click.echo(text, nl=False)
    else:
        RunFolder.create(out.parent)
        out.write_text(text, encoding="utf-8")
