"""Reviewing a draft at the terminal: a question, its gold and its passage, and one key to decide."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import click

from corpus.errors import UsageError
from eval.draft_file import Entry, Unlabelled, entry_record
from eval.notice_file import NoticeFile, gold_passages
from eval.questions import Question
from eval.review import Decision, Review, label
from eval.rows import MalformedRow
from eval.sheet import COLUMNS, HEADERS, cell_text, field_text, in_headers, record_value
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
        key, edited = _ask(question, review, files)
        if key == "q":
            break
        final = edited if isinstance(edited, Question) else None
        review = review.decide(question.id, _KEYS[key], by=by, day=day, edited=final)
        review, version = review.save(by=by, day=day)
        if version is not None:
            _say(f"已收入 {review.target.name}（第 {version.version} 版，共 {version.questions} 题）。")
    return review


def _ask(entry: Entry, review: Review, files: Mapping[str, NoticeFile]) -> tuple[str, Entry]:
    """Show a question until a key decides on it. Returns the key and the question as edited."""
    _show(entry, review, files)
    while True:
        key = _ask_key()
        if key == "e":
            entry = _edit(entry)
            _show(entry, review, files)
        elif key == "a" and isinstance(entry, Unlabelled):
            _say("还不能收下：先按 e 填好题型、库里有无答案和依据；不要这一题就按 r。")
        else:
            return key, entry


def _ask_key() -> str:
    while True:
        key = str(click.prompt(_MENU, err=True)).strip().lower()
        if key in (*_KEYS, "e", "q"):
            return key
        _say(f"没有“{key}”这个键，请按上面列出的一个。")


def _show(question: Entry, review: Review, files: Mapping[str, NoticeFile]) -> None:
    done, record = review.progress(), entry_record(question)
    _say(f"\n—— {question.id}  已收 {done['accepted']}，不收 {done['rejected']}，待审 {done['waiting']} ——")
    for column in _FIELDS:
        shown = field_text(record, column.key)
        if shown:
            _say(f"{column.header}：{shown}")
    for name, value in review.notes.get(question.id, {}).items():
        _say(f"{name}：{json.dumps(value, ensure_ascii=False)}")
    if isinstance(question, Unlabelled):
        _say("注意：这一题来自使用，题型和有无答案还没有填。")
        return
    for passage in gold_passages(question.evidence, question.notices, files):
        start, end = passage.place.start, passage.place.end
        marked = f"{passage.text[:start]}【{passage.text[start:end]}】{passage.text[end:]}"
        _say(f"原文（{passage.name}）：{marked[:_SHOWN_CHARS]}")
    for _, problem in check_question(question, files):
        _say(f"注意：{problem}")


def _edit(question: Entry) -> Entry:
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
            kind = str(entry_record(question).get("kind") or "")
            value = record_value(column.key, cell_text(text), kind)
        except MalformedRow as error:
            _say(f"没有改：{in_headers(str(error))}。")
            continue
        question = _changed(question, {column.key: _empty(column.key) if value is None else value})


def _changed(entry: Entry, change: Mapping[str, object]) -> Entry:
    """Put one field in; a question without labels gathers them one by one until it is whole."""
    try:
        return label(entry, change)
    except MalformedRow as error:
        if isinstance(entry, Unlabelled):
            _say(f"已记下，还差：{in_headers(str(error))}。")
            return replace(entry, record={**entry.record, **change})
        _say(f"没有改：{in_headers(str(error))}。")
        return entry


def _empty(key: str) -> object:
    return [] if key in ("notices", "evidence") else None


def _say(line: str) -> None:
    click.echo(line, err=True)


def require_questions(review: Review) -> None:
    """Refuse a draft in which nothing waits.

    Raises:
        UsageError: every question is decided.
    """
    if not review.waiting():
        raise UsageError(f"{review.draft} 里没有待审的题（另有 {review.unread} 行读不出来）。")
