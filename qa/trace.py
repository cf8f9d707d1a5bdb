"""How an answer comes about: each step noted as a value on the way, put into words only where somebody asks.

Noting costs a reference and a look at the clock; what a step means for each notice and passage is worked
out afterwards, by `qa.trace_record`, out of the very values that answering used.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.model import Notice
from corpus.settings import Settings
from qa.candidate import Candidate
from qa.library import Library
from qa.scope import Scope
from qa.understand import Reading
from qa.writer.outcome import Outcome


class Way(StrEnum):
    """What an answer was made of."""

    FACT = "fact"
    STATUS = "status"
    LIST = "list"
    NUMBERED = "numbered"
    PASSAGE = "passage"
    ABOVE = "above"
    BESIDE = "beside"
    CLARIFY = "clarify"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Understood:
    """The question was read."""

    reading: Reading


@dataclass(frozen=True, slots=True)
class Scoped:
    """The notices in question were found."""

    scope: Scope


@dataclass(frozen=True, slots=True)
class Searched:
    """Passages of some notices were searched; `candidates` come best first."""

    notices: tuple[Notice, ...]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """The leading candidate was weighed.

    Attributes:
        candidates: those it leads.
        features: by name, what its confidence was worked out from; None where it was beside the point.
        confidence: 0 to 1; None likewise.
        threshold: what it had to reach.
    """

    candidates: tuple[Candidate, ...]
    features: Mapping[str, float] | None
    confidence: float | None
    threshold: float


@dataclass(frozen=True, slots=True)
class Taken:
    """A way to answer was taken."""

    way: Way


@dataclass(frozen=True, slots=True)
class Arranged:
    """A model was asked to order and shorten the answer."""

    outcome: Outcome


Seen = Understood | Scoped | Searched | Weighed | Taken | Arranged


@dataclass(frozen=True, slots=True)
class Step:
    """What was seen, and how many milliseconds after the step before."""

    seen: Seen
    ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """The steps of one answer.

    Attributes:
        steps: in the order taken.
        library: the snapshot answered from.
        settings: whose thresholds counted.
        today: the day that counted.
    """

    steps: tuple[Step, ...]
    library: Library
    settings: Settings
    today: date

    @property
    def reading(self) -> Reading | None:
        """What was understood; None where the question could not be read at all."""
        return next((step.seen.reading for step in self.steps if isinstance(step.seen, Understood)), None)

    @property
    def scope(self) -> Scope | None:
        """The notices in question; None where the question could not be read at all."""
        return next((step.seen.scope for step in self.steps if isinstance(step.seen, Scoped)), None)

    @property
    def way(self) -> Way | None:
        """The way taken last."""
        return next((step.seen.way for step in reversed(self.steps) if isinstance(step.seen, Taken)), None)

    @property
    def weighed(self) -> Weighed | None:
        """What was weighed last."""
        return next((step.seen for step in reversed(self.steps) if isinstance(step.seen, Weighed)), None)


class Recorder:
    """Notes the steps of one answer."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._last = time.perf_counter()

    @property
    def steps(self) -> tuple[Step, ...]:
        """What was noted so far."""
        return tuple(self._steps)

    def note(self, seen: Seen) -> None:
        """Note a step that has just been done."""
        now = time.perf_counter()
        self._steps.append(Step(seen, 1000 * (now - self._last)))
        self._last = now


class Silent(Recorder):
    """Notes nothing."""

    def note(self, seen: Seen) -> None:
        """Leave it."""


SILENT = Silent()
