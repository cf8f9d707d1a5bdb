"""Invented pages drawn for the tests of pictures."""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

_FONTS = sorted(Path("/usr/share/fonts").rglob("*.tt[cf]")) + sorted(
    Path("/usr/share/fonts").rglob("*.ot[cf]")
)
FONT = next((path for path in _FONTS if any(name in path.name.lower() for name in ("wqy", "cjk"))), None)
needs_font = pytest.mark.skipif(FONT is None, reason="no font with Chinese letters")


def page(width: int = 640, height: int = 420) -> Image.Image:
    return Image.new("RGB", (width, height), "white")


def write(
    image: Image.Image, text: str, place: tuple[float, float], size: int = 26, fill: object = 0
) -> None:
    font = ImageFont.truetype(str(FONT), size)
    ImageDraw.Draw(image).text(place, text, font=font, fill=fill or (0, 0, 0))


def rule(image: Image.Image, across: Sequence[int], down: Sequence[int]) -> None:
    """Draw a grid."""
    brush = ImageDraw.Draw(image)
    for x in across:
        brush.line((x, down[0], x, down[-1]), fill=(0, 0, 0), width=2)
    for y in down:
        brush.line((across[0], y, across[-1], y), fill=(0, 0, 0), width=2)


def packed(image: Image.Image, kind: str = "PNG", **settings: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **settings)
    return file.getvalue()
