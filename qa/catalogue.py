"""The notices of a library by number, title and place, laid out so that a question goes through few of them.

A library may hold a hundred thousand: what every question asks is worked out once, when it is first asked.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from corpus.disclosure import is_public
from corpus.fold import plain
from corpus.model import Notice, Region
from qa.letters import letter_pairs

Notices = tuple[Notice, ...]
_Key = TypeVar("_Key", bound=Hashable)

# 清禾政办发[2023]18号 as printed (folded); 政办发2023年第18号 and 政办发18号 as asked.
_PRINTED_NUMBER = re.compile(r"(.+?)\[?(\d{4})?\]?第?(\d+)号")
_ASKED_NUMBER = re.compile(r"([一-龥]*?)[\[(]?(\d{4})?[\])]?年?第?(\d+)号")
_QUOTED = re.compile("《([^《》]+)》")
# What 关于废止《…》的通知 names, it is not.
_OF_AN_END = re.compile("废止|失效|停止执行")


class Catalogue:
    """Finds notices; those not open to the public never are found.

    Args:
        notices: by id; every answer keeps their order.
    """

    def __init__(self, notices: Mapping[str, Notice]) -> None:
        self._by_id = notices
        self.every: Notices = tuple(notice for notice in notices.values() if is_public(notice))

    def numbered(self, asked: str) -> Notices:
        """Find by document number: 禾政办发18号 and 2023年18号 name 禾政办发〔2023〕18号; asked folded."""
        want = _ASKED_NUMBER.search(asked)
        if not want or not (want.group(1) or want.group(2)):
            return ()
        letters, year = want.group(1), want.group(2)
        return self._picked(
            place
            for place, own_letters, own_year in self._numbers.get(want.group(3), ())
            if letters[-2:] in own_letters and year in (None, own_year)
        )

    def titled(self, name: str, least: float) -> Notices:
        """Find those whose title has at least a share (0 to 1) of the letter pairs of a name."""
        pairs = letter_pairs(name)
        if not pairs:
            return ()
        return self._picked(
            place for place, shared in self._shared(pairs).items() if shared >= least * len(pairs)
        )

    def shared(self, text: str) -> Mapping[str, int]:
        """Tell how many letter pairs of a text stand in each title that has any, by id of notice."""
        return {self.every[place].id: count for place, count in self._shared(letter_pairs(text)).items()}

    def of_places(self, regions: Collection[Region]) -> Notices:
        """Find those of some regions, and those of none: they may be of any.

        A forwarder's cover that names no place of its own goes with the notice it forwards.
        """
        return self._picked(place for region in (None, *regions) for place in self._places.get(region, ()))

    def named(self, names: Collection[str]) -> Notices:
        """Find those whose own region has one of some names in full."""
        return self._picked(place for name in names for place in self._names.get(name, ())) if names else ()

    def _picked(self, places: Iterable[int]) -> Notices:
        return tuple(self.every[place] for place in sorted(set(places)))

    def _shared(self, pairs: frozenset[str]) -> Counter[int]:
        return Counter(place for pair in pairs for place in self._titles.get(pair, ()))

    def has_named(self, name: str, region: Region | None) -> bool:
        """Tell whether a notice has a number, or one of a place a title or a name in it; folded."""
        return name in self._document_numbers or (region, name) in self._named

    @cached_property
    def _document_numbers(self) -> frozenset[str]:
        return frozenset(plain(each.document_number) for each in self.every if each.document_number)

    @cached_property
    def _named(self) -> frozenset[tuple[Region | None, str]]:
        found = set()
        for notice in self.every:
            title, place = plain(notice.title), self._place(notice)
            found.add((place, title))
            if not _OF_AN_END.search(title):
                found |= {(place, name) for name in _QUOTED.findall(title)}
        return frozenset(found)

    @cached_property
    def _numbers(self) -> Mapping[str, list[tuple[int, str, str | None]]]:
        """By serial number: the notice, the letters before it and the year."""
        found: dict[str, list[tuple[int, str, str | None]]] = {}
        for place, notice in enumerate(self.every):
            if own := _PRINTED_NUMBER.fullmatch(plain(notice.document_number or "")):
                found.setdefault(own.group(3), []).append((place, own.group(1), own.group(2)))
        return found

    @cached_property
    def _titles(self) -> Mapping[str, list[int]]:
        return self._grouped(lambda notice: letter_pairs(plain(notice.title)))

    @cached_property
    def _places(self) -> Mapping[Region | None, list[int]]:
        return self._grouped(lambda notice: (self._place(notice),))

    @cached_property
    def _names(self) -> Mapping[str, list[int]]:
        return self._grouped(lambda notice: (notice.region.name,) if notice.region else ())

    def _place(self, notice: Notice) -> Region | None:
        if notice.region is None and (whole := self._by_id.get(notice.forwards or "")):
            return whole.region
        return notice.region

    def _grouped(self, keys: Callable[[Notice], Iterable[_Key]]) -> dict[_Key, list[int]]:
        found: dict[_Key, list[int]] = {}
        for place, notice in enumerate(self.every):
            for key in keys(notice):
                found.setdefault(key, []).append(place)
        return found
