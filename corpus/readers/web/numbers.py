"""The numbers that a browser prints in front of the items of a list."""

import re

from corpus.numerals import to_chinese, to_roman
from corpus.readers.web.source import Element
from corpus.readers.web.style import style_of

# An item whose own text begins with a number has had the browser's switched off by a style sheet.
NUMBERED = re.compile(
    r"\s*(?:[\d０-９]{1,3}\s*[.、．)）]|[（(]\s*[\d０-９一二三四五六七八九十]{1,3}\s*[)）]|[一二三四五六七八九十]{1,3}、"
    r"|第[\d一二三四五六七八九十百]{1,4}[条章节项]|[①-⑳㈠-㈩⑴-⒇])"
)
_TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "1": "decimal"}
_STYLE = re.compile("list-style(?:-type)?:([^;]+)")
_BARE = ("none", "disc", "circle", "square")
_MOST = 9999


class Counter:
    """Counts the items of one ordered list."""

    def __init__(self, listing: Element) -> None:
        self._style = _style_type(listing) or _TYPES.get(listing.get("type", "1"), "decimal")
        self._step = -1 if listing.get("reversed") is not None else 1
        first = sum(child.tag == "li" for child in listing) if self._step < 0 else 1
        self._next = _figure(listing.get("start"), first)

    def number(self, item: Element) -> str:
        """Return what is printed before an item, "" where nothing is."""
        value = _figure(item.get("value"), self._next)
        self._next = value + self._step
        kind = item.get("type")
        return _printed(value, _style_type(item) or (_TYPES.get(kind, "decimal") if kind else self._style))


def _figure(text: str | None, otherwise: int) -> int:
    match = re.fullmatch(r"\s*([+-]?\d{1,9})\D*", text or "")
    return int(match.group(1)) if match else otherwise


def _style_type(element: Element) -> str | None:
    match = _STYLE.search(style_of(element))
    return match.group(1) if match else None


def _printed(value: int, style: str) -> str:
    if any(word in style for word in _BARE):
        return ""
    if "cjk" in style or "chinese" in style:
        return f"{to_chinese(value)}、" if 0 < value < 100 else f"{value}. "
    if "roman" in style and 0 < value <= _MOST:
        return f"{_cased(to_roman(value), style)}. "
    if ("alpha" in style or "latin" in style) and value > 0:
        return f"{_cased(_letters(value), style)}. "
    return f"{value:02d}. " if "leading-zero" in style else f"{value}. "


def _cased(text: str, style: str) -> str:
    return text.upper() if "upper" in style else text


def _letters(value: int) -> str:
    text = ""
    while value > 0:
        value, place = divmod(value - 1, 26)
        text = chr(ord("a") + place) + text
    return text
