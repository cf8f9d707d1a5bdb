"""A document that forwards a notice holds two: the forwarder's own words and the forwarded notice."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from corpus.parse.lines import Line
from corpus.parse.titles import find_titles

_FORWARDS = re.compile("转发给你们|予以转发|现转发|转发如下")


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one notice: lines[first:last], and whether it forwards the next one."""

    first: int
    last: int
    forwards: bool


def split_parts(lines: Sequence[Line]) -> tuple[Part, ...]:
    """Return one part, or two where the document forwards another notice that is printed in it.

    The forwarded notice begins at its own title (关于…的通知) below the forwarder's words 转发给你们.
    """
    starts = list(accumulate((len(line.text) for line in lines), initial=0))
    words = _FORWARDS.search("".join(line.text for line in lines))
    if words is None:
        return (Part(0, len(lines), False),)
    for first, _, _ in find_titles(lines):
        if words.end() <= starts[first]:
            return Part(0, first, True), Part(first, len(lines), False)
    return (Part(0, len(lines), False),)
