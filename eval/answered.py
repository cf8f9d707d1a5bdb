"""Answers to questions kept on disk: of each only its place in the file is in memory."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from corpus.errors import UsageError
from corpus.why import why

_HEAD = b'{"key": '


class Answers:
    """Rows kept by question, appended as they come; a line cut short by a kill is passed over."""

    def __init__(self, path: Path, places: dict[bytes, int], *, torn: bool = False) -> None:
        """Use `open`."""
        self._path = path
        self._places = places
        self._torn = torn
        self.found = 0

    @classmethod
    def open(cls, path: Path, *, renew: bool = False) -> Self:
        """Note where the rows of a file begin.

        Args:
            path: of the file, made where there is none.
            renew: begin anew: what is there is forgotten.

        Raises:
            UsageError: the folder cannot be made, or the file cannot be read.
        """
        places: dict[bytes, int] = {}
        place, line = 0, b"\n"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if renew:
                path.unlink(missing_ok=True)
            path.touch()
            with path.open("rb") as file:
                for line in file:
                    key = _key_of(line)
                    if key is not None:
                        places[_digest(key)] = place
                    place += len(line)
        except OSError as error:
            raise UsageError(f"用不了缓存 {path.parent}（{why(error)}）；请换一个 --cache。") from error
        return cls(path, places, torn=not line.endswith(b"\n"))

    def __contains__(self, key: str) -> bool:
        """Tell whether there is a row of a key."""
        return _digest(key) in self._places

    def get(self, key: str) -> dict[str, Any] | None:
        """Return the row of a key, None where there is none or its line is damaged."""
        place = self._places.get(_digest(key))
        if place is None:
            return None
        with self._path.open("rb") as file:
            file.seek(place)
            row = _row(file.readline(), key)
        self.found += row is not None
        return row

    def put(self, key: str, row: Mapping[str, Any]) -> None:
        """Keep a row."""
        line = json.dumps({"key": key, "row": row}, ensure_ascii=False).encode() + b"\n"
        with self._path.open("ab") as file:
            file.write(b"\n" * self._torn + line)
            file.flush()
            # Where it came to stand, not where the file ended before: another process may append too.
            self._places[_digest(key)] = file.tell() - len(line)
        self._torn = False


def _key_of(line: bytes) -> str | None:
    """Read the key off a line without its row, which may be long; None where the line is cut short."""
    if not (line.startswith(_HEAD) and line.endswith(b"}\n")):
        return None
    try:
        end = line.index(b', "row": ', len(_HEAD))
        return str(json.loads(line[len(_HEAD) : end]))
    except ValueError:
        return None


def _row(line: bytes, key: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
        return dict(found["row"]) if found["key"] == key else None
    except (ValueError, KeyError, TypeError):
        return None


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()[:16]
