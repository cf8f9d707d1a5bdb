"""Gold held against the library: what a person got wrong in a question set, line by line."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from corpus.ingest import Progress
from eval.likeness import wording
from eval.notice_file import NoticeFile
from eval.questions import TOLD_EVERY, Kind, Question, QuestionSet, silent

Files = Mapping[str, NoticeFile]
"""File name -> what the library holds under it."""
_FIRST_YEAR, _LAST_YEAR = 1949, 2100


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something wrong with a line of a set.

    Attributes:
        line: from 1; the row of a sheet. id: None where the line is no question.
        code: what sort of fault, for programs.
        message: what is wrong and what to do, in Chinese.
    """

    line: int
    id: str | None
    code: str
    message: str

    def __str__(self) -> str:
        named = f"（{self.id}）" if self.id else ""
        return f"第 {self.line} 行{named}：{self.message}"

    def record(self) -> dict[str, object]:
        """Lay the finding out as a JSON object."""
        return {"line": self.line, "id": self.id, "code": self.code, "message": self.message}


def check_set(asked: QuestionSet, files: Files, progress: Progress = silent) -> tuple[Finding, ...]:
    """Hold a question set against the library.

    Args:
        asked: as `load_questions` gives it, with its lines.
        files: of the library, by file name.
        progress: told now and then.

    Returns:
        What is wrong, in the order of the lines; empty where the set is sound.
    """
    found = [
        Finding(line=problem.line, id=None, code="unreadable", message=problem.message)
        for problem in asked.problems
    ]
    first: dict[str, int] = {}
    for done, (line, question) in enumerate(zip(asked.lines, asked.questions, strict=True)):
        if done % TOLD_EVERY == 0:
            progress(done, len(asked.questions))
        # 那什么时候完成 is another question after another answer.
        said = first.setdefault(
            f"{question.after or ''} {wording(question.question) or question.question}", line
        )
        if said != line:
            found.append(_finding(line, question, "duplicate", f"问题与第 {said} 行的相同，请改写或删去"))
        for code, message in check_question(question, files):
            found.append(_finding(line, question, code, message))
    return tuple(sorted(found, key=lambda finding: finding.line))


def check_question(question: Question, files: Files) -> Iterator[tuple[str, str]]:
    """Give what is wrong with the gold of one question as (code, message) pairs."""
    if not question.answerable:
        if question.notices or question.evidence or question.lead_units or question.answer:
            yield "gold_of_none", "标为库里没有答案，却写了通知、依据或答案；请二者择一"
        return
    yield from _lacking(question)
    there = [files[name] for name in question.notices if name in files]
    for name in question.notices:
        if name not in files:
            yield "unknown_notice", f"库里没有 {name}{_perhaps(name, tuple(files))}；请先读入，或改正文件名"
    # Gold of a notice that is not there cannot be held against the others.
    if there and len(there) == len(question.notices):
        for check in _CHECKS:
            yield from check(question, there)


def _lacking(question: Question) -> Iterator[tuple[str, str]]:
    if not question.notices:
        yield "no_notice", "能回答的问题没有写通知文件"
    if question.kind is Kind.NONE:
        yield "kind_of_none", "题型是“库里没有”（none），却标为有答案"
    if question.kind is Kind.UNIT and not (question.lead_units or question.responsible_units):
        yield "no_gold", "问单位的题没有写牵头单位或责任单位"
    if question.kind is Kind.DEADLINE and not (question.deadline or question.deadline_date):
        yield "no_gold", "问时限的题没有写时限或截止日期"
    if question.kind in (Kind.META, Kind.STATUS) and not question.answer:
        yield "no_gold", "问文件或效力的题没有写答案"


def _evidence(question: Question, files: list[NoticeFile]) -> Iterator[tuple[str, str]]:
    for words in question.evidence:
        if not any(file.prints(words) for file in files):
            where = "、".join(file.name for file in files)
            yield "evidence", f"依据“{_short(words)}”不在 {where} 的原文里；请从原文照抄"


def _units(question: Question, files: list[NoticeFile]) -> Iterator[tuple[str, str]]:
    for name in (*(question.lead_units or ()), *(question.responsible_units or ())):
        if not any(file.knows_unit(name) for file in files):
            known = tuple(unit.name for file in files for unit in file.units)
            yield "unit", f"通知里没有单位“{_short(name)}”{_perhaps(name, known)}；请照通知写"


def _dates(question: Question, files: list[NoticeFile]) -> Iterator[tuple[str, str]]:
    if question.deadline and not any(file.prints(question.deadline) for file in files):
        yield "deadline", f"时限“{_short(question.deadline)}”不在通知原文里；请照抄"
    if question.deadline_date is None:
        return
    due = date.fromisoformat(question.deadline_date)
    dated = min((file.dated_on for file in files if file.dated_on), default=None)
    if not _FIRST_YEAR <= due.year <= _LAST_YEAR:
        yield "date", f"截止日期 {due} 的年份不对"
    elif dated is not None and due.year < dated.year:
        yield "date", f"截止日期 {due} 早于通知成文的年份（{dated}）"


def _list(question: Question, files: list[NoticeFile]) -> Iterator[tuple[str, str]]:
    if question.kind is not Kind.LIST or not isinstance(question.answer, tuple):
        return
    for number in question.answer:
        if not any(number in file.numbers for file in files):
            yield "item", f"通知里没有编号为“{_short(number)}”的条目"


_CHECKS: tuple[Callable[[Question, list[NoticeFile]], Iterator[tuple[str, str]]], ...] = (
    _evidence, _units, _dates, _list,
)  # fmt: skip


def _finding(line: int, question: Question, code: str, message: str) -> Finding:
    return Finding(line=line, id=question.id, code=code, message=message)


@lru_cache(maxsize=1 << 12)
def _perhaps(name: str, known: tuple[str, ...]) -> str:
    """Name the one of several that has most letters in common, where that is most of them."""
    letters = set(name)
    shares = [(-len(letters & set(other)) / len(letters | set(other)), other) for other in known]
    share, nearest = min(shares, default=(0.0, ""))
    return f"（是不是 {nearest}？）" if -share >= _CLOSE else ""


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "…"


_SHOWN = 30
_CLOSE = 0.6
