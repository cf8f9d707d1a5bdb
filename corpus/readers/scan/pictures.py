"""Pages of other formats that are pictures: recognised after the pages with text, and written behind them."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from corpus.errors import ModelError, ReadError
from corpus.layout import DoubtKind
from corpus.readers.draft import Draft

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus.readers.scan.page import PageImage

    Pixels = NDArray[np.uint8]
    Pictures = Iterable[tuple[int, Callable[[], Pixels]]]


def recognise(pictures: "Pictures", draft: Draft) -> None:
    """Recognise pages into a draft.

    Args:
        pictures: number of each page, ascending, and what gives its picture: height x width x 3 of uint8
            (red, green, blue); it may raise ReadError. One is in memory at a time.
        draft: its limits hold. A page that cannot be recognised becomes a doubt.
    """
    asked = list(pictures)
    if not asked:
        return
    # Brings the models along.
    from corpus.readers.scan.pages import read_pages

    try:
        read_pages(_images(asked, draft), draft)
    except ModelError as error:
        for number, _ in asked:
            message = f"第 {number} 页是图片，没有识别：{error}"
            draft.doubt(DoubtKind.NO_TEXT, message, page=number)


def _images(pictures: "Pictures", draft: Draft) -> "Iterator[PageImage]":
    from corpus.readers.scan.page import PageImage

    for number, picture in pictures:
        try:
            pixels = picture()
        except ReadError as error:
            draft.doubt(DoubtKind.NO_TEXT, f"第 {number} 页的图片读不了：{error}", page=number)
            continue
        yield PageImage(number=number, pixels=pixels)
