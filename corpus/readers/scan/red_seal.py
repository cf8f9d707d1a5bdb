"""Lifts red seals off a scanned page, so that the words below them can be read.

In the red channel red ink is as bright as paper while black print stays dark. Only round and oval seals are
lifted: red letters (the name of the issuing office above the red rule) are text and stay.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

# Seals are 30 to 45 mm wide, a page 210 mm; photographed and cut pages make them larger.
_LEAST, _MOST = 0.08, 0.5
_LONGEST_FOR_ITS_HEIGHT = 1.7
# Share of its bounding box that an ellipse covers is 0.785, of a line of letters nearly 1.
_ELLIPSE = (0.70, 0.87)
_REDDER_BY = 40


def lift_seals(image: "Pixels") -> "Pixels":
    """Return the picture with what is red in seals as bright as paper.

    Args:
        image: height x width x 3, red, green, blue; it stays as it is.
    """
    import cv2
    import numpy as np

    red, green, blue = (image[:, :, channel].astype(np.int16) for channel in range(3))
    mask = (red - np.maximum(green, blue) > _REDDER_BY).astype(np.uint8)
    if not mask.any():
        return image
    lifted = image.copy()
    for left, top, width, height in _seals(mask):
        part = lifted[top : top + height, left : left + width]
        # The rim of red strokes is pale: what touches red is taken along.
        reddish = cv2.dilate(mask[top : top + height, left : left + width], np.ones((5, 5), np.uint8)) > 0
        part[reddish] = _paper(part, reddish)
    return lifted


def _paper(part: "Pixels", reddish: "NDArray[np.bool_]") -> "Pixels":
    """The red channel of seal and print, stretched so that the seal's ink is white."""
    import numpy as np

    channel = part[reddish][:, 0].astype(np.float32)
    ink = float(np.percentile(channel, 60))
    bright: Pixels = np.clip(channel * 255 / max(ink, 1.0), 0, 255).astype(np.uint8)
    return np.repeat(bright[:, None], 3, axis=1)


def _seals(mask: "Pixels") -> Iterator[tuple[int, int, int, int]]:
    """Yield left, top, width and height of each red shape that is as large and round as a seal."""
    import cv2
    import numpy as np

    side = mask.shape[1]
    reach = max(3, side // 200)
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    shapes, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for shape in shapes:
        left, top, width, height = cv2.boundingRect(shape)
        if not _LEAST * side <= max(width, height) <= _MOST * side:
            continue
        longer, shorter = max(width, height), min(width, height)
        covered = cv2.contourArea(cv2.convexHull(shape)) / (width * height)
        if longer <= _LONGEST_FOR_ITS_HEIGHT * shorter and _ELLIPSE[0] <= covered <= _ELLIPSE[1]:
            yield left, top, width, height
