"""How an answer came about: what was read out of the question, what was found, how sure the lead was."""

from typing import Any

from qa import Assistant, Reason, Status, answering
from qa.confidence import confidence, features
from qa.library import Library
from qa.retrieve import Candidate
from qa.understand import Reading, read_question

SHOWN = 5
"""Candidates described in full; of the others only the passage and its score are kept."""
_ASKED_PASSAGES = (Reason.NOT_IN_LIBRARY.value, Reason.OTHER_PERIOD.value)


def trace(assistant: Assistant, question: str) -> dict[str, Any]:
    """Go the way of a question once more and note each step.

    Args:
        assistant: the one that answered.
        question: as asked.

    Returns:
        A JSON object: `reading`; `scope` (how many notices were searched); `confidence` and its `features`;
        `candidates`, best first, each with its passage's id and score, the first five in full.
    """
    library = assistant.library()
    reading = read_question(question, library, today=assistant.today)
    # By way of the module, so that a variant that replaces the rule is followed.
    scope = answering.find_scope(reading, library)  # type: ignore[attr-defined]
    candidates: tuple[Candidate, ...] = ()
    searched = 0
    for notices in (scope.notices, scope.parents):
        if notices and not candidates:
            candidates, searched = assistant.candidates(reading, notices), len(notices)
    described = features(reading, candidates, library, searched) if candidates else {}
    return {
        "reading": _reading(reading),
        "scope": {"notices": len(scope.notices), "years_missing": scope.years_missing},
        "confidence": round(confidence(described), 4) if described else 0.0,
        "features": _rounded(described),
        "candidates": [_candidate(row, place) for place, row in enumerate(candidates)],
    }


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "kind": reading.kind.value,
        "topic": reading.topic,
        "read_as": [[slip.typed, slip.meant] for slip in reading.slips],
        "regions": [region.name for region in reading.regions],
        "foreign": list(reading.foreign),
        "years": list(reading.years),
        "number": reading.number,
        "units": list(reading.units),
        "role": reading.role,
        "fact": reading.fact,
        "limits": [limit.text for limit in reading.limits],
    }


def _candidate(candidate: Candidate, place: int) -> dict[str, Any]:
    row: dict[str, Any] = {"passage": candidate.entry.passage.id, "score": round(candidate.score, 4)}
    if place < SHOWN:
        row |= {
            "source": candidate.entry.notice.source,
            "path": list(candidate.entry.passage.path),
            "quote": candidate.entry.quote[:80],
            "cosine": round(candidate.cosine, 4),
            "features": _rounded(dict(candidate.features)),
        }
    return row


def _rounded(values: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in values.items()}


def sureness(answer: dict[str, Any], traced: dict[str, Any], threshold: float) -> float | None:
    """Return how sure the assistant was that the leading passage answers, also where it refused.

    Returns:
        0 to 1; 0 where a rule refused whatever the passage; None where it was read off a notice's head.
    """
    if answer["confidence"] is not None:
        return float(answer["confidence"])
    if answer["status"] != Status.NOT_FOUND.value:
        return None
    sure = float(traced.get("confidence", 0.0))
    return sure if answer["reason"] in _ASKED_PASSAGES and sure < threshold else 0.0


def places(traced: dict[str, Any], library: Library, right: frozenset[str]) -> int:
    """Return the rank (from 1) of the first candidate that is one of the right passages, 0 where none is.

    Args:
        traced: from `trace`.
        library: the one it was made in; candidates that it has no more do not count.
        right: ids of right passages.
    """
    ids = [row["passage"] for row in traced.get("candidates", ()) if row["passage"] in library.entries]
    return next((rank for rank, passage in enumerate(ids, 1) if passage in right), 0)
