"""Pictures of the pages of kept files, for the screen: drawn when asked for, the last kept in memory."""

from collections import OrderedDict
from pathlib import Path
from threading import Lock

from corpus.errors import StoreBusy, UndecodableFile
from corpus.layout import Format
from corpus.originals import original
from corpus.readers.ports import Limits

DRAWABLE = frozenset({Format.PDF, Format.IMAGE})
"""Formats whose pages can be drawn."""

ACROSS = 1200
"""How many dots wide a picture is at most; two a point on a sheet of A4."""

_MOST_BYTES = 48 * 1024**2
_PATIENCE = 15.0


class PagePictures:
    """Draws pages, one at a time however many ask; may be used from several threads.

    Args:
        data_dir: folder of the kept files.
        limits: how much of a file is read at most.
    """

    def __init__(self, data_dir: Path, limits: Limits) -> None:
        self._data_dir = data_dir
        self._limits = limits
        self._kept: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._drawing = Lock()

    def picture(self, digest: str, format: Format, page: int) -> bytes:
        """Give a page as JPEG.

        Args:
            digest: of the kept file.
            format: what kind of file it is.
            page: counted from 1.

        Raises:
            UndecodableFile: the file is not kept, cannot be drawn, or has no such page.
            StoreBusy: others have been drawing for too long.
        """
        key = (digest, page)
        if (known := self._kept.get(key)) is not None:
            return known
        if not self._drawing.acquire(timeout=_PATIENCE):
            raise StoreBusy("页面图正在排队，请稍后再试。")
        try:
            known = self._kept.get(key)
            return known if known is not None else self._keep(key, self._drawn(digest, format, page))
        finally:
            self._drawing.release()

    def _drawn(self, digest: str, format: Format, page: int) -> bytes:
        if format not in DRAWABLE or not 1 <= page <= self._limits.pages:
            raise UndecodableFile("这一页没有页面图。")
        data = original(self._data_dir, digest)
        if data is None:
            raise UndecodableFile("库里没有保存这份通知的原件。")
        # Each brings its library along.
        from corpus.readers.scan.image import jpeg, page_pixels

        if format is Format.IMAGE:
            return jpeg(page_pixels(data, page, self._limits.expanded_bytes), ACROSS)
        from corpus.readers.pdf.shown import shown

        return jpeg(shown(data, page, self._limits, ACROSS), ACROSS)

    def _keep(self, key: tuple[str, int], picture: bytes) -> bytes:
        self._kept[key] = picture
        while sum(map(len, self._kept.values())) > _MOST_BYTES and len(self._kept) > 1:
            self._kept.popitem(last=False)
        return picture
