"""Which place is meant: asked back where the question names none and the notices of several differ."""

from collections.abc import Sequence
from dataclasses import replace

from qa.candidate import Candidate
from qa.compose.draft import Draft
from qa.compose.side_by_side import side_by_side
from qa.understand import Reading

# Scores closer than this do not tell which place is meant.
_CLOSE = 0.2
_MOST = 4


def leads_by_place(reading: Reading, candidates: Sequence[Candidate]) -> dict[str, tuple[Candidate, ...]]:
    """Part the candidates by place where the question leaves the place open and several come equally near.

    Args:
        reading: the question.
        candidates: best first.

    Returns:
        By the place's short name, the nearest first, the candidates of its notices, best first; nothing where
        the question names a place or a notice, or one place is nearer than the others.
    """
    if reading.regions or reading.foreign or reading.number or not candidates:
        return {}
    found: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        region = candidate.entry.notice.region
        if region is not None:
            found.setdefault(region.short, []).append(candidate)
    near = candidates[0].score - _CLOSE
    places = {place: tuple(each) for place, each in found.items() if each[0].score >= near}
    return dict(list(places.items())[:_MOST]) if len(places) > 1 else {}


def agreed(drafts: dict[str, Draft]) -> bool:
    """Tell whether the places say the same: the same facts, or the same words where there are none."""
    said = {_said(draft) for draft in drafts.values()}
    return len(said) == 1


def _said(draft: Draft) -> object:
    fields = draft.fields
    limit = fields.deadline.text if fields.deadline else None
    units = (fields.lead_units, fields.responsible_units, fields.cooperating_units)
    return (units, limit) if any(units) or limit else draft.text


def asking_back(reading: Reading, drafts: dict[str, Draft]) -> Draft:
    """Ask which place is meant and show what each says meanwhile.

    Args:
        reading: the question.
        drafts: by place, at least two.
    """
    draft = side_by_side(list(drafts.items()))
    assert draft is not None  # at least two answered
    return replace(
        draft,
        text=f"几个地方的规定不同，请问是哪个地方？\n{draft.text}",
        alternatives=tuple(f"{place}{reading.question}" for place in drafts),
    )
