"""What one turn of a dialogue leaves behind: what was understood, and what answered it."""

from dataclasses import dataclass
from datetime import date

from qa.understand.kinds import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A question as it was understood, and what answered it; a follow-up takes over what it leaves out.

    Attributes:
        question: as asked, personal data masked.
        asked: the same folded, places and years taken out: what a follow-up without asking words asks again.
        topic: the subject that was searched for.
        regions: official names of the places meant. foreign: places that the library has nothing of.
        years: years asked of notices.
        kind, fact, role: what was asked for.
        units_apart: whether each of the units named was meant for itself, see `Reading.units_apart`.
        units: units named. answered: those that the answer names, lead before responsible (for 他们).
        limits: time limits named, as typed.
        as_of: the day that a notice's validity was asked on.
        notice: id of the leading notice; passage: id of the leading passage. None where nothing was found.
        needs: words of its own where the topic has borrowed others, see `Reading.needs`.
        theme: the subject of the dialogue, said by the last question that went on from none.
        cited: ids of the passages that the answer shows, in its order (for 上面第二条).
        earlier: the turns before, the nearest first, each without its own (for 刚才那个).
    """

    question: str
    asked: str
    topic: str
    kind: Kind
    regions: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    fact: str | None = None
    role: str | None = None
    units: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    as_of: date | None = None
    notice: str | None = None
    passage: str | None = None
    needs: tuple[str, ...] = ()
    theme: str = ""
    cited: tuple[str, ...] = ()
    earlier: tuple["Turn", ...] = ()
    units_apart: bool = False
