"""Receipts: what an answer rested on, written once and read again whatever has become of the library since.

Beside the answer as it was given, a receipt holds what was understood, the version of the library, the place
and digest of each quote, the thresholds that counted, and which model and weights were used. What was typed
is masked; where anything had to be masked, what was understood is kept without words of the question.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import StoreDamaged
from corpus.json_records import Record
from corpus.store import Store
from qa.answer import Answer, Citation
from qa.dialogue import turn_record
from qa.library import Library
from qa.privacy import mask
from qa.record import answer_record
from qa.trace import Trace
from qa.trace_record import reading_record, scope_record, thresholds
from qa.understand import Turn

_OTHERS = "其他回执不受影响；需要时请从备份恢复库。"
# What holds no word of the question, only what the library or the program knows.
_WORDLESS = frozenset(
    {"kind", "regions", "years", "role", "fact", "without_subject", "names_notice", "heard"}
)


def receipt_id(answer: Answer, trace: Trace, model: str, turn: Turn | None = None) -> str:
    """The same question to the same library on the same day, weighed alike, gives the same receipt.

    `turn` is what a follow-up leaves behind; it hangs on what the follow-up went on from.
    """
    spans = [(citation.notice.id, citation.span) for citation in answer.citations]
    asked = (mask(answer.question, trace.library.contacts), trace.library.sequence, trace.today)
    weighed = (thresholds(trace.settings), model, weights())
    seen = (*asked, answer.status, answer.text, spans, *weighed, *((turn,) if turn else ()))
    return "r" + hashlib.sha256(repr(seen).encode("utf-8")).hexdigest()[:20]


def receipt_record(answer: Answer, trace: Trace, model: str, turn: Turn | None = None) -> Record:
    """Lay out what is kept of an answer.

    Args:
        answer: with its receipt's id.
        trace: how it came about.
        model: name of the embedding model that searched; of one behind an address only the model is named.
        turn: what the answer leaves for the next question.

    Returns:
        The answer by contract/answer.schema.json, what was typed masked, and beside it `library`,
        `reading`, `scope`, `way`, `weighed`, `needed`, `thresholds`, `passages`, `model`, `writer`,
        `weights`, `turn` and the `seal` over all of it.
    """
    weighed = trace.weighed
    record: Record = {
        **answer_record(_masked(answer, trace.library.contacts)),
        "library": trace.library.sequence,
        "reading": _reading(answer, trace),
        "scope": scope_record(trace.scope) if trace.scope else None,
        "way": trace.way.value if trace.way else None,
        "weighed": None if weighed is None or weighed.confidence is None else round(weighed.confidence, 4),
        "needed": None if weighed is None else round(weighed.threshold, 4),
        "thresholds": thresholds(trace.settings),
        "passages": [_passage(citation, trace.library) for citation in answer.citations],
        "model": model_name(model),
        "writer": model_name(trace.settings.writer),
        "weights": dict(weights()),
        "turn": turn_record(turn) if turn else None,
    }
    return {**record, "seal": seal(record)}


def read_receipt(store: Store, receipt_id: str) -> Record | None:
    """Give a receipt as it was kept; None where there is no such one.

    Raises:
        StoreDamaged: the record is damaged, was changed since, or is none of ours.
    """
    record = store.receipt(receipt_id)
    if record is None:
        return None
    try:
        _Kept.model_validate(record)
    except ValidationError as error:
        raise StoreDamaged(
            f"回执 {receipt_id} 的记录不是政答写下的，或已残缺，显示不了。{_OTHERS}"
        ) from error
    told = record.get("seal")
    if told is not None and told != seal({key: value for key, value in record.items() if key != "seal"}):
        raise StoreDamaged(f"回执 {receipt_id} 的内容与写下时不一致，不能作准，没有显示。{_OTHERS}")
    return record


def seal(record: Mapping[str, object]) -> str:
    """Digest a record, whatever the order of its keys."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def model_name(setting: str) -> str:
    """Name a model without the address it is asked at or the folder it lies in."""
    address, _, name = setting.partition("#")
    return name if "://" in address else setting.rpartition("/")[2]


@cache
def weights() -> tuple[tuple[str, str], ...]:
    """Return the shipped weights and their sha256: what ranked the passages and judged the confidence."""
    return tuple(
        (f"{package}/{file.name}", hashlib.sha256(file.read_bytes()).hexdigest())
        for package in ("index", "qa")
        for file in sorted(resources.files(package).joinpath("data").iterdir(), key=lambda file: file.name)
        if file.name.endswith((".json", ".npz"))
    )


def _masked(answer: Answer, printed: frozenset[str]) -> Answer:
    """Return an answer as it may be stored."""
    understood = tuple(
        replace(piece, said=mask(piece.said, printed), meant=mask(piece.meant, printed))
        for piece in answer.understood
    )
    offered = tuple(mask(question, printed) for question in answer.alternatives)
    question = mask(answer.question, printed)
    return replace(answer, question=question, alternatives=offered, understood=understood)


def _reading(answer: Answer, trace: Trace) -> Record | None:
    if trace.reading is None:
        return None
    read = reading_record(trace.reading)
    if mask(answer.question, trace.library.contacts) == answer.question:
        return read
    return {name: value for name, value in read.items() if name in _WORDLESS}


def _passage(citation: Citation, library: Library) -> Record:
    """Name the place of a quote and digest it; `clause` says what others had done to its clause by then."""
    place = (citation.notice.id, citation.span.start, citation.span.end)
    return {
        "id": library.passage_ids.get(place),
        "notice": citation.notice.id,
        "start": citation.span.start,
        "end": citation.span.end,
        "sha256": hashlib.sha256(citation.quote.encode("utf-8")).hexdigest(),
        "clause": library.clause_reason(citation.notice.id, citation.span),
    }


class _Loose(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True)


class _Head(_Loose):
    id: str
    title: str
    document_number: str | None
    source: str
    sha256: str
    validity: str


class _Quoted(_Loose):
    n: int
    notice: _Head
    path: list[str]
    item: str | None
    quote: str
    start: int
    end: int


class _Kept(_Loose):
    """What must be in a record for anybody to show it."""

    question: str
    status: str
    text: str
    receipt: str
    citations: list[_Quoted]
    warnings: list[str]
    alternatives: list[str]
