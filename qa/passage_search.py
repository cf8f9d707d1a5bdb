"""Search as one types: the passages that come nearest, without an answer and without a receipt."""

from dataclasses import dataclass
from datetime import date

from corpus.disclosure import is_public
from corpus.levels import Level, level_of
from corpus.model import Notice, Validity
from index.ports import Engine, Filter
from qa.answer import Citation
from qa.candidate import Candidate
from qa.cite import cite
from qa.leading import leading
from qa.library import Library
from qa.retrieve import retrieve
from qa.understand import read_question

MOST = 12
"""So many passages are shown: what stands further below is found sooner by typing on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is searched for; None leaves open.

    Attributes:
        words: as typed, a question or a part of one.
        region: any name of a region of the library. year: what the notice is about.
        unit: a unit of the passage's task, as people write it (县发改委).
        validity: of the notice, on the day that counts.
        level: of who issued it.
    """

    words: str
    region: str | None = None
    year: int | None = None
    unit: str | None = None
    validity: Validity | None = None
    level: Level | None = None


def search_passages(wanted: Wanted, library: Library, engine: Engine, today: date) -> tuple[Citation, ...]:
    """Find passages, best first, at most `MOST`, each quoted and marked as an answer would.

    Args:
        wanted: words and filters.
        library: what is searched.
        engine: search over the same.
        today: the day that dates in the words are counted from.

    Raises:
        StoreDamaged: a quote is not what the store holds at its place.
    """
    notices = tuple(notice for notice in library.notices.values() if _fits(notice, wanted, library))
    if not notices or not wanted.words.strip():
        return ()
    reading = read_question(wanted.words, library, None, today=today)
    ids = tuple(notice.id for notice in notices) if len(notices) < len(library.notices) else ()
    allowed = Filter(notice_ids=ids, units=(wanted.unit,) if wanted.unit else ())
    # Nothing is read word by word here: the first reading of a passage takes longer than a letter to type.
    ranked = leading(reading, retrieve(reading, library, engine, allowed), library)
    found = [each for each in ranked if _touches(each)]
    return tuple(
        cite(each.entry, library, topic=reading.topic, score=round(each.score, 4)) for each in found[:MOST]
    )


def _fits(notice: Notice, wanted: Wanted, library: Library) -> bool:
    return (
        is_public(notice)
        and (wanted.region is None or notice.region in library.regions.get(wanted.region, ()))
        and wanted.year in (None, notice.year)
        and wanted.validity in (None, notice.validity)
        and (wanted.level is None or level_of(notice) is wanted.level)
    )


# By meaning everything is a little near; a passage as far off as this is noise to one who types.
_NEAR = 0.5


def _touches(candidate: Candidate) -> bool:
    """Tell whether a passage has words of the search, or is near it in meaning."""
    return candidate.features["coverage"] > 0 or candidate.cosine > _NEAR
