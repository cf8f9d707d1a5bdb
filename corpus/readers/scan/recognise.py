"""Recognises printed text in pictures: PP-OCRv6 small by rapidocr on onnxruntime, models inside the wheel.

The sessions are made here and handed to rapidocr, so that its code that downloads models never runs, the
threads sleep while they wait (spinning costs a second of processor time a page on two shared cores), and
strips are read two at a time (six, the default, takes twice the memory and is no faster).

Not supported: handwriting, text set in columns from top to bottom, formulas.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from corpus.errors import ModelError
from corpus.layout import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]
    Quads = NDArray[np.float32]

_THREADS = 2
_BATCH = 2
# The longer side that lines are looked for at: at 960 letters of 10.5 points on A4 are still 12 pixels high.
# Where most lines are lower than `_SMALL` pixels then, marks at their ends are lost: looked at again, larger.
_LOOK_AT, _LOOK_AT_MOST = 960, 1920
_SMALL, _ENOUGH = 14.0, 17.0
# On eight drawn pages (4,600 letters) two were less likely than this, both wrong; the next ones were right.
_SURE = 0.7
_DETECTION, _RECOGNITION = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a strip with one line on it says.

    Attributes:
        confidence: mean over its letters, 0 to 1.
        unsure: places in the text of letters (not marks) that another letter looks almost as likely for.
    """

    text: str
    confidence: float
    unsure: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedLine:
    """A printed line, or a part of one.

    Attributes:
        box: where it stands, as shares of the picture.
        confidence: mean over its letters, 0 to 1.
    """

    text: str
    box: Box
    confidence: float


def recognise(image: "Pixels") -> tuple[RecognisedLine, ...]:
    """Read the lines of an upright picture.

    Args:
        image: height x width x 3, red, green, blue.

    Returns:
        The lines as found, from top to bottom as far as they do not overlap.

    Raises:
        ModelError: rapidocr or its models are missing or damaged.
    """
    height, width = image.shape[:2]
    quads = find_quads(image)
    return tuple(
        RecognisedLine(text=words.text, box=_box(quad, width, height), confidence=words.confidence)
        for quad, words in zip(quads, read_quads(image, quads), strict=True)
        if words.text.strip()
    )


def find_quads(image: "Pixels") -> "Quads":
    """Find where lines of text stand.

    Returns:
        n x 4 x 2: x and y of the corners of each, in pixels, from the upper left one on clockwise.

    Raises:
        ModelError: as `recognise`.
    """
    import numpy as np

    found = _looked_at(image, _LOOK_AT)
    scale = min(_LOOK_AT / max(image.shape), 1.0)
    high = float(np.median(np.linalg.norm(found[:, 3] - found[:, 0], axis=1))) * scale if len(found) else 0.0
    if len(found) and high < _SMALL and scale < 1:
        found = _looked_at(image, min(round(_LOOK_AT * _ENOUGH / max(high, 1.0)), _LOOK_AT_MOST))
    return found


def _looked_at(image: "Pixels", longest: int) -> "Quads":
    """Find lines on the picture scaled down to a longest side."""
    import numpy as np

    detector, _ = _engine()
    with _ONE_AT_A_TIME, _failures():
        detector.limit_side_len = longest
        found = detector(np.ascontiguousarray(image[:, :, ::-1])).boxes
    return np.zeros((0, 4, 2), np.float32) if found is None else np.asarray(found, np.float32)


def read_quads(image: "Pixels", quads: "Quads") -> tuple[Words, ...]:
    """Read what stands at places of a picture, a line each.

    Raises:
        ModelError: as `recognise`.
    """
    return read_strips([strip_at(image, quad) for quad in quads])


