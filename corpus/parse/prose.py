"""Task items and clauses out of running text with outline numbers."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.fold import Folded, fold
from corpus.model import Span
from corpus.parse.lines import Line
from corpus.parse.outline import Node, heading, read_outline
from corpus.roles import Assignment, read_units, unit_like
from corpus.unit_clause import find_clause

# What follows the last item and is no part of it: 抄送, contacts, the signature.
_TAIL = re.compile(
    "抄送|附件|附:|联系人|[一-龥()]{0,16}电话[:\\d]|电子邮箱|\\(?此[件文]|作者:|来源:|(?:文件|附件)下载|相关链接|扫一扫|分享到|打印|特此|[\\d二][\\d〇○零一二]{3}年.{2,7}日(?:印发)?$|请各"
)
_DATE_ALONE = re.compile("(?:20\\d{2}|二[〇○零O一二三四五六七八九]{3})年.{2,7}日(?:印发)?")
_PARAGRAPH_END = re.compile('[。!?;.)"】:\\]]$|年.{1,5}月.{1,5}日(?:印发)?$')
_SENTENCE_END = tuple('。!?;.)"】]')
# A numbered piece without a unit clause is a task only among siblings of which most have one.
_MOST = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A numbered or unnumbered piece of running text.

    Attributes:
        path: headings above it. number: printed number, None for a paragraph without one.
        body: folded text after the number, unit clause included.
        text_end: where the task's own words end in `body`.
        units: units of its clause, None where it has no clause.
        span: from the number to the end of the clause.
        heading_only: True for a section's heading with nothing more under its own number.
    """

    path: tuple[str, ...]
    number: str | None
    body: Folded
    text_end: int
    units: Assignment | None
    span: Span
    task: bool = False
    heading_only: bool = False


def read_prose(text: str, lines: Sequence[Line], taken: Sequence[Span] = ()) -> tuple[Piece, ...]:
    """Cut lines into pieces: tasks, clauses, paragraphs, in printed order.

    Args:
        text: the stored text.
        lines: the lines of one notice.
        taken: spans that belong to something else (the title).
    """
    nodes = read_outline(lines)
    first = nodes[0].first if nodes else len(lines)
    pieces = _paragraphs(text, lines, 0, first, (), taken)
    owns = [_own(text, lines, node) for node in nodes]
    styles = _task_styles(nodes, owns)
    headings = {id(node): _heading(text, lines, node) for node in nodes if node.children}
    for node, own in zip(nodes, owns, strict=True):
        path = tuple(headings[id(above)] for above in node.ancestors())
        pieces += _pieces(text, lines, node, own, path=path, styles=styles)
    return tuple(pieces)


@dataclass(frozen=True, slots=True)
class _Own:
    """A node's folded text after its number, where its lines end in it, and its unit clause."""

    body: Folded
    clause: tuple[int, int, Folded] | None


def _own(text: str, lines: Sequence[Line], node: Node) -> _Own:
    last = node.last
    for position in range(node.first + 1, node.last):
        if lines[position].text and (
            _TAIL.match(lines[position].text) or lines[position].in_table or _signs(lines, position)
        ):
            last = position
            break
    folded = fold(text, lines[node.first].span.start, lines[last - 1].span.end)
    body = folded.between(node.marker.length, len(folded.text))
    breaks = frozenset(body.at(line.span.end) for line in lines[node.first : last])
    stops = [
        body.at(lines[place].span.end) for place in range(node.first, last - 1) if lines[place + 1].blank
    ]
    return _Own(body, find_clause(body, breaks, stops))


def _signs(lines: Sequence[Line], position: int) -> bool:
    """Tell the body that signs: alone on its line, behind a full sentence, the date right below."""
    below = lines[position + 1].text if position + 1 < len(lines) else ""
    return (
        lines[position - 1].text.endswith(_SENTENCE_END)
        and _DATE_ALONE.fullmatch(below) is not None
        and unit_like(lines[position].text)
    )


