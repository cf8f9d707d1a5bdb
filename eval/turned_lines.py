"""Where an office would put a notice's paragraphs on the page."""

import re
from collections.abc import Sequence
from enum import Enum

from corpus.fold import fold
from corpus.parse.outline import read_marker
from eval.turned import Piece


class Place(Enum):
    """How a paragraph stands between the margins."""

    TITLE = "centred"
    BODY = "indented"
    OPENING = "from the margin"
    SIGNATURE = "on the right"


_DATE = re.compile(r"[\d〇○零一二三四五六七八九十]{4}\s*年.{1,5}月.{1,5}日")
_LONGEST_TITLE = 70
_ENDS = "。；：！？，、）)"


def places(pieces: Sequence[Piece]) -> list[Place]:
    """Tell for each piece where it stands; of empty lines and tables it means nothing."""
    found = [_place(piece) if isinstance(piece, str) else Place.BODY for piece in pieces]
    for place, piece in enumerate(pieces):
        if isinstance(piece, str) and _DATE.fullmatch(piece):
            found[place] = Place.SIGNATURE
            above = next((at for at in range(place - 1, -1, -1) if pieces[at]), place)
            if found[above] == Place.TITLE:
                found[above] = Place.SIGNATURE
    return found


def _place(text: str) -> Place:
    if text.endswith(("：", ":")) and not read_marker(fold(text)) and len(text) < _LONGEST_TITLE:
        return Place.OPENING
    if read_marker(fold(text)) or text.endswith(tuple(_ENDS)) or len(text) > _LONGEST_TITLE:
        return Place.BODY
    return Place.TITLE
