"""Question sets: one JSON object a line (the schema of dev.jsonl), or the sheet that an office keeps.

Evidence, and an answer that is long, may stand there by reference (see `eval.reference`); a question always
has the words.

A line that is wrong is reported with its number and what is wrong about it; the others go on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from corpus.errors import UsageError
from corpus.ingest import Progress
from eval.reference import NoticeTexts
from eval.rows import MalformedRow, count_lines, numbered_lines, parse_object, text_of
from qa.answer import Reason


def silent(_done: int, _total: int) -> None:
    """A progress that nobody is told."""


class Kind(StrEnum):
    """What a question asks for."""

    UNIT = "unit"
    DEADLINE = "deadline"
    PASSAGE = "passage"
    META = "meta"
    STATUS = "status"
    LIST = "list"
    NONE = "none"


class State(StrEnum):
    """How far a question that a program made has come; one that a person wrote has no state.

    GENERATED: drafted from the library. CANDIDATE: asked by somebody, not labelled yet. ACCEPTED, REJECTED:
    a person has looked at it.
    """

    GENERATED = "generated"
    CANDIDATE = "candidate"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


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
        after: id of an earlier row whose answer the question is asked on from (那什么时候完成); None where it
            stands for itself.
        reasons: reasons of the contract, one of which a refusal gives; None where any will do.
        state: None for a question that a person wrote.
        reviewed_by, reviewed_on: who accepted or rejected it, and on what day (YYYY-MM-DD).
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
    after: str | None = None
    reasons: tuple[str, ...] | None = None
    state: State | None = None
    reviewed_by: str | None = None
    reviewed_on: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A line that was left out, and why."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"第 {self.line} 行：{self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSet:
    """What a question file holds, in its order; `lines` has the line (row of a sheet) of each question."""

    source: Path
    questions: tuple[Question, ...]
    problems: tuple[Problem, ...] = ()
    lines: tuple[int, ...] = ()

    @property
    def left_out(self) -> tuple[str, ...]:
        """A line for every row that was left out."""
        return tuple(f"{self.source.name} {problem}；已略过。" for problem in self.problems)


def load_questions(path: Path, progress: Progress = silent, notices: Sequence[Path] = ()) -> QuestionSet:
    """Read a question file.

    Args:
        path: JSON lines in UTF-8, or a sheet as `zhengda eval template` makes it (.xlsx); empty lines are
            passed over.
        progress: told now and then; a sheet of 100,000 rows takes a quarter of a minute to read.
        notices: files and folders where notices that evidence refers to are looked for first.

    Returns:
        The questions that can be used, and a problem for every line that cannot.

    Raises:
        UsageError: the file cannot be read, or not one line of it can be used.
    """
    questions: dict[str, Question] = {}
    lines, problems = [], []
    for number, row in _rows(path, progress, NoticeTexts(notices)):
        if isinstance(row, MalformedRow):
            problems.append(Problem(line=number, message=str(row)))
        elif row.id in questions:
            problems.append(Problem(line=number, message=f"id {row.id} 与前面的重复，请换一个"))
        elif row.after is not None and row.after not in questions:
            problems.append(Problem(line=number, message=f"after 为 {row.after}，前面没有这一行可以接着问"))
        else:
            questions[row.id] = row
            lines.append(number)
    if not questions:
        first = f"（{problems[0]}）" if problems else ""
        raise UsageError(f"问题文件 {path} 里没有可用的问题{first}；{_wanted(path)}。")
    return QuestionSet(
        source=path, questions=tuple(questions.values()), problems=tuple(problems), lines=tuple(lines)
    )


def _wanted(path: Path) -> str:
    if path.suffix.lower() == SHEET:
        return "请照 zhengda eval template 的表样填写"
    return "每行应是一个 JSON 对象"


def _rows(
    path: Path, progress: Progress, texts: NoticeTexts
) -> Iterator[tuple[int, Question | MalformedRow]]:
    if path.suffix.lower() in _OTHER_SHEETS:
        raise UsageError(f"不读 {path.suffix} 文件（{path}）；请用 Excel 另存为 .xlsx，或改用 .jsonl。")
    if path.suffix.lower() == SHEET:
        # Reading Excel takes a third of a second to import.
        from eval.sheet_reader import sheet_questions

        yield from sheet_questions(path, progress)
        return
    total = count_lines(path)
    for number, line in numbered_lines(path):
        if number % TOLD_EVERY == 0:
            progress(number, max(total, number))
        try:
            yield number, parse_question(parse_object(line), texts)
        except MalformedRow as error:
            yield number, error


TOLD_EVERY = 500
"""Lines from one word about progress to the next."""
SHEET = ".xlsx"
_OTHER_SHEETS = frozenset({".xls", ".xlsm", ".et", ".ods", ".csv"})


def parse_question(row: Mapping[str, object], texts: NoticeTexts | None = None) -> Question:
    """Turn a parsed line into a question.

    Args:
        row: the line.
        texts: what references are read from; those of the usual places where None.

    Raises:
        MalformedRow: a key is missing or has a value of the wrong sort; the message names it.
    """
    texts = texts or NoticeTexts()
    answerable = row.get("answerable")
    if not isinstance(answerable, bool):
        raise MalformedRow("answerable 应是 true 或 false")
    question = Question(
        id=text_of(row, "id"), kind=_kind(row), question=text_of(row, "question"), answerable=answerable,
        persona=_optional_text(row, "persona") or "", notices=_texts(row, "notices") or (),
        evidence=_evidence(row, texts), lead_units=_texts(row, "lead_units"),
        responsible_units=_texts(row, "responsible_units"), deadline=_optional_text(row, "deadline"),
        deadline_date=_day(row, "deadline_date"), answer=_answer(row, texts),
        after=_optional_text(row, "after"), reasons=_reasons(row), state=_state(row),
        reviewed_by=_optional_text(row, "reviewed_by"), reviewed_on=_day(row, "reviewed_on"),
    )  # fmt: skip
    if answerable and not question.evidence:
        raise MalformedRow("能回答的问题应有 evidence")
    if question.kind is Kind.LIST and isinstance(question.answer, str):
        raise MalformedRow("list 类问题的 answer 应是字符串的列表")
    return question


def _optional_text(row: Mapping[str, object], key: str) -> str | None:
    return None if row.get(key) is None else text_of(row, key)


def _texts(row: Mapping[str, object], key: str) -> tuple[str, ...] | None:
    value = row.get(key)
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise MalformedRow(f"{key} 应是字符串的列表")
    return tuple(value)


def _evidence(row: Mapping[str, object], texts: NoticeTexts) -> tuple[str, ...]:
    value = row.get("evidence")
    if isinstance(value, list):
        value = [texts.words(part) if isinstance(part, dict) else part for part in value]
    return _texts({"evidence": value}, "evidence") or ()


def _kind(row: Mapping[str, object]) -> Kind:
    value = text_of(row, "kind")
    if value not in tuple(Kind):
        raise MalformedRow(f"kind 为 {value}，应是 {'、'.join(Kind)} 之一")
    return Kind(value)


def _reasons(row: Mapping[str, object]) -> tuple[str, ...] | None:
    value = _texts(row, "reasons")
    wrong = [name for name in value or () if name not in tuple(Reason)]
    if wrong:
        raise MalformedRow(f"reasons 里的 {wrong[0]} 不是拒答原因，应是 {'、'.join(Reason)} 之一，或不写")
    return value


def _state(row: Mapping[str, object]) -> State | None:
    value = _optional_text(row, "state")
    if value is not None and value not in tuple(State):
        raise MalformedRow(f"state 为 {value}，应是 {'、'.join(State)} 之一，或不写")
    return None if value is None else State(value)


def _day(row: Mapping[str, object], key: str) -> str | None:
    value = _optional_text(row, key)
    try:
        return None if value is None else date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise MalformedRow(f"{key} 为 {value}，没有这一天；应写作 2021-12-31") from error


def _answer(row: Mapping[str, object], texts: NoticeTexts) -> str | tuple[str, ...] | None:
    value = row.get("answer")
    if isinstance(value, dict):
        return texts.words(value)
    return _texts(row, "answer") if isinstance(value, list) else _optional_text(row, "answer")
