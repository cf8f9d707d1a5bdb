"""Where a passage can be cut, and what stands at each cut: nothing here depends on the question."""

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.tokenise import is_word

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Flags = NDArray[np.bool_]

HAN, STOP, SEMICOLON, COMMA, COLON, PAUSE, QUOTE, OPEN, CLOSE, DIGIT, LATIN, GAP, EDGE = range(13)
_KINDS = (
    (STOP, "。!?"), (SEMICOLON, ";"), (COMMA, ","), (COLON, ":"), (PAUSE, "、"), (QUOTE, '"'),
    (OPEN, "<《([【〈"), (CLOSE, ">》)]】〉"), (DIGIT, "0123456789"),
)  # fmt: skip
_KIND = {letter: kind for kind, letters in _KINDS for letter in letters}

LETTER_BITS = 21
_N = "一二三四五六七八九十百千万两"
_FIGURE = re.compile(
    r"(?:近|超过|约|共|不少于|不超过|不低于|最高|至少)?(?:第?[\d.]+|[一二三四五六七八九十百千万两]+)(?:[-—~至]\d+)?"
    r"(?:%|‰|余|多|万|亿)*(?:元|人次|个工作日|个月|年|月|日|天|小时|分钟|岁|家|名|人|个|项|条|种|类|件|所|户|亩|次|吨"
    r"|倍|时|点|级|张|辆|只|批|床)?(?:\d+(?:月|日|时|分))*"
)
_AFTER = re.compile(
    "包括|包含|分为|主要(?:有|是|为|包括)|达到?|下浮|为了|为|是|在|到|至|于|由|向|对|按照|按|根据|通过|采取|采用|实行|给予"
    "|提供|要求|强调|表示|指出|提出|开展|推出|设立|设置|建立|将|把|以|用于|要|应当?|须|可以?|能|有|与|和|从|被|赴|拨打"
    "|登录|登陆|免|增加|减"
)
_BEFORE = re.compile("等|的|进行|以上|以下|以内|左右|任务|工作|措施|方式|优先|之[内前后]|免收|助力|并|且")
# What leads up to an answer, and what follows one; the number of the group is a feature.
_LEADS = re.compile(
    "(包括|包含|分为|主要有|主要是|主要为|涵盖|如下|有)|(为|是|即)|(达到?|至|到|超过?|下浮|增加|减少?|提高)"
    "|(通过|采取|采用|按照|根据|依托|利用|实行|实施|运用|以|用于)|(要求|强调|表示|指出|提出|明确|介绍|规定|获悉|称)"
    "|(将|要|应当?|须|可以?|能|会|需)|(给予|提供|推出|开展|设立|建立|发放|享受|免征?)|(在|于|从|赴|向|对|由|与|和|把)"
    "|(的|了|着|等)"
)
_FOLLOWS = re.compile(
    "(等)|(的)|(以上|以下|以内|左右|之[内前后]|内|前|起)|(进行|开展|任务|工作|措施|方式|优先|服务|办理|原则)"
    "|(为|是|成为)|(并|且|和|与|及|以及|或)|(确保|助力|推动|促进|全力|切实|从而|以)"
)
_LISTED = re.compile(
    rf"[{_N}]是|[{_N}]要|第?[(][{_N}\d]+[)]|(?<!\d)\d{{1,2}}[.、](?!\d)|[①-⑳]|(?<![一-龥])[{_N}]+、"
)
_SUM = re.compile(r"[\d.]+(?:多|余)?(?:万|亿|千)?元|[\d.]+%|百分之|倍|免")
_DAY = re.compile(r"\d+年|\d+月|\d+日|\d+天|小时|工作日|\d+时|\d+:\d+")
_LINE = re.compile(
    r"\d{3,4}[-—]\d{6,8}|(?<!\d)1\d{10}(?!\d)|(?<!\d)\d{7,8}(?!\d)|(?<!\d)\d{5}(?!\d)|www|http|@"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """A passage laid out; arrays have one place more than the text has letters, unless said.

    Attributes:
        text: folded.
        cuts: places where an answer may begin or end, ascending, the text's ends among them.
        left, right: what kind of letter stands before and after each place.
        leads, follows: which group of words ends or begins at each place, 0 for none.
        sentence, sentence_end, clause, clause_end: where those around each place begin and end.
        number: of the sentence that each place lies in.
        counts: running counts, (kinds, places): letters of each kind, then `GAPS` to `CALL`.
        listed: 1 where a list's marker begins.
        within: 1 where the letters on both sides of a place are a word.
        solid: whether a place lies inside a figure with its unit, where nothing is cut.
        pairs: number of each pair of neighbouring letters, one less than the text has letters.
    """

    text: str
    cuts: Whole
    left: Whole
    right: Whole
    leads: Whole
    follows: Whole
    sentence: Whole
    sentence_end: Whole
    clause: Whole
    clause_end: Whole
    number: Whole
    starts: Whole
    ends: Whole
    counts: Whole
    listed: Whole
    within: Whole
    solid: Flags
    pairs: Whole


GAPS, MARKERS, MONEY, DATE, CALL = range(GAP, GAP + 5)
"""Rows of `Marks.counts` after those of the kinds of letters."""


def lay_out(text: str, gaps: tuple[int, ...]) -> Marks:
    """Lay a folded passage out.

    Args:
        text: not empty.
        gaps: places where white space stood in print, ascending, neither end among them.
    """
    size = len(text)
    kinds = np.fromiter(
        (_KIND.get(letter, LATIN if letter.isascii() else HAN) for letter in text), np.int64, size
    )
    gap = np.zeros(size + 1, dtype=bool)
    gap[list(gaps)] = True
    whole = np.zeros(size + 1, dtype=bool)
    whole[[0, size]] = True
    whole[1:] |= kinds == STOP
    whole |= gap
    part = whole.copy()
    part[1:] |= (kinds == COMMA) | (kinds == COLON) | (kinds == SEMICOLON)
    listed = np.zeros(size + 1, dtype=np.int64)
    listed[[match.start() for match in _LISTED.finditer(text)]] = 1
    sentence, sentence_end = _around(whole)
    clause, clause_end = _around(part)
    places = np.flatnonzero(whole)
    counted = [kinds == kind for kind in range(GAP)]
    rows = (gap[:-1], listed[:-1] > 0, _covered(_SUM, text), _covered(_DAY, text), _covered(_LINE, text))
    solid = _inside(_FIGURE, text)
    cuts = _cuts(text, kinds, part, solid)
    return Marks(
        text=text,
        cuts=cuts,
        left=_beside(np.concatenate(([EDGE], kinds)), gap),
        right=_beside(np.concatenate((kinds, [EDGE])), gap),
        leads=_groups(_LEADS, text, ending=True),
        follows=_groups(_FOLLOWS, text, ending=False),
        sentence=sentence,
        sentence_end=sentence_end,
        clause=clause,
        clause_end=clause_end,
        number=np.searchsorted(places[:-1], np.arange(size + 1), side="right") - 1,
        starts=places[:-1],
        ends=places[1:],
        counts=np.stack([tallied(row) for row in (*counted, *rows)]),
        listed=listed,
        within=_within(text, cuts),
        solid=solid,
        pairs=pair_numbers(text),
    )


def pair_numbers(text: str) -> Whole:
    """Return a number for each pair of neighbouring letters, the same for the same pair."""
    letters = np.fromiter(map(ord, text), np.int64, len(text))
    return letters[:-1] << LETTER_BITS | letters[1:]


def tallied(held: Flags) -> Whole:
    """Return running counts with a 0 before them: how many from start to end is a difference of two."""
    return np.concatenate(([0], np.cumsum(held)))


def summed(values: Real) -> Real:
    """Return running sums with a 0 before them."""
    return np.concatenate(([0.0], np.cumsum(values)))


def _cuts(text: str, kinds: Whole, part: Flags, solid: Flags) -> Whole:
    cut = part.copy()
    marks = (kinds >= STOP) & (kinds <= CLOSE)
    cut[:-1] |= marks
    cut[1:] |= marks
    for pattern in (_AFTER, _BEFORE, _FIGURE):
        for match in pattern.finditer(text):
            cut[match.start()] = cut[match.end()] = True
    return np.flatnonzero(cut & ~solid)


def _inside(pattern: re.Pattern[str], text: str) -> Flags:
    inside = np.zeros(len(text) + 1, dtype=bool)
    for match in pattern.finditer(text):
        inside[match.start() + 1 : match.end()] = True
    return inside


def _within(text: str, cuts: Whole) -> Whole:
    found = np.zeros(len(text) + 1, dtype=np.int64)
    for cut in cuts[1:-1].tolist():
        found[cut] = inside_word(text[cut - 1 : cut + 1])
    return found


@lru_cache(maxsize=1 << 15)
def inside_word(pair: str) -> bool:
    """Tell whether two letters are a word, so that nothing is well cut between them."""
    return len(pair) == len("词语") and not _KIND.keys() & set(pair) and is_word(pair)


def _beside(kinds: Whole, gap: Flags) -> Whole:
    return np.where(gap, GAP, kinds)


def _groups(pattern: re.Pattern[str], text: str, *, ending: bool) -> Whole:
    groups = np.zeros(len(text) + 1, dtype=np.int64)
    for match in pattern.finditer(text):
        groups[match.end() if ending else match.start()] = match.lastindex or 0
    return groups


def _covered(pattern: re.Pattern[str], text: str) -> Flags:
    covered = np.zeros(len(text), dtype=bool)
    for match in pattern.finditer(text):
        covered[match.start() : match.end()] = True
    return covered


def covered(pattern: re.Pattern[str], text: str) -> Whole:
    """Return running counts of the letters that a pattern covers."""
    return tallied(_covered(pattern, text))


def _around(bounds: Flags) -> tuple[Whole, Whole]:
    """Return the last bound at or before each place, and the first at or after it."""
    places = np.arange(len(bounds))
    before = np.maximum.accumulate(np.where(bounds, places, 0))
    after = np.minimum.accumulate(np.where(bounds, places, len(bounds) - 1)[::-1])[::-1]
    return before, after
