"""Whether a notice is in force on a given day: worked out when it is read, since days pass by themselves."""

from datetime import date

from corpus.model import Notice, Validity

_ENDED = (Validity.REPEALED, Validity.SUPERSEDED)


def as_of(notice: Notice, today: date) -> Validity:
    """Tell whether a notice is in force on a day.

    Args:
        notice: as the store gives it (ended by others already).
        today: the day that counts.

    Returns:
        REPEALED or SUPERSEDED from the day the end takes effect (at once where that is not known);
        EXPIRED after `expires_on`; NOT_YET before `effective_on`; IN_FORCE between the two where it prints
        either; else what the notice says of itself.
    """
    validity = notice.validity
    over = notice.expires_on is not None and notice.expires_on < today
    ahead = notice.effective_on is not None and notice.effective_on > today
    if validity in _ENDED and (over or notice.expires_on is None):
        return validity
    if over or validity is Validity.EXPIRED:
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
