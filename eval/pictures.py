"""Charts as PNG files (adapter of matplotlib): in Chinese where a font is installed for it, else English."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from corpus.errors import UsageError
from corpus.why import why
from eval.naming import KINDS
from eval.view import Run

_CHINESE = (
    "Noto Sans CJK",
    "Source Han Sans",
    "WenQuanYi",
    "Microsoft YaHei",
    "PingFang",
    "SimHei",
    "Noto Serif CJK",
)
_INCHES, _DOTS = (6.4, 4.2), 120
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The words of the charts, in the language that the font can show; `font` is None for the default one."""

    font: str | None
    risk: tuple[str, str, str]
    calibration: tuple[str, str, str]
    kinds: tuple[str, str]
    latency: tuple[str, str, str]


_ENGLISH = Labels(
    font=None,
    risk=("Risk and coverage", "Share answered", "Share of these wrong"),
    calibration=("Calibration", "Confidence", "Share right"),
    kinds=("Share right by kind", "Share right"),
    latency=("Time to answer, without encoding", "Milliseconds", "Questions"),
)


def chinese_font() -> str | None:
    """Return the name of an installed font that has Chinese letters, None where there is none."""
    from matplotlib import font_manager

    installed = sorted({font.name for font in font_manager.fontManager.ttflist})
    return next((name for wanted in _CHINESE for name in installed if name.startswith(wanted)), None)


def labels_for(font: str | None) -> Labels:
    """Return Chinese labels where there is a font for them, English ones otherwise: never empty squares."""
    if font is None:
        return _ENGLISH
    return Labels(
        font=font,
        risk=("风险—覆盖", "作答的份额", "其中错的份额"),
        calibration=("校准", "把握", "实际对的份额"),
        kinds=("各种问题答对的份额", "答对的份额"),
        latency=("作答用时（不含问题编码）", "毫秒", "问题数"),
    )


def save_pictures(runs: Sequence[Run], out: Path) -> tuple[Path, ...]:
    """Save the charts of each run as OUT/charts/<run>-<chart>.png.

    Args:
        runs: from `eval.view`.
        out: existing folder.

    Returns:
        The files written.

    Raises:
        UsageError: a file cannot be written.
    """
    with drawing() as labels:
        return tuple(path for run in runs for path in _save(run, labels, out / "charts"))


@contextmanager
def drawing() -> Iterator[Labels]:
    """Have matplotlib draw to files, in Chinese where it can, for the block."""
    import matplotlib as mpl

    mpl.use("Agg")
    # It reports every font it looks at.
    logging.getLogger("matplotlib").setLevel(logging.WARNING)
    # It warns at every label that a family of ours has no bold face; nothing is wrong with the picture.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    labels = labels_for(chinese_font())
    with mpl.rc_context(
        {
            "font.sans-serif": [labels.font or "DejaVu Sans"],
            "font.family": "sans-serif",
            "axes.unicode_minus": False,
        }
    ):
        yield labels


def draw(path: Path, onto: Callable[[Any], None]) -> Path:
    """Save a chart that `onto` draws on axes, within `drawing`; its folder is there."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=_INCHES, dpi=_DOTS, layout="constrained")
    onto(figure.subplots())
    figure.savefig(path)
    return path


def _save(run: Run, labels: Labels, folder: Path) -> list[Path]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        drawn = {"risk": _risk, "calibration": _calibration, "kinds": _kinds, "latency": _latency}
        return [
            draw(folder / f"{run.folder.path.name}-{name}.png", partial(onto, run, labels))
            for name, onto in drawn.items()
        ]
    except OSError as error:
        raise UsageError(f"写不了 {folder}（{why(error)}）；请检查空间和权限。") from error


def _named(axes: Any, words: Sequence[str]) -> None:  # noqa: ANN401
    title, across, up = words
    axes.set_title(title)
    axes.set_xlabel(across)
    axes.set_ylabel(up)
    axes.grid(alpha=0.3)


def _risk(run: Run, labels: Labels, axes: Any) -> None:  # noqa: ANN401
    axes.plot([coverage for coverage, _ in run.risk], [risk for _, risk in run.risk])
    axes.set_xlim(0, 1)
    _named(axes, labels.risk)


def _calibration(run: Run, labels: Labels, axes: Any) -> None:  # noqa: ANN401
    axes.plot([0, 1], [0, 1], linestyle="--", color="grey")
    axes.plot(
        [sure for sure, _, _ in run.reliability], [right for _, right, _ in run.reliability], marker="o"
    )
    _named(axes, labels.calibration)


def _kinds(run: Run, labels: Labels, axes: Any) -> None:  # noqa: ANN401
    rows = [row for row in run.groups if row.grouping == "kind"][::-1]
    names = [KINDS.get(row.name, row.name) if labels.font else row.name for row in rows]
    bars = axes.barh(
        [f"{name} ({row.questions})" for name, row in zip(names, rows, strict=True)],
        [row.right for row in rows],
    )
    axes.bar_label(bars, fmt="%.3f")
    axes.set_xlim(0, 1.1)
    _named(axes, (labels.kinds[0], labels.kinds[1], ""))


def _latency(run: Run, labels: Labels, axes: Any) -> None:  # noqa: ANN401
    axes.hist(run.milliseconds, bins=30)
    _named(axes, labels.latency)
