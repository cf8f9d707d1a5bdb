"""Reviewing a draft at the terminal: a question, its gold and its passage, and one key to decide."""

import json
from collections.abc import Mapping
from datetime import date

import click

from corpus.errors import UsageError
from eval.notice_file import NoticeFile, gold_passages
from eval.question_file import question_record
from eval.questions import MalformedRow, Question
from eval.review import Decision, Review, label
from eval.sheet import (
    ANSWERABLE,
    COLUMNS,
    HEADERS,
    KINDS,
    PERSONAS,
    cell_text,
    in_headers,
    record_value,
)
from eval.validate import check_question

_KEYS = {"a": Decision.ACCEPT, "r": Decision.REJECT, "s": Decision.SKIP}
_MENU = "a 收下  e 修改  r 不收  s 以后再看  q 停下"
_SHOWN_CHARS = 400
_FIELDS = tuple(column for column in COLUMNS if column.key not in ("id", "remark"))


def review_at_terminal(review: Review, files: Mapping[str, NoticeFile], *, by: str, day: date) -> Review:
    """Go through what waits until there is nothing left or the person stops.

    Every decision is written at once, so that a sitting may end at any moment.

    Args:
        review: the draft as opened.
        files: the library, file by file, to show passages from.
        by: who decides.
        day: today.

    Returns:
        The review as it was left.

    Raises:
        UsageError: somebody else changes the draft meanwhile.
        StoreError: a decision cannot be written.
    """
    while (question := review.next()) is not None:
        _show(question, review, files)
        edited: Question | None = None
        while (key := _ask_key()) == "e":
            edited = _edit(edited or question)
            _show(edited, review, files)
        if key == "q":
            break
        review = review.decide(question.id, _KEYS[key], by=by, day=day, edited=edited)
        review, version = review.save(by=by, day=day)
        if version is not None:
            _say(f"已收入 {review.target.name}（第 {version.version} 版，共 {version.questions} 题）。")
    return review


def _ask_key() -> str:
    choices = click.Choice([*_KEYS, "e", "q"], case_sensitive=False)
    return str(click.prompt(_MENU, type=choices, show_choices=False, err=True))


def _show(question: Question, review: Review, files: Mapping[str, NoticeFile]) -> None:
    done = review.progress()
    _say(f"\n—— {question.id}  已收 {done['accepted']}，不收 {done['rejected']}，待审 {done['waiting']} ——")
    for column in _FIELDS:
        shown = _field_text(question, column.key)
        if shown:
            _say(f"{column.header}：{shown}")
    for name, value in review.notes.get(question.id, {}).items():
        _say(f"{name}：{json.dumps(value, ensure_ascii=False)}")
    for passage in gold_passages(question.evidence, question.notices, files):
        start, end = passage.place.start, passage.place.end
        marked = f"{passage.text[:start]}【{passage.text[start:end]}】{passage.text[end:]}"
        _say(f"原文（{passage.name}）：{marked[:_SHOWN_CHARS]}")
    for _, problem in check_question(question, files):
        _say(f"注意：{problem}")


def _edit(question: Question) -> Question:
    """Change one field after the other until an empty line."""
    names = "、".join(column.header for column in _FIELDS)
    while True:
        name = click.prompt(f"改哪一项（{names}；直接回车结束）", default="", show_default=False, err=True)
        if not name:
            return question
        column = HEADERS.get(name)
        if column is None or column not in _FIELDS:
            _say(f"没有“{name}”这一项。")
            continue
        text = click.prompt(f"{name}（回车清空）", default="", show_default=False, err=True)
        try:
            value = record_value(column.key, cell_text(text), question.kind)
            question = label(question, {column.key: _empty(column.key) if value is None else value})
        except MalformedRow as error:
            _say(f"没有改：{in_headers(str(error))}。")


def _empty(key: str) -> object:
    return [] if key in ("notices", "evidence") else None


def _field_text(question: Question, key: str) -> str:
    value = question_record(question)[key]
    if key == "kind":
        return KINDS[question.kind]
    if key == "persona":
        return PERSONAS.get(question.persona, question.persona)
    if key == "answerable":
        return ANSWERABLE[question.answerable]
    return "｜".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _say(line: str) -> None:
    click.echo(line, err=True)


def require_questions(review: Review) -> None:
    """Refuse a draft in which nothing waits.

    Raises:
        UsageError: every question is decided.
    """
    if not review.waiting():
        raise UsageError(f"{review.draft} 里没有待审的题（{review.unread} 行还没填好题型和有无答案）。")
