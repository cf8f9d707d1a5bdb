"""Which region a question means: names of the library first, then any place that it has nothing of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from corpus.model import Region
from corpus.regions import ends_inside_a_word, level, locate_regions
from qa.library import Library
from qa.understand.understood import Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Regions named in a question.

    Attributes:
        known: regions of the library that are meant, the most particular only.
        foreign: names of places that the library has no notices of.
        rest: the question with the names taken out.
        notes: how each name was read.
    """

    known: tuple[Region, ...]
    foreign: tuple[str, ...]
    rest: str
    notes: tuple[Note, ...] = ()


def read_places(text: str, library: Library) -> Places:
    """Find the places that a folded question names."""
    known: list[Region] = []
    named: dict[str, tuple[Region, ...]] = {}
    rest, place = "", 0
    while place < len(text):
        name = _longest(text, place, library)
        if name is None:
            rest += text[place]
            place += 1
            continue
        known += library.regions[name]
        named[name] = library.regions[name]
        rest += " "
        place += len(name)
    particular = tuple(dict.fromkeys(region for region in known if not _is_parent(region, known)))
    foreign, rest = _foreign(rest, particular)
    if not (particular or foreign):
        foreign = _unheard(rest, library)
    notes = [
        Note("region", name, "、".join(full_name(region) for region in regions))
        for name, regions in named.items()
        if any(region in particular for region in regions)
    ]
    notes += [Note("region", name, f"{name}（库里没有这个地方的通知）") for name in foreign]
    return Places(known=particular, foreign=foreign, rest=rest, notes=tuple(notes))


def full_name(region: Region) -> str:
    """Return a region's name with those above it: 栖霖区（云岭省清禾市）."""
    return f"{region.name}（{''.join(region.parents)}）" if region.parents else region.name


def region_note(regions: Iterable[Region], foreign: Iterable[str], *, carried: bool) -> Note:
    """Say which places are meant that the question does not name."""
    names = [
        *(full_name(region) for region in regions),
        *(f"{name}（库里没有这个地方的通知）" for name in foreign),
    ]
    return Note("region", "", "、".join(names), carried=carried)


# 青石县的补贴: a place that no table has is another place all the same. 全县, 我市, 哪个县, 超市 are none.
_UNHEARD = re.compile(
    "^(?:请问|想问|问一?下|我是|我在|在|那)?"
    "(?P<name>(?![全各本我你他她其另咱该哪什某外每几这那贫示试重跨异出进两多同邻]|地级|省会|城|县)[一-龥]{2,3}"
    "(?:(?<![大强困小级贫邻])县|(?<![大强城超上都股集夜菜门辖级花楼限入])市|(?<![全外跨本各节他邻两哪出进入回])省"
    "|(?<![社小园地片景校灾库山郊市城新老农牧林矿厂辖学街商业发税贸范护能居宅务源困疫分专禁军特政治全本我各外跨育营作种场])区"
    "|(?<![乡城村小集重制点心])镇|(?<![城家下返老回还同水])乡(?!村|下|里|亲|土|音|愁)))"
    "(?![委直属级域长城处里内外本县市区镇厅局])"
)
_NO_NAME = re.compile("[的是和跟与在到让请问个各全级]")
_TOWN = ("镇", "乡")


def _unheard(text: str, library: Library) -> tuple[str, ...]:
    match = _UNHEARD.match(text)
    if match is None or _NO_NAME.search(match["name"]) or ends_inside_a_word(text, match.end("name")):
        return ()
    name = match["name"]
    # A town is the library's own where its notices speak of it, or where they are of one place.
    if is_town(name) and len(set(chain.from_iterable(library.regions.values()))) < _SEVERAL:
        return ()
    return () if any(name in library.folded(notice) for notice in library.notices) else (name,)


_SEVERAL = 2


def is_town(name: str) -> bool:
    """Tell a place below the counties, of which no table tells the county."""
    return name.endswith(_TOWN)


_LONGEST_NAME = 14


def _longest(text: str, place: int, library: Library) -> str | None:
    for length in range(min(_LONGEST_NAME, len(text) - place), 1, -1):
        name = text[place : place + length]
        # 抚顺 in 抚顺市 is another place than the county of the library.
        if (
            name in library.regions
            and not ends_inside_a_word(text, place + length)
            and not _goes_on(text, place + length, name)
        ):
            return name
    return None


def _goes_on(text: str, end: int, name: str) -> bool:
    following = text[end : end + 1]
    if following not in ("市", "省", "区", "县") or name.endswith(following):
        return False
    if ends_inside_a_word(text, end + 1):
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
