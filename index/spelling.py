"""Names of units and places with one letter mistyped: 县思法局 for 县司法局.

Only a letter that makes no word where it stands is taken for a slip, and only where one known name fits
better than any other. What is a name or a word as typed is left alone: two counties that sound the same are
two counties.
"""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from corpus.regions import candidates
from corpus.units import is_usual
from index.alike import SAME_SOUND, alike
from index.tokenise import is_word

_SHORTEST, _LONGEST = 3, 14
# A name so long is known by its other letters, whatever word its slip may make: 卫生建康局.
_LONG = 5
_LONGEST_WORD = 4
# What names of units and places end in; it is never taken for mistyped (清河是 is not 清河市).
_ENDS = re.compile("(?:[省市县区州盟旗镇乡村局厅委办处科会院校站所队心司社团府房行]|街道|部门|单位|小组)$")
_CHINESE = re.compile("[一-龥]+")
_PLACES = ("市", "县", "区")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A name read out of a mistyped one.

    Attributes:
        start: where it stands in the text. typed: as it stands there; meant: the name, of the same length.
        likeness: above 0, at most 1; see `index.alike`.
    """

    start: int
    typed: str
    meant: str
    likeness: float

    @property
    def place(self) -> int:
        """Where the mistyped letter stands in the text."""
        return self.start + next(i for i, letter in enumerate(self.typed) if letter != self.meant[i])

    @property
    def letter(self) -> str:
        """The letter that was meant."""
        return self.meant[self.place - self.start]


def find_slips(text: str, names: Set[str]) -> tuple[Slip, ...]:
    """Find the mistyped names in a text.

    Args:
        text: folded.
        names: the names that may be meant, folded.

    Returns:
        In order of place, at most one reading of each mistyped letter; the longest name first where several
        are read out of the same letter (县司法局, 司法局). None where two readings fit equally well.
    """
    found: dict[int, list[Slip]] = {}
    for run in _CHINESE.finditer(text):
        for slip in _slips(run.group(), run.start(), names):
            found.setdefault(slip.place, []).append(slip)
    return tuple(slip for place in sorted(found) for slip in _agreed(found[place]))


def corrected(text: str, slips: tuple[Slip, ...]) -> str:
    """Return a text with its slips put right; no other letter changes, and none moves."""
    letters = list(text)
    for slip in slips:
        letters[slip.place] = slip.letter
    return "".join(letters)


def _slips(run: str, offset: int, names: Set[str]) -> Iterator[Slip]:
    for end in range(_SHORTEST, len(run) + 1):
        if not _ENDS.search(run[:end]):
            continue
        for start in range(max(0, end - _LONGEST), end - _SHORTEST + 1):
            typed = run[start:end]
            if not _is_known(typed, names):
                yield from _readings(run, start, end, offset, names)


def _readings(run: str, start: int, end: int, offset: int, names: Set[str]) -> Iterator[Slip]:
    typed = run[start:end]
    for place in range(start, end - 1):
        before, after = run[start:place], run[place + 1 : end]
        for letter, likeness in alike(run[place]).items():
            meant = before + letter + after
            if meant in names and _is_slip(run, place, meant, likeness, names):
                yield Slip(start=offset + start, typed=typed, meant=meant, likeness=likeness)


def _is_slip(run: str, place: int, meant: str, likeness: float, names: Set[str]) -> bool:
    if _in_name(run, place, names) or _stands_alone(run[place + 1 :], meant, names):
        return False
    return not _in_word(run, place) or (len(meant) >= _LONG and likeness >= SAME_SOUND)


def _stands_alone(after: str, meant: str, names: Set[str]) -> bool:
    """Tell 经 城市 from a mistyped 晋城市, 是 卫健委 from 市卫健委: what follows the letter stands alone."""
    rest = meant[1:]
    if not after.startswith(rest):
        return False
    return _is_known(rest, names) or (rest.endswith(_PLACES) and is_word(rest))


def _in_word(run: str, place: int) -> bool:
    return any(is_word(piece) for piece in _around(run, place, 2, _LONGEST_WORD))


def _in_name(run: str, place: int, names: Set[str]) -> bool:
    return any(_is_known(piece, names) for piece in _around(run, place, _SHORTEST, _LONGEST))


def _around(run: str, place: int, shortest: int, longest: int) -> Iterator[str]:
    """Give the pieces of a run that hold the letter at a place."""
    for start in range(max(0, place - longest + 1), place + 1):
        for end in range(max(place + 1, start + shortest), min(len(run), start + longest) + 1):
            yield run[start:end]


def _is_known(piece: str, names: Set[str]) -> bool:
    return piece in names or bool(candidates(piece)) or is_usual(piece)


def _agreed(slips: list[Slip]) -> tuple[Slip, ...]:
    """Give the readings of one letter that agree with the best of them; none where two are equally good."""
    best = max((len(slip.meant), slip.likeness) for slip in slips)
    letters = {slip.letter for slip in slips if (len(slip.meant), slip.likeness) == best}
    if len(letters) > 1:
        return ()
    agreeing = [slip for slip in slips if slip.letter in letters]
    return tuple(sorted(agreeing, key=lambda slip: (-len(slip.meant), slip.start)))
