"""The lines of a file of JSON objects, each with its number and what is wrong with it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from corpus.errors import UsageError
from corpus.why import why


class MalformedRow(ValueError):
    """A line of a question set is not what it should be; the text says what is wrong, in Chinese."""


def count_lines(path: Path) -> int:
    """Count the lines of a file.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    except OSError as error:
        raise UsageError(f"读不了 {path}（{why(error)}）；请检查路径和权限。") from error


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Give the lines of a text file that are not empty, with their numbers from 1.

    Bytes that are no UTF-8 come as lone surrogates, which `parse_object` refuses line by line.

    Raises:
        UsageError: the file cannot be read.
    """
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="\n") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, line.rstrip("\n")
    except OSError as error:
        raise UsageError(f"读不了 {path}（{why(error)}）；请检查路径和权限。") from error


def parse_object(line: str) -> dict[str, object]:
    """Parse one line as a JSON object.

    Raises:
        MalformedRow: it is something else.
    """
    try:
        line.encode()
        row = json.loads(line)
        if "\\u" in line:
            # JSON can spell half of a surrogate pair, which fits no file and no database.
            json.dumps(row, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise MalformedRow(f"不是完整的 JSON（第 {error.colno} 个字符处）") from error
    except UnicodeEncodeError as error:
        raise MalformedRow("不是 UTF-8 文本，请另存为 UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise MalformedRow("JSON 里的数太长或嵌套太深") from error
    if not isinstance(row, dict):
        raise MalformedRow("应是一个 JSON 对象")
    return row


def text_of(row: Mapping[str, object], key: str) -> str:
    """Return the string under a key.

    Raises:
        MalformedRow: there is none, or it is empty.
    """
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise MalformedRow(f"{key} 应是非空的字符串")
    return value
