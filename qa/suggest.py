"""Questions that can be answered, offered where the one asked cannot, or may have meant another place."""

from corpus.parse.outline import heading
from qa.answer import Citation
from qa.cite import cite_fact
from qa.library import Library
from qa.retrieve import Candidate
from qa.understand import Reading

_MOST = 3
_LONGEST = 24


def suggestions(near: tuple[Candidate, ...]) -> tuple[str, ...]:
    """Make questions of the nearest task items: each names its place and what the item is headed by."""
    found = []
    for candidate in near:
        item, notice = candidate.entry.item, candidate.entry.notice
        if item is None or candidate.features["coverage"] <= 0:
            continue
        subject = heading(item.text).split("，")[0]
        if len(subject) <= _LONGEST:
            place = notice.region.short if notice.region else ""
            found.append(f"{place}{subject}由谁负责？")
    return tuple(dict.fromkeys(found))[:_MOST]


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
