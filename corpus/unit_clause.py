"""Where the unit clause of a task stands: in brackets, behind a label, on lines of its own."""

import re
from collections.abc import Iterator, Sequence

from corpus.fold import Folded
from corpus.roles import CLOSE_BRACKETS, LABEL_COLON, OPEN_BRACKETS, names_a_lead, states_a_role, unit_like


def find_clause(
    block: Folded, breaks: frozenset[int] = frozenset(), stops: Sequence[int] = ()
) -> tuple[int, int, Folded] | None:
    """Find the unit clause of a task: (start, end, inside) in the block's folded text, else None.

    Seen forms: (牵头单位:…;责任单位:…), [责任单位:…], 牵头单位:… on lines of their own, (A、B) at the
    paragraph's end with no label. It may be left open where a page was cut.

    Args:
        block: the task's text.
        breaks: positions in it where a line ends. A labelled bracket that ends a line ends the task, so
            that a closing paragraph with a bracket of its own is kept apart; else the last bracket counts.
        stops: positions in it, ascending, where a paragraph ends; there a clause without brackets ends too.
    """
    labelled = [
        (start, end) for start, end in _brackets(block.text) if LABEL_COLON.match(block.text, start + 1)
    ]
    chosen = next((place for place in labelled if place[1] in breaks), labelled[-1] if labelled else None)
    if chosen is None:
        chosen = next((place for place in _brackets(block.text) if _bare(block.text, *place, breaks)), None)
    if chosen is not None:
        start, end = chosen
        return start, end, block.between(start + 1, end - (block.text[end - 1] in CLOSE_BRACKETS))
    if (cut := _cut_short(block.text)) is not None:
        return cut[0] - 1, len(block.text), block.between(*cut)
    match = LABEL_COLON.search(block.text)
    if match and (match.start() == 0 or block.text[match.start() - 1] in "。.;!?)]】—-"):
        end = _end_of_label(block.text, match.end(), stops)
        return len(block.text[: match.start()].rstrip("—-")), end, block.between(match.start(), end)
    return _last_sentence(block)


def _last_sentence(block: Folded) -> tuple[int, int, Folded] | None:
    """Find 县财政局牵头,各乡镇配合。 where it is all of the last sentence."""
    stop = len(block.text.rstrip("。.;"))
    start = max(block.text.rfind(mark, 0, stop) for mark in "。;!") + 1
    if start and names_a_lead(block.text[start:stop]):
        return start, len(block.text), block.between(start, stop)
    return None


def _end_of_label(text: str, start: int, stops: Sequence[int]) -> int:
    """Return where a clause without brackets ends: with its paragraph or sentence, unless units follow.

    责任单位:县财政局。各单位要按月报送… ends at its full stop; pieces left out ([略]) are no part of it.
    """
    ends = (stop for stop in stops if stop > start and not LABEL_COLON.match(text, stop))
    end = next(ends, len(text))
    if omitted := _OMITTED.search(text, start, end):
        end = omitted.start()
    return next(
        (match.end() for match in _STOP.finditer(text, start, end) if _other_matter(text, match.end(), end)),
        end,
    )


_OMITTED = re.compile(r"\[略\]|\(略\)")
_STOP = re.compile("。")


def _other_matter(text: str, start: int, end: int) -> bool:
    """Tell a sentence behind the units from more units: a stop may stand for a comma."""
    rest = text[start:end]
    return bool(rest) and not LABEL_COLON.match(rest) and not unit_like(_STOP.split(rest)[0])


def _bare(text: str, start: int, end: int, breaks: frozenset[int]) -> bool:
    """Tell (县审计局、县农业农村局) at the end of a paragraph, behind a full stop, from any other bracket."""
    closes = end in breaks or end >= len(text.rstrip("。.;"))
    inside = text[start + 1 : end - 1]
    behind = start > 0 and text[start - 1] in "。.;!"
    return closes and start > 0 and (unit_like(inside) if behind else states_a_role(inside))


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of outermost bracketed parts; kinds may be mixed, as OCR mixes them."""
    depth, start = 0, 0
    for place, letter in enumerate(text):
        if letter in OPEN_BRACKETS:
            start = place if depth == 0 else start
            depth += 1
        elif letter in CLOSE_BRACKETS and depth:
            depth -= 1
            if depth == 0:
                yield start, place + 1
    if depth and LABEL_COLON.match(text[start + 1 :]):
        yield start, len(text)


def _cut_short(text: str) -> tuple[int, int] | None:
    """Find (县审计局、县财政局、县民 at the end of a page that was cut: where its whole names stand.

    The last name may be broken off and is left out; the bracket must stand behind a full stop.
    """
    start = max(text.rfind(bracket) for bracket in OPEN_BRACKETS)
    end = max(text.rfind(mark, start) for mark in "、,;")
    whole = 0 < start < end and text[start - 1] in "。.;!" and not set(CLOSE_BRACKETS) & set(text[start:])
    return (start + 1, end) if whole and unit_like(text[start + 1 : end]) else None
