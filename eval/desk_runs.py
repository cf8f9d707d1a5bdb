"""The runs that were registered, laid out in rows of text for the desk's page on evaluation."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.errors import UsageError
from eval.charts import Line, timeline
from eval.compare import SURE, compare_runs
from eval.folder import METRICS, RunFolder
from eval.html import shortened
from eval.naming import GROUPING_NAMES, KINDS, MEANINGS, stage_name
from eval.page import figure_text
from eval.register import Registered, Standing, registered
from eval.view import Group, Run, Wrong, read_run

Row = list[str]
Choice = tuple[str, str]
"""What a person reads, and what the program takes it for."""
_COLUMNS = ("hit@1", "unit_f1", "due_accuracy", "ndcg@10", "refusal_recall", "wrong_refusal")
_STANDINGS = {Standing.THERE: "", Standing.GONE: "文件夹已不在", Standing.REPLACED: "已被后来的覆盖"}
_BETTER = {True: "变好", False: "变差", None: "看不出"}


class RunsDesk:
    """What the page on evaluation asks for. Everything is read anew, so that new runs are seen at once.

    Args:
        data_dir: whose register is shown.
    """

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir

    def listing(self) -> dict[str, Any]:
        """List all runs, newest first.

        Returns:
            `rows` of the table, `runs` and `sets` and `figures` to choose from.

        Raises:
            UsageError: the register cannot be read.
        """
        runs = registered(self._data_dir)
        there = {name for run in runs for name in run.figures}
        return {
            "rows": [_listed(run) for run in runs],
            "runs": [_choice(run) for run in runs],
            "sets": list(dict.fromkeys(run.set_name for run in runs)),
            "figures": [_meaning(name) for name in MEANINGS if name in there],
        }

    def chart(self, set_name: str, figure: str) -> dict[str, str]:
        """Draw a figure of a set over time.

        Returns:
            `svg`, "" where there is nothing to draw, and a `note` on what can be compared.
        """
        runs = [
            run for run in registered(self._data_dir) if run.set_name == set_name and figure in run.figures
        ]
        if not runs:
            return {"svg": "", "note": "这个题集的评测里没有这个指标。"}
        runs.reverse()
        lines: dict[str, list[tuple[float, float]]] = {}
        for place, run in enumerate(runs):
            share = place / (len(runs) - 1) if len(runs) > 1 else 0.5
            lines.setdefault(_version(run), []).append((share, run.figures[figure]))
        drawn = [Line(name=name, points=points) for name, points in lines.items()]
        days = [f"{run.at.astimezone():%m-%d %H:%M}" for run in runs]
        title = f"{set_name}：{MEANINGS.get(figure, figure)}"
        note = "题集改过或题数不同的，各成一线，不能互相比较。" if len(lines) > 1 else ""
        return {"svg": timeline(title, drawn, days, y=figure), "note": note}

    def run(self, id: str) -> dict[str, Any]:
        """Show a run.

        Returns:
            `origin` and `note` (what of it is left, "" for all), rows of `figures`, `kinds` and `stages`, its
            worst questions to choose from as `wrong`, and `others`: runs of the same set to compare with.

        Raises:
            UsageError: there is no such run, or its files cannot be used; the message says which.
        """
        run = self._find(id)
        all_of_set = [other for other in registered(self._data_dir) if other.set_name == run.set_name]
        found: dict[str, Any] = {
            "origin": _origin(run), "figures": _figures(run.figures), "kinds": [], "stages": [], "wrong": [],
            "others": [_choice(other) for other in all_of_set if other.id != id and _is_there(other)],
            "note": "",
        }  # fmt: skip
        if not _is_there(run):
            found["note"] = f"{_STANDINGS[run.standing]}（{run.folder}），只剩登记下来的指标。"
            return found
        read = _read(run.folder)
        kinds = [group for group in read.groups if group.grouping == "kind"]
        return found | {
            "kinds": [_kind(group) for group in kinds],
            "stages": [[stage_name(loss.stage), str(loss.questions)] for loss in read.losses],
            "wrong": [(f"{row.id} · {stage_name(row.stage)} · {row.question}", row.id) for row in read.worst],
        }

    def wrong(self, id: str, question: str) -> dict[str, Any]:
        """Show what became of a question of a run: `rows` of name and text, and the `trace`.

        Raises:
            UsageError: the run's files cannot be used, or the question is none of its worst.
        """
        read = _read(self._find(id).folder)
        row = next((row for row in read.worst if row.id == question), None)
        if row is None:
            raise UsageError(f"这次评测里没有失误的题 {question}；请刷新后再选。")
        return {"rows": _wrong(row), "trace": shortened(row.trace)}

    def compare(self, base: str, id: str) -> dict[str, Any]:
        """Hold a run against another.

        Args:
            base: id of the run compared with.
            id: of the run in question.

        Returns:
            `notes`, sentences on what else is unlike, and `rows` of differences: for all questions every
            figure, for groups what chance does not explain.

        Raises:
            UsageError: one of the two cannot be used, or they have no question in common.
        """
        first, second = self._find(base), self._find(id)
        with _usable(second.folder):
            compared: Any = compare_runs(RunFolder(first.folder), RunFolder(second.folder))
            shown = [row for row in compared["differences"] if row["grouping"] == "all" or row["p"] < SURE]
            notes = [f"注意：{note}，差别不全是所改之处带来的。" for note in compared["notes"]]
            if _count(first) != _count(second):
                notes.append(f"只比两次都问过的题：对照 {_count(first)} 题，这次 {_count(second)} 题。")
            return {"notes": notes, "rows": [_difference(row) for row in shown]}

    def _find(self, id: str) -> Registered:
        found = next((run for run in registered(self._data_dir) if run.id == id), None)
        if found is None:
            raise UsageError("没有登记过这次评测；请刷新后再选。")
        return found


def _read(folder: Path) -> Run:
    with _usable(folder):
        # Clicking through the questions of a run should not read it again each time.
        return _read_once(folder, (folder / METRICS).stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read_once(folder: Path, _changed: int) -> Run:
    return read_run(RunFolder(folder), folder.name)


@contextmanager
def _usable(folder: Path) -> Iterator[None]:
    """Say of files that are no run's, whatever they hold, that they are not."""
    try:
        yield
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(
            f"{folder} 里的文件不像是一次评测（{type(error).__name__}）；请重新评测。"
        ) from error


