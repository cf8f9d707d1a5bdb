"""Lists as notices print them: which mark a line bears, and the words above that lead in to it."""

import re

from qa.library import Entry, Library

_N = "一二三四五六七八九十"
_STYLES = tuple(
    re.compile(form)
    for form in (
        rf"第[{_N}\d]+条", rf"[{_N}]+、", rf"\([{_N}]+\)",
        r"\d{1,2}[.、](?!\d)", r"\(\d{1,2}\)", "[①-⑳]", rf"[{_N}]是",
    )
)  # fmt: skip
LEADS_IN = re.compile("(?:如下|下列.{0,10}|以下.{0,10})[:。.]?$|:$")
# 一、 and 第一条 are parts of a notice, not lines of a list.
_PARTS = (0, 1)
_LONGEST = 30


def style_of(entry: Entry) -> int | None:
    """Return the number of the style of mark that a passage begins with, None where it bears none."""
    return next((number for number, form in enumerate(_STYLES) if form.match(entry.folded)), None)


def lead_in_of(entry: Entry, library: Library) -> Entry | None:
    """Return the words that lead in to the list that a passage is a line of (有下列情形之一的：).

    Args:
        entry: the passage; a task stands for itself.
        library: what it is printed in.

    Returns:
        None where it is no such line.
    """
    style, above = style_of(entry), entry
    if style is None or style in _PARTS or entry.item is not None:
        return None
    for _ in range(_LONGEST):
        before = library.previous_printed.get(above.passage.id)
        if before is None:
            return None
        above = library.entries[before]
        if style_of(above) != style:
            return above if LEADS_IN.search(above.folded) and above.item is None else None
    return None
