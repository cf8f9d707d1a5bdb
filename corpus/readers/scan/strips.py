"""Where to cut strips: lines parted at the rules of tables and lengthened, print in cells without a line."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from corpus.readers.pages.ruled import GridCell
from corpus.readers.scan.tables import RuledGrid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]
    Quads = NDArray[np.float32]

# As shares of a line's height: what is narrower is the rim of a line, and how far lines are lengthened.
_SLIVER, _WIDER = 0.35, 0.35
# In pixels: rules are that wide.
_INSET = 3


def parted(quad: "Quads", grids: Sequence[RuledGrid]) -> Iterator[tuple["Quads", GridCell | None]]:
    """Cut a line at the rules that it crosses; each part comes with the cell that it stands in."""
    left, top = (float(edge) for edge in quad.min(axis=0))
    right, bottom = (float(edge) for edge in quad.max(axis=0))
    middle = (top + bottom) / 2
    beside = [cell for grid in grids for cell in grid.cells if cell.box[1] <= middle < cell.box[3]]
    parts = [(max(left, cell.box[0]), min(right, cell.box[2]), cell) for cell in beside]
    # A sliver is the rim that a found line always has around its letters.
    inside = [part for part in parts if part[1] - part[0] > _SLIVER * (bottom - top)]
    if not inside:
        yield quad, None
    for start, end, cell in inside:
        yield _rectangle(start, top, end, bottom), cell


def clipped(quad: "Quads", cell: GridCell | None) -> "Quads":
    """Cut a part off the rules at its ends."""
    import numpy as np

    if cell is None:
        return quad
    edges = np.array([[cell.box[0] + _INSET], [cell.box[2] - _INSET]], np.float32)
    inside: Quads = np.stack([np.clip(quad[:, 0], edges[0], edges[1]), quad[:, 1]], axis=1)
    return inside


def widened(quads: "Quads") -> "Quads":
    """Lengthen lines by a third of a letter at both ends, as far as no other line stands there.

    What is found ends with the last letter; a mark after it, which parts units, is small and easily cut off.
    """
    import numpy as np

    if not len(quads):
        return quads
    left, right = quads[:, :, 0].min(axis=1), quads[:, :, 0].max(axis=1)
    top, bottom = quads[:, :, 1].min(axis=1), quads[:, :, 1].max(axis=1)
    wide = quads.copy()
    for place, quad in enumerate(wide):
        beside = (np.minimum(bottom, bottom[place]) - np.maximum(top, top[place])) > 0.3 * (
            bottom[place] - top[place]
        )
        before = left[place] - right[beside & (right <= left[place])].max(initial=-np.inf)
        after = left[beside & (left >= right[place])].min(initial=np.inf) - right[place]
        more = _WIDER * (bottom[place] - top[place])
        quad[[0, 3], 0] -= min(more, before / 2)
        quad[[1, 2], 0] += min(more, after / 2)
    return wide


def mark_in(straight: "Pixels", cell: GridCell) -> "Quads | None":
    """Return the corners around what is printed in a cell, None where nothing of a line's height is."""
    import cv2
    import numpy as np

    left, top, right, bottom = cell.box
    inset = 2 * _INSET
    grey = cv2.cvtColor(straight, cv2.COLOR_RGB2GRAY)[
        top + inset : bottom - inset, left + inset : right - inset
    ]
    if min(grey.shape) < 4 * _INSET:
        return None
    dark = grey < np.median(grey) - 70
    rows, columns = np.flatnonzero(dark.sum(axis=1) > 1), np.flatnonzero(dark.sum(axis=0) > 1)
    if len(rows) < 4 * _INSET or not len(columns) or rows[-1] - rows[0] > straight.shape[1] / 20:
        return None
    rim = (rows[-1] - rows[0]) // 4 + 2
    return _rectangle(
        left + inset + max(0, columns[0] - rim),
        top + inset + max(0, rows[0] - rim),
        left + inset + min(grey.shape[1], columns[-1] + rim),
        top + inset + min(grey.shape[0], rows[-1] + rim),
    )


def _rectangle(left: float, top: float, right: float, bottom: float) -> "Quads":
    import numpy as np

    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)
