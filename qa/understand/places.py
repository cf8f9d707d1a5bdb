"""Which region a question means: names of the library first, then any place that it has nothing of."""

from dataclasses import dataclass

from corpus.model import Region
from corpus.regions import level, locate_regions
from qa.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Regions named in a question.

    Attributes:
        known: regions of the library that are meant, the most particular only.
        foreign: names of places that the library has no notices of.
        rest: the question with the names taken out.
    """

    known: tuple[Region, ...]
    foreign: tuple[str, ...]
    rest: str


def read_places(text: str, library: Library) -> Places:
    """Find the places that a folded question names."""
    known: list[Region] = []
    rest, place = "", 0
    while place < len(text):
        name = _longest(text, place, library)
        if name is None:
            rest += text[place]
            place += 1
            continue
        known += library.regions[name]
        rest += " "
        place += len(name)
    particular = tuple(dict.fromkeys(region for region in known if not _is_parent(region, known)))
    foreign, rest = _foreign(rest, particular)
    return Places(known=particular, foreign=foreign, rest=rest)


_LONGEST_NAME = 14


def _longest(text: str, place: int, library: Library) -> str | None:
    for length in range(min(_LONGEST_NAME, len(text) - place), 1, -1):
        name = text[place : place + length]
        # 抚顺 in 抚顺市 is another place than the county of the library.
        if name in library.regions and not _goes_on(text, place + length, name):
            return name
    return None


def _goes_on(text: str, end: int, name: str) -> bool:
    following = text[end : end + 1]
    if following not in ("市", "省", "区", "县") or name.endswith(following):
        return False
    return any((start, stop) == (0, len(name) + 1) for start, stop, _ in locate_regions(name + following))


def _is_parent(region: Region, others: list[Region]) -> bool:
    return any(region.name in other.parents for other in others)


def _foreign(text: str, known: tuple[Region, ...]) -> tuple[tuple[str, ...], str]:
    """Places of the division table; a parent of the region meant is no other place."""
    names, rest, done = [], "", 0
    for start, end, candidates in locate_regions(text):
        if any(candidate.name in region.parents for candidate in candidates for region in known):
            rest += text[done:start] + " "
            done = end
        elif any(level(candidate) <= 2 or end - start > 2 for candidate in candidates):
            names.append(text[start:end])
    return tuple(names), rest + text[done:]
