"""An opening and the points below it: 有下列情形之一的，不予受理： answers with all of its points."""

from dataclasses import replace
from itertools import takewhile

from corpus.fold import unbroken
from qa.cite import cite, distinct
from qa.compose.draft import Draft
from qa.library import Entry, Library

_MOST_LETTERS = 1500


def points_below(opening: Entry, library: Library) -> tuple[Entry, ...]:
    """Return the points that an opening leads to, in printed order; nothing for a passage that opens none.

    Args:
        opening: ends with a colon.
        library: holds its notice.
    """
    if opening.item is not None or not opening.folded.endswith(":"):
        return ()
    notice = [entry for entry in library.entries.values() if entry.notice.id == opening.notice.id]
    behind = notice[notice.index(opening) + 1 :]
    depth = len(opening.passage.path)
    return tuple(takewhile(lambda entry: len(entry.passage.path) > depth, behind))


def with_points(draft: Draft, opening: Entry, library: Library) -> Draft:
    """Add the points below the leading passage; the draft itself where there are none.

    Args:
        draft: the answer out of the opening.
        opening: the leading passage.
        library: what is quoted from.

    Raises:
        StoreDamaged: a quote is not what the store holds at its place.
    """
    points = points_below(opening, library)
    if not points:
        return draft
    shown, letters = [], 0
    for point in points:
        letters += len(point.folded)
        if letters > _MOST_LETTERS:
            break
        shown.append(point)
    left = len(points) - len(shown)
    rows = [unbroken(opening.quote), *(unbroken(point.quote) for point in shown)]
    rows += [f"（另有 {left} 条，见原文）"] if left else []
    citations = distinct(
        (draft.citations[0], *(cite(point, library) for point in shown), *draft.citations[1:])
    )
    return replace(draft, text="\n".join(rows), citations=citations, rests_on=1 + len(shown))
