"""A government page's own fields (索引号、发布机构、成文日期、有效性…) to lines `标签：值`.

They stand in a table, a dl, a ul or a line of spans, above or beside the notice; status and dates often stand
only there.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from corpus.fold import fold, plain
from corpus.readers.web.blocks import Block, Para, Sheet

_KEPT = (
    "(?:信息)?索引号|索取号|主题(?:分类|词)?|关键词|栏目|(?:信息|组配|文件)分类|公文种类|体裁(?:分类)?|服务对象"
    "|公开(?:方式|类型|属性|形式|范围|时限|责任部门)|责任部门|(?:发布|发文)(?:机构|机关|单位)|(?:制定|制发)机关|(?:信息|文章)?来源|作者"
    "|发文字号|(?:公文)?文号|(?:文件|统一|规范性文件)编号|(?:统一)?登记号|备案号|(?:成文|生成|发文)(?:日期|时间)"
    "|(?:印发|公开|公布|实施|施行)日期|发布(?:日期|时间)|更新时间|(?:生效|废止|失效)(?:日期|时间)|终止日期|日期|时间"
    "|(?:信息|文件)?有效性|效力状态|公文时效|时效性|有效状态|是否有效|有效期|状态"
    "|(?:信息|文件|公文)?名称|(?:文件)?标题|(?:内容)?概述"
)
# Counters and switches that stand on the same line.
_DROPPED = (
    "浏览(?:次数|量|数)|点击(?:次数|量|数|率)?|阅读(?:次数|量|数)?|访问(?:量|次数)|字体(?:大小)?|字号|保护视力色|视力保护色"
    "|背景色|分享(?:到|至)?|(?:责任)?编辑|审核|扫一扫"
)
_NAME = f"{_KEPT}|{_DROPPED}"
# Matched on folded text: 索 引 号：, 發(fā)布機構：
_LABEL = re.compile(f"[\\[【(]?(?P<name>{_NAME})[\\]】)]?:[\\]】]?")
_ALONE = re.compile(f"[\\[【]?(?P<name>{_NAME})[\\]】]?(?P<colon>:?)")
# What sites hang behind the last value of such a line.
_SWITCHES = re.compile(
    r"(?>[\s\[【(（\]】)）|]+(?:打印(?:本页)?|关闭(?:窗口|本页)?|分享|收藏|大|中|小|默认|微信|微博|QQ空间|(?:我要)?纠错))+"
    r"[\s\]】)）|]*$"
)
_ANY_LABEL = re.compile("[一-龥]{2,10}:")
# What the values of some fields always have.
_VALUES = (
    ("日期|时间", r"\d{4}"),
    ("文号|字号|编号|登记号|备案号", r"\d\s*号"),
    ("索引号|索取号", "^[\\w/.-]+$"),
    ("效|状态", "有效|失效|废止|现行|是|否"),
)
_LONGEST_LINE, _LONGEST_VALUE = 400, 200
_LEAST_IN_TABLE, _LEAST_IN_RUN = 3, 3
# A line of running text: the notice's own words have begun.
_LONG = 40
_ISSUED = frozenset(("发布日期", "发布时间", "印发日期", "公开日期", "公布日期"))
Field = tuple[str, str]


def fields_of_line(text: str) -> list[Field] | None:
    """Read a line that is nothing but labels and values, None where it is anything else."""
    if len(text) > _LONGEST_LINE:
        return None
    folded = fold(text)
    found = list(_LABEL.finditer(folded.text))
    if not found or found[0].start():
        return None
    ends = [*(match.start() for match in found[1:]), len(folded.text)]
    spans = [folded.span(match.end(), end) for match, end in zip(found, ends, strict=True)]
    return [
        (match["name"], _value(text[span.start : span.end])) for match, span in zip(found, spans, strict=True)
    ]


def _alone(text: str) -> re.Match[str] | None:
    return _ALONE.fullmatch(plain(text)) if len(text) <= _LONG else None


def _value(text: str) -> str:
    return _SWITCHES.sub("", text.strip(" \u3000|｜;；")).strip(" \u3000|｜;；")


def fields_of_rows(rows: Sequence[Sequence[str]]) -> list[Field]:
    """Read a table whose rows are label, value, label, value; empty where it is any other.

    A list of documents has the same names side by side in its header: it is no such table.
    """
    found: list[Field] = []
    for row in rows:
        cells = [text.strip() for text in row]
        if sum(map(bool, cells)) < 2 and not any(map(fields_of_line, cells)):
            continue
        pairs = _pairs(cells)
        if pairs is None:
            return []
        found += pairs
    return found if len(found) >= _LEAST_IN_TABLE else []


def _pairs(cells: Sequence[str]) -> list[Field] | None:
    found: list[Field] = []
    place = 0
    while place < len(cells):
        text = cells[place]
        alone = _alone(text)
        if alone:
            value = cells[place + 1] if place + 1 < len(cells) else ""
            if _alone(value) or len(value) > _LONGEST_VALUE:
                return None
            found.append((alone["name"], _value(value)))
            place += 2
        elif text and (fields := fields_of_line(text)) is None:
            return None
        else:
            found += fields or [] if text else []
            place += 1
    return found


def take_fields(blocks: Sequence[Block]) -> tuple[list[Field], list[Block]]:
    """Take the fields out of a page.

    Returns:
        The fields in printed order, and what is left. Lines of fields are taken above the notice's text, and
        elsewhere where three or more follow each other; tables of fields anywhere.
    """
    begins = next((place for place, block in enumerate(blocks) if _running(block)), len(blocks))
    fields: list[Field] = []
    rest: list[Block] = []
    place = 0
    while place < len(blocks):
        found, after = _fields_at(blocks, place, above=place < begins)
        fields += found
        rest += blocks[place:after] if not found else []
        place = after
    return fields, rest


def _running(block: Block) -> bool:
    if isinstance(block, Sheet):
        return not fields_of_rows(_texts(block))
    return len(block.text) >= _LONG and "。" in block.text and fields_of_line(block.text) is None


def _texts(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for _, cell in row] for row in sheet.rows]


def _fields_at(blocks: Sequence[Block], place: int, *, above: bool) -> tuple[list[Field], int]:
    """Return the fields that begin at a block, and the block behind them; none and the next block else."""
    block = blocks[place]
    if isinstance(block, Sheet):
        return fields_of_rows(_texts(block)), place + 1
    found, after, count = list[Field](), place, 0
    while after < len(blocks) and isinstance(line := blocks[after], Para):
        step = _line_at(blocks, after) if line.text else ([], after + 1)
        if step is None:
            break
        found += step[0]
        count += bool(step[0])
        after = step[1]
    enough = bool(found) if above else count >= _LEAST_IN_RUN
    return (found, after) if enough else ([], place + 1)


def _line_at(blocks: Sequence[Block], place: int) -> tuple[list[Field], int] | None:
    """Read a line of fields, or a label whose value stands on the next line."""
    text = _text(blocks, place)
    alone = _alone(text)
    if alone and alone["colon"]:
        label, value = alone["name"], _text(blocks, place + 1)
        if _fits(label, value, _text(blocks, place + 2)):
            return [(label, _value(value))], place + 2
        return [(label, "")], place + 1
    fields = fields_of_line(text)
    if fields is None or any("。" in value for _, value in fields):
        return None
    return fields, place + 1


def _text(blocks: Sequence[Block], place: int) -> str:
    block = blocks[place] if place < len(blocks) else None
    return block.text if isinstance(block, Para) else ""


def _fits(label: str, value: str, after: str) -> bool:
    """Tell a label's value from the next line of a page that left the value empty: the title, often."""
    if not value or len(value) > _LONG or _ANY_LABEL.match(plain(value)):
        return False
    pattern = next((pattern for names, pattern in _VALUES if re.search(names, label)), None)
    return re.search(pattern, value) is not None if pattern else _LABEL.match(plain(after)) is not None


def field_lines(fields: Sequence[Field], named: Mapping[str, str]) -> Iterator[str]:
    """Yield each field once as `标签：值`, then what only the page's <meta> tags say.

    Args:
        fields: as printed on the page.
        named: contents of the <meta> tags by name in small letters.
    """
    kept = [(label, value) for label, value in fields if value and not re.fullmatch(_DROPPED, label)]
    labels = {label for label, _ in kept}
    if not labels & _ISSUED and re.search(r"\d{4}", named.get("pubdate", "")):
        kept.append(("发布日期", named["pubdate"]))
    if not labels & {"来源", "信息来源", "文章来源"} and named.get("contentsource"):
        kept.append(("来源", named["contentsource"]))
    yield from dict.fromkeys(f"{label}：{value}" for label, value in kept)
