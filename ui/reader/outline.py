"""The headings of a notice with their places, for jumping about in it."""

from collections.abc import Sequence

from corpus.json_records import Record
from corpus.model import Passage, Span

# What stands between a heading and the first passage below it is short; further back it is another one.
_REACH = 400


def outline(text: str, notice: Span, passages: Sequence[Passage]) -> list[Record]:
    """List the headings that passages stand under.

    Args:
        text: the stored text.
        notice: where the notice stands in it.
        passages: in the order of the text.

    Returns:
        `level` (from 1), `title`, and `start`: where the heading is printed, else the first passage below.
    """
    found: list[Record] = []
    above: tuple[str, ...] = ()
    since = notice.start
    for passage in sorted(passages, key=lambda passage: passage.span):
        shared = _shared(above, passage.path)
        for level, title in enumerate(passage.path[shared:], shared + 1):
            since = _place(text, title, since, passage.span)
            found.append({"level": level, "title": title, "start": since})
        above = passage.path
    return found


def _shared(above: tuple[str, ...], path: tuple[str, ...]) -> int:
    same = 0
    while same < min(len(above), len(path)) and above[same] == path[same]:
        same += 1
    return same


def _place(text: str, title: str, since: int, passage: Span) -> int:
    begin = max(since, passage.start - _REACH)
    # The first letters do: a long heading may be broken over lines in print.
    place = text.find(title[:8], begin, passage.end)
    return passage.start if place < 0 else place
