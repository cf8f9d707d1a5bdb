"""Notices that end one another: what one says it repeals or replaces, carried over to the other.

Worked out whenever notices are read, never stored, so that taking the ending notice out of the library
brings the other back.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from corpus.fold import plain
from corpus.model import DocumentStage, Notice, Validity

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
    endings = tuple(_endings(notices))
    if not endings:
        return notices
    return tuple(_settled(notice, endings) for notice in notices)


def _endings(notices: tuple[Notice, ...]) -> Iterator[_Ending]:
    for name, validity, word in _ENDINGS:
        for notice in notices:
            if notice.stage is DocumentStage.CONSULTATION_DRAFT:
                continue
            for key, fact in notice.facts:
                if key == name:
                    target = plain(fact.value)
                    yield _Ending(by=notice, target=target, validity=validity, word=word)


def _settled(notice: Notice, endings: tuple[_Ending, ...]) -> Notice:
    if notice.validity in _ENDED:
        return notice
    ending = next((ending for ending in endings if _ends(ending, notice)), None)
    if ending is None:
        return notice
    last = notice.expires_on
    # Without a day of its own it ends the other at once: on the day it was issued.
    ends = ending.by.effective_on or ending.by.dated_on or ending.by.issued_on
    if ends is not None:
        last = ends - timedelta(days=1) if last is None else min(last, ends - timedelta(days=1))
    return replace(notice, validity=ending.validity, validity_reason=_reason(ending), expires_on=last)


def _ends(ending: _Ending, notice: Notice) -> bool:
    by = ending.by
    if by.id == notice.id or by.sample != notice.sample or not ending.target:
        return False
    if by.dated_on is not None and notice.dated_on is not None and by.dated_on < notice.dated_on:
        return False
    if notice.document_number is not None and plain(notice.document_number) == ending.target:
        return True
    target, title = _bare(ending.target), _bare(notice.title)
    if len(target) < _LEAST_TITLE or by.region != notice.region:
        return False
    # 《…办法》 is ended together with the notice that issued it: 关于印发《…办法》的通知.
    return title.endswith((target, f"印发{target}的通知"))


def _bare(title: str) -> str:
    return plain(title).translate({ord("《"): None, ord("》"): None})


def _reason(ending: _Ending) -> str:
    """Name the ending notice: 被《关于…的通知》（喀政办发〔2021〕27号，2021-07-07）废止."""
    by = ending.by
    day = by.effective_on or by.dated_on or by.issued_on
    details = "，".join(str(part) for part in (by.document_number, day) if part)
    return f"被《{by.title}》{f'（{details}）' if details else ''}{ending.word}"
