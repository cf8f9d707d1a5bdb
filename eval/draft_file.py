"""A file of questions on their way into a set: drafted ones, and candidates from use without labels yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import UsageError
from eval.question_file import RECORD_KEYS, question_record
from eval.questions import Kind, Question, State, parse_question
from eval.rows import MalformedRow, numbered_lines, parse_object, text_of

_STATES = frozenset({State.CANDIDATE, State.REJECTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlabelled:
    """A question somebody asked of which nobody has said yet what sort it is and whether it has an answer.

    Attributes:
        state: CANDIDATE, or REJECTED once a person would not have it.
        record: the keys of a question as the line has them; `kind` or `answerable` is None.
    """

    id: str
    question: str
    state: State
    record: Mapping[str, object]


Entry = Question | Unlabelled
"""What a line of a draft holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFile:
    """A draft as read.

    Attributes:
        entries: by id, in the order of the file.
        notes: by id, what a line says beside the question (how often asked, verdicts, the answer given).
        unread: how many lines are neither question nor candidate, or have an id that came before.
    """

    entries: Mapping[str, Entry]
    notes: Mapping[str, Mapping[str, object]]
    unread: int


def read_draft(path: Path) -> DraftFile:
    """Read a draft, JSON lines.

    Raises:
        UsageError: the file cannot be read, or not one line of it can be used.
    """
    entries: dict[str, Entry] = {}
    notes: dict[str, Mapping[str, object]] = {}
    unread, first = 0, ""
    for number, row in _rows(path):
        if isinstance(row, MalformedRow):
            unread, first = unread + 1, first or f"（第 {number} 行：{row}）"
            continue
        entry = _entry(row)
        if entry is None or entry.id in entries:
            unread += 1
            continue
        entries[entry.id] = entry
        notes[entry.id] = {key: value for key, value in row.items() if key not in RECORD_KEYS}
    if not entries:
        raise UsageError(f"问题文件 {path} 里没有可用的问题{first}；每行应是一个 JSON 对象。")
    return DraftFile(entries=entries, notes=notes, unread=unread)


def entry_record(entry: Entry) -> dict[str, object]:
    """Lay an entry out as a line of a draft, without its notes."""
    return dict(entry.record) if isinstance(entry, Unlabelled) else question_record(entry)


def parse_unlabelled(row: Mapping[str, object]) -> Unlabelled:
    """Turn a parsed line into a candidate without labels.

    Raises:
        MalformedRow: it is none: labelled already, no candidate, or wrong in something else than labels.
    """
    if row.get("kind") is not None and row.get("answerable") is not None:
        raise MalformedRow("题型和有无答案都已填")
    # With labels put in for those that are missing, everything else must hold.
    filled = {"kind": Kind.NONE, **{key: value for key, value in row.items() if value is not None}}
    question = parse_question({**filled, "answerable": False})
    if question.state not in _STATES:
        raise MalformedRow(f"state 应是 {State.CANDIDATE}")
    record = {key: row[key] for key in RECORD_KEYS if key in row}
    if question.evidence:
        # A person who labels it is shown words, never a reference.
        record["evidence"] = list(question.evidence)
    return Unlabelled(
        id=question.id, question=question.question, state=question.state or State.CANDIDATE, record=record
    )


def id_of(line: str) -> str | None:
    """Return the id of a line, None where it is no object or has none."""
    try:
        return text_of(parse_object(line), "id")
    except MalformedRow:
        return None


def _entry(row: Mapping[str, object]) -> Entry | None:
    for parse in (parse_question, parse_unlabelled):
        try:
            return parse(row)
        except MalformedRow:
            continue
    return None


def _rows(path: Path) -> Iterator[tuple[int, dict[str, object] | MalformedRow]]:
    for number, line in numbered_lines(path):
        try:
            yield number, parse_object(line)
        except MalformedRow as error:
            yield number, error
