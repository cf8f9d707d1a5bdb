"""Which notice of a library another one means: by document number, else by title in one region."""

from collections.abc import Iterable
from functools import lru_cache

from corpus.edges import Edge, EdgeKind, names_of, number_key, parted, same_issuer
from corpus.model import Notice, Region
from corpus.regions import region_of

# What a body does to notices of its own region only; a cited notice may be another region's.
_AT_HOME = frozenset(
    {
        EdgeKind.REPEALS,
        EdgeKind.SUPERSEDES,
        EdgeKind.REPEALS_PART,
        EdgeKind.AMENDS,
        EdgeKind.EXTENDS,
        EdgeKind.CONFIRMS,
    }
)


class Said:
    """What notices say of others, kept by what it names: each notice looks up its own names.

    Attributes:
        known: all of it, in order, each with the notice that says it.
    """

    def __init__(self, known: Iterable[tuple[Notice, Edge]]) -> None:
        """Sort it by number and by title."""
        self.known = tuple(known)
        self._by_number: dict[str, list[int]] = {}
        self._by_name: dict[tuple[str | None, str], list[int]] = {}
        for place, (by, edge) in enumerate(self.known):
            if edge.number:
                self._by_number.setdefault(number_key(edge.number), []).append(place)
            if edge.title:
                region = _meant_region(by, edge)
                for name in names_of(edge.title, region):
                    self._by_name.setdefault((region.name if region else None, name), []).append(place)

    def of(self, notice: Notice) -> tuple[tuple[int, bool], ...]:
        """Give the places in `known` of what is said of a notice, in order, and whether by its number."""
        found: dict[int, bool] = {}
        region = notice.region.name if notice.region else None
        for name in names_of(notice.title, notice.region):
            places = self._by_name.get((region, name), ())
            found |= {place: False for place in places if self._means(place, notice)}
        if notice.document_number:
            found |= dict.fromkeys(self._by_number.get(number_key(notice.document_number), ()), True)
        return tuple(
            (place, found[place]) for place in sorted(found) if _may_mean(self.known[place][0], notice)
        )

    def _means(self, place: int, notice: Notice) -> bool:
        """A title means no notice of another number, nor one of another body."""
        _, edge = self.known[place]
        if edge.number and notice.document_number:
            return False
        return same_issuer(parted(edge.title or "")[0], parted(notice.title)[0])


def _may_mean(by: Notice, notice: Notice) -> bool:
    """A notice speaks of no younger one, and a real one of no sample."""
    if by.id == notice.id or by.sample != notice.sample:
        return False
    return by.dated_on is None or notice.dated_on is None or by.dated_on >= notice.dated_on


def _meant_region(by: Notice, edge: Edge) -> Region | None:
    issuer = "" if edge.kind in _AT_HOME else parted(edge.title or "")[0]
    return (_region(issuer) if issuer else None) or by.region


@lru_cache(maxsize=1 << 12)
def _region(issuer: str) -> Region | None:
    return region_of(issuer)
