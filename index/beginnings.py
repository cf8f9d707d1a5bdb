"""The beginnings of sentences that are broken over lines, which the later lines do not repeat.

（二）身份证复印件； says nothing of what it is for: that stands before the list, 申请补贴应当提交下列材料：.
The lines of a list are parts of one sentence as long as they end in a semicolon; items that end in a full
stop, as tasks do, are sentences of their own and get nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOST_CHARS = 80
"""Longest beginning that is repeated; of a longer one the end, which says what is listed."""

_STYLES = (
    re.compile(r"[（(][一二三四五六七八九十]+[）)]"),
    re.compile(r"[（(]\d+[）)]"),
    re.compile(r"[一二三四五六七八九十]+、"),
    re.compile(r"\d+[.．、](?!\d)"),
    re.compile(r"[①-⑳]"),
)
_OPEN = ("；", ";", "，", ",", "、", "：", ":")
_SENTENCE_END = re.compile(r"[。！？]")
_PHRASE_END = re.compile(r"[，,、]")


@dataclass(slots=True)
class _List:
    """A list that is being read: what it begins with, and how its lines are numbered once one was seen."""

    beginning: str
    style: int | None = None


def beginnings(texts: Sequence[str]) -> tuple[str, ...]:
    """Find what each passage of a notice goes on with.

    Args:
        texts: of the passages, in order.

    Returns:
        For each the beginning of its sentence, of at most MOST_CHARS characters; empty where it begins one
        itself.
    """
    return tuple(_beginnings(texts))


def _beginnings(texts: Sequence[str]) -> Iterator[str]:
    lists: list[_List] = []
    goes_on = False
    for text in (text.strip() for text in texts):
        style = _style(text)
        if style is None or not goes_on:
            lists.clear()
        _step_into(lists, style, text)
        yield lists[-1].beginning if lists else ""
        goes_on = text.endswith(_OPEN)
        if text.endswith(("：", ":")):
            lists.append(_List(_begun(text)))


def _step_into(lists: list[_List], style: int | None, text: str) -> None:
    """Leave the lists that a line ends, and enter the one it begins, where its sentence goes on."""
    while lists and lists[-1].style not in (None, style):
        lists.pop()
    if lists and lists[-1].style is None:
        if text.endswith(_OPEN):
            lists[-1].style = style
        else:
            lists.clear()


def _style(text: str) -> int | None:
    return next((place for place, style in enumerate(_STYLES) if style.match(text)), None)


def _begun(text: str) -> str:
    """Return the last sentence of a text, or as many of its last phrases as fit."""
    sentence = _SENTENCE_END.split(text)[-1].strip("”’ ")
    if len(sentence) <= MOST_CHARS:
        return sentence
    cuts = [match.end() for match in _PHRASE_END.finditer(sentence)]
    return sentence[next((cut for cut in cuts if len(sentence) - cut <= MOST_CHARS), -MOST_CHARS) :]