def _task_styles(nodes: Sequence[Node], owns: Sequence[_Own]) -> set[str]:
    """Numbering styles of which most leaves carry a unit clause; one that the page cut off does not count."""
    leaves = [(node, own) for node, own in zip(nodes, owns, strict=True) if not node.children]
    if leaves and leaves[-1][0] is nodes[-1] and _cut_off(leaves[-1][1]):
        leaves = leaves[:-1]
    total = Counter(node.marker.style for node, _ in leaves)
    with_units = Counter(node.marker.style for node, own in leaves if own.clause)
    return {style for style, count in with_units.items() if count > total[style] * _MOST}


def _cut_off(own: _Own) -> bool:
    """Tell a piece without its clause that ends in the middle of a sentence."""
    return own.clause is None and not own.body.text.endswith(_SENTENCE_END)


def _pieces(
    text: str, lines: Sequence[Line], node: Node, own: _Own, *, path: tuple[str, ...], styles: set[str]
) -> list[Piece]:
    body, clause = own.body, own.clause
    units = read_units(clause[2]) if clause else None
    if clause is None or units is None or units.empty:
        text_end = end = _paragraph_end(lines, node, body) if not node.children else len(body.text)
        units = None
    else:
        text_end, end = clause[0], clause[1]
    stop = body.span(0, end).end if end else lines[node.first].span.end
    task = units is not None or (node.marker.style in styles and not node.children)
    piece = Piece(
        path=path,
        number=node.marker.printed,
        body=body.between(0, end),
        text_end=text_end,
        units=units,
        span=Span(lines[node.first].folded.origin[0], stop),
        task=task,
        heading_only=_only_heading(node, body),
    )
    after = next(
        (place for place in range(node.first, node.last) if lines[place].span.start >= stop), node.last
    )
    return [piece, *_paragraphs(text, lines, after, node.last, path[:-1] if task else path, ())]


def _only_heading(node: Node, body: Folded) -> bool:
    return bool(node.children) and len(body.text) <= len(heading(body.text)) + 1


def _heading(text: str, lines: Sequence[Line], node: Node) -> str:
    end = node.children[0].first
    folded = fold(text, lines[node.first].span.start, lines[end - 1].span.end).text
    return folded[: node.marker.length].lstrip("#") + heading(folded[node.marker.length :])


def _paragraph_end(lines: Sequence[Line], node: Node, body: Folded) -> int:
    """A piece without a unit clause that is the last of its list ends with its paragraph.

    Lines run on until one ends like a sentence and the next is blank or begins the notice's tail.
    """
    for position in range(node.first, node.last):
        after = lines[position + 1] if position + 1 < node.last else None
        if (
            after is not None
            and after.blank
            and lines[position].text.endswith(_SENTENCE_END)
            and _is_last(node)
        ):
            return body.at(lines[position].span.end)
    return len(body.text)


def _is_last(node: Node) -> bool:
    top = node
    while top.parent is not None:
        if top.parent.children[-1] is not top:
            return False
        top = top.parent
    return True


def _paragraphs(
    text: str, lines: Sequence[Line], first: int, last: int, path: tuple[str, ...], taken: Sequence[Span]
) -> list[Piece]:
    """Group unnumbered lines: a paragraph ends at a blank line or where a line ends a sentence."""
    found: list[Piece] = []
    start: int | None = None
    for position in range(first, last + 1):
        line = lines[position] if position < last else None
        ends = (
            line is None
            or line.in_table
            or not line.text
            or any(line.span.start < span.end and span.start < line.span.end for span in taken)
        )
        if not ends and start is None:
            start = position
        if start is not None and (ends or (line is not None and _PARAGRAPH_END.search(line.text))):
            stop = position if ends else position + 1
            found.append(_paragraph(text, lines, start, stop, path))
            start = None
    return found


def _paragraph(text: str, lines: Sequence[Line], first: int, last: int, path: tuple[str, ...]) -> Piece:
    body = fold(text, lines[first].span.start, lines[last - 1].span.end)
    clause = find_clause(body)
    units = read_units(clause[2]) if clause else None
    return Piece(
        path=path,
        number=None,
        body=body,
        text_end=clause[0] if clause else len(body.text),
        units=units,
        span=body.span(0, len(body.text)),
    )
