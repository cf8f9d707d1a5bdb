"""Years, limits and windows of due dates that a question names, and the kind of question that they make."""

from collections.abc import Set
from dataclasses import dataclass

from corpus.deadline_years import When
from corpus.deadlines import find_deadlines
from corpus.fold import Folded
from corpus.model import Deadline, DeadlineKind
from qa.understand.given import Given
from qa.understand.kinds import Kind, read_kind
from qa.understand.period import Period, read_step, read_years
from qa.understand.tasks import Asked
from qa.understand.understood import Note
from qa.understand.units import Units, read_units
from qa.understand.window import Window, read_window


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """The reading of a text with or without a window of due dates.

    Attributes:
        kind, fact: what is asked for.
        rest: the text without years and window. units: those named in it.
        limits: time limits named. window: of due dates, where it is tasks that are asked for.
        notes: how units, window and limits were read; how years were is in `period`.
    """

    kind: Kind
    fact: str | None
    rest: str
    units: Units
    limits: tuple[Deadline, ...]
    period: Period
    window: Window | None
    notes: tuple[Note, ...]


def read_timed(text: str, given: Given, held: Set[int]) -> Timed:
    """Read kind, units and limits; a window counts only where it is tasks that are asked for.

    Args:
        text: folded, places taken out.
        given: the question's circumstances.
        held: years that the places meant have notices of.
    """
    found = None if "window" in given.ignore else read_window(text, given.today)
    if found is not None:
        window, rest = found
        timed = _timed(rest, given, held, window)
        if timed.kind is Kind.LIST and not _as_printed(window, text):
            return timed
    return _timed(text, given, held, None)


def limits_of(text: str) -> tuple[Deadline, ...]:
    """Read the time limits that a folded text names, as a column of limits would print them."""
    return find_deadlines(Folded(text, tuple(range(len(text)))), When(None), column=True)


def _as_printed(window: Window, text: str) -> bool:
    """9月底前 is what items print: those with just this limit are meant."""
    return any(
        limit.kind is not DeadlineKind.WITHIN and limit.text[-1] in "前底止末" and limit.text in window.words
        for limit in limits_of(text)
    )


def _spoken_year(given: Given) -> int | None:
    turn = given.after
    if turn is None:
        return None
    notice = given.library.notices.get(turn.notice or "")
    return notice.year if notice and notice.year else max(turn.years, default=None)


def _timed(text: str, given: Given, held: Set[int], window: Window | None) -> Timed:
    period = read_step(text, _spoken_year(given)) or read_years(text, given.today, held)
    if "period" in given.ignore:
        period = Period(years=(), rest=period.rest, notes=())
    units = read_units(period.rest, given)
    limits = () if "window" in given.ignore else limits_of(period.rest)
    kind, fact = read_kind(
        Asked(
            rest=period.rest, without_units=units.rest, units=units.names, limits=limits,
            window=window is not None,
        )
    )  # fmt: skip
    notes = (
        *units.notes,
        *([Note("window", window.words, window.said)] if window else ()),
        *(Note("window", each.text, f"时限写作“{each.text}”") for each in limits if kind is Kind.LIST),
    )
    return Timed(
        kind=kind, fact=fact, rest=period.rest, units=units, limits=limits, period=period, window=window,
        notes=notes,
    )  # fmt: skip
