"""A page's bytes to its tree of elements."""

import codecs
import re

from lxml import etree

from corpus.errors import EmptyFile, FileTooLarge, UndecodableFile

Element = etree._Element

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:-]{2,30})", re.I
)
_DECLARED_WITHIN = 8192
# Names that pages give to what is a part of another encoding.
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "big5hkscs",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
}
_RESAVE = "请在浏览器中打开该网页，另存为 UTF-8 的网页或文本后重新导入"
_MOST_BROKEN_SHARE = 0.01
# libxml2 takes some 120 bytes for an element; a saved page has some thousands, a long table 200,000.
_MOST_TAGS = 1_000_000
# It compares each attribute with all before it. Names and values without quotes, longer than on any page:
_LONG_TAG = re.compile(r"<([A-Za-z][\w:.-]{0,30})\b[^<>]{2000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_MOST_UNQUOTED = 2000
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def decode(data: bytes) -> tuple[str, str, int]:
    """Decode a page: by its mark, as UTF-8 where it is that, as it declares, else as GB18030.

    Pages saved anew often declare what they were before: bytes that are UTF-8 are never anything else.

    Returns:
        The text, the encoding, and how many characters were broken (U+FFFD stands for them).

    Raises:
        UndecodableFile: too many are.
    """
    for encoding in _encodings(data):
        try:
            return data.decode(encoding), encoding, 0
        except (UnicodeDecodeError, LookupError):
            continue
    for encoding in _encodings(data):
        text = _replaced(data, encoding)
        broken = text.count("\ufffd")
        chinese = sum("一" <= letter <= "龥" for letter in text)
        if broken <= chinese * _MOST_BROKEN_SHARE:
            return text, encoding, broken
    raise UndecodableFile(f"网页的编码认不出来（既不是 UTF-8 也不是 GB18030，或两种混在一起）。{_RESAVE}。")


def _encodings(data: bytes) -> tuple[str, ...]:
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if marked is not None:
        return (marked,)
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    name = match.group(1).decode("ascii").lower() if match else "utf-8"
    name = _WIDER.get(name, name)
    return tuple(dict.fromkeys(("utf-8", name if _is_text(name) else "gb18030", "gb18030")))


def _is_text(name: str) -> bool:
    """Codecs such as zip and rot13 decode no text; UTF-16 and 32 cannot declare themselves in ASCII."""
    try:
        info = codecs.lookup(name)
    except LookupError:
        return False
    return bool(getattr(info, "_is_text_encoding", True)) and not info.name.startswith(("utf-16", "utf-32"))


def _replaced(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, errors="replace")
    except (UnicodeDecodeError, LookupError):
        return "\ufffd"


def parse(text: str) -> tuple[Element, bool]:
    """Parse a page as forgivingly as a browser does.

    Returns:
        The root, and whether elements stood so deep in each other that the rest was not read.

    Raises:
        FileTooLarge: so many elements as no page has.
        EmptyFile: nothing to parse.
    """
    if text.count("<") > _MOST_TAGS:
        raise FileTooLarge(f"网页里的标签超过 {_MOST_TAGS} 个，没有读。请拆分后重新导入。")
    source = _XML_DECLARATION.sub("", text.replace("\0", ""), count=1)
    source = _LONG_TAG.sub(_short_tag, source)
    root, deep = _parsed(source, deeper=False)
    # Old pages leave <font> open in every paragraph: each stands in all before it.
    return _parsed(source, deeper=True) if deep else (root, False)


def _short_tag(match: re.Match[str]) -> str:
    unquoted = _QUOTED.sub("", match.group())
    return match.group() if len(unquoted) <= _MOST_UNQUOTED else f"<{match.group(1)}"


def _parsed(source: str, *, deeper: bool) -> tuple[Element, bool]:
    # Deeper lifts only the limits of depth and of a text's length: HTML has no entities to blow up.
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=deeper
    )
    try:
        root = etree.fromstring(source.encode("utf-8", errors="replace"), parser)
    except etree.LxmlError:
        root = None
    if root is None:
        raise EmptyFile("网页里没有文字。请检查是否存错了文件。")
    return root, any("depth" in error.message.lower() for error in parser.error_log)
