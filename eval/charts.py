"""Charts as SVG inside the page: text stays text, colours follow the page's light or dark."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 420, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 16, 26, 40
_TICKS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A named run of points; `dotted` marks one that is a guide, not a measurement."""

    name: str
    points: Sequence[tuple[float, float]]
    dotted: bool = False


def line_chart(
    title: str, lines: Sequence[Line], *, x: str, y: str, top: float | None = None, marks: bool = False
) -> str:
    """Draw lines over a coverage, confidence or share from 0 to 1.

    Args:
        title: what is shown, also read out in place of the picture.
        lines: points with x from 0 to 1.
        x: what is along.
        y: what is up.
        top: largest y; the largest of the points where None.
        marks: whether each point is marked.
    """
    most = top or max((value for line in lines for _, value in line.points), default=0.0) or 1.0
    parts = [_axes(x, y, most)]
    for number, line in enumerate(lines):
        colour = "var(--faint)" if line.dotted else f"var(--line{number % 4})"
        parts += _drawn(line, colour, most, marks=marks and not line.dotted)
    return _figure(title, parts) + _legend([line.name for line in lines if not line.dotted])


def timeline(title: str, lines: Sequence[Line], days: Sequence[str], *, y: str) -> str:
    """Draw a figure over time, each point marked.

    Args:
        title: what is shown.
        lines: points with x from 0 (the first day) to 1 (the last).
        days: of all points in their order; the first and the last are written below.
        y: what is up.
    """
    values = [value for line in lines for _, value in line.points]
    # Shares are shown as shares of one, so that two charts can be compared; times by their largest.
    most = 1.0 if max(values) <= 1.0 else max(values)
    parts = [_grid(most), _text(4, _TOP - 12, y)]
    ends = [(0.0, days[0], "start"), (1.0, days[-1], "end")] if len(days) > 1 else [(0.5, days[0], "middle")]
    parts += [_text(_across(x), HEIGHT - _BOTTOM + 16, day, anchor=anchor) for x, day, anchor in ends]
    for place, line in enumerate(lines):
        parts += _drawn(line, f"var(--line{place % 4})", most, marks=True)
    return _figure(title, parts) + _legend([line.name for line in lines])


def bar_chart(title: str, rows: Sequence[tuple[str, Sequence[float]]], names: Sequence[str]) -> str:
    """Draw horizontal bars from 0 to 1, for each row one bar a run.

    Args:
        title: what is shown.
        rows: label and a value (0 to 1) for each name.
        names: of the runs.
    """
    thick = 16 if len(names) == 1 else 11
    gap = thick * len(names) + 10
    height = _TOP + gap * len(rows) + 6
    parts = []
    for place, (label, values) in enumerate(rows):
        top = _TOP + place * gap
        parts.append(_text(128, top + gap / 2 - 2, label, anchor="end"))
        for number, value in enumerate(values):
            wide = max(1.0, (WIDTH - 190) * value)
            at = top + number * thick
            parts.append(
                f'<rect x="136" y="{at:.1f}" width="{wide:.1f}" height="{thick - 3}"'
                f' fill="var(--line{number % 4})"/>'
            )
            parts.append(_text(140 + wide, at + thick - 5, f"{value:.3f}"))
    return _figure(title, parts, height=height) + _legend(names)


def histogram(title: str, values: Sequence[float], *, unit: str, bins: int = 20) -> str:
    """Draw how often values fall into bins of equal width up to the 99th percentile; the rest in the last.

    Args:
        title: what is shown.
        values: at least one, 0 or more.
        unit: of the values.
        bins: how many bars.
    """
    ordered = sorted(values)
    most = ordered[min(int(0.99 * len(ordered)), len(ordered) - 1)] or 1.0
    counts = [0] * bins
    for value in ordered:
        counts[min(int(value / most * bins), bins - 1)] += 1
    parts = [_axes(f"{unit}（至 {most:.0f}）", "问题数", float(max(counts)), along=most)]
    wide = (WIDTH - _LEFT - _RIGHT) / bins
    for place, count in enumerate(counts):
        top = _up(count / max(counts))
        parts.append(
            f'<rect x="{_LEFT + place * wide + 1:.1f}" y="{top:.1f}" width="{wide - 2:.1f}"'
            f' height="{HEIGHT - _BOTTOM - top:.1f}" fill="var(--line0)"/>'
        )
    return _figure(title, parts)


def _drawn(line: Line, colour: str, most: float, *, marks: bool) -> list[str]:
    places = [(_across(px), _up(py / most)) for px, py in line.points]
    path = " ".join(f"{px:.1f},{py:.1f}" for px, py in places)
    dash = ' stroke-dasharray="4 4"' if line.dotted else ""
    drawn = [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>']
    if marks:
        drawn += [f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3" fill="{colour}"/>' for px, py in places]
    return drawn


def _across(share: float) -> float:
    return _LEFT + share * (WIDTH - _LEFT - _RIGHT)


def _up(share: float) -> float:
    return HEIGHT - _BOTTOM - min(share, 1.0) * (HEIGHT - _TOP - _BOTTOM)


def _axes(x: str, y: str, most: float, along: float = 1.0) -> str:
    parts = [_grid(most)]
    for step in range(_TICKS + 1):
        share = step / _TICKS
        parts.append(_text(_across(share), HEIGHT - _BOTTOM + 16, _short(share * along), anchor="middle"))
    parts.append(_text(_across(0.5), HEIGHT - 6, x, anchor="middle"))
    parts.append(_text(4, _TOP - 12, y))
    return "".join(parts)


def _grid(most: float) -> str:
    parts = []
    for step in range(_TICKS + 1):
        share = step / _TICKS
        parts.append(
            f'<line x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{_up(share):.1f}" y2="{_up(share):.1f}"'
            ' stroke="var(--grid)"/>'
        )
        parts.append(_text(_LEFT - 6, _up(share) + 4, _short(share * most), anchor="end"))
    return "".join(parts)


def _short(value: float) -> str:
    return f"{value:.2g}" if value < 10 else f"{value:.0f}"


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _figure(title: str, parts: Sequence[str], height: float = HEIGHT) -> str:
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg role="img" viewBox="0 0 {WIDTH} {height:.0f}"'
        f' width="{WIDTH}"><title>{escape(title)}</title>{"".join(parts)}</svg></figure>'
    )


def _legend(names: Sequence[str]) -> str:
    if len(names) < 2:
        return ""
    items = "".join(
        f'<li><span class="key" style="background:var(--line{number % 4})"></span>{escape(name)}</li>'
        for number, name in enumerate(names)
    )
    return f'<ul class="legend">{items}</ul>'
