"""Versions of a question set: a small file beside it says how it grew, so that figures can name their set."""

import hashlib
import json
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from corpus.errors import UsageError
from corpus.why import why
from eval.question_file import replace_file
from eval.questions import Question, load_questions


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A state of a set.

    Attributes:
        version: from 1. date: when it came to be, YYYY-MM-DD. by: who made it.
        added: how many questions came with it. questions: how many there are. kinds: how many of each.
        sha256: of the whole file.
    """

    version: int
    date: str
    by: str
    added: int
    questions: int
    kinds: dict[str, int]
    sha256: str


def history_path(question_set: Path) -> Path:
    """Return where the versions of a set are kept: 题集.jsonl -> 题集.meta.json."""
    return question_set.with_suffix(".meta.json")


def history(question_set: Path) -> tuple[Version, ...]:
    """Read the versions of a set, the oldest first; none where none was ever noted.

    Raises:
        UsageError: the file of versions cannot be used.
    """
    path = history_path(question_set)
    if not path.exists():
        return ()
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["versions"]
        return tuple(Version(**row) for row in rows)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"版本记录 {path} 不可用（{type(error).__name__}）；请恢复或删去它。") from error


def current(question_set: Path) -> Version | None:
    """Return the version that a set is at, None where it was changed by hand since or never noted."""
    known = history(question_set)
    return known[-1] if known and known[-1].sha256 == fingerprint(question_set) else None


def note_version(question_set: Path, *, added: int, by: str, day: date) -> Version:
    """Note that a set has grown.

    Args:
        question_set: as it is now.
        added: how many questions have just come.
        by: who accepted them.
        day: when.

    Returns:
        The new version.

    Raises:
        UsageError: the set or its versions cannot be read.
        StoreError: the versions cannot be written.
    """
    known = history(question_set)
    version = _version(question_set, len(known) + 1, added=added, by=by, day=day)
    text = json.dumps({"versions": [asdict(row) for row in (*known, version)]}, ensure_ascii=False, indent=1)
    replace_file(history_path(question_set), f"{text}\n".encode())
    return version


def fingerprint(path: Path) -> str:
    """Return the sha256 of a file.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UsageError(f"读不了 {path}（{why(error)}）；请检查路径和权限。") from error


def _version(question_set: Path, number: int, *, added: int, by: str, day: date) -> Version:
    questions: tuple[Question, ...] = load_questions(question_set).questions
    return Version(
        version=number,
        date=day.isoformat(),
        by=by,
        added=added,
        questions=len(questions),
        kinds=dict(sorted(Counter(question.kind.value for question in questions).items())),
        sha256=fingerprint(question_set),
    )
