"""How an answer came about: what was read out of the question, what was found, how sure the lead was."""

from typing import Any

from qa import Assistant, Reason, Status, answering
from qa.candidate import Candidate
from qa.confidence import confidence, features, needed
from qa.library import Library
from qa.trace import Searched, Trace
from qa.trace_record import candidate_record, reading_record, rounded
from qa.understand import read_question

SHOWN = 5
"""Candidates described in full; of the others only the passage and its score are kept."""
_ASKED_PASSAGES = (Reason.NOT_IN_LIBRARY.value, Reason.OTHER_PERIOD.value)
_KEPT = ("passage", "score")


def trace(assistant: Assistant, question: str, noted: Trace | None = None) -> dict[str, Any]:
    """Say how a question is answered, and what search finds even where the answer needed none.

    Args:
        assistant: the one that answered.
        question: as asked.
        noted: the steps of the answer, where it has been given: what was read and found is taken from there.

    Returns:
        A JSON object: `reading`; `scope` (how many notices were searched); `confidence`, what was `needed` of
        it and its `features`; `candidates`, best first, each with its passage's id and score, the first five
        in full.
    """
    library = assistant.library()
    reading = (noted and noted.reading) or read_question(question, library, today=assistant.today)
    # By way of the module, so that a variant that replaces the rule is followed.
    scope = (noted and noted.scope) or answering.find_scope(reading, library)  # type: ignore[attr-defined]
    candidates: tuple[Candidate, ...] = ()
    searched = 0
    for notices in (scope.notices, scope.parents):
        if notices and not candidates:
            known = [seen.candidates for seen in _searches(noted) if seen.notices is notices]
            candidates = known[0] if known else assistant.candidates(reading, notices)
            searched = len(notices)
    described = features(reading, candidates, library, searched) if candidates else {}
    least = assistant.settings.answer_threshold
    return {
        "reading": reading_record(reading),
        "scope": {"notices": len(scope.notices), "years_missing": scope.years_missing},
        "confidence": round(confidence(described), 4) if described else 0.0,
        "needed": needed(reading, described, least) if described else least,
        "features": rounded(described),
        "candidates": [_candidate(row, place) for place, row in enumerate(candidates)],
    }


def _searches(noted: Trace | None) -> tuple[Searched, ...]:
    steps = noted.steps if noted else ()
    return tuple(step.seen for step in steps if isinstance(step.seen, Searched))


def _candidate(candidate: Candidate, place: int) -> dict[str, Any]:
    row = candidate_record(candidate)
    return row if place < SHOWN else {name: row[name] for name in _KEPT}


def sureness(answer: dict[str, Any], traced: dict[str, Any]) -> float | None:
    """Return how sure the assistant was that the leading passage answers, also where it refused.

    Returns:
        0 to 1; 0 where a rule refused whatever the passage; None where it was read off a notice's head.
    """
    if answer["confidence"] is not None:
        return float(answer["confidence"])
    if answer["status"] != Status.NOT_FOUND.value:
        return None
    sure = float(traced.get("confidence", 0.0))
    unsure = sure < float(traced.get("needed", 0.0))
    return sure if answer["reason"] in _ASKED_PASSAGES and unsure else 0.0


def places(traced: dict[str, Any], library: Library, right: frozenset[str]) -> int:
    """Return the rank (from 1) of the first candidate that is one of the right passages, 0 where none is.

    Args:
        traced: from `trace`.
        library: the one it was made in; candidates that it has no more do not count.
        right: ids of right passages.
    """
    ids = [row["passage"] for row in traced.get("candidates", ()) if row["passage"] in library.entries]
    return next((rank for rank, passage in enumerate(ids, 1) if passage in right), 0)
