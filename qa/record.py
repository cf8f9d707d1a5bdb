"""Answers and whole notices as plain JSON values, the way every face sends them.

`answer_record` follows contract/answer.schema.json. Beside the keys that the schema names, a notice also
carries the facts a reader must be warned by (`sample`, `forwards`, `forwarded_by`) and its other dates.
"""

from collections.abc import Sequence
from datetime import date

from corpus.json_records import Record, deadline_record, iso, item_record, notice_record
from corpus.model import Notice, Passage, Span, TaskItem, Validity
from corpus.validity import as_of
from qa.answer import Answer, Citation, Fields


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
            _citation(n, citation, answer.asked_on) for n, citation in enumerate(answer.citations, 1)
        ],
        "warnings": [warning.value for warning in answer.warnings],
        "alternatives": list(answer.alternatives),
        "confidence": answer.confidence,
        "receipt": answer.receipt,
        "took_ms": dict(answer.took_ms),
        "asked_on": iso(answer.asked_on),
    }


def notice_detail(
    notice: Notice, validity: Validity, text: str, passages: Sequence[Passage], items: Sequence[TaskItem]
) -> Record:
    """Lay out a whole notice: its head, its text and what was read out of it.

    Args:
        notice: the notice.
        validity: whether it is in force on the day that counts.
        text: the whole stored text of its document; all offsets point into it.
        passages: the notice's passages.
        items: its task items.

    Returns:
        A JSON object: `notice_record` and `start, end, facts, text, passages, items`.
    """
    return {
        **notice_record(notice, validity),
        **_place(notice.span),
        "facts": [{"name": name, "value": fact.value, **_place(fact.span)} for name, fact in notice.facts],
        "text": text,
        "passages": [_passage(passage) for passage in passages],
        "items": [_item(item) for item in items],
    }


def _citation(n: int, citation: Citation, asked_on: date | None) -> Record:
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
    }


def _passage(passage: Passage) -> Record:
    return {
        "id": passage.id,
        "kind": passage.kind.value,
        "path": list(passage.path),
        "item": passage.number,
        "item_id": passage.item_id,
        **_place(passage.span),
    }


def _item(item: TaskItem) -> Record:
    others = [deadline_record(deadline) for deadline in item.other_deadlines]
    return {"id": item.id, **item_record(item), "other_deadlines": others}


def _place(span: Span) -> Record:
    return {"start": span.start, "end": span.end}
