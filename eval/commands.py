"""`zhengda eval`: measure answers, search and parsing, offline."""

import json
from pathlib import Path

import click

from corpus.errors import UsageError
from corpus.progress import progress_bar
from corpus.settings import load_settings
from eval.beir import is_beir, load_beir
from eval.folder import RunFolder
from eval.gate import load_gates, pass_gates
from eval.golden import compare_folder
from eval.golden import figures as golden_figures
from eval.questions import load_questions
from eval.report import FirstLine, render
from eval.retrieval import run_retrieval
from eval.run import run_questions
from eval.scoring import Figures
from qa import open_assistant

_FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)
_NOTICES = click.option("--notices", type=_FOLDER, default="../shared/notices", help="通知所在文件夹。")
_GOLDEN = click.option("--golden", type=_FOLDER, default="tests/corpus/golden/five", help="标注文件夹。")


@click.group("eval", help="离线评测：问答、检索、通知拆解。")
def group() -> None:
    """Measure answers, search and parsing."""


@group.command(
    "run",
    help="评测 SET：问题文件（问现有的库），或 BEIR 文件夹（用它自带的语料）。\n\n"
    "指标印到标准输出，并连同 answers.jsonl、run.trec、misses.jsonl、environment.json 写入 --out。",
)
@click.argument("question_set", metavar="SET", type=click.Path(path_type=Path, exists=True))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="结果文件夹。")
@click.option("--limit", type=click.IntRange(min=1), help="只问前几个问题。")
def run(question_set: Path, out: Path, limit: int | None) -> None:
    """Run a question set and print its figures."""
    figures = _run_beir(question_set, out, limit) if question_set.is_dir() else _ask(question_set, out, limit)
    click.echo(json.dumps(figures, ensure_ascii=False))


@group.command("gold", help="把通知的拆解结果与人工标注逐项比对，印出每一处不同。")
@_NOTICES
@_GOLDEN
@click.option("--json", "as_json", is_flag=True, help="只印一行 JSON。")
def gold(notices: Path, golden: Path, as_json: bool) -> None:
    """Compare the parser with golden files."""
    comparisons = compare_folder(golden, notices, load_settings().max_bytes)
    figures = golden_figures(comparisons)
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False))
        return
    for row in comparisons:
        counts = "，".join(f"{name} {row.right[name]}/{row.total[name]}" for name in row.total)
        click.echo(f"{row.source}：{counts}，多余 {row.extra}")
        for difference in row.differences:
            click.echo(f"  {difference}")


@group.command("gate", help="量一遍指标，任何一项越过门槛即以 1 退出。")
@click.option(
    "--against", type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default="eval/gate.json", help="门槛文件。",
)  # fmt: skip
@click.pass_context
def gate(context: click.Context, against: Path) -> None:
    """Hold the figures to their floors."""
    broken = 0
    with progress_bar("评测") as progress:
        for outcome in pass_gates(load_gates(against), load_settings(), progress):
            if outcome.figures is None:
                click.echo(f"{outcome.gate.name}：略过（缺少 {outcome.gate.set.name} 或它的通知）")
                continue
            for bound in outcome.gate.bounds:
                mark = "未过" if bound in outcome.broken else "通过"
                value = outcome.figures.get(bound.figure)
                click.echo(f"{outcome.gate.name}：{bound.figure} = {value}，门槛 {bound}，{mark}")
            broken += len(outcome.broken)
    if broken:
        click.echo(f"有 {broken} 项未过门槛；用 zhengda eval run 看 misses.jsonl。", err=True)
        context.exit(1)


@group.command("report", help="由一次评测和标注比对写出首线报告（Markdown）。")
@click.option("--run", "run_folder", type=_FOLDER, required=True, help="zhengda eval run 的结果文件夹。")
@_NOTICES
@_GOLDEN
@click.option("--install-seconds", type=click.FloatRange(min=0), help="全新安装所用秒数，手工量得。")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="写到文件；不给则印出。")
def report(
    run_folder: Path, notices: Path, golden: Path, install_seconds: float | None, out: Path | None
) -> None:
    """Write the first-line report."""
    folder = RunFolder(run_folder)
    text = render(
        FirstLine(
            comparisons=compare_folder(golden, notices, load_settings().max_bytes),
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


def _ask(path: Path, out: Path, limit: int | None) -> Figures:
    asked = load_questions(path)
    for problem in asked.problems:
        click.echo(f"{path.name} {problem}；已略过。", err=True)
    folder = RunFolder.create(out)
    assistant = open_assistant(load_settings())
    try:
        with progress_bar("评测") as progress:
            return run_questions(assistant, asked, folder, progress, limit)
    finally:
        assistant.close()


def _run_beir(path: Path, out: Path, limit: int | None) -> Figures:
    if not is_beir(path):
        raise UsageError(f"{path} 不是 BEIR 文件夹；里面应有 corpus.jsonl、queries.jsonl 和 qrels/*.tsv。")
    beir = load_beir(path)
    for file, problem in beir.problems:
        click.echo(f"{file} {problem}；已略过。", err=True)
    with progress_bar("评测") as progress:
        return run_retrieval(beir, load_settings(), RunFolder.create(out), progress, limit)

