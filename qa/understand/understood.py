"""How a question was read, said for people: a piece for each reading, which a face can offer to take back."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from corpus.fold import Folded


class Ignorable(StrEnum):
    """Names of readings that their asker may take back."""

    AS_OF = "as_of"
    ASKED = "asked"
    CORRECTION = "correction"
    ITEM = "item"
    KIND = "kind"
    NOTICE = "notice"
    NUMBER = "number"
    PERIOD = "period"
    REGION = "region"
    ROLE = "role"
    SUBJECT = "subject"
    UNIT = "unit"
    WINDOW = "window"


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """One thing that was read out of a question.

    Attributes:
        name: what sort of thing: a value of `Ignorable`, or `after` where an answer before is not known.
        said: the words of the question as typed; "" where it was carried over or chosen beside.
        meant: what they were taken for, in Chinese for people.
        start, end: where the words stand in the question, in characters; both 0 where nothing was said.
        carried: True where it comes from the turn before.
    """

    name: str
    said: str
    meant: str
    start: int = 0
    end: int = 0
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A reading before it is located: the folded words that said it ("" for none), and what they mean."""

    name: str
    words: str
    meant: str
    carried: bool = False


def located(notes: Iterable[Note], folded: Folded, question: str) -> tuple[Understood, ...]:
    """Find where the words of each note stand.

    Args:
        notes: in the order they shall be shown.
        folded: the folded question, its letters those that were meant where some were mistyped.
        question: as typed; folded from it.
    """
    found: list[Understood] = []
    taken: dict[tuple[str, str], int] = {}
    for note in notes:
        key = note.name, note.words
        place = folded.text.find(note.words, taken.get(key, 0)) if note.words else -1
        if place < 0:
            found.append(Understood(name=note.name, said="", meant=note.meant, carried=note.carried))
            continue
        taken[key] = place + len(note.words)
        span = folded.span(place, place + len(note.words))
        said = question[span.start : span.end]
        found.append(Understood(name=note.name, said=said, meant=note.meant, start=span.start, end=span.end))
    return tuple(found)
