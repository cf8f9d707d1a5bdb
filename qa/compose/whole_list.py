"""A list that is printed in several passages: what is asked for is all of it, never one line or its heading."""

import re
from collections.abc import Iterator, Sequence

from qa.library import Entry, Library
from qa.retrieve import letter_pairs
from qa.understand import Kind, Reading

_MARKERS = tuple(
    re.compile(form)
    for form in (
        r"[一二三四五六七八九十]+、",
        r"\([一二三四五六七八九十]+\)",
        r"\d{1,2}[.、](?!\d)",
        r"\(\d{1,2}\)",
        r"[①-⑳]",
        r"第[一二三四五六七八九十]+(?![条章])|[一二三四五六七八九十]是",
    )
)
_LEADS_IN = re.compile("(?:如下|下列.{0,10}|以下.{0,10})[:。.]?$|:$")
_SEVERAL = re.compile("哪些|哪几|什么|如何|怎样|怎么|流程|步骤|条件|材料|内容")
_LONGEST_HEADING = 40
_MOST_PASSAGES, _MOST_LETTERS = 30, 3000


def whole_list(reading: Reading, entry: Entry, library: Library) -> tuple[Entry, ...]:
    """Return the passages that answer together with a leading one, in printed order, itself among them.

    Args:
        reading: the question.
        entry: the leading passage, a clause; tasks stand for themselves.
        library: what it is printed in.

    Returns:
        At least two passages, or none where the leading one stands for itself or the list is too long to show.
    """
    if entry.item is not None or reading.kind is not Kind.WHAT or not _SEVERAL.search(reading.folded):
        return ()
    around = [other for other in library.entries.values() if other.notice.id == entry.notice.id]
    place = next(number for number, other in enumerate(around) if other.passage.id == entry.passage.id)
    found = _below(around, place) if _leads_in(entry) else _siblings(reading, around, place)
    length = sum(len(other.folded) for other in found)
    return found if 1 < len(found) <= _MOST_PASSAGES and length <= _MOST_LETTERS else ()


def _leads_in(entry: Entry) -> bool:
    return bool(_LEADS_IN.search(entry.folded))


def _is_heading(entry: Entry) -> bool:
    return len(entry.folded) <= _LONGEST_HEADING and not re.search("[。;!?]", entry.folded)


def _style(entry: Entry) -> int | None:
    return next((number for number, form in enumerate(_MARKERS) if form.match(entry.folded)), None)


def _below(around: Sequence[Entry], place: int) -> tuple[Entry, ...]:
    """The passage that leads in, and the marked lines below it."""
    lines = tuple(_lines(around[place + 1 :], _style(around[place])))
    return (around[place], *lines) if lines else ()


def _lines(entries: Sequence[Entry], outer: int | None) -> Iterator[Entry]:
    """Lines of a list up to one with no marker, or with the marker of what stands around it."""
    for entry in entries:
        style = _style(entry)
        if style is None or style == outer or entry.item is not None:
            return
        yield entry


def _siblings(reading: Reading, around: Sequence[Entry], place: int) -> tuple[Entry, ...]:
    """All lines of the list that the passage stands in, where the question is about what leads in."""
    style = _style(around[place])
    if style is None:
        return ()
    first = place
    while first and _style(around[first]) is not None and not _leads_in(around[first - 1]):
        first -= 1
        if _is_heading(around[first]) and _style(around[first]) != style:
            first += 1
            break
    head = around[first - 1] if first else None
    if head is None or not (_leads_in(head) or _is_heading(head)) or _style(around[first]) != style:
        return ()
    pairs = letter_pairs(reading.topic)
    if len(pairs & letter_pairs(head.folded)) <= len(pairs & letter_pairs(around[place].folded)):
        return ()
    found = _below(around, first - 1)
    return found if around[place] in found else ()
