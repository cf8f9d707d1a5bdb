"""Files of questions: one JSON object a line with `question` and perhaps `id` and `after`."""

import json
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import UsageError
from corpus.why import why


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as it came, with the id to echo.

    Attributes:
        after: id of an earlier line whose answer the question goes on from (那什么时候完成).
    """

    question: str
    id: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """The questions of a file and what was wrong with the lines left out, in Chinese."""

    questions: tuple[Asked, ...]
    problems: tuple[str, ...]


def read_questions(path: Path) -> QuestionFile:
    """Read a file of questions; a bad line is reported and the others go on.

    Raises:
        UsageError: the file cannot be read or holds no question at all.
    """
    try:
        # Not splitlines: JSON strings may hold U+2028 and the like.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise UsageError(f"问题文件 {path} 读不出来（{why(error)}）。请检查路径和权限。") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"问题文件 {path} 不是 UTF-8 文本。请另存为 UTF-8 后重试。") from error
    questions: list[Asked] = []
    problems: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        asked = _read_line(line)
        if asked is None:
            problems.append(f"{path} 第 {number} 行：不是带 question 的 JSON 对象，跳过了这一行。")
            continue
        if asked.after is not None and asked.after not in {other.id for other in questions}:
            problems.append(f"{path} 第 {number} 行：前面没有 id 为 {asked.after} 的问题，按单独的问题回答。")
        questions.append(asked)
    if not questions:
        raise UsageError(
            f'问题文件 {path} 里没有问题。每行写一个 JSON，例如 {{"id": "1", "question": "…"}}。'
        )
    return QuestionFile(tuple(questions), tuple(problems))


def encodable(text: str) -> str:
    """Replace what UTF-8 cannot carry (half of a surrogate pair, a stray byte) by question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _read_line(line: str) -> Asked | None:
    try:
        row = json.loads(line)
    except json.JSONDecodeError:
        return None
    if not isinstance(row, dict) or not isinstance(row.get("question"), str):
        return None
    return Asked(question=encodable(row["question"]), id=_name(row.get("id")), after=_name(row.get("after")))


def _name(given: object) -> str | None:
    return None if given is None else encodable(str(given))
