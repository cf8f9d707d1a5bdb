"""Pages that are pictures: read one by one, written in order, what is doubtful about them said.

Readers of formats whose pages may be pictures (pdf, ofd) call `read_pages` for these pages.
"""

import time
from collections.abc import Iterable, Iterator

from corpus.layout import DoubtKind
from corpus.readers.draft import Draft
from corpus.readers.plain import common_share
from corpus.readers.scan.flow import Flow, without_furniture
from corpus.readers.scan.page import PageImage, ScannedPage, read_page

# Clean scans read with 0.99, scans that are hard for people to read too with less than this.
_LEAST_CONFIDENCE = 0.85
_LEAST_COMMON, _ENOUGH_TO_JUDGE = 0.85, 12
_MOST_UNSURE, _FEW = 0.02, 3
_SHOWN = 5
_CHECK = "请对照原件核对，或换清晰的扫描件重新导入"


def read_pages(images: Iterable[PageImage], draft: Draft) -> int:
    """Read pictures of pages into a draft, in order.

    Args:
        images: one after the other, so that one need be in memory at a time; numbers ascend.
        draft: its limits hold: pages over `limits.pages` and those not begun after `limits.seconds` are left
            out with a doubt.

    Returns:
        On how many pages text was read.

    Raises:
        ModelError: the recognition is missing or damaged.
    """
    pages = [*without_furniture([*_read(images, draft)])]
    flow = Flow(draft)
    for page in pages:
        flow.page(page)
        _doubts(page, draft)
    flow.end()
    return sum(bool(page.contents) for page in pages)


def _read(images: Iterable[PageImage], draft: Draft) -> Iterator[ScannedPage]:
    """Read as many pages as there is time for: each is given the mean of those before it."""
    began = time.monotonic()
    for done, image in enumerate(images):
        spent = time.monotonic() - began
        if done >= draft.limits.pages:
            _cut(draft, image.number, f"超过上限 {draft.limits.pages} 页")
            return
        if done and spent + spent / done > draft.limits.seconds:
            _cut(draft, image.number, f"识别已用满 {draft.limits.seconds:g} 秒")
            return
        yield read_page(image)


def _cut(draft: Draft, page: int, why: str) -> None:
    message = f"第 {page} 页起的图片没有识别（{why}）。请拆分文件后重新导入。"
    draft.doubt(DoubtKind.CUT_SHORT, message, page=page)


def _doubts(page: ScannedPage, draft: Draft) -> None:
    number = page.number
    if not page.contents:
        message = f"第 {number} 页的图片里没有认出文字。若原件有字，请换清晰的扫描件重新导入。"
        draft.doubt(DoubtKind.NO_TEXT, message, page=number)
        return
    text = _words(page)
    share = common_share(text, _ENOUGH_TO_JUDGE)
    unsure = len(page.unsure) / max(len(text), 1) if len(page.unsure) >= _FEW else 0.0
    if page.confidence < _LEAST_CONFIDENCE or share < _LEAST_COMMON or unsure > _MOST_UNSURE:
        message = (
            f"第 {number} 页识别得不可靠（把握 {page.confidence:.0%}，常用字占 {share:.0%}，"
            f"可能认错的字占 {unsure:.0%}）。{_CHECK}。"
        )
        draft.doubt(DoubtKind.LOW_CONFIDENCE, message, page=number, withholds=True)
    elif page.unread:
        message = f"第 {number} 页有 {page.unread} 处看不清，没有收录。{_CHECK}。"
        draft.doubt(DoubtKind.LOW_CONFIDENCE, message, page=number)
    if page.unsure:
        shown = "、".join(f"“{words}”" for words in page.unsure[:_SHOWN])
        more = f"等 {len(page.unsure)} 处" if len(page.unsure) > _SHOWN else ""
        message = f"第 {number} 页有字可能认错：{shown}{more}。请对照原件核对【】里的字。"
        draft.doubt(DoubtKind.LOW_CONFIDENCE, message, page=number)
    if page.columns:
        message = f"第 {number} 页像是左右两栏，先后次序可能错乱。请按栏裁开后重新导入。"
        draft.doubt(DoubtKind.LOW_CONFIDENCE, message, page=number, withholds=True)
    if page.broken:
        message = f"第 {number} 页的表格线有断缺，单元格可能并错。{_CHECK}。"
        draft.doubt(DoubtKind.LOW_CONFIDENCE, message, page=number)


def _words(page: ScannedPage) -> str:
    return "".join(
        "".join(row.text for row in part)
        if isinstance(part, tuple)
        else "".join(cell.text for cell in part.cells)
        for part in page.contents
    )
