"""A trace as plain JSON values: for `zhengda ask --explain --json`; receipts and evaluation keep parts."""

from collections.abc import Mapping
from dataclasses import fields
from enum import Enum

from corpus.json_records import Record, iso
from corpus.model import Deadline, Notice, Region
from corpus.settings import Settings
from index.spelling import Slip
from qa.answer import Answer
from qa.candidate import Candidate
from qa.expected import expected
from qa.fate import Fate, cited_places, fates, left_out, verdict, weighing_of
from qa.retrieve import shares
from qa.scope import Scope
from qa.trace import Arranged, Scoped, Searched, Seen, Step, Taken, Trace, Understood, Weighed
from qa.understand import Reading
from qa.writer import Outcome

_HEADS = 20
_QUOTE = 80
# What answering needs of a reading beside what is told of it, or in the very words that were asked.
_AS_ASKED = frozenset(
    {"question", "folded", "asked", "own_subject", "own_place", "asks", "notes", "understood"}
)


def trace_record(trace: Trace, answer: Answer) -> Record:
    """Lay out how an answer came about.

    Args:
        trace: its steps.
        answer: what came of them.

    Returns:
        A JSON object: `way`, `status`, `reason`; the `library` it rests on and the `thresholds` that
        counted; `steps` in the order taken, each with its name, its milliseconds and what was seen.
    """
    return {
        "status": answer.status.value,
        "reason": answer.reason.value if answer.reason else None,
        "way": trace.way.value if trace.way else None,
        "library": {"sequence": trace.library.sequence, "notices": len(trace.library.notices)},
        "today": iso(trace.today),
        "thresholds": thresholds(trace.settings),
        "steps": [_step(step, trace, answer) for step in trace.steps],
        "took_ms": dict(answer.took_ms),
    }


def thresholds(settings: Settings) -> Record:
    """Name the settings that decide whether there is an answer."""
    found = settings.model_dump(mode="json")
    return {name: value for name, value in found.items() if name.endswith(_DECIDING)}


_DECIDING = ("threshold", "max_question_chars")


def reading_record(reading: Reading) -> Record:
    """Lay out what was understood, the question's own words left out."""
    return {
        field.name: _value(getattr(reading, field.name))
        for field in fields(reading)
        if field.name not in _AS_ASKED
    }


def scope_record(scope: Scope) -> Record:
    """Lay out which notices were in question."""
    return {
        "basis": scope.basis.value,
        "notices": len(scope.notices),
        "parents": len(scope.parents),
        "years_missing": scope.years_missing,
        "elsewhere": scope.elsewhere,
    }


def candidate_record(candidate: Candidate) -> Record:
    """Lay out a candidate: where it stands, what it is ranked by."""
    entry = candidate.entry
    return {
        "passage": entry.passage.id,
        "score": round(candidate.score, 4),
        "source": entry.notice.source,
        "path": list(entry.passage.path),
        "quote": entry.quote[:_QUOTE],
        "cosine": round(candidate.cosine, 4),
        "features": rounded(candidate.features),
    }


def rounded(values: Mapping[str, float]) -> dict[str, float]:
    """Round figures for reading."""
    return {name: round(value, 4) for name, value in values.items()}


def _step(step: Step, trace: Trace, answer: Answer) -> Record:
    return {
        "step": NAMES[type(step.seen)],
        "ms": round(step.ms, 3),
        **_seen(step.seen, trace, answer),
    }


NAMES = {
    Understood: "understand",
    Scoped: "scope",
    Searched: "search",
    Weighed: "weigh",
    Taken: "way",
    Arranged: "arrange",
}
"""Names of the steps."""


def _seen(seen: Seen, trace: Trace, answer: Answer) -> Record:
    # Nothing is searched or weighed before the question has been read.
    reading = trace.reading
    match seen:
        case Scoped() if reading:
            return _scoped(seen.scope, reading, trace)
        case Searched() if reading:
            return _searched(seen, reading, trace, answer)
        case Weighed() if reading:
            return _weighed(seen, reading)
        case Arranged():
            return _arranged(seen.outcome)
        case Taken():
            return {"way": seen.way.value}
    return {"reading": reading_record(reading)} if reading else {}


def _arranged(outcome: Outcome) -> Record:
    return {"written": outcome.text is not None, "why": outcome.why.value, "detail": outcome.detail}


def _scoped(scope: Scope, reading: Reading, trace: Trace) -> Record:
    out: dict[str, int] = {
        reason.value: count for reason, count in left_out(scope, reading, trace.library).items()
    }
    if trace.library.copies:
        out["copy"] = trace.library.copies
    return {
        **scope_record(scope),
        "heads": [_head(notice) for notice in scope.notices[:_HEADS]],
        "left_out": out,
    }


def _searched(seen: Searched, reading: Reading, trace: Trace, answer: Answer) -> Record:
    weighed = weighing_of(seen, trace.steps)
    became = fates(seen, weighed, reading, cited_places(answer))
    rows = zip(seen.candidates, became, strict=True)
    return {
        "notices": len(seen.notices),
        "candidates": [_candidate(candidate, fate, seen.candidates[0]) for candidate, fate in rows],
    }


def _candidate(candidate: Candidate, fate: Fate, lead: Candidate) -> Record:
    notice = candidate.entry.notice
    return {
        **candidate_record(candidate),
        "notice": _head(notice),
        "item": candidate.entry.passage.number,
        "fate": fate.value,
        "behind": round(lead.score - candidate.score, 4),
        "shares": rounded(shares(candidate)),
    }


def _weighed(seen: Weighed, reading: Reading) -> Record:
    wanted = expected(reading)
    return {
        "verdict": verdict(seen, reading).value,
        "confidence": None if seen.confidence is None else round(seen.confidence, 4),
        "threshold": seen.threshold,
        "wanted": wanted.name if wanted else None,
        "features": rounded(seen.features or {}),
    }


def _head(notice: Notice) -> Record:
    return {
        "id": notice.id,
        "title": notice.title,
        "document_number": notice.document_number,
        "region": notice.region.name if notice.region else None,
        "year": notice.year,
        "validity": notice.validity.value,
    }


def _value(value: object) -> object:
    """A reading's own values as JSON has them; whatever else it may come to hold, as words."""
    match value:
        case Enum():
            return value.value
        case Region():
            return value.name
        case Deadline():
            return value.text
        case Slip():
            return [value.typed, value.meant]
        case tuple() | frozenset():
            return [_value(part) for part in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
