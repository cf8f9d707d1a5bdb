"""Question files out: records line by line, written whole or not at all."""

import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from corpus.errors import StoreError, UsageError
from corpus.why import why
from eval.questions import Question

_WHEN_GIVEN = frozenset({"after", "reasons", "state", "reviewed_by", "reviewed_on"})
"""Keys left out where they are None, so that a question that a person wrote keeps the plain schema."""
RECORD_KEYS = (
    "id", "kind", "persona", "question", "notices", "evidence", "lead_units", "responsible_units", "deadline",
    "deadline_date", "answer", "answerable", "after", "reasons", "state", "reviewed_by", "reviewed_on",
)  # fmt: skip


def question_record(question: Question) -> dict[str, object]:
    """Lay a question out as a line of a question file; `parse_question` is its reverse."""
    values = {field.name: getattr(question, field.name) for field in fields(question)}
    # Nobody named is null in a file; an empty string is a mistake there.
    values["persona"] = question.persona or None
    return {
        key: list(values[key]) if isinstance(values[key], tuple) else values[key]
        for key in RECORD_KEYS
        if values[key] is not None or key not in _WHEN_GIVEN
    }


def json_lines(records: Iterable[object]) -> bytes:
    """Lay records out one JSON object a line, in UTF-8."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


def write_new(path: Path, content: bytes, *, force: bool) -> None:
    """Write a file that is not there yet.

    Args:
        path: where to.
        content: the whole file.
        force: overwrite a file that is there.

    Raises:
        UsageError: the file is there and `force` is not given.
        StoreError: it cannot be written; what was there is untouched.
    """
    if path.exists() and not force:
        raise UsageError(f"{path} 已经有了，没有动它；请换一个文件名，或加 --force 覆盖。")
    replace_file(path, content)


def replace_file(path: Path, content: bytes) -> None:
    """Put a whole file in the place of another in one step, so that nobody ever sees half of it.

    Raises:
        StoreError: it cannot be written; what was there is untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        partial = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            # A temporary file is for its owner only; the result is like any other file.
            partial.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"写不了 {path}（{why(error)}）；请检查路径、权限和空间。") from error
