"""Makes a clean page look like one that went through an office's copier and scanner."""

import io

import numpy as np
from PIL import Image, ImageFilter

_TURN = 2.0
_GRAIN = 12.0
_SHADE = 0.25
_BLUR = 0.7
_QUALITY = 60


def noisy(page: Image.Image, seed: int = 0) -> Image.Image:
    """Turn by two degrees, shade towards a corner, blur a little, add grain, pack as JPEG of quality 60."""
    turned = page.convert("RGB").rotate(
        _TURN if seed % 2 else -_TURN, resample=Image.Resampling.BICUBIC, fillcolor=(255, 255, 255)
    )
    pixels = np.asarray(turned.filter(ImageFilter.GaussianBlur(_BLUR)), dtype=np.float32)
    down, along = np.mgrid[0 : 1 : complex(pixels.shape[0]), 0 : 1 : complex(pixels.shape[1])]
    light = 1 - _SHADE * (down + along) / 2
    grain = np.random.default_rng(seed).normal(0, _GRAIN, pixels.shape[:2])
    shaded = np.clip(pixels * light[..., None] + grain[..., None], 0, 255).astype(np.uint8)
    packed = io.BytesIO()
    Image.fromarray(shaded).save(packed, "JPEG", quality=_QUALITY)
    return Image.open(packed)
