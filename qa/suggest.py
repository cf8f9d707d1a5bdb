"""Questions that can be answered, offered where the one asked cannot."""

from corpus.parse.outline import heading
from qa.retrieve import Candidate

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