def _is_there(run: Registered) -> bool:
    return run.standing is Standing.THERE


def _when(run: Registered) -> str:
    return f"{run.at.astimezone():%Y-%m-%d %H:%M:%S}"


def _count(run: Registered) -> str:
    return figure_text(run.figures.get("questions"), "questions") or "?"


def _choice(run: Registered) -> Choice:
    left = f"（{_STANDINGS[run.standing]}）" if not _is_there(run) else ""
    return f"{_when(run)} · {run.set_name} · {_count(run)} 题{left}", run.id


def _version(run: Registered) -> str:
    return f"{_count(run)} 题，题集 {run.set_sha256[:8]}"


def _listed(run: Registered) -> Row:
    figures = [figure_text(run.figures.get(name), name) for name in _COLUMNS]
    made = f"{(run.commit or '?')[:8]}{'+改动' if (run.commit or '').endswith('-dirty') else ''}"
    library = f"{run.notices} 件 {run.library[:8]}"
    return [_when(run), run.set_name, _count(run), *figures, library, made, _STANDINGS[run.standing]]


def _meaning(name: str) -> Choice:
    return f"{MEANINGS.get(name, name)}（{name}）" if name in MEANINGS else name, name


def _origin(run: Registered) -> str:
    settings = "，".join(f"{name} {value}" for name, value in run.settings.items())
    return (
        f"题集 {run.set_name}（{run.set_sha256[:12]}）；库 {run.notices} 件通知（{run.library[:12]}）；"
        f"提交 {run.commit or '不详'}；代码 {run.code or '不详'}；变体 {run.variant}；设置：{settings}；"
        f"结果在 {run.folder}"
    )


def _figures(figures: Mapping[str, float]) -> list[Row]:
    return [[MEANINGS.get(name, ""), name, figure_text(value, name)] for name, value in figures.items()]


def _kind(group: Group) -> Row:
    columns = [figure_text(group.figures.get(name), name) for name in _COLUMNS if name != "ndcg@10"]
    return [
        KINDS.get(group.name, group.name),
        str(group.questions),
        figure_text(group.right, "right"),
        *columns,
    ]


def _wrong(row: Wrong) -> list[Row]:
    place = f"第 {row.candidate} 个候选" if row.candidate else "不在候选之列"
    return [
        ["问题", row.question],
        ["应答", row.expected],
        ["所答", row.given],
        ["丢在哪一步", stage_name(row.stage)],
        ["把握", "—" if row.confidence is None else f"{row.confidence:.2f}"],
        ["正确段落", place],
        ["不足的指标", "、".join(MEANINGS.get(name, name) for name in row.figures)],
    ]


def _difference(row: Mapping[str, Any]) -> Row:
    group = KINDS.get(row["group"], row["group"])
    which = f"{GROUPING_NAMES.get(row['grouping'], row['grouping'])}：{group}" if group else "全部"
    return [
        which, MEANINGS.get(row["figure"], row["figure"]), str(row["questions"]),
        f"{row['first']:.4f}", f"{row['second']:.4f}", f"{row['difference']:+.4f}",
        f"{row['low']:+.4f} 到 {row['high']:+.4f}", f"{row['p']:.4f}", _BETTER[row["better"]],
    ]  # fmt: skip
