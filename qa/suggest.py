"""Questions that can be answered, offered where the one asked cannot, or may have meant another place."""

import re

from corpus.fold import unbroken
from corpus.model import Notice
from corpus.parse.outline import heading
from qa.answer import Citation
from qa.candidate import Candidate
from qa.cite import cite_fact
from qa.library import Entry, Library
from qa.retrieve import units_of
from qa.understand import Kind, Reading

_MOST = 3
_LONGEST, _LONGEST_TITLE = 24, 30
_ARTICLE = re.compile("第[一二三四五六七八九十百0-9]+条")
_HANDED_ON = re.compile("《([^《》]+)》的(?:通知|决定|公告)$")


def suggestions(reading: Reading, near: tuple[Candidate, ...]) -> tuple[str, ...]:
    """Make questions of the nearest clauses: of a task its place and heading, of an article its number.

    Args:
        reading: the question that is not answered; what it asks for is asked of the clauses too.
        near: passages that were found but do not answer, best first.

    Returns:
        At most three, each one that its clause answers.
    """
    asked = (_about(reading, each.entry) for each in near if each.features["coverage"] > 0)
    return tuple(dict.fromkeys(filter(None, asked)))[:_MOST]


def _about(reading: Reading, entry: Entry) -> str | None:
    if entry.item is None:
        article, title = _ARTICLE.match(entry.folded), _short_title(entry.notice)
        return f"《{title}》{article[0]}是怎么规定的？" if article and len(title) <= _LONGEST_TITLE else None
    subject = heading(entry.item.text).split("，")[0]
    place = entry.notice.region.short if entry.notice.region else ""
    return f"{place}{subject}{_point(reading, entry)}" if len(subject) <= _LONGEST else None


def _short_title(notice: Notice) -> str:
    """What people call a notice: the rules that it hands on, without who does so."""
    title = unbroken(notice.title)
    handed_on = _HANDED_ON.search(title)
    return handed_on[1] if handed_on else title


def _point(reading: Reading, entry: Entry) -> str:
    """What is asked of a task: who and when where that was asked and is printed, else what it demands."""
    if reading.kind is Kind.WHO and units_of(entry):
        return "由谁负责？"
    if reading.kind is Kind.WHEN and entry.item and entry.item.deadline:
        return "什么时候完成？"
    return "是怎么要求的？"


# A telephone is worth ringing where so much of the question stands in its notice.
_KIN = 0.6


def contact(near: tuple[Candidate, ...], library: Library) -> Citation | None:
    """Find the line with a telephone in the notice that comes nearest; None where none is near or prints one.

    Args:
        near: passages that were found but do not answer, best first.
        library: what is quoted from.

    Raises:
        StoreDamaged: the line is not what the store holds at its place.
    """
    for candidate in near[:_MOST]:
        notice = candidate.entry.notice
        phones = [fact for name, fact in notice.facts if name == "phone"]
        if phones and candidate.features["coverage"] >= _KIN:
            return cite_fact(phones[0], library, notice.id)
    return None


# Another place's passage is worth offering while its score comes this near the leading one's.
_NEAR = 0.5


def elsewhere(reading: Reading, candidates: tuple[Candidate, ...]) -> tuple[str, ...]:
    """Offer the same question for the other places that have a like passage, where it named no place."""
    if reading.regions or reading.foreign or not candidates:
        return ()
    lead = candidates[0]
    places = [
        candidate.entry.notice.region.short
        for candidate in candidates
        if candidate.entry.notice.region and candidate.score >= lead.score - _NEAR
    ]
    own = lead.entry.notice.region
    others = [place for place in dict.fromkeys(places) if own is None or place != own.short]
    return tuple(f"{place}{reading.question}" for place in others[:_MOST])
