"""What somebody typed or pasted, without what cannot be seen in it."""

import re
from typing import Final

# Pasted along unseen: they turn the line around it (U+202E), cut it short (NUL) or forge a line of a log.
UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BREAKS: Final = re.compile(r"[\t\n]+")


def clean(text: str) -> str:
    """Take out control characters, zero-width ones and marks that turn the line, not line breaks and tabs."""
    return UNSEEN.sub("", text)


def one_line(text: str) -> str:
    """Give what somebody typed in one line, without control characters and marks that turn the line."""
    return clean(_BREAKS.sub(" ", text)).strip()
