"""Saved web pages and Word's html, read with lxml.

What a browser shows of the notice: its paragraphs, its tables with merged cells, numbers of lists, and the
page's own fields as lines `标签：值` on top. The site around it (see `furniture`) is left out.

Not supported: style sheets (only style attributes are looked at, so what a sheet hides is read and numbers
that it prints are not), text that scripts load, frames, pictures, MathML, .mht archives.
"""

from collections.abc import Iterator, Sequence

from corpus.errors import EmptyFile, UndecodableFile
from corpus.fold import plain
from corpus.layout import DoubtKind, Format, Locator
from corpus.parse.lines import split_lines
from corpus.parse.titles import find_plain_title, find_titles
from corpus.readers.cell_names import cell_name
from corpus.readers.draft import Draft, Fragment, TableCell
from corpus.readers.plain import garbled_line
from corpus.readers.ports import Limits, Reading
from corpus.readers.web.blocks import Block, Para, SheetCell, read_blocks
from corpus.readers.web.doubts import foreign, missing_attachments, pictures_only, struck_out
from corpus.readers.web.fields import field_lines, take_fields
from corpus.readers.web.furniture import furniture, hidden
from corpus.readers.web.lines import is_site_line, without_icons
from corpus.readers.web.source import Element, decode, parse
from corpus.readers.web.tables import read_table

_EMPTY = "网页里没有文字（正文可能由脚本载入，或在框架里）。请在浏览器中打开后另存，或复制成文本后导入。"
# A title stands among so many first lines, if at all.
_HEAD = 60
_SEPARATORS = ("_", "|", "｜", " - ", " – ", " — ", "-", "—")


class Html:
    """Reads web pages."""

    name = "网页"

    def read(self, data: bytes, limits: Limits) -> Reading:
        """Read a page; see `Reader.read`."""
        source, encoding, broken = decode(data)
        root, deep = parse(source)
        draft = Draft(Format.HTML, limits)
        unseen = hidden(root)
        body = next(root.iter("body"), root)
        left_out = unseen | furniture(body, unseen)
        blocks = [block for block in _cleaned(read_blocks(body, left_out, read_table)) if not _is_site(block)]
        named, heads = _meta(root), _heads(root)
        fields, blocks = take_fields(blocks)
        lines = [*field_lines(fields, named), *_title(heads, fields, blocks)]
        _write(draft, [*(Para(line) for line in lines), *blocks])
        for kind, message in (
            *foreign([head for head in heads if head], blocks),
            *missing_attachments(root, left_out, blocks),
            *pictures_only(body, left_out, blocks),
            *struck_out(body, left_out),
        ):
            draft.doubt(kind, message)
        _tell(draft, broken=broken, deep=deep)
        if not any(block.letters for block in blocks):
            raise EmptyFile(_EMPTY)
        return _checked(draft.reading(encoding))


def _checked(reading: Reading) -> Reading:
    if garbled_line(reading.text):
        raise UndecodableFile(
            "网页正文是乱码（存盘时编码选错）。请在浏览器中重新打开网页，另存为 UTF-8 后导入。"
        )
    return reading


def _cleaned(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Para):
            yield Para(without_icons(block.text), heading=block.heading)
        else:
            yield block


def _is_site(block: Block) -> bool:
    return isinstance(block, Para) and bool(block.text) and is_site_line(block.text)


def _meta(root: Element) -> dict[str, str]:
    """Contents of the <meta> tags by name; what comes first counts."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name, content = meta.get("name", "").lower(), " ".join(meta.get("content", "").split())
        if name and content:
            found.setdefault(name, content)
    return found


def _heads(root: Element) -> tuple[str, str]:
    """What the page calls the article, and what it calls itself."""
    title = next((" ".join("".join(map(str, title.itertext())).split()) for title in root.iter("title")), "")
    return _meta(root).get("articletitle", ""), title


def _title(
    heads: tuple[str, str], fields: Sequence[tuple[str, str]], blocks: Sequence[Block]
) -> Iterator[str]:
    """The page's own title, where neither its text nor its fields have one."""
    printed = [block for block in blocks if isinstance(block, Para) and block.text][:_HEAD]
    texts = [block.text for block in printed]
    if any(block.heading for block in printed):
        return
    if _has_title("\n".join([*(f"{label}：{value}" for label, value in fields), *texts])):
        return
    article, page = heads
    names = [article] if article else [name for name in (*_before_site(page), page) if _has_title(name)]
    whole = plain("".join(texts))
    yield from [name for name in names[:1] if plain(name) not in whole]


def _has_title(text: str) -> bool:
    lines = split_lines(text)
    return next(find_titles(lines), None) is not None or find_plain_title(lines) is not None


def _before_site(page: str) -> Iterator[str]:
    """关于…的通知_某某县人民政府: what stands before the site's name."""
    for separator in _SEPARATORS:
        head = page.split(separator)[0].strip()
        if head != page and len(head) > 3:
            yield head
            return


def _write(draft: Draft, blocks: Sequence[Block]) -> None:
    number = 0
    for block in blocks:
        if draft.full:
            return
        if isinstance(block, Para):
            draft.paragraph(Fragment(text=block.text))
        else:
            number += 1
            draft.table([[*_cells(row, place, number)] for place, row in enumerate(block.rows, block.above)])


def _cells(row: Sequence[tuple[int, SheetCell]], place: int, number: int) -> Iterator[TableCell]:
    for column, cell in row:
        at = Locator(cell=f"{number}:{cell_name(place, column)}")
        yield TableCell(
            paragraphs=tuple((Fragment(text=text, locator=at),) for text in cell.paragraphs),
            rows=cell.rows,
            columns=cell.columns,
        )


def _tell(draft: Draft, *, broken: int, deep: bool) -> None:
    if broken:
        draft.doubt(
            DoubtKind.GARBLED, f"网页里有 {broken} 处字节认不出来，以“\ufffd”代替。请对照原网页核对。"
        )
    if deep:
        draft.doubt(
            DoubtKind.CUT_SHORT, "网页的标签嵌套过深，后面的内容没有读。请在浏览器中打开后复制成文本导入。"
        )
