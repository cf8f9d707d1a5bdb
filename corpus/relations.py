"""Notices that end one another: what one says it repeals or replaces, carried over to the other.

Worked out whenever notices are read, never stored, so that taking the ending notice out of the library
brings the other back.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from corpus.fold import plain
from corpus.model import DocumentStage, Notice, Region, Validity

REPEALS = "repeals"
SUPERSEDES = "supersedes"

# A repeal outweighs a replacement where a notice is ended by both.
_ENDINGS = ((REPEALS, Validity.REPEALED, "废止"), (SUPERSEDES, Validity.SUPERSEDED, "代替"))
_ENDED = frozenset(validity for _, validity, _ in _ENDINGS)
# Shorter ends of a title (关于…的通知) may belong to any notice.
_LEAST_TITLE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ending:
    by: Notice
    target: str
    validity: Validity
    word: str


def settle(notices: tuple[Notice, ...]) -> tuple[Notice, ...]:
    """Mark the notices that another notice of the library ends.

    A notice ends another when it holds a fact ("repeals" or "supersedes", document number or title). A
    draft ends nothing, an older notice does not end a younger one, and a title counts only inside one
    region, since many regions issue notices of one name.

    Args:
        notices: all notices of the library.

    Returns:
        The same notices in the same order; the ended ones with `validity`, a `validity_reason` naming
        the ending notice, and `expires_on` where the day it takes effect is known.
    """
    ended = settler(notices)
    return tuple(ended(notice) for notice in notices)


def settler(ending: Iterable[Notice]) -> Callable[[Notice], Notice]:
    """Return what marks one notice as `settle` does.

    Args:
        ending: all notices of the library that end others, as they are stored; others do no harm.
    """
    endings = _Endings(tuple(_endings(tuple(ending))))
    return partial(_settled, endings=endings) if endings.known else lambda notice: notice


def ends_others(notice: Notice) -> bool:
    """Tell whether a notice may end another one."""
    return any(key in (REPEALS, SUPERSEDES) for key, _ in notice.facts)


class _Endings:
    """Endings by what they name, so that a library of any size is settled in one pass.

    Attributes:
        known: all of them, in their order.
    """

    def __init__(self, known: tuple[_Ending, ...]) -> None:
        self.known = known
        self._by_number: dict[str, list[_Ending]] = {}
        self._by_region: dict[Region | None, list[tuple[_Ending, tuple[str, str]]]] = {}
        for ending in known:
            self._by_number.setdefault(ending.target, []).append(ending)
            title = _bare(ending.target)
            if len(title) >= _LEAST_TITLE:
                # 《…办法》 is ended together with the notice that issued it: 关于印发《…办法》的通知.
                ends = (title, f"印发{title}的通知")
                self._by_region.setdefault(ending.by.region, []).append((ending, ends))

    def of(self, notice: Notice) -> _Ending | None:
        """Return what ends a notice, a repeal before a replacement; None where nothing does."""
        title = _bare(notice.title)
        found = list(self._by_number.get(plain(notice.document_number), ())) if notice.document_number else []
        found += [ending for ending, ends in self._by_region.get(notice.region, ()) if title.endswith(ends)]
        fitting = [ending for ending in found if _may_end(ending.by, notice)]
        return min(fitting, key=self.known.index, default=None)


def _endings(notices: tuple[Notice, ...]) -> Iterator[_Ending]:
    for name, validity, word in _ENDINGS:
        for notice in notices:
            if notice.stage is DocumentStage.CONSULTATION_DRAFT:
                continue
            for key, fact in notice.facts:
                if key == name:
                    target = plain(fact.value)
                    if target:
                        yield _Ending(by=notice, target=target, validity=validity, word=word)


def _settled(notice: Notice, endings: _Endings) -> Notice:
    if notice.validity in _ENDED:
        return notice
    ending = endings.of(notice)
    if ending is None:
        return notice
    last = notice.expires_on
    # Without a day of its own it ends the other at once: on the day it was issued.
    ends = ending.by.effective_on or ending.by.dated_on or ending.by.issued_on
    if ends is not None:
        last = ends - timedelta(days=1) if last is None else min(last, ends - timedelta(days=1))
    return replace(notice, validity=ending.validity, validity_reason=_reason(ending), expires_on=last)


def _may_end(by: Notice, notice: Notice) -> bool:
    """A notice ends no other one that is younger, nor a real one a sample."""
    if by.id == notice.id or by.sample != notice.sample:
        return False
    return by.dated_on is None or notice.dated_on is None or by.dated_on >= notice.dated_on


def _bare(title: str) -> str:
    return plain(title).translate({ord("《"): None, ord("》"): None})


def _reason(ending: _Ending) -> str:
    """Name the ending notice: 被《关于…的通知》（喀政办发〔2021〕27号，2021-07-07）废止."""
    by = ending.by
    day = by.effective_on or by.dated_on or by.issued_on
    details = "，".join(str(part) for part in (by.document_number, day) if part)
    return f"被《{by.title}》{f'（{details}）' if details else ''}{ending.word}"
