"""What may be wrong with a page that was read."""

import re
from collections.abc import Iterator, Sequence

from corpus.fold import plain
from corpus.layout import DoubtKind
from corpus.model import Region
from corpus.parse.titles import issuer_in_title
from corpus.readers.web.blocks import Block, Para, Sheet
from corpus.readers.web.furniture import is_file
from corpus.readers.web.source import Element
from corpus.regions import region_of

Told = tuple[DoubtKind, str]
_REFERS = re.compile(
    r"(?:详见|请?见|参见|查看|下载)(?:本?页)?(?:下方|文后)?(?:的)?(?:附件|附表|附图)|附件(?:下载)?\s*[：:]?"
)
# A letter of a few sentences that only sends its attachment.
_BARE, _LETTER = 80, 600
_NOTICE_TITLE = re.compile(
    r"(?:关于|印发|转发).{2,100}?(?:通知|意见|办法|方案|决定|公告|通告|通报|要点|规定|细则|函|批复)"
)
_SIGNED = re.compile(
    r"(?P<body>[一-龥()]{3,30}(?:政府|办公室|办公厅|委员会|领导小组|局|厅|委|部|管委会|中心|院|办))"
    r"(?:(?:19|20)\d{2}年\d{1,2}月\d{1,2}日|二[〇○零OО一二三四五六七八九]{3}年.{2,6}日)?"
)
_DAY = re.compile(r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日|二[〇○零O一二三四五六七八九]{3}年.{2,6}日")
_SPLIT = re.compile(r"\s*[_|｜\-—–－]+\s*|\s{2,}")
_QUOTED = 20


def missing_attachments(root: Element, left_out: set[Element], blocks: Sequence[Block]) -> Iterator[Told]:
    """Tell of a page whose tasks stand in a file that it only links to or shows in a frame."""
    tables = any(isinstance(block, Sheet) for block in blocks)
    lines = [block.text for block in blocks if isinstance(block, Para) and not block.heading]
    words = [text for text in lines if not _NOTICE_TITLE.search(text) or "。" in text]
    letters = len(plain("".join(words)))
    refers = any(_REFERS.search(text) for text in lines)
    files = [*_linked(root, left_out), *_framed(root)]
    if tables or not ((refers and letters <= _BARE) or (files and letters <= _LETTER)):
        return
    named = "、".join(f"“{name}”" for name in dict.fromkeys(files)) or "附件"
    yield DoubtKind.MISSING_ATTACHMENT, f"网页正文只有封面，{named}没有随网页读入。请下载附件后一并导入。"


def _linked(root: Element, left_out: set[Element]) -> Iterator[str]:
    for link in root.iter("a"):
        if is_file(link.get("href", "")) and left_out.isdisjoint((link, *link.iterancestors())):
            yield _short("".join(map(str, link.itertext()))) or "附件"


def _framed(root: Element) -> Iterator[str]:
    for frame in root.iter("iframe", "embed", "object"):
        address = frame.get("src") or frame.get("data") or ""
        if ".pdf" in address.lower() or ".ofd" in address.lower():
            yield _short(address.rsplit("/", 1)[-1].split("?")[0])


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _QUOTED * 2 else f"{text[: _QUOTED * 2]}…"


def pictures_only(body: Element, left_out: set[Element], blocks: Sequence[Block]) -> Iterator[Told]:
    """Tell of a page that shows its text as pictures."""
    letters = sum(block.letters for block in blocks)
    shown = [
        image for image in body.iter("img") if left_out.isdisjoint(image.iterancestors()) and _large(image)
    ]
    if shown and letters <= _BARE:
        yield (
            DoubtKind.NO_TEXT,
            f"网页里有 {len(shown)} 张图片、几乎没有文字，图片没有随网页读入。请把图片另存后导入。",
        )


def _large(image: Element) -> bool:
    figures = (re.match(r"\s*(\d{1,6})", image.get(side, "")) for side in ("width", "height"))
    return all(int(figure.group(1)) > 100 for figure in figures if figure)


def struck_out(root: Element, left_out: set[Element]) -> Iterator[Told]:
    """Tell of words that the page shows crossed out: the text keeps them, and cannot show the line."""
    for element in root.iter("del", "s", "strike"):
        words = _short("".join(map(str, element.itertext())))
        if words and left_out.isdisjoint((element, *element.iterancestors())):
            yield (
                DoubtKind.NOT_SUPPORTED,
                f"网页里有加删除线的文字（如“{words[:_QUOTED]}”），照原样读入，未加区分。请核对原网页。",
            )
            return


def foreign(heads: Sequence[str], blocks: Sequence[Block]) -> Iterator[Told]:
    """Tell of a page whose name and signature belong to different places: a mirror that took other names.

    Args:
        heads: what the page calls itself: <title> and the like.
        blocks: what was read.
    """
    lines = [line for block in blocks if isinstance(block, Para) and (line := plain(block.text))]
    signed = _signature(lines)
    if signed is None:
        return
    here = region_of(signed)
    segments = [plain(part) for head in heads for part in _SPLIT.split(head) if part.strip()]
    for name in segments:
        match = _NOTICE_TITLE.search(name)
        issuer = issuer_in_title(name) if match else None
        there = region_of(issuer) if issuer else None
        titled = any(name in line or line in name for line in lines if len(line) > _QUOTED // 2)
        if (
            here
            and there
            and not _related(here, there)
            and not _forwarded(lines, issuer or "")
            and not titled
        ):
            yield (
                DoubtKind.FOREIGN_PAGE,
                f"网页标题（{_short(name)}）与落款（{signed}）不是一个地方，可能是被冒用的镜像页。请以落款为准，并到发文机关网站核对。",
            )
            return


def _signature(lines: Sequence[str]) -> str | None:
    """The last body that stands alone above a day, or on one line with it."""
    for place in range(len(lines) - 1, -1, -1):
        match = _SIGNED.fullmatch(lines[place])
        after = lines[place + 1] if place + 1 < len(lines) else ""
        if match and (_DAY.search(lines[place]) or _DAY.fullmatch(after)):
            return match["body"]
    return None


def _forwarded(lines: Sequence[str], issuer: str) -> bool:
    return any("转发" in line and issuer in line for line in lines)


def _related(one: Region, other: Region) -> bool:
    return (
        bool({one.name, *one.parents} & {other.name, *other.parents})
        if one.code and other.code
        else (one.name == other.name or one.name in other.parents or other.name in one.parents)
    )
