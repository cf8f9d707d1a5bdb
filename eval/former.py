"""A former run as a gate: the same questions once more, every figure held against what it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from corpus.errors import UsageError
from eval.compare import load_outcomes
from eval.environment import set_hash
from eval.folder import RunFolder
from eval.gate import Gate
from eval.outcomes import Outcome
from eval.stored import Stored
from eval.visible import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """A run that is done.

    Attributes:
        name: of its part of `zhengda eval all`, else of its folder.
        day: the day that counted, None where nothing was asked.
    """

    name: str
    outcomes: tuple[Outcome, ...]
    environment: Mapping[str, Any]
    day: date | None

    @property
    def stored(self) -> Stored:
        """What every question came to."""
        values = {row.id: row.values for row in self.outcomes}
        return Stored(library=str(self.environment["library"].get("read")), values=values)


def load_former(folder: Path) -> tuple[Former, ...]:
    """Read the run in a folder, or all runs of `zhengda eval all`.

    Raises:
        UsageError: it holds none, or a file of it cannot be used.
    """
    if not (folder / "all.json").exists():
        return (_load(folder),)
    return tuple(_load(folder / name) for name in RunFolder(folder).read_object("all.json"))


def _load(folder: Path) -> Former:
    run = RunFolder(folder)
    # The mark of a run that was not cut short.
    run.read_metrics()
    outcomes, environment = load_outcomes(run), run.read_environment()
    if not outcomes or not isinstance(environment.get("library"), dict):
        raise UsageError(f"{folder} 里没有一次完整的评测；请先运行 zhengda eval run。")
    first = next(run.read_lines("answers.jsonl"), {})
    try:
        day = date.fromisoformat(str(first["asked_on"]))
    except (KeyError, ValueError):
        day = None
    return Former(name=folder.name, outcomes=outcomes, environment=environment, day=day)


def gate_of(former: Former, known: Sequence[Part], given: Path | None, notices: Sequence[Path]) -> Gate:
    """Return the gate that asks the questions of a former run again.

    Args:
        former: the run.
        known: sets that are looked among where none is given, by the part's name or by the file's digest.
        given: the set.
        notices: what it is asked over; the user's own library where there are none.

    Raises:
        UsageError: the set is not given and not among those known, or has none of the questions.
    """
    part = _part(former, known) if given is None else None
    if given is None and part is None:
        name = former.environment.get("set", {}).get("name")
        raise UsageError(
            f"不知道 {former.name} 评的题集（{name}）在哪里；请写 zhengda eval gate 题集 --against 文件夹，"
            "并用 --notices 给出通知。"
        )
    return Gate(
        name=former.name, kind="questions", bounds=(), optional=False,
        set=part.set if part else given or Path(), notices=part.notices if part else tuple(notices),
        library=part.library if part else None, ids=frozenset(row.id for row in former.outcomes),
    )  # fmt: skip


def _part(former: Former, known: Sequence[Part]) -> Part | None:
    wanted = former.environment.get("set", {})
    same = [
        part
        for part in known
        if part.present and part.set.name == wanted.get("name") and set_hash(part.set) == wanted.get("sha256")
    ]
    named = [part for part in known if part.name == former.name and part.present]
    return next(iter([part for part in named if part in same] or named or same[:1]), None)
