"""Text flattened to one long line, as web scrapers leave it: taken apart into lines again.

Only `Line`s are made; their spans point into the stored text as it is. A line is cut before an outline
number that stands behind the end of a sentence or a gap and carries its list on, at a gap between Chinese
letters, and around the header of a table whose cells are run together.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from corpus.fold import Folded
from corpus.model import Span
from corpus.numerals import to_int
from corpus.parse.columns import HEADING, REQUIREMENT, column_kind, is_role
from corpus.parse.fields import field_labels
from corpus.parse.lines import Line
from corpus.parse.outline import CIRCLED, STYLES, decimal
from corpus.roles import unit_like

# A paragraph of more letters than this, with numbers inside, is no paragraph.
_LONG = 300
_INLINE = tuple(
    (style, re.compile(pattern))
    for style, pattern in STYLES
    if style not in ("part", "number_bracket", CIRCLED)
)
_STOPS = frozenset('。;:!?)]】》"')
# 二、工作任务(一)围绕…: a list begins right behind the heading it stands under.
_HEADING = 60
_WORDS = (
    "序号|编号|(?:工作|重点|主要|具体|目标)?任务(?:分解|名称|事项)?|工作(?:要求|内容|事项|措施|目标)|具体(?:要求|措施|内容)|主要(?:内容|举措)"
    "|公开(?:内容|事项)|(?:完成|办结)?(?:时限|时间)(?:要求|节点)?|(?:主要|其他)?(?:牵头|配合/责任|责任|配合|协办|协同)(?:责任)?(?:单位|部门|科室|处室|主体)|备注"
)
_HEADER = re.compile(f"(?:{_WORDS}){{3,}}")
_WORD = re.compile(_WORDS)
_LEAST_COLUMNS = 3


def header_words(text: str) -> tuple[str, ...]:
    """Part a header whose cells are run together: 工作任务工作要求牵头单位 gives three, no header none."""
    if not _HEADER.fullmatch(text):
        return ()
    words = tuple(match.group() for match in _WORD.finditer(text))
    kinds = [column_kind(word) for word in words]
    if None in kinds or len(kinds) < _LEAST_COLUMNS or not {HEADING, REQUIREMENT} & {*kinds}:
        return ()
    return words if any(kind is not None and is_role(kind) for kind in kinds) else ()


def unflattened(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Cut long lines into the lines they were; short ones, plain paragraphs and table cells stay whole."""
    return tuple(part for line in lines for part in _parts(line))


def _parts(line: Line) -> Iterator[Line]:
    breaks = [] if line.in_table or line.row else _breaks(line.folded)
    edges = [place for place in breaks if 0 < place < len(line.text)]
    if not edges:
        yield line
        return
    for start, end in zip([0, *edges], [*edges, len(line.text)], strict=True):
        folded = line.folded.between(start, end)
        # White space between two lines belongs to the one before: it may be what is left of an empty cell.
        stop = line.folded.origin[end] if end < len(line.text) else line.span.end
        begin = folded.origin[0] if start else line.span.start
        yield Line(Span(begin, stop), folded, cell=False, in_table=False)


def _breaks(folded: Folded) -> list[int]:
    header = _header(folded.text)
    if header is None:
        long = len(folded.text) > _LONG
        numbers = [place for place in _markers(folded) if place] if long else []
        cut = len(numbers) >= _LEAST_NUMBERS or (len(folded.text) > _SHORT and _PAGE.search(folded.text))
        return sorted({*_gaps(folded), *numbers}) if cut else []
    before, after = folded.between(0, header[0]), folded.between(header[1], len(folded.text))
    rows = (header[1] + place for place in table_breaks(after))
    return sorted({*_gaps(before), *_markers(before), *header, *rows})


# One number inside a long paragraph may be anything.
_LEAST_NUMBERS = 2
# A page's own words, or a number right before the title, show that a line holds more than a paragraph.
_SHORT = 120
_PAGE = re.compile(
    "^(?:(?:当前|所在)位置|您(?:现在)?(?:所在)?的?位置|首页)|微信微博|附件下载$|"
    "^[一-龥]{2,10}[\\[(【]\\d{4}[\\])】](?:第)?\\d{1,4}号[^。;]{2,60}(?:关于|转发|印发)"
)


def _header(text: str) -> tuple[int, int] | None:
    return next((match.span() for match in _HEADER.finditer(text) if header_words(match.group())), None)


def _gap(folded: Folded, place: int) -> bool:
    """True where white space stands before the letter."""
    return folded.origin[place] > folded.origin[place - 1] + 1


# (此件公开发布)福建省…, 2021年8月18日附件: paragraphs of the cover with nothing left between them.
_NUMBER = r"[一-龥]{2,10}\[\d{4}\]\d{1,4}号"
_MARK = r"\(此[件文][^()]{0,6}公开[^()]{0,4}\)"
_ISSUES = "[一-龥]{2,20}(?:政府|办公室|办公厅|委员会|厅|局|委)(?:关于|转发|印发)"
# 青禾县2018年公开工作实施方案为深入贯彻…: a title that runs on into the first sentence.
_PURPOSE = "为(?:深入|全面|认真|切实|进一步|贯彻|落实|加强|做好|推进|规范)"
_SEAM = re.compile(
    f"(?<=的通知)(?={_NUMBER}各)|(?<=\\d号)(?=各[省市县区片乡镇])|(?={_MARK})"
    f"|(?<=公开\\))|(?<=公开发布\\))|(?<=日)(?=附件)|(?<=\\d日)(?={_ISSUES})"
)
_RUN_ON = re.compile(f"[^。;:,!?、]{{6,60}}?(?:方案|要点|办法|规定|细则|意见|措施)(?={_PURPOSE})")


