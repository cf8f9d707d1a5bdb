"""`zhengda eval run, compare, all, ablate, report`: measure, compare, show."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from corpus.errors import UsageError
from corpus.settings import load_settings
from eval.ablation import ablate
from eval.ablation_report import ablation_page, ablation_table
from eval.compare import compare_runs
from eval.evaluate import evaluate, library_for
from eval.folder import RunFolder
from eval.gate_command import gate
from eval.options import CACHE as _CACHE
from eval.options import FRESH as _FRESH
from eval.options import TODAY as _TODAY
from eval.options import WITHOUT as _WITHOUT
from eval.options import bench as _bench
from eval.options import read_set
from eval.origin import Origin
from eval.register import new_folder, register
from eval.report import read_report, write_report
from eval.scoring import Figures
from eval.variants import find_variant
from eval.visible import Part, evaluate_all, parts

_PATH = click.Path(path_type=Path, exists=True)
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
_SET = click.argument("question_set", metavar="SET", type=_PATH)
_OUT = click.option("--out", type=click.Path(path_type=Path), required=True, help="结果文件夹。")
_NOTICES = click.option(
    "--notices", type=_PATH, multiple=True, help="只问这些通知（文件或文件夹，可多次给）；不给则问现有的库。"
)
_LIMIT = click.option("--limit", type=click.IntRange(min=1), help="只问前几个问题。")
_FORCE = click.option("--force", is_flag=True, help="覆盖已有的结果。")


@click.command(
    "run",
    help="评测 SET：问题文件（问现有的库或 --notices），或 BEIR 文件夹（用它自带的语料）。\n\n"
    "指标印到标准输出，并连同逐题结果、失误和出处写入 --out；每次都登记，可在工作台里看。"
    "给出几个 --config 时，"
    "每个设置一个子文件夹，并把后面的与第一个逐题比较，写入 compare.json。",
)
@_SET
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="结果文件夹；不给则在数据文件夹的 eval/runs 里新建一个。",
)
@click.option("--config", "configs", type=_FILE, multiple=True, help="设置文件（TOML），可多次给。")
@_NOTICES
@_LIMIT
@_CACHE
@_FRESH
@_FORCE
@_TODAY
@_WITHOUT
def run(
    question_set: Path, out: Path | None, configs: tuple[Path, ...], notices: tuple[Path, ...],
    limit: int | None, cache: Path | None, fresh: bool, force: bool, today: datetime | None, without: str,
) -> None:  # fmt: skip
    """Run a question set and print its figures."""
    found = read_set(question_set, notices)
    if out is None:
        out = new_folder(load_settings().data_dir, question_set, datetime.now())
        click.echo(f"结果写入 {out}", err=True)
    names = _names(configs)
    folders = _folders(out, names, force=force)
    for config, folder in zip(configs or (None,), folders, strict=True):
        settings = load_settings(config=config)
        with _bench(settings, cache, fresh, limit, today) as bench:
            library = library_for(found, settings, bench, notices)
            Origin.of(question_set, notices, limit=limit, day=bench.today).write(folder.path)
            figures = evaluate(found, library, folder, bench, find_variant(without))
        click.echo(json.dumps(figures, ensure_ascii=False))
        register(settings.data_dir, folder, at=datetime.now(UTC))
    if len(folders) > 1:
        _compare_all(out, folders)


def _names(configs: Sequence[Path]) -> list[str]:
    names = [config.stem for config in configs] or [""]
    if len(set(names)) < len(names):
        raise UsageError("几个 --config 的文件名相同，结果会互相覆盖；请改名。")
    return names


def _folders(out: Path, names: Sequence[str], *, force: bool) -> list[RunFolder]:
    """Make a folder for each run, and look whether what holds them together is free as well."""
    if len(names) == 1:
        return [RunFolder.fresh(out, force=force)]
    if (out / "compare.json").exists() and not force:
        raise UsageError(f"{out} 里已有一次比较；请换一个 --out，或加 --force 覆盖它。")
    RunFolder.fresh(out, force=force)
    return [RunFolder.fresh(out / name, force=force) for name in names]


def _compare_all(out: Path, folders: Sequence[RunFolder]) -> None:
    compared = [compare_runs(folders[0], other) for other in folders[1:]]
    RunFolder(out).write_object("compare.json", {"comparisons": compared})
    write_report([read_report(folder.path) for folder in folders], out)


@click.command(
    "all", help="一条命令做完全部可见的评测：五份通知、示例通知、NCP、MSGA；结果和报告写入 --out。"
)
@_OUT
@click.option(
    "--shared", type=click.Path(path_type=Path), default="../shared", help="真实通知和题集所在文件夹。"
)
@click.option("--only", multiple=True, help="只做这几部分（dev、five、ncp ……），可多次给。")
@_LIMIT
@_CACHE
@_FRESH
@_FORCE
@_TODAY
def everything(
    out: Path, shared: Path, only: tuple[str, ...], limit: int | None, cache: Path | None, fresh: bool,
    force: bool, today: datetime | None,
) -> None:  # fmt: skip
    """Run every visible set and write the report."""
    RunFolder.fresh(out, force=force)
    wanted = tuple(part for part in parts(shared) if not only or part.name in only)
    settings = load_settings()

    def told(part: Part, figures: Figures | None) -> None:
        _tell(part, figures)
        if figures is not None:
            folder = RunFolder(out / part.name)
            register(settings.data_dir, folder, at=datetime.now(UTC), set_name=part.set_name)

    with _bench(settings, cache, fresh, limit, today) as bench:
        evaluate_all(wanted, settings, out, bench, told, force=force)
    write_report([read_report(out)], out)


def _tell(part: Part, figures: Figures | None) -> None:
    shown = "略过（缺少文件）" if figures is None else json.dumps(figures, ensure_ascii=False)
    click.echo(f"{part.label}（{part.name}）：{shown}")


@click.command("ablate", help="逐一去掉每种成分各评一遍，并与常见基线、其他编码模型并排；表格写入 --out。")
@_SET
@_OUT
@click.option("--encoder", "encoders", multiple=True, help="另外比较的编码模型（名称或路径），可多次给。")
@click.option("--only", multiple=True, help="只去掉这几种成分，可多次给。")
@_NOTICES
@_LIMIT
@_CACHE
@_FORCE
@_TODAY
def ablate_command(
    question_set: Path, out: Path, encoders: tuple[str, ...], only: tuple[str, ...],
    notices: tuple[Path, ...], limit: int | None, cache: Path | None, force: bool, today: datetime | None,
) -> None:  # fmt: skip
    """Measure what each ingredient gives."""
    if (out / "ablation.json").exists() and not force:
        raise UsageError(f"{out} 里已有一次成分评测；请换一个 --out，或加 --force 覆盖它。")
    found, settings = read_set(question_set, notices), load_settings()
    chosen = {"variants": tuple(map(find_variant, only))} if only else {}
    folder = RunFolder.create(out)
    with _bench(settings, cache, False, limit, today) as bench:
        library = library_for(found, settings, bench, notices)
        table = ablate(found, library, out, bench, encoders=encoders, **chosen)
    folder.write_object("ablation.json", table.record())
    text = ablation_table(table, folder.read_note())
    folder.write_text("ablation.md", text)
    folder.write_text("ablation.html", ablation_page(table, folder.read_note()))
    click.echo(text, nl=False)


@click.command(
    "compare", help="逐题比较两次评测 FIRST、SECOND：差多少、区间多宽、是否碰巧，按种类、提问人、通知、字数。"
)
@click.argument("first", type=_FOLDER)
@click.argument("second", type=_FOLDER)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="写到文件；不给则印出。")
@_FORCE
def compare(first: Path, second: Path, out: Path | None, force: bool) -> None:
    """Compare two runs."""
    if out is not None and out.exists() and not force:
        raise UsageError(f"{out} 已经有了，没有动它；请换一个 --out，或加 --force 覆盖。")
    found = compare_runs(RunFolder(first), RunFolder(second))
    for note in found["notes"]:
        click.echo(f"注意：{note}。", err=True)
    if out is None:
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        RunFolder.create(out.parent).write_object(out.name, found)


@click.command(
    "report",
    help="由评测结果写出 report.html 和 report.md（自成一体，不联网）。\n\n"
    "给一个文件夹：那次评测（run 或 all 的结果）；给两个：并排比较，写在第一个里，或写入 --out。",
)
@click.argument("folders", metavar="DIR [DIR2]", type=_FOLDER, nargs=-1, required=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="写到哪个文件夹。")
@click.option("--png/--no-png", default=False, help="另存 PNG 图。")
@_FORCE
def report(folders: tuple[Path, ...], out: Path | None, png: bool, force: bool) -> None:
    """Write the report of one run or two."""
    if len(folders) > 2:
        raise UsageError("一次最多比较两次评测；请给一个或两个文件夹。")
    target = RunFolder.create(out or folders[0]).path
    there = next((name for name in ("report.html", "report.md") if (target / name).exists()), None)
    if there is not None and not force:
        raise UsageError(f"{target / there} 已经有了，没有动它；请换一个 --out，或加 --force 重写。")
    for path in write_report([read_report(folder) for folder in folders], target, pictures=png):
        click.echo(str(path))


MEASURE_COMMANDS = (run, everything, ablate_command, gate, compare, report)
