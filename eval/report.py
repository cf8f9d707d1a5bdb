"""The report of one run, of several, or of two side by side: report.html and report.md, and PNG on demand."""

from collections.abc import Sequence
from pathlib import Path

from corpus.errors import UsageError
from eval.compare import compare_runs
from eval.folder import RunFolder
from eval.html import page
from eval.markdown import document
from eval.pictures import save_pictures
from eval.view import Run, Versus, read_run


def read_report(folder: Path) -> tuple[Run, ...]:
    """Read a run's folder, or that of `zhengda eval all` with a run in each subfolder.

    Raises:
        UsageError: it is neither, or a file of it cannot be read.
    """
    if not (folder / "all.json").exists():
        return (read_run(RunFolder(folder), folder.name),)
    labels = RunFolder(folder).read_object("all.json")
    if not labels:
        raise UsageError(f"{folder} 里的 all.json 没有列出一次评测；请重新运行 zhengda eval all。")
    return tuple(read_run(RunFolder(folder / name), str(label)) for name, label in labels.items())


def write_report(
    reports: Sequence[tuple[Run, ...]], out: Path, *, pictures: bool = False
) -> tuple[Path, ...]:
    """Write the report.

    Args:
        reports: one: all its runs, one after the other. Two: the runs of the same name side by side, the
            first being the one compared with. More: each against the first.
        out: existing folder.
        pictures: whether charts are saved as PNG too.

    Returns:
        The files written.

    Raises:
        UsageError: two reports have no run in common, or a file cannot be written.
    """
    runs = tuple(run for report in reports for run in report)
    versus = _versus(reports)
    folder = RunFolder.create(out)
    folder.write_text("report.html", page(runs, versus))
    folder.write_text("report.md", document(runs, versus))
    drawn = save_pictures(runs, out) if pictures else ()
    return (out / "report.html", out / "report.md", *drawn)


def _versus(reports: Sequence[tuple[Run, ...]]) -> tuple[Versus, ...]:
    found = []
    for other in reports[1:]:
        pairs = _pairs(reports[0], other)
        if not pairs:
            raise UsageError("两个文件夹里没有同一部分的评测，无法并排；请给同样的两次评测。")
        found += [
            Versus(first=first, second=second, compared=compare_runs(first.folder, second.folder))
            for first, second in pairs
        ]
    return tuple(found)


def _pairs(first: tuple[Run, ...], second: tuple[Run, ...]) -> list[tuple[Run, Run]]:
    if len(first) == len(second) == 1:
        return [(first[0], second[0])]
    by_name = {run.folder.path.name: run for run in first}
    return [(by_name[run.folder.path.name], run) for run in second if run.folder.path.name in by_name]
