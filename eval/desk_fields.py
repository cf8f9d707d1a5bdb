"""A question as fields of text to edit, and back; what to look at beside it."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from eval.draft_file import Entry, Unlabelled, entry_record
from eval.notice_file import NoticeFile, gold_passages
from eval.questions import Kind, Question
from eval.review import label
from eval.rows import MalformedRow
from eval.sheet import ANSWERABLE, COLUMNS, KINDS, PERSONAS, cell_text, field_text, record_value
from eval.validate import check_question
from qa.verdict import VERDICT_NAMES

FIELDS = tuple(column.key for column in COLUMNS if column.key not in ("id", "remark"))
_LABELS = {"kind": "题型", "answerable": "库里有无答案"}
_CHOICES = {
    "kind": list(KINDS.values()),
    "persona": list(PERSONAS.values()),
    "answerable": list(ANSWERABLE.values()),
}
_EMPTY_LISTS = ("notices", "evidence")
_BEFORE, _AFTER = 200, 300
_STATUSES = {"answered": "答了", "not_found": "拒答", "clarify": "反问"}

Files = Mapping[str, NoticeFile]


def form() -> list[dict[str, Any]]:
    """Name the fields in the sheet's words: `key`, `label`, `hint`, and `choices`, none for free text."""
    return [
        {"key": row.key, "label": row.header, "hint": row.hint, "choices": _CHOICES.get(row.key, [])}
        for row in COLUMNS
        if row.key in FIELDS
    ]


def field_texts(entry: Entry) -> dict[str, str]:
    """Give the text of every field, by key, as a sheet would show it; evidence one a line."""
    record = entry_record(entry)
    return {key: field_text(record, key, "\n" if key == "evidence" else "、") for key in FIELDS}


def edited(entry: Entry, fields: Mapping[str, str]) -> Question:
    """Put the fields that a person has changed into a question.

    Args:
        entry: as in the draft.
        fields: texts by key, those left out unchanged.

    Raises:
        MalformedRow: it would be no question; the message names key or field.
    """
    for key, name in _LABELS.items():
        if not fields.get(key, "").strip():
            raise MalformedRow(f"请先选{name}")
    shown = field_texts(entry)
    kind = str(record_value("kind", cell_text(fields["kind"]), ""))
    # A field nobody touched keeps its value, which need not survive being split again.
    touched = [key for key in FIELDS if key in fields and cell_text(fields[key]) != cell_text(shown[key])]
    if "kind" in touched and "answer" not in touched:
        touched.append("answer")
    return label(entry, {key: _value(key, fields.get(key, shown[key]), kind) for key in touched})


def entry_digest(entry: Entry) -> str:
    """Return what tells a question from the same one changed."""
    told = json.dumps(entry_record(entry), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def problems(entry: Entry, files: Files) -> list[str]:
    """Say what is wrong with the gold of a question."""
    if isinstance(entry, Unlabelled):
        return ["这一题来自使用，题型和有无答案还没有填。"]
    return [message for _, message in check_question(entry, files)]


def passages(entry: Entry, files: Files, notes: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    """Give the passages to look at: those of the gold, without gold those cited when it was asked.

    Returns:
        Name of the file, and the passage before, in and after what matters in it.
    """
    if isinstance(entry, Question) and entry.evidence:
        found = gold_passages(entry.evidence, entry.notices, files)
        return [_cut(row.name, row.text, row.place.start, row.place.end) for row in found]
    return list(_cited(files, notes))


def asked_lines(notes: Mapping[str, Any]) -> list[str]:
    """Say how a question was asked and answered in use; nothing of one that was drafted."""
    lines = []
    if notes.get("count"):
        judged = notes.get("verdicts") or {}
        said = "，".join(f"{VERDICT_NAMES.get(name, name)} {count}" for name, count in judged.items())
        refused = f"，其中拒答 {notes['refused']} 次" if notes.get("refused") else ""
        lines.append(f"提问和评价共 {notes['count']} 次{refused}" + (f"；评价：{said}" if said else ""))
    if notes.get("variants"):
        lines.append("别的问法：" + "；".join(map(str, notes["variants"])))
    given = notes.get("given") or {}
    if given.get("status"):
        what = _STATUSES.get(str(given["status"]), str(given["status"]))
        lines.append(f"当时{what}：{given.get('text') or '（没有文字）'}")
    return lines


def _value(key: str, text: str, kind: str) -> object:
    value = record_value(key, cell_text(text), kind)
    if value is None and key in _EMPTY_LISTS:
        return []
    if key == "answer" and isinstance(value, list) and kind != Kind.LIST:
        return "、".join(value)
    return value


def _cited(files: Files, notes: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    for cited in (notes.get("given") or {}).get("citations") or ():
        file = files.get(str(cited.get("notice")))
        if file is not None:
            yield _cut(file.name, file.text, int(cited["start"]), int(cited["end"]))


def _cut(name: str, text: str, start: int, end: int) -> tuple[str, str, str, str]:
    return name, text[max(0, start - _BEFORE) : start], text[start:end], text[end : end + _AFTER]
