"""Answers and whole notices as plain JSON values, the way every face sends them.

`answer_record` follows contract/answer.schema.json. Beside the keys that the schema names, an answer
tells how mistyped names were read (`read_as`), what was understood of the question (`understood`: name,
said, meant, start, end, carried; see `qa.understand.Understood`) and whether a model ordered its text
(`written`), and a notice carries the facts a reader must be warned by (`sample`, `forwards`, `forwarded_by`)
and its other dates.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Final, cast

from corpus.facts import PRIVATE, PUBLISHED, WITHDRAWN
from corpus.json_records import Record, deadline_record, iso, notice_record
from corpus.listing import notice_detail
from corpus.model import Notice, Passage, Span, TaskItem, Validity
from corpus.relation_listing import Relations
from corpus.validity import as_of
from qa.answer import Answer, Citation, Fields

_INTERNAL: Final = frozenset({PRIVATE, PUBLISHED, WITHDRAWN})
"""Facts that are the editors' own business."""


def answer_record(answer: Answer) -> Record:
    """Lay an answer out by contract/answer.schema.json.

    Args:
        answer: what the assistant said.

    Returns:
        A JSON object; dates are ISO strings, citations are numbered from 1 in the order given, highlights
        are `[start, end]` pairs in characters of the stored text.
    """
    return {
        "id": answer.id,
        "question": answer.question,
        "status": answer.status.value,
        "reason": answer.reason.value if answer.reason else None,
        "text": answer.text,
        "fields": _fields(answer.fields),
        "citations": [
            citation_record(n, citation, answer.asked_on) for n, citation in enumerate(answer.citations, 1)
        ],
        "warnings": [warning.value for warning in answer.warnings],
        "alternatives": list(answer.alternatives),
        "confidence": answer.confidence,
        "receipt": answer.receipt,
        "read_as": [{"typed": typed, "meant": meant} for typed, meant in answer.read_as],
        "understood": [asdict(piece) for piece in answer.understood],
        "took_ms": dict(answer.took_ms),
        "asked_on": iso(answer.asked_on),
        "written": answer.written,
    }


def whole_notice(
    notice: Notice,
    text: str,
    passages: Sequence[Passage],
    items: Sequence[TaskItem],
    today: date,
    relations: Relations,
) -> Record:
    """Lay out a notice with its text and everything that was read out of it.

    Args:
        notice: the notice.
        text: the whole stored text of its document; all offsets point into it.
        passages: the notice's passages.
        items: its task items.
        today: the day on which its validity is judged.
        relations: to other notices that may be shown.

    Returns:
        A JSON object: head, `facts`, `relations` and `items` as `corpus.listing.notice_detail` gives them
        (where private data stands, and why somebody published it, is told to nobody but editors), and
        `start, end, text, passages`.
    """
    detail = notice_detail(notice, items, today, relations)
    facts = [fact for fact in cast("list[Record]", detail["facts"]) if fact["name"] not in _INTERNAL]
    return {
        **detail,
        "facts": facts,
        **_place(notice.span),
        "text": text,
        "passages": [_passage(passage) for passage in passages],
    }


def citation_record(n: int, citation: Citation, asked_on: date | None) -> Record:
    """Lay a cited passage out; the notice's validity is that of a day, where one is given."""
    return {
        "n": n,
        "notice": notice_record(citation.notice, _validity(citation.notice, asked_on)),
        "path": list(citation.path),
        "item": citation.item,
        "quote": citation.quote,
        **_place(citation.span),
        "highlights": [[span.start, span.end] for span in citation.highlights],
        **_fields(citation.fields),
        "score": citation.score,
    }


def _validity(notice: Notice, day: date | None) -> Validity:
    return as_of(notice, day) if day else notice.validity


def _fields(fields: Fields) -> Record:
    return {
        "lead_units": list(fields.lead_units),
        "responsible_units": list(fields.responsible_units),
        "cooperating_units": list(fields.cooperating_units),
        "deadline": deadline_record(fields.deadline),
        "corrected": list(fields.corrected),
    }


def _passage(passage: Passage) -> Record:
    return {
        "id": passage.id,
        "kind": passage.kind.value,
        "path": list(passage.path),
        "item": passage.number,
        **_place(passage.span),
    }


def _place(span: Span) -> Record:
    return {"start": span.start, "end": span.end}
