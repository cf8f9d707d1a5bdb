"""Whether a notice is in force on a given day: worked out when it is read, since days pass by themselves."""

from dataclasses import dataclass
from datetime import date, timedelta

from corpus.edges import Edge, EdgeKind
from corpus.model import DocumentStage, Fact, Notice, Span, Validity

_ENDED = (Validity.REPEALED, Validity.SUPERSEDED)


def as_of(notice: Notice, today: date) -> Validity:
    """Tell whether a notice is in force on a day.

    Args:
        notice: as the store gives it (ended by others already).
        today: the day that counts.

    Returns:
        What a draft says of itself, whatever days it proposes. REPEALED or SUPERSEDED from the day the end
        takes effect (at once where that is not known); EXPIRED after `expires_on`; NOT_YET before
        `effective_on`, or before its date where it prints none; IN_FORCE between the two where it prints
        either; else what the notice says of itself.
    """
    validity = notice.validity
    issued = notice.dated_on or notice.issued_on
    over = notice.expires_on is not None and notice.expires_on < today
    # One that says from when it holds may reach back behind its date; nobody could know of another.
    ahead = today < (notice.effective_on or issued or date.min)
    unborn = ahead and notice.effective_on is None
    ended = validity in _ENDED and (over or notice.expires_on is None) and not unborn
    if ended or notice.stage is DocumentStage.CONSULTATION_DRAFT:
        return validity
    if (over or validity is Validity.EXPIRED) and not unborn:
        return Validity.EXPIRED
    if ahead:
        return Validity.NOT_YET
    # It says from when, or until when, it holds, and nothing in the library ends it.
    if validity is Validity.UNKNOWN and (notice.effective_on is not None or notice.expires_on is not None):
        return Validity.IN_FORCE
    # Ended from a coming day on, or begun since it was read: in force until then.
    if validity in _ENDED or (validity is Validity.NOT_YET and notice.effective_on is not None):
        return Validity.IN_FORCE
    return validity


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Whether a notice is in force on a day, and what this rests on.

    Attributes:
        reason: for people; None where nothing is printed.
        notice_id: the notice whose text says it, the notice's own or the ending one's; None for what was
            set by hand. `span` is where.
    """

    validity: Validity
    reason: str | None
    notice_id: str | None = None
    span: Span | None = None


BY_HAND = "人工设定"
# The facts that say it, the one that says it best first.
_PRINTED = {
    Validity.EXPIRED: ("expires_on", "validity"),
    Validity.NOT_YET: ("effective_on", "validity", "dated_on", "issued_on"),
    Validity.IN_FORCE: ("validity", "effective_on", "expires_on"),
    Validity.REPEALED: ("validity",),
    Validity.SUPERSEDED: ("validity",),
    Validity.UNKNOWN: (),
}


def grounds(notice: Notice, today: date, edge: Edge | None = None) -> Grounds:
    """Tell whether a notice is in force on a day, why, and where that is printed.

    Args:
        notice: as the store gives it.
        today: the day that counts.
        edge: what another notice of the library does to it (`corpus.relations.gravest_edge`).
    """
    validity, reason = as_of(notice, today), notice.validity_reason
    if reason and reason.startswith(BY_HAND):
        return Grounds(validity=validity, reason=reason)
    own = _own(notice, validity)
    by_day = validity in (Validity.EXPIRED, Validity.NOT_YET) and validity is not notice.validity
    if edge is not None and reason and not by_day and (own is None or own.value != reason):
        return Grounds(validity=validity, reason=reason_on(notice, today), notice_id=edge.by, span=edge.span)
    if edge is not None and edge.kind is EdgeKind.EXTENDS and validity is Validity.EXPIRED:
        # Over at last: what it was extended to says so, not its own first term.
        return Grounds(validity=validity, reason=reason, notice_id=edge.by, span=edge.span)
    if own is None:
        return Grounds(validity=validity, reason=None if by_day else reason_on(notice, today))
    reason = own.value if by_day else reason or own.value
    return Grounds(validity=validity, reason=reason, notice_id=notice.id, span=own.span)


def _own(notice: Notice, validity: Validity) -> Fact | None:
    """The notice's own words that say it."""
    names = _PRINTED[validity]
    if validity is notice.validity:
        names = ("validity", *names)
    return next((fact for name in names for key, fact in notice.facts if key == name), None)


def reason_on(notice: Notice, today: date) -> str | None:
    """Give a notice's `validity_reason` as it reads on a day: an end that lies ahead is said with its day."""
    ends = notice.expires_on
    if notice.validity in _ENDED and ends is not None and ends >= today and notice.validity_reason:
        return f"自{ends + timedelta(days=1)}起{notice.validity_reason}"
    return notice.validity_reason
