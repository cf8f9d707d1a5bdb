"""A former run as a gate: the same questions once more, every figure held against what it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import UsageError
from eval.compare import load_outcomes
from eval.environment import set_hash
from eval.folder import RunFolder
from eval.gate import Gate
from eval.origin import Origin, read_origin
from eval.outcomes import Outcome
from eval.stored import Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """A run that is done.

    Attributes:
        name: of its folder.
        origin: what was asked, None where the run does not say.
    """

    name: str
    outcomes: tuple[Outcome, ...]
    environment: Mapping[str, Any]
    origin: Origin | None

    @property
    def stored(self) -> Stored:
        """What every question came to."""
        return Stored.of(str(self.environment["library"].get("read")), self.outcomes)


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
    return Former(name=folder.name, outcomes=outcomes, environment=environment, origin=read_origin(folder))


def gate_of(former: Former, given: Path | None, notices: Sequence[Path]) -> Gate:
    """Return the gate that asks the questions of a former run again.

    Args:
        former: the run.
        given: the set, where it is not the one that the run names or lies elsewhere now.
        notices: what it is asked over, where it is not what the run names.

    Raises:
        UsageError: the run does not name its set and none is given, or it or its notices are not there.
    """
    origin = former.origin
    asked = given or (origin.set if origin else None)
    over = tuple(notices) or (origin.notices if origin else ())
    if asked is None:
        raise UsageError(
            f"{former.name} 没有记下评的是哪份题集；请写 zhengda eval gate 题集 --against 文件夹，"
            "并用 --notices 给出通知。"
        )
    _require(former.name, asked, over)
    return Gate(
        name=former.name, kind="questions", bounds=(), optional=False, set=asked, notices=over,
        library=origin.library if origin else None, ids=frozenset(row.id for row in former.outcomes),
    )  # fmt: skip


def _require(name: str, asked: Path, notices: Sequence[Path]) -> None:
    if not asked.exists():
        raise UsageError(
            f"{name} 当时评的题集 {asked} 已不在；请写 zhengda eval gate 题集 --against 文件夹。"
        )
    missing = next((path for path in notices if not path.exists()), None)
    if missing is not None:
        raise UsageError(f"{name} 当时问的通知 {missing} 已不在；请用 --notices 给出同样的通知。")


def is_changed(former: Former, gate: Gate) -> bool:
    """Tell whether the set that is asked now is another than the run's, by what the files hold."""
    return former.origin is not None and set_hash(gate.set) != former.origin.sha256
