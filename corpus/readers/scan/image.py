"""Scans and photographs of pages: png, jpeg, tiff of several pages, bmp, gif, webp.

Not supported: other frames of moving pictures than the first, vector pictures, camera raw files, jpeg 2000,
heic; handwriting; text in columns side by side.
"""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

from corpus.errors import EmptyFile, FileTooLarge, ModelError, UndecodableFile, UnsupportedFile
from corpus.layout import DoubtKind, Format
from corpus.readers.draft import Draft
from corpus.readers.ports import Limits, Reading
from corpus.readers.scan.page import LONGEST, SHORTEST, PageImage
from corpus.readers.scan.pages import read_pages

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
_PAGED = "TIFF"
_MOVING = ("GIF", "WEBP", "PNG")
# What Pillow's decoders raise on damaged files.
_DAMAGED = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    EOFError,
    RuntimeError,
    AssertionError,
    struct.error,
    zlib.error,
)
_BYTES_A_PIXEL = 3
_SMALLEST = 8


class ImageFile:
    """Reads pictures of pages."""

    name = "图片（扫描件）"

    def read(self, data: bytes, limits: Limits) -> Reading:
        """Recognise the text of each page; see `Reader.read`.

        `limits.expanded_bytes` holds for each page: only one is unpacked at a time.
        """
        draft = Draft(Format.IMAGE, limits)
        try:
            found = read_pages(_pages(data, draft), draft)
        except ModelError as error:
            raise UnsupportedFile(str(error)) from error
        if not found:
            raise EmptyFile("图片里没有认出文字。若原件有字，请换清晰的扫描件重新导入。")
        return draft.reading()


def pixels_of(data: bytes, most: int) -> "Pixels":
    """Unpack the first page of a picture file: height x width x 3 of uint8, on white, as it is meant to hang.

    Args:
        data: the file.
        most: bytes that it may take unpacked.

    Raises:
        UndecodableFile: damaged or cut short.
        FileTooLarge: over `most`.
    """
    return _unpacked(_opened(data), most)


def page_pixels(data: bytes, page: int, most: int) -> "Pixels":
    """Unpack one page of a picture file, from 1; else as `pixels_of`.

    Raises:
        UndecodableFile: also where there is no such page.
    """
    image = _opened(data)
    if page > 1 and not _turned_to(image, page - 1):
        raise UndecodableFile(f"图片没有第 {page} 页。")
    return _unpacked(image, most)


def jpeg(pixels: "Pixels", across: int) -> bytes:
    """Pack a page for the screen, at most so many dots wide."""
    image = Image.fromarray(pixels)
    if image.width > across:
        image = image.resize((across, max(1, round(image.height * across / image.width))), reducing_gap=2)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=80, optimize=True)
    return file.getvalue()


def _pages(data: bytes, draft: Draft) -> Iterator[PageImage]:
    """Yield the pages; a damaged one is left out with a doubt where there are others."""
    image = _opened(data)
    several = _several(image, draft)
    failed: list[UndecodableFile | FileTooLarge] = []
    # One more than the limit, so that whoever reads them sees that there are more.
    for frame in range(draft.limits.pages + 1 if several else 1):
        try:
            if frame and not _turned_to(image, frame):
                break
            draft.pages = frame + 1
            page = PageImage(number=frame + 1, pixels=_unpacked(image, draft.limits.expanded_bytes))
        except (UndecodableFile, FileTooLarge) as error:
            failed.append(error)
            message = f"第 {frame + 1} 页读不了：{error}"
            draft.doubt(DoubtKind.CUT_SHORT, message, page=frame + 1, withholds=True)
        else:
            yield page
    if failed and len(failed) == draft.pages:
        raise failed[0]


def _opened(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.simplefilter("ignore", UserWarning)
            return Image.open(io.BytesIO(data), formats=_FORMATS)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise FileTooLarge("图片的像素太多，不像扫描的页面。请降低分辨率后重新导入。") from error
    except _DAMAGED as error:
        raise _damaged() from error


def _damaged() -> UndecodableFile:
    return UndecodableFile("图片损坏或不完整，打不开。请重新扫描或重新下载后导入。")


def _several(image: Image.Image, draft: Draft) -> bool:
    """Tell whether a file may have several pages; of moving pictures only the first frame is read."""
    if image.format == _PAGED:
        return True
    if getattr(image, "is_animated", False) and image.format in _MOVING:
        message = "这是动图，只读了第一帧。其余各帧若有文字，请另存为图片后导入。"
        draft.doubt(DoubtKind.CUT_SHORT, message)
    return False


def _turned_to(image: Image.Image, frame: int) -> bool:
    """Turn to a page; False where there are no more."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image.seek(frame)
    except EOFError:
        return False
    except _DAMAGED as error:
        raise _damaged() from error
    return True


def _unpacked(image: Image.Image, most: int) -> "Pixels":
    import numpy as np

    width, height = image.size
    if width * height * _BYTES_A_PIXEL > most:
        raise FileTooLarge(
            f"图片有 {width}×{height} 像素，展开后超过上限 {most / 1024**2:g} MB。请降低分辨率后重新导入。"
        )
    if min(width, height) < _SMALLEST:
        raise UndecodableFile(f"图片只有 {width}×{height} 像素，放不下文字。请检查是否传错了文件。")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image.load()
            return np.asarray(_on_white(ImageOps.exif_transpose(_shrunk(image))))
    except _DAMAGED as error:
        raise _damaged() from error


def _shrunk(image: Image.Image) -> Image.Image:
    """Make a large page smaller before it is unpacked further, so that memory holds one page at a time."""
    if max(image.size) <= LONGEST and min(image.size) <= SHORTEST:
        return image
    deep = {"1": "L", "P": "RGBA", "PA": "RGBA"}.get(image.mode)
    small = image.convert(deep) if deep else image.copy()
    across = image.size[0] >= image.size[1]
    small.thumbnail((LONGEST, SHORTEST) if across else (SHORTEST, LONGEST), Image.Resampling.BOX)
    return small


def _on_white(image: Image.Image) -> Image.Image:
    """Turn any kind of picture into red, green and blue of eight bits."""
    if image.mode.startswith(("I", "F")):
        return _eight_bits(image).convert("RGB")
    if "transparency" in image.info or image.mode in ("RGBA", "LA", "PA", "RGBa", "La"):
        layer = image.convert("RGBA")
        paper = Image.new("RGBA", layer.size, (255, 255, 255, 255))
        return Image.alpha_composite(paper, layer).convert("RGB")
    return image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Scale sixteen bits and fractions down; the brightest point is white, as scanners fill 12 of 16 bits."""
    import numpy as np

    values = np.nan_to_num(np.asarray(image, dtype=np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    top = max(float(values.max()), 1e-9)
    return Image.fromarray(np.clip(values * (255.0 / top), 0, 255).astype(np.uint8))