def read_strips(strips: Sequence["Pixels"]) -> tuple[Words, ...]:
    """Read pictures of one line each.

    Raises:
        ModelError: as `recognise`.
    """
    import numpy as np
    from rapidocr.ch_ppocr_rec import TextRecInput

    if not strips:
        return ()
    _, recogniser = _engine()
    turned = [np.ascontiguousarray(strip[:, :, ::-1]) for strip in strips]
    with _ONE_AT_A_TIME, _failures():
        read = recogniser(TextRecInput(img=turned, return_word_box=True))
    return tuple(
        Words(text=text, confidence=float(score), unsure=_unsure(text, info.confs or ()))
        for text, score, info in zip(read.txts, read.scores, read.word_results, strict=True)
    )


@contextmanager
def _failures() -> Iterator[None]:
    """Say what failed inside of the models (memory ran out, most likely)."""
    failure = import_module("rapidocr.inference_engine.onnxruntime").ONNXRuntimeError
    try:
        yield
    except failure as error:
        raise ModelError("识别图片里的文字时出错，多半是内存不够。请换小些的图片，或重启后重试。") from error


def _unsure(text: str, likely: Sequence[float]) -> tuple[int, ...]:
    return tuple(
        place
        for place, (letter, share) in enumerate(zip(text, likely, strict=False))
        if share < _SURE and letter.isalnum()
    )


def strip_at(image: "Pixels", quad: "Quads") -> "Pixels":
    """Cut a line out by its corners, set straight."""
    import cv2
    import numpy as np

    def length(first: int, last: int) -> float:
        return float(np.linalg.norm(quad[first] - quad[last]))

    width = max(1, round(max(length(0, 1), length(3, 2))))
    height = max(1, round(max(length(0, 3), length(1, 2))))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(np.ascontiguousarray(quad, np.float32), corners)
    strip: Pixels = cv2.warpPerspective(
        image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return strip


def _box(quad: "Quads", width: int, height: int) -> Box:
    (left, top), (right, bottom) = quad.min(axis=0), quad.max(axis=0)
    shares = left / width, top / height, right / width, bottom / height
    first, second, third, fourth = (round(min(max(float(share), 0.0), 1.0), 5) for share in shares)
    return first, second, third, fourth


@cache
def _engine() -> tuple[Any, Any]:
    """Load the models: what finds lines and what reads them."""
    try:
        runtime, rapid = import_module("onnxruntime"), import_module("rapidocr")
        detection, recognition = (import_module(f"rapidocr.ch_ppocr_{part}") for part in ("det", "rec"))
    except ImportError as error:
        raise ModelError(f"识别图片里的文字要用 rapidocr，缺少 {error.name}。请安装后重试。") from error
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    folder = Path(rapid.__file__ or "").parent / "models"
    found, read = (_session(runtime, folder / name) for name in (_DETECTION, _RECOGNITION))
    return (
        detection.TextDetector(_config(session=found, limit_type="max", limit_side_len=_LOOK_AT)),
        recognition.TextRecognizer(
            _config(session=read, rec_batch_num=_BATCH, rec_img_shape=[3, 48, 320], font_path=None)
        ),
    )


def _session(runtime: Any, model: Path) -> Any:  # noqa: ANN401 - onnxruntime has no types
    """Open a model of the wheel; where it is missing nothing is downloaded."""
    if not model.is_file():
        raise ModelError(f"文字识别模型 {model.name} 不在 rapidocr 包里。请重新安装 rapidocr。")
    options = runtime.SessionOptions()
    options.intra_op_num_threads = _THREADS
    options.log_severity_level = 4
    options.enable_cpu_mem_arena = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return runtime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors share no base of their own
        raise ModelError(f"文字识别模型 {model.name} 打不开。请重新安装 rapidocr。") from error


def _config(**settings: object) -> Any:  # noqa: ANN401 - a rapidocr configuration has no types
    """Write a configuration as rapidocr reads it, around a session."""
    rapid = import_module("rapidocr")
    common = {"engine_type": rapid.EngineType.ONNXRUNTIME, "lang_type": "ch"}
    return import_module("omegaconf").OmegaConf.create({**common, **settings}, flags={"allow_objects": True})
