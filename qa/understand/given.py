"""What a question is read against beside its own words."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from qa.library import Library
from qa.understand.turn import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The circumstances of a question.

    Attributes:
        library: whose regions, units and years are known.
        today: what 今年, 本月 and 逾期 count from.
        region: chosen beside the question, by any of its names; None where none is.
        after: the turn before; None where the question is not asked on from an answer.
        ignore: names of readings (`Understood.name`) that are left out, as their asker took them back.
    """

    library: Library
    today: date
    region: str | None = None
    after: Turn | None = None
    ignore: Set[str] = frozenset()
