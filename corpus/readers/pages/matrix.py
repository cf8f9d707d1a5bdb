"""Plane transformations as PDF and OFD write them: (a, b, c, d, e, f) leads (x, y) to (ax+cy+e, bx+dy+f).

*Source:* ISO 32000-1, 8.3.4.
"""

Matrix = tuple[float, float, float, float, float, float]
SAME: Matrix = (1, 0, 0, 1, 0, 0)


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """Return what does first `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    return (
        a * outer[0] + b * outer[2],
        a * outer[1] + b * outer[3],
        c * outer[0] + d * outer[2],
        c * outer[1] + d * outer[3],
        e * outer[0] + f * outer[2] + outer[4],
        e * outer[1] + f * outer[3] + outer[5],
    )
