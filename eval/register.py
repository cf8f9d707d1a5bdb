"""The register of runs: one line for every run that was finished, so that runs are found again over time."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from corpus.errors import StoreError, UsageError
from corpus.why import why
from eval.cache import SETTLE_NO_ANSWER
from eval.folder import METRICS, RunFolder
from eval.scoring import Figures


class Standing(StrEnum):
    """What has become of a run's folder: it is there, is gone, or a later run was written over it."""

    THERE = "there"
    GONE = "gone"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A finished run.

    Attributes:
        id: tells it from all others in the register.
        at: when it was finished, with its zone. folder: absolute.
        set_name, set_sha256: the questions. library: digest of the notices. notices: how many they are.
        commit, code: of the program; None where unknown. variant: what was changed for the measurement.
        settings: those that can change an answer.
        figures: as in metrics.json.
    """

    id: str
    at: datetime
    folder: Path
    set_name: str
    set_sha256: str
    library: str
    notices: int
    commit: str | None
    code: str | None
    variant: str
    settings: Mapping[str, Any]
    figures: Figures
    standing: Standing


def register_path(data_dir: Path) -> Path:
    """Return where the register of a data folder is kept."""
    return data_dir / "eval" / "runs.jsonl"


def new_folder(data_dir: Path, question_set: Path, at: datetime) -> Path:
    """Return a folder for a run nobody named one for: eval/runs/<set>-<YYYYMMDD-HHMMSS>, not there yet."""
    name = f"{question_set.stem or 'set'}-{at:%Y%m%d-%H%M%S}"
    wanted, number = data_dir / "eval" / "runs" / name, 1
    while wanted.exists():
        number += 1
        wanted = wanted.with_name(f"{name}-{number}")
    return wanted


def register(data_dir: Path, folder: RunFolder, *, at: datetime, set_name: str | None = None) -> None:
    """Add a finished run.

    Args:
        data_dir: whose register.
        folder: of the run.
        at: when it was finished, with its zone.
        set_name: of the questions, where only some of a file were asked.

    Raises:
        UsageError: the folder holds no finished run.
        StoreError: the register cannot be written; the run itself is untouched.
    """
    made = folder.read_environment()
    settings = {key: value for key, value in made["settings"].items() if key not in SETTLE_NO_ANSWER}
    row = {
        "at": at.isoformat(timespec="seconds"),
        "folder": str(folder.path.absolute()),
        "set": {**made["set"], "name": set_name or made["set"]["name"]},
        "library": {name: made["library"][name] for name in ("sha256", "notices")},
        **{name: made.get(name) for name in ("commit", "code", "variant")},
        "settings": settings,
        "figures": folder.read_metrics(),
    }
    _append(register_path(data_dir), json.dumps(row, ensure_ascii=False).encode() + b"\n")


def registered(data_dir: Path) -> tuple[Registered, ...]:
    """Give the runs of a register, the newest first; none where there is no register.

    A line that is no run, as a kill may leave the last one, is passed over.

    Raises:
        UsageError: the register cannot be read.
    """
    path = register_path(data_dir)
    try:
        lines = path.read_bytes().splitlines() if path.exists() else []
    except OSError as error:
        raise UsageError(f"读不了评测登记 {path}（{why(error)}）；请检查权限。") from error
    return tuple(sorted(_runs(reversed(lines)), key=lambda run: run.at, reverse=True))


def _runs(newest_first: Iterator[bytes]) -> Iterator[Registered]:
    # The last line of a folder is the one that its files belong to.
    seen: set[Path] = set()
    for line in newest_first:
        try:
            row = json.loads(line)
            run = _run(row, hashlib.sha256(line.strip()).hexdigest()[:12], frozenset(seen))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
        seen.add(run.folder)
        yield run


def _run(row: Mapping[str, Any], id: str, seen: frozenset[Path]) -> Registered:
    folder = Path(row["folder"])
    there = Standing.THERE if (folder / METRICS).is_file() else Standing.GONE
    at = datetime.fromisoformat(row["at"])
    return Registered(
        id=id,
        # Times with and without a zone cannot be put in one order.
        at=at.astimezone() if at.tzinfo is None else at,
        folder=folder,
        set_name=str(row["set"]["name"]),
        set_sha256=str(row["set"]["sha256"]),
        library=str(row["library"]["sha256"]),
        notices=int(row["library"]["notices"]),
        commit=row.get("commit"),
        code=row.get("code"),
        variant=str(row.get("variant") or ""),
        settings=dict(row.get("settings") or {}),
        figures={str(name): float(value) for name, value in row["figures"].items()},
        standing=Standing.REPLACED if folder in seen else there,
    )


def _append(path: Path, line: bytes) -> None:
    """Add a line in one write, so that two processes do not mix theirs; close off one cut short before."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab+") as file:
            if file.seek(0, os.SEEK_END):
                file.seek(-1, os.SEEK_END)
                line = line if file.read(1) == b"\n" else b"\n" + line
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        reason = f"评测已完成，但登记不了（{path}：{why(error)}）"
        raise StoreError(f"{reason}；结果文件夹完好，请检查空间和权限。") from error
