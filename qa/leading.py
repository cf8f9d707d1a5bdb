"""What leads among the passages found: the nearest, the newest of a matter, the list before its lines."""

import re
from collections.abc import Iterable
from dataclasses import replace

from corpus.fold import plain
from qa.candidate import Candidate, ordered, ranking_weights
from qa.letters import letter_pairs
from qa.library import Entry, Library
from qa.listed import lead_in_of
from qa.understand import Reading
from qa.understand.editions import ENDED, holds_after


def leading(reading: Reading, candidates: Iterable[Candidate], library: Library) -> tuple[Candidate, ...]:
    """Settle what leads.

    Args:
        reading: the question.
        candidates: what `retrieve` found; what `qa.closely` tells of them counts where it was told.
        library: holds them.

    Returns:
        Best first: those nearer word by word before others, newer before older, a list before its lines.
    """
    weight = ranking_weights()["near"]
    told = (replace(each, score=each.score + weight * each.features.get("near", 0.0)) for each in candidates)
    found = list(ordered(told))
    found = found if reading.years else _successor_leads(_newest_leads(found))
    return tuple(_whole_list(found, library) if _SEVERAL.search(reading.folded) else found)


# 哪些事不受理 asks for a list, not for the line of it that shares most with the question.
_SEVERAL = re.compile("哪[些几]|什么(?:样的)?(?:情形|情况|条件|行为|事|人|内容|材料)|哪类|有啥")


def _whole_list(candidates: list[Candidate], library: Library) -> list[Candidate]:
    """Put the words that lead in to a list in the place of the line that leads; its lines go with it."""
    head = lead_in_of(candidates[0].entry, library) if candidates else None
    if head is None:
        return candidates
    others = (each for each in candidates[1:] if each.entry is not head)
    rest = (each for each in others if lead_in_of(each.entry, library) is not head)
    return [replace(candidates[0], entry=head), *rest]


# So many letter pairs two clauses must share to be of one matter.
_ALIKE = 0.5


def alike(one: Entry, other: Entry) -> bool:
    """Tell whether two clauses are of one matter: this year's task and last year's."""
    mine, theirs = letter_pairs(_matter(one)), letter_pairs(_matter(other))
    return bool(mine and theirs) and len(mine & theirs) >= _ALIKE * min(len(mine), len(theirs))


def _matter(entry: Entry) -> str:
    return plain(entry.item.text) if entry.item else entry.folded


# Among these, no further behind than that, is looked for a newer clause of the same matter.
_CLOSE, _BEHIND = 6, 0.6


def _newest_leads(candidates: list[Candidate]) -> list[Candidate]:
    """Put the newest clause of the leading one's matter first, where its notice still holds."""
    if not candidates:
        return candidates
    lead = candidates[0].entry
    same = [
        candidate
        for candidate in candidates[:_CLOSE]
        if candidate.score >= candidates[0].score - _BEHIND
        and candidate.entry.notice.region == lead.notice.region
        and candidate.entry.notice.validity not in ENDED
        and alike(candidate.entry, lead)
    ]
    newest = max(same, key=lambda each: (each.entry.notice.year or 0, each.score), default=candidates[0])
    if (newest.entry.notice.year or 0) <= (lead.notice.year or 0):
        return candidates
    return [newest, *(candidate for candidate in candidates if candidate is not newest)]


# A clause of the notice that ended the leading one's counts where it lies no further behind than that.
_SUCCESSOR = 1.0


def _successor_leads(candidates: list[Candidate]) -> list[Candidate]:
    """What holds now leads before what it ended: the clause of the notice that did so, where it is near."""
    if not candidates or candidates[0].entry.notice.validity not in ENDED:
        return candidates
    ended, least = candidates[0].entry.notice, candidates[0].score - _SUCCESSOR
    heir = next(
        (
            each
            for each in candidates
            if each.score >= least and holds_after(each.entry.notice, ended) and each.entry.passage.number
        ),
        None,
    )
    return candidates if heir is None else [heir, *(each for each in candidates if each is not heir)]
