"""What the reader of an answer must be told about the notice it comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from corpus.facts import PARTIAL, RECOGNISED
from corpus.model import DocumentStage, Span, Validity
from corpus.relations import ClauseChange
from corpus.validity import as_of
from qa.answer import Answer, Citation, Warning
from qa.compose.draft import Draft
from qa.understand import Turn

Changed = Mapping[str, tuple[tuple[Span, ClauseChange], ...]]

_ENDED = {
    Validity.NOT_YET: Warning.NOT_YET_EFFECTIVE,
    Validity.EXPIRED: Warning.EXPIRED,
    Validity.REPEALED: Warning.REPEALED,
    Validity.SUPERSEDED: Warning.SUPERSEDED,
}

_READ = {RECOGNISED: Warning.OCR_TEXT, PARTIAL: Warning.PARTIAL_TEXT}


def warnings(
    draft: Draft, today: date, *, above: bool, changed: Changed | None = None
) -> tuple[Warning, ...]:
    """Return what to mind, the gravest first.

    Args:
        draft: the answer; judged by the notice it is about, else by those its text is made of.
        today: the day that counts.
        above: True where a notice of a region above the one asked for answers.
        changed: clauses that other notices ended or changed (`Library.changed`): a clause that is no more
            counts as repealed, one with a newer wording as superseded, though its notice is in force.
    """
    cited = [citation.notice for citation in draft.citations[: draft.rests_on]]
    notices = [draft.about] if draft.about else list(dict.fromkeys(cited))
    found = [
        Warning.CONSULTATION_DRAFT for notice in notices if notice.stage is DocumentStage.CONSULTATION_DRAFT
    ]
    if not draft.tells_standing:
        found += [_ENDED[validity] for notice in notices if (validity := as_of(notice, today)) in _ENDED]
    for citation in draft.citations[: draft.rests_on]:
        found += _clause(citation, changed or {})
    told = {name for notice in notices for name, _ in notice.facts}
    found += [warning for name, warning in _READ.items() if name in told]
    deadline = draft.fields.deadline
    if deadline and deadline.due and deadline.due < today:
        found.append(Warning.DEADLINE_PASSED)
    if draft.conflict:
        found.append(Warning.CONFLICT)
    if above:
        found.append(Warning.OTHER_REGION)
    return tuple(dict.fromkeys(found))


def _clause(citation: Citation, changed: Changed) -> Iterator[Warning]:
    for span, change in changed.get(citation.notice.id, ()):
        if span.start < citation.span.end and citation.span.start < span.end:
            yield Warning.REPEALED if change.ended else Warning.SUPERSEDED


def warned_of_place(answer: Answer, turn: Turn) -> Answer:
    """Say that an answer is of another place than was spoken of, where its question named none."""
    lead = answer.citations[0].notice.region if answer.citations else None
    if lead is None or not turn.regions or lead.name in turn.regions:
        return answer
    return replace(answer, warnings=tuple(dict.fromkeys((*answer.warnings, Warning.OTHER_REGION))))