def _gaps(folded: Folded) -> Iterator[int]:
    """Seams, and places behind white space with no figure or Latin letter beside it: 2019 年 is one word.

    A cited title and the label of a page's field (有 效 性) stay whole, and a field begins a line.
    """
    yield from (match.start() for match in _SEAM.finditer(folded.text))
    if run_on := _RUN_ON.match(folded.text):
        yield run_on.end()
    labels = list(field_labels(folded))
    yield from (start for _, start, _ in labels)
    whole = {place for _, start, end in labels for place in range(start, end + 1)}
    whole |= {place for match in _CITED.finditer(folded.text) for place in range(*match.span())}
    for place in range(1, len(folded.text)):
        around = folded.text[place - 1 : place + 1]
        apart = not any(letter.isascii() and letter.isalnum() for letter in around)
        if apart and place not in whole and _gap(folded, place):
            yield place


_CITED = re.compile("《[^《》]*(?:《[^《》]*》[^《》]*)*》")


def _markers(folded: Folded) -> Iterator[int]:
    """Places of outline numbers that carry on their list, behind a sentence, a gap, a heading or units.

    Where the page leaves pieces out ([略]), numbers may be missing.
    """
    last: dict[str, int] = {}
    before = 0
    omitted = [match.start() for match in _OMITTED.finditer(folded.text)]
    for place, style, value in _numbers(folded):
        free = place == 0 or folded.text[place - 1] in _STOPS or _gap(folded, place)
        below = value == 1 and bool(last) and _is_heading(folded.text[before + _MARKER : place])
        free = free or below or _ends_in_units(folded.text[max(before, place - _UNITS_WITHIN) : place])
        most = last.get(style, 0) + (_SKIPPED if _any_between(omitted, before, place) else 1)
        if free and (value == 1 or last.get(style, 0) < value <= most):
            last[style], before = value, place
            yield place


def _ends_in_units(text: str) -> bool:
    """Tell 责任单位:省民政厅、医保局 right before a number, with nothing between, from other words."""
    labels = list(_UNITS.finditer(text))
    return bool(labels) and unit_like(text[labels[-1].end() :])


_UNITS_WITHIN = 200
_UNITS = re.compile("(?:牵头|责任|配合|落实)(?:单位|部门):")


def _is_heading(text: str) -> bool:
    """Tell 工作任务 in 二、工作任务(一)围绕… from a sentence with a number inside."""
    return 0 < len(text) <= _HEADING and not set("。;,、") & set(text)


# Letters that a number and its mark take at the least.
_MARKER = 2


def _numbers(folded: Folded) -> Iterator[tuple[int, str, int]]:
    """Every outline number in a text, in order: (place, style, value)."""
    found = []
    for style, pattern in _INLINE:
        for match in pattern.finditer(folded.text):
            value = to_int(match.group(1))
            inside = match.start() and folded.text[match.start() - 1].isdigit()
            if value is not None and not inside and not (style == "number" and decimal(folded, match.end())):
                found.append((match.start(), style, value))
    return iter(sorted(found))


# Where the page leaves rows out, numbers go on anywhere behind the mark; the headings above are not known.
_OMITTED = re.compile(r"\[略\]|\(略\)")
_SKIPPED, _LEFT_OUT = 5, 60


def is_omission(text: str) -> bool:
    """Tell the mark of rows left out: [略]."""
    return _OMITTED.fullmatch(text) is not None


def table_breaks(folded: Folded) -> list[int]:
    """Places where rows, section headings and omission marks of a run-together table begin.

    Rows are numbered in figures and run on through the whole table; a heading stands in front of the next
    row or heading, with no sentence between.
    """
    numbers = list(_numbers(folded))
    omitted = [match.start() for match in _OMITTED.finditer(folded.text)]
    rows = _row_places([(place, value) for place, style, value in numbers if style == "number"], omitted)
    headings = _heading_places(folded.text, numbers, rows, omitted)
    return sorted([*rows, *headings, *omitted])


def _row_places(numbers: Sequence[tuple[int, int]], omitted: Sequence[int]) -> list[int]:
    places, last, before = [], 0, 0
    for place, value in numbers:
        most = _LEFT_OUT if _any_between(omitted, before, place) else _SKIPPED
        if 0 < value - last <= most:
            places.append(place)
            last, before = value, place
    return places


def _any_between(places: Sequence[int], first: int, last: int) -> bool:
    after = bisect_right(places, first)
    return after < len(places) and places[after] < last


_AGAIN = 8


def _heading_places(
    text: str, numbers: Sequence[tuple[int, str, int]], rows: Sequence[int], omitted: Sequence[int]
) -> list[int]:
    found: list[int] = []
    last: dict[str, tuple[int, int, str]] = {}
    for place, style, value in numbers:
        following = rows[bisect_right(rows, place)] if rows and place < rows[-1] else None
        if style not in ("cn", "cn_bracket") or following is None or following - place > 2 * _HEADING:
            continue
        words = text[place : min(following, place + _AGAIN)]
        above, before, same = last.get(style, (0, 0, ""))
        omission = _any_between(omitted, above, place)
        restarts = style == "cn_bracket" and (value == 1 or omission or 0 < value - before <= _SKIPPED)
        again = value == before and words == same
        if value == before + 1 or again or restarts or (omission and value > before):
            last[style] = (place, value, words)
            found.append(place)
    return found
