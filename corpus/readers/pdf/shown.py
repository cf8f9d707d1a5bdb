"""Pages of PDF files as people see them, in colour, for the screen."""

from typing import TYPE_CHECKING

import pypdfium2

from corpus.errors import UndecodableFile
from corpus.readers.pdf.pages import opened
from corpus.readers.ports import Limits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

# Longest strips (a plan, a receipt) are drawn smaller, so that no page takes more memory than this.
_MOST_DOTS = 4_000_000


def shown(data: bytes, page: int, limits: Limits, across: int) -> "Pixels":
    """Draw a page.

    Args:
        data: the file.
        page: its number, from 1.
        limits: those of the reading.
        across: how many dots wide; very long pages are drawn with fewer.

    Returns:
        height x width x 3 of uint8 (red, green, blue).

    Raises:
        UndecodableFile: the page cannot be opened.
        ReadError: as `corpus.readers.pdf.pages.opened`.
    """
    with opened(data, limits) as document:
        try:
            sheet = document[page - 1]
            width, height = sheet.get_size()
            scale = min(across / max(1.0, width), (_MOST_DOTS / max(1.0, width * height)) ** 0.5)
            dots = sheet.render(scale=scale, rev_byteorder=True, prefer_bgrx=False).to_numpy()
        except (pypdfium2.PdfiumError, IndexError, ValueError, MemoryError) as error:
            raise UndecodableFile(f"第 {page} 页打不开。请下载原件查看。") from error
        # Copied: the dots belong to the document, which is closed here.
        drawn: Pixels = dots[:, :, :3].copy()
        return drawn
