"""Names of units run together: 区文化局区档案局区直有关单位,各片区管理局 holds four in two cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from corpus.fold import Folded
from corpus.roles import unit_like
from corpus.units import is_open

# Where one name ends and the next begins with its level or 各, nothing between; 市政府各部门 is one name.
_ENDS = "局厅委办会位院行室心署企队)"
_BORDER = re.compile(f"(?<=[{_ENDS}府])(?=[省市县区](?![)、]))|(?<=[{_ENDS}市县区])(?=各)")
_BRACKET = re.compile("\\([^()]*\\)$")
_SEPARATORS = "、,;"
_STOP = re.compile("[。!?;]")
# 各区属国有企企: misprinted, but an open set by its first letters.
_MORE = re.compile("[一-龥]{2,12}企业?|各[省市县区](?:直|属)[一-龥]{2,8}")
_PLACE = re.compile("(?:[一-龥]{2,10}[市县区])$")
_LONGEST_NAME = 24


@dataclass(frozen=True, slots=True)
class Run:
    """A run of names in a folded text.

    Attributes:
        start, end: where it stands.
        border: where the last cell of it begins, None where it is one list.
        open_before_border: True where an open set (区直有关单位) stands before the border: no lead is one.
        names: its lists, in order.
    """

    start: int
    end: int
    border: int | None
    open_before_border: bool
    names: tuple[str, ...]


def _split(text: str) -> list[tuple[int, int]]:
    """Cut at separators and borders outside brackets: (start, end) of each name."""
    depth, start, found = 0, 0, []
    borders = {match.start() for match in _BORDER.finditer(text)}
    for place, letter in enumerate(text):
        if depth == 0 and place in borders and place > start:
            found.append((start, place))
            start = place
        depth += (letter == "(") - (letter == ")")
        if depth == 0 and letter in _SEPARATORS:
            found.append((start, place))
            start = place + 1
    return [*found, (start, len(text))]


def _named(name: str) -> bool:
    bare = _BRACKET.sub("", name)
    return 1 < len(bare) <= _LONGEST_NAME and (unit_like(bare) or _MORE.fullmatch(bare) is not None)


def _run(text: str, start: int, end: int) -> Run:
    parts = [(start + first, start + last) for first, last in _split(text[start:end])]
    borders = [first for (_, before), (first, _) in pairwise(parts) if before == first]
    border = borders[-1] if borders else None
    before = [text[first:last] for first, last in parts if border is not None and last <= border]
    names = tuple(text[first:last] for first, last in parts)
    return Run(start, end, border, any(map(is_open, before)), names)


def run_at_end(folded: Folded, *, last: bool = False, known: frozenset[str] = frozenset()) -> Run | None:
    """Find the units that a piece ends with, None where they cannot be told from its words.

    Args:
        folded: the piece, from its number on.
        last: it is the last one of a table, which the page's own words may follow.
        known: names read from other pieces: one of them may follow words with no full stop.
    """
    text = folded.text
    begin = max((match.end() for match in _STOP.finditer(text)), default=0)
    if known:
        places = range(max(begin, len(text) - _WINDOW), len(text))
        start = next((place for place in places if _all_known(text[place:], known)), None)
        return None if start is None else _run(text, start, len(text))
    run = _run(text, begin, _end_of_names(text, begin) if last else len(text))
    return run if begin and all(map(_named, run.names)) else None


def _all_known(text: str, known: frozenset[str]) -> bool:
    return all(text[first:last] in known for first, last in _split(text))


# 政府信息公开工作部门关于印发…的通知.pdf: what follows the last cell is the page's own.
_PAGE = re.compile("关于(?:印发|转发)|附件(?:下载)?[::]?|来源:|扫一扫|打印|分享")


def _end_of_names(text: str, start: int) -> int:
    match = _PAGE.search(text, start)
    return match.start() if match else len(text)


def known_runs(runs: Sequence[Run]) -> frozenset[str]:
    """Return the names that were read beyond doubt."""
    return frozenset(name for run in runs for name in run.names)


_LEAST_ROWS = 3
_MOST_ROWS = 200
_WINDOW = 160
_NEAR = 4


def recurring_lists(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the lists of units that stand in at least three of the texts, longest first.

    A list that only ever occurs inside a longer one is not among them.
    """
    heads = [text[:_WINDOW] for text in texts[:_MOST_ROWS]]
    shared = {part for left, right in _near(heads) for part in _trimmed(_shared(left, right))}
    found: list[str] = []
    for part in sorted(shared, key=lambda part: (-len(part), part)):
        longer = [other for other in found if part in other]
        rows = sum(part in head and not any(other in head for other in longer) for head in heads)
        if rows >= _LEAST_ROWS:
            found.append(part)
    return tuple(found)


def _near(heads: Sequence[str]) -> Iterator[tuple[str, str]]:
    for place, head in enumerate(heads):
        for other in heads[place + 1 : place + 1 + _NEAR]:
            yield head, other


def _shared(left: str, right: str) -> str:
    match = SequenceMatcher(None, left, right, autojunk=False).find_longest_match()
    return left[match.a : match.a + match.size]


def _trimmed(text: str) -> Iterator[str]:
    """Yield the list of units inside a shared stretch: from its last border on, at least two names."""
    part = text[max((match.start() for match in _BORDER.finditer(text)), default=0) :]
    *names, (begin, _) = _split(part)
    end = _end_of_last(part, begin)
    if end is not None and names and all(_listed(part[first:last]) for first, last in names):
        yield part[:end]


# 政府 goes on to 政府办公厅, 管委会 to 管委会办公室.
_OFFICE = 3


def _end_of_last(part: str, begin: int) -> int | None:
    """Where the last name ends; the rows may go on with words that they share too."""
    whole = [end for end in range(begin + 2, len(part) + 1) if unit_like(part[begin:end])]
    places = [end for end in range(begin + 2, len(part) + 1) if _PLACE.fullmatch(part[begin:end])]
    if not whole:
        return places[0] if places else None
    return max(end for end in whole if end <= whole[0] + _OFFICE)


def _listed(name: str) -> bool:
    return unit_like(name) or _PLACE.fullmatch(name) is not None


_LEVELS = "省市县区"
_KIND = "(?:办公厅|办公室|委员会|局|厅|委|办|署|院|行|室)"
_MORE_LEADS = f"(?:[、,][一-龥]{{2,8}}?{_KIND})*"
_LEADS = "|".join(
    f"(?<![全各]){level}(?:(?!{level})[一-龥]){{1,8}}?{_KIND}{_MORE_LEADS}" for level in _LEVELS
)
# 省直有关部门,各设区市: an open set that the list goes on from.
_OPEN = "[省市县区](?:直|级|政府)?(?:各|有关|相关|各有关|各相关)?(?:部门|单位)"
# Atomic: a name is read one way only, or a long list of them would be read in all ways.
_BEFORE_LIST = re.compile(f"(?:(?>{_LEADS}|{_OPEN})[、,]?+)++$")


def run_inside(text: str, lists: Sequence[str]) -> Run | None:
    """Find the units in the middle of a piece: a recurring list and the names fused in front of it."""
    chosen = next((part for part in lists if part in text[:_WINDOW]), None)
    if chosen is None:
        return None
    place = text.index(chosen)
    match = _BEFORE_LIST.search(text, 0, place)
    return _run(text, match.start() if match else place, place + len(chosen))
