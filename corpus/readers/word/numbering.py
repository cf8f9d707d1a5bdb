"""Automatic numbers of a docx's paragraphs: counted as Word counts them, and printed as it prints them.

*Source:* ECMA-376 part 1, 17.9 (numbering). Bullets are no numbers and are left out.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from corpus.readers.office.ooxml import child, local, number, switched_on, value
from corpus.readers.word.list_numbers import printed

_LEVELS = 9
_PLACEHOLDER = re.compile("%([1-9])")
# Behind these a reader sees no gap, whatever stands between number and text.
_CLOSED = "、。．：；）】》〉］，"
_LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    suffix: str = "tab"
    style: str | None = None


@dataclass(slots=True)
class _List:
    """What counts together: the numbers so far, None where a level has not begun (again)."""

    levels: dict[int, _Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


@dataclass(frozen=True, slots=True)
class _Use:
    """A `w:num`: a list, with levels of its own and with numbers that its levels begin at."""

    list: _List
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """The lists of a document.

    Args:
        numbering: root of numbering.xml, None where there is none.
        styles: root of styles.xml, None where there is none.
    """

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._default: str | None = None
        for style in () if styles is None else styles.iterchildren("{*}style"):
            self._styles[value(style, "styleId") or ""] = style
            if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true", "on"):
                self._default = value(style, "styleId")
        self._abstract: dict[str, etree._Element] = {}
        self._uses: dict[str, _Use] = {}
        self._begun: set[tuple[str, int]] = set()
        if numbering is not None:
            self._read(numbering)

    def label(self, properties: etree._Element | None) -> str:
        """Count a paragraph and return its number as printed, with a space where one shows; "" for none.

        Args:
            properties: the paragraph's `w:pPr`.
        """
        name, depth = self._place(properties)
        use = self._uses.get(name or "")
        if use is None or not 0 <= depth < _LEVELS:
            return ""
        self._count(name or "", use, depth)
        level = use.levels.get(depth, _Level())
        if level.format == "bullet":
            return ""
        text = _PLACEHOLDER.sub(lambda found: self._number(use, level, int(found.group(1)) - 1), level.text)
        gap = level.suffix != "nothing" and text and text[-1] not in _CLOSED
        return text + (" " if gap else "")

    def _read(self, root: etree._Element) -> None:
        for abstract in root.iterchildren("{*}abstractNum"):
            self._abstract[value(abstract, "abstractNumId") or ""] = abstract
        nums = {value(num, "numId") or "": num for num in root.iterchildren("{*}num")}
        lists: dict[str, _List] = {}
        for name, num in nums.items():
            key = self._linked(value(child(num, "abstractNumId")) or "", nums)
            if key not in self._abstract:
                continue
            if key not in lists:
                lists[key] = _List(_levels(self._abstract[key]))
            self._uses[name] = _use(num, lists[key])

    def _linked(self, key: str, nums: dict[str, etree._Element]) -> str:
        """Follow `w:numStyleLink`: a list that is defined by a style's list."""
        for _ in range(_LONGEST_CHAIN):
            link = value(child(self._abstract.get(key), "numStyleLink"))
            if link is None:
                break
            name = value(child(self._styles.get(link), "pPr", "numPr", "numId")) or ""
            key = value(child(nums.get(name), "abstractNumId")) or ""
        return key

    def _place(self, properties: etree._Element | None) -> tuple[str | None, int]:
        """Which list and level a paragraph is in: its own say goes before its style's."""
        own = child(properties, "numPr")
        name, depth = value(child(own, "numId")), value(child(own, "ilvl"))
        style = value(child(properties, "pStyle")) or self._default
        for _ in range(_LONGEST_CHAIN):
            element = self._styles.get(style or "")
            if element is None or name is not None:
                break
            ruled = child(element, "pPr", "numPr")
            name = value(child(ruled, "numId"))
            if name is not None:
                depth = depth or self._depth_of(name, style) or value(child(ruled, "ilvl"))
            depth = depth or value(child(ruled, "ilvl"))
            style = value(child(element, "basedOn"))
        return name, number(depth)

    def _depth_of(self, name: str, style: str | None) -> str | None:
        use = self._uses.get(name)
        levels = {} if use is None else use.levels
        return next((str(depth) for depth, level in levels.items() if style and level.style == style), None)

    def _count(self, name: str, use: _Use, depth: int) -> None:
        counts = use.list.counts
        before = counts[depth]
        if depth in use.starts and (name, depth) not in self._begun:
            counts[depth] = use.starts[depth]
        else:
            counts[depth] = use.levels.get(depth, _Level()).start if before is None else before + 1
        self._begun.add((name, depth))
        for below in range(depth + 1, _LEVELS):
            restart = use.levels.get(below, _Level()).restart
            if restart is None or depth < restart:
                counts[below] = None

    def _number(self, use: _Use, printing: _Level, depth: int) -> str:
        level = use.levels.get(depth, _Level())
        count = use.list.counts[depth]
        style = "decimal" if printing.legal and level.format != "none" else level.format
        return printed(level.start if count is None else count, style)


def _use(num: etree._Element, one: _List) -> _Use:
    levels, starts = dict(one.levels), {}
    for override in num.iterchildren("{*}lvlOverride"):
        depth = number(value(override, "ilvl"), -1)
        for own in override.iterchildren("{*}lvl"):
            levels[depth] = _level(own)
        start = child(override, "startOverride")
        if start is not None:
            starts[depth] = number(value(start), 1)
    return _Use(one, levels, starts)


def _levels(abstract: etree._Element) -> dict[int, _Level]:
    return {number(value(level, "ilvl"), -1): _level(level) for level in abstract.iterchildren("{*}lvl")}


def _level(level: etree._Element) -> _Level:
    # A format of a newer Word stands beside the one that others know, which comes last.
    formats = [value(found) for found in level.iter("{*}numFmt") if local(found)]
    start, restart = child(level, "start"), child(level, "lvlRestart")
    return _Level(
        start=0 if start is None else number(value(start)),
        format=(formats[-1] if formats else None) or "decimal",
        text=value(child(level, "lvlText")) or "",
        restart=None if restart is None else number(value(restart)),
        legal=switched_on(child(level, "isLgl")),
        suffix=value(child(level, "suff")) or "tab",
        style=value(child(level, "pStyle")),
    )
