"""White space of a page's source to the lines that a browser shows."""

import re
import unicodedata

_SOURCE = re.compile("[ \t\r\n\f]+")
# A run of white space with a line break in it, until it is known what stands on both sides.
_WRAPPED = "\v"
_RUN = re.compile(f"[ {_WRAPPED}]+")
# &nbsp; &ensp; &emsp; and the like are for the eye; \u3000 is a letter of Chinese setting and stays.
_FIXED = {
    ord(space): " "
    for space in "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
}


def flowing(text: str) -> str:
    """Fold white space of running text; `lines` decides what its line breaks count for."""
    text = text.replace(_WRAPPED, " ")
    return _SOURCE.sub(lambda run: _WRAPPED if {"\n", "\r"} & set(run.group()) else " ", text)


def preformatted(text: str) -> str:
    """Keep the line breaks of a text that is shown as it stands."""
    return text.replace(_WRAPPED, " ").replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")


def lines(text: str) -> list[str]:
    """Split at hard line breaks and fold what is left of white space."""
    return [_RUN.sub(_space, line).translate(_FIXED).strip() for line in text.split("\n")]


def _space(run: re.Match[str]) -> str:
    """Between two Chinese letters a line break of the source is none: Word's html wraps its lines there."""
    whole, start, end = run.string, run.start(), run.end()
    if (
        _WRAPPED in run.group()
        and start > 0
        and end < len(whole)
        and _wide(whole[start - 1])
        and _wide(whole[end])
    ):
        return ""
    return " "


def _wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in ("W", "F") or letter in "“”‘’—…·"
