"""Question files: one JSON object a line, the schema of dev.jsonl.

A line that is wrong is reported with its number and what is wrong about it; the others go on.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from corpus.errors import UsageError


class Kind(StrEnum):
    """What a question asks for."""

    UNIT = "unit"
    DEADLINE = "deadline"
    PASSAGE = "passage"
    META = "meta"
    STATUS = "status"
    LIST = "list"
    NONE = "none"


class MalformedRow(ValueError):
    """A line of a question set is not what it should be; the text says what is wrong, in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question and its gold answer.

    Attributes:
        persona: who asks (public, staff, operator …).
        notices: file names of the notices that answer it.
        evidence: words of which at least one stands in the right passage.
        lead_units, responsible_units: gold units; None where the question is not judged by them.
        deadline: as printed. deadline_date: the last day, YYYY-MM-DD.
        answer: words the answer must hold, or for a list the numbers of the right items.
        answerable: False where the right answer is that the library has none.
    """

    id: str
    kind: Kind
    question: str
    answerable: bool
    persona: str = ""
    notices: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    lead_units: tuple[str, ...] | None = None
    responsible_units: tuple[str, ...] | None = None
    deadline: str | None = None
    deadline_date: str | None = None
    answer: str | tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A line that was left out, and why."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"第 {self.line} 行：{self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSet:
    """What a question file holds, in its order."""

    source: Path
    questions: tuple[Question, ...]
    problems: tuple[Problem, ...] = ()


def load_questions(path: Path) -> QuestionSet:
    """Read a question file.

    Args:
        path: JSON lines in UTF-8; empty lines are passed over.

    Returns:
        The questions that can be used, and a problem for every line that cannot.

    Raises:
        UsageError: the file cannot be read, or not one line of it can be used.
    """
    questions: dict[str, Question] = {}
    problems = []
    for number, line in numbered_lines(path):
        try:
            question = parse_question(parse_object(line))
            if question.id in questions:
                raise MalformedRow(f"id {question.id} 与前面的重复")
            questions[question.id] = question
        except MalformedRow as error:
            problems.append(Problem(line=number, message=str(error)))
    if not questions:
        first = f"（{problems[0]}）" if problems else ""
        raise UsageError(f"问题文件 {path} 里没有可用的问题{first}；每行应是一个 JSON 对象。")
    return QuestionSet(source=path, questions=tuple(questions.values()), problems=tuple(problems))


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Give the lines of a text file that are not empty, with their numbers from 1.

    Raises:
        UsageError: the file cannot be read or is not UTF-8.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise UsageError(f"读不了 {path}（{error.strerror}）；请检查路径和权限。") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} 不是 UTF-8 文本；请另存为 UTF-8 后再试。") from error
    return ((number, line) for number, line in enumerate(lines, 1) if line.strip())


def parse_object(line: str) -> dict[str, object]:
    """Parse one line as a JSON object.

    Raises:
        MalformedRow: it is something else.
    """
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise MalformedRow(f"不是完整的 JSON（第 {error.colno} 个字符处）") from error
    if not isinstance(row, dict):
        raise MalformedRow("应是一个 JSON 对象")
    return row


def parse_question(row: Mapping[str, object]) -> Question:
    """Turn a parsed line into a question.

    Raises:
        MalformedRow: a key is missing or has a value of the wrong sort; the message names it.
    """
    answerable = row.get("answerable")
    if not isinstance(answerable, bool):
        raise MalformedRow("answerable 应是 true 或 false")
    question = Question(
        id=text_of(row, "id"), kind=_kind(row), question=text_of(row, "question"), answerable=answerable,
        persona=_optional_text(row, "persona") or "", notices=_texts(row, "notices") or (),
        evidence=_texts(row, "evidence") or (), lead_units=_texts(row, "lead_units"),
        responsible_units=_texts(row, "responsible_units"), deadline=_optional_text(row, "deadline"),
        deadline_date=_day(row), answer=_answer(row),
    )  # fmt: skip
    if answerable and not question.evidence:
        raise MalformedRow("能回答的问题应有 evidence")
    if question.kind is Kind.LIST and isinstance(question.answer, str):
        raise MalformedRow("list 类问题的 answer 应是字符串的列表")
    return question


def text_of(row: Mapping[str, object], key: str) -> str:
    """Return the string under a key.

    Raises:
        MalformedRow: there is none, or it is empty.
    """
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise MalformedRow(f"{key} 应是非空的字符串")
    return value


def _optional_text(row: Mapping[str, object], key: str) -> str | None:
    return None if row.get(key) is None else text_of(row, key)


def _texts(row: Mapping[str, object], key: str) -> tuple[str, ...] | None:
    value = row.get(key)
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise MalformedRow(f"{key} 应是字符串的列表")
    return tuple(value)


def _kind(row: Mapping[str, object]) -> Kind:
    value = text_of(row, "kind")
    if value not in tuple(Kind):
        raise MalformedRow(f"kind 为 {value}，应是 {'、'.join(Kind)} 之一")
    return Kind(value)


def _day(row: Mapping[str, object]) -> str | None:
    value = _optional_text(row, "deadline_date")
    try:
        return None if value is None else date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise MalformedRow(f"deadline_date 为 {value}，应写作 2021-12-31") from error


def _answer(row: Mapping[str, object]) -> str | tuple[str, ...] | None:
    return _texts(row, "answer") if isinstance(row.get("answer"), list) else _optional_text(row, "answer")
