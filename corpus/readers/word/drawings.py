"""Drawings and form fields of a docx: the text in them, and how large a picture is."""

import re
from collections.abc import Iterator

from lxml import etree

from corpus.readers.office.ooxml import child, local, number, switched_on, value

# From 9 cm each way a picture may hold a page or a table; in EMU, and in points.
_LARGE, _LARGE_POINTS = 9 * 360_000, 255.0
_SIZE = re.compile(r"(?:^|;)\s*(?:width|height)\s*:\s*([0-9]{1,6}(?:\.[0-9]{1,6})?)pt")


def boxes(element: etree._Element) -> Iterator[etree._Element | str]:
    """Find the text boxes in a drawing, and the letters of its WordArt, each only once."""
    for part in element:
        name = local(part)
        if name == "txbxContent":
            yield part
        elif name == "textpath":
            yield value(part, "string") or ""
        elif name == "AlternateContent":
            yield from next((found for option in part if (found := list(boxes(option)))), [])
        else:
            yield from boxes(part)


def form_of(data: etree._Element | None) -> str:
    """Return what a form field without a result shows: a ticked box, the chosen line of a list."""
    box, lines = child(data, "checkBox"), child(data, "ddList")
    if box is not None:
        checked = child(box, "checked")
        return "☑" if switched_on(child(box, "default") if checked is None else checked) else "☐"
    if lines is not None:
        entries = [value(entry) or "" for entry in lines.iterchildren("{*}listEntry")]
        place = number(value(child(lines, "result")))
        return entries[place] if 0 <= place < len(entries) else ""
    return ""


def is_large(part: etree._Element) -> bool:
    """Tell whether a picture may hold a page or a table."""
    extent = next(part.iter("{*}extent"), None)
    if extent is not None:
        return min(number(value(extent, side)) for side in ("cx", "cy")) >= _LARGE
    for shape in part.iter("{*}shape"):
        sides = [float(size) for size in _SIZE.findall(value(shape, "style") or "")]
        return len(sides) > 1 and min(sides[:2]) >= _LARGE_POINTS
    return False
