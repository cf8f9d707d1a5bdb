"""Sets scanned pages upright: pages turned by quarters, and pages that lay askew by a few degrees.

Where lines run tells both: lines that stand on end tell of a quarter turn, letters that read badly but well
the other way up of half a turn, and the slope that most lines share is how far the page lay askew.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.readers.scan.recognise import find_quads, read_strips, strip_at

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]
    Quads = NDArray[np.float32]
    Matrix = NDArray[np.float64]

_STANDS = 1.5
_MOST_STAND = 0.6
_SAMPLES = 6
_SAMPLE_LENGTH = 8
_READS_WELL = 0.9
_BETTER_BY = 0.1
_LONG = 4
_STRAIGHT, _STEEPEST = 0.1, 15.0
_BLANK = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Upright:
    """A page set upright.

    Attributes:
        source: the page turned by quarters only, whose letters are sharp.
        straight: the page without any slope, for measuring.
        quads: where lines stand on `straight`.
        to_source: 2 x 3, leads from places on `straight` to places on `source`.
        turns: by how many quarters counterclockwise the page was turned.
    """

    source: "Pixels"
    straight: "Pixels"
    quads: "Quads"
    to_source: "Matrix"
    turns: int

    @property
    def line(self) -> float:
        """How high most lines are found to be, in pixels; 0 where there are none."""
        import numpy as np

        return float(np.median(_sizes(self.quads)[1])) if len(self.quads) else 0.0

    def on_source(self, quads: "Quads") -> "Quads":
        """Lead corners from `straight` to `source`."""
        return _moved(quads, self.to_source)

    def box(self, quad: "Quads") -> tuple[float, float, float, float]:
        """Return where a place of `straight` stands on the page as it came, as shares of it."""
        height, width = self.source.shape[:2]
        shares = self.on_source(quad[None])[0] / (width, height)
        for _ in range(self.turns):
            shares = _quarter_back(shares)
        edges = (*shares.min(axis=0), *shares.max(axis=0))
        left, top, right, bottom = (round(min(max(float(edge), 0.0), 1.0), 5) for edge in edges)
        return left, top, right, bottom


def _quarter_back(shares: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Undo one counterclockwise quarter turn: what was up there stood at the right."""
    import numpy as np

    return np.stack([1 - shares[:, 1], shares[:, 0]], axis=1)


def set_upright(image: "Pixels") -> Upright:
    """Turn a page so that its lines run from left to right.

    Args:
        image: height x width x 3, red, green, blue.

    Raises:
        ModelError: the recognition is missing or damaged.
    """
    import numpy as np

    source, quads, turns = image, find_quads(image), 0
    if _stand(quads):
        source, turns = np.ascontiguousarray(np.rot90(source)), 1
        quads = find_quads(source)
    if _upside_down(source, quads):
        source, turns = np.ascontiguousarray(source[::-1, ::-1]), turns + 2
        height, width = source.shape[:2]
        quads = (np.array([width, height], np.float32) - quads)[:, [2, 3, 0, 1]]
    straight, matrix = _straightened(source, _slope(quads))
    back = _inverse(matrix)
    return Upright(source=source, straight=straight, quads=_moved(quads, matrix), to_source=back, turns=turns)


def _sizes(quads: "Quads") -> tuple["NDArray[np.float32]", "NDArray[np.float32]"]:
    """Lengths of the upper and of the left edges."""
    import numpy as np

    return (
        np.linalg.norm(quads[:, 1] - quads[:, 0], axis=1),
        np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1),
    )


def _stand(quads: "Quads") -> bool:
    """Tell whether most of what is printed stands on end; a page of single letters does not tell."""
    wide, high = _sizes(quads)
    standing = float(high[high > _STANDS * wide].sum())
    lying = float(wide[wide > _STANDS * high].sum())
    return standing > _MOST_STAND * (standing + lying)


def _upside_down(source: "Pixels", quads: "Quads") -> bool:
    import numpy as np

    wide, high = _sizes(quads)
    longest = np.argsort(-np.minimum(wide, high * _SAMPLE_LENGTH))[:_SAMPLES]
    strips = [strip_at(source, quad) for quad in quads[longest]]
    samples = [strip[:, : strip.shape[0] * _SAMPLE_LENGTH] for strip in strips]
    upright = _mean_confidence(samples)
    if not samples or upright >= _READS_WELL:
        return False
    return _mean_confidence([sample[::-1, ::-1] for sample in samples]) > upright + _BETTER_BY


def _mean_confidence(strips: "list[Pixels]") -> float:
    read = read_strips(strips)
    return sum(words.confidence for words in read) / max(len(read), 1)


def _slope(quads: "Quads") -> float:
    """The slope of the lines in degrees, falling to the right: the median, long lines counting for more."""
    import numpy as np

    wide, high = _sizes(quads)
    long = quads[wide > _LONG * high]
    if not len(long):
        return 0.0
    run = (long[:, 1] - long[:, 0]) + (long[:, 2] - long[:, 3])
    degrees = np.degrees(np.arctan2(run[:, 1], run[:, 0]))
    order = np.argsort(degrees)
    weight = np.cumsum(np.abs(run[order, 0]))
    return float(degrees[order][np.searchsorted(weight, weight[-1] / 2)])


def _straightened(source: "Pixels", slope: float) -> tuple["Pixels", "Matrix"]:
    import cv2
    import numpy as np

    if not _STRAIGHT < abs(slope) < _STEEPEST:
        return source, np.array([[1.0, 0, 0], [0, 1, 0]])
    height, width = source.shape[:2]
    matrix: Matrix = cv2.getRotationMatrix2D((width / 2, height / 2), slope, 1.0)
    # The sheet grows, so that no corner is cut off.
    sine, cosine = abs(matrix[0, 1]), abs(matrix[0, 0])
    across, down = round(height * sine + width * cosine), round(height * cosine + width * sine)
    matrix[:, 2] += (across - width) / 2, (down - height) / 2
    straight: Pixels = cv2.warpAffine(
        source, matrix, (across, down), flags=cv2.INTER_LINEAR, borderValue=(_BLANK, _BLANK, _BLANK)
    )
    return straight, matrix


def _inverse(matrix: "Matrix") -> "Matrix":
    import numpy as np

    return np.linalg.inv(np.vstack([matrix, [0, 0, 1]]))[:2]


def _moved(quads: "Quads", matrix: "Matrix") -> "Quads":
    import numpy as np

    return (quads @ matrix[:, :2].T + matrix[:, 2]).astype(np.float32)
