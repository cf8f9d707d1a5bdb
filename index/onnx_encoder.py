"""The default model through onnxruntime: several times as fast as torch, without its slow import."""

import logging
import os
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError
from index.e5_onnx import INPUT, MODEL, OUTPUT, STATES
from index.e5_pieces import PieceTokeniser
from index.ports import Vectors, Words
from index.remembered import QUESTIONS_KEPT, RememberedQuestions, RememberedWords

DIMENSION = 384
_QUERY, _PASSAGE = "query: ", "passage: "
_LONGEST = 512
"""Tokens that the model reads at once; longer texts are read in windows."""
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Loaded:
    tokeniser: PieceTokeniser
    session: Any


class OnnxEncoder:
    """multilingual-e5-small in 8-bit numbers; safe to use from several threads.

    A text is encoded alone, one core a text: no padding, and its vector does not depend on its neighbours.
    """

    dimension = DIMENSION

    def __init__(self, folder: Path, *, name: str) -> None:
        """Remember the model; it is loaded when first needed, in some 200 ms.

        Args:
            folder: written by `index.e5_onnx.write_onnx`.
            name: what its vectors are kept under.
        """
        self.name = name
        self._folder = folder
        self._loaded: _Loaded | None = None
        self._lock = threading.Lock()
        self._questions = RememberedQuestions(lambda texts: self._encode(texts, _QUERY))
        self._passages = RememberedWords(self._read)
        self._asked = RememberedWords(lambda texts: self._read(texts, _QUERY), QUESTIONS_KEPT)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode questions; the last thousand are remembered.

        Returns:
            float32 (len(texts), 384), rows of length 1.

        Raises:
            ModelError: the model cannot be loaded.
        """
        return self._questions.vectors(texts) if texts else np.zeros((0, DIMENSION), np.float32)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode passages.

        Returns:
            float32 (len(texts), 384), rows of length 1.

        Raises:
            ModelError: the model cannot be loaded.
        """
        return self._encode(texts, _PASSAGE) if texts else np.zeros((0, DIMENSION), np.float32)

    @property
    def words(self) -> "OnnxEncoder":
        """What reads word by word: the encoder itself."""
        return self

    def question_words(self, text: str) -> Words:
        """Read a question word by word; the last are remembered.

        Raises:
            ModelError: the model cannot be loaded.
        """
        return self._asked.words([text])[0]

    def passage_words(self, texts: Sequence[str]) -> tuple[Words, ...]:
        """Read the first 512 tokens of passages word by word; those read last are remembered.

        Raises:
            ModelError: the model cannot be loaded.
        """
        return self._passages.words(texts)

    def _read(self, texts: Sequence[str], prompt: str = _PASSAGE) -> tuple[Words, ...]:
        loaded = self._load()
        if len(texts) == 1:
            return (_words(loaded, prompt, texts[0]),)
        with ThreadPoolExecutor(max_workers=_cores()) as threads:
            return tuple(threads.map(lambda text: _words(loaded, prompt, text), texts))

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        loaded = self._load()
        if len(texts) == 1:
            return _vector(loaded, prompt + texts[0])[None, :]
        with ThreadPoolExecutor(max_workers=_cores()) as threads:
            return np.stack(list(threads.map(lambda text: _vector(loaded, prompt + text), texts)))

    def _load(self) -> _Loaded:
        with self._lock:
            if self._loaded is None:
                started = time.perf_counter()
                self._loaded = _open(self._folder)
                _LOG.info("model %s loaded in %.0f ms", self.name, 1000 * (time.perf_counter() - started))
            return self._loaded


def _open(folder: Path) -> _Loaded:
    try:
        import onnxruntime
    except ImportError as error:
        raise ModelError(
            '没有装 onnxruntime；请运行 pip install onnxruntime，或设 encoder = "none" 只用词语检索。'
        ) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        tokeniser = PieceTokeniser(folder)
        session = onnxruntime.InferenceSession(
            str(folder / MODEL), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:
        raise ModelError(
            f"向量模型 {folder} 装载不了（{type(error).__name__}）；请运行 zhengda doctor --repair。"
        ) from error
    return _Loaded(tokeniser, session)


def _vector(loaded: _Loaded, text: str) -> NDArray[np.float32]:
    """Encode one text; one of more than 512 tokens in windows, their vectors averaged by length."""
    ids = loaded.tokeniser.encode(text)
    if len(ids) <= _LONGEST:
        return _run(loaded, ids)
    begin, *inner, end = ids
    width = _LONGEST - 2
    windows = [inner[start : start + width] for start in range(0, len(inner), width)]
    total = sum(len(window) * _run(loaded, [begin, *window, end]) for window in windows)
    return np.asarray(total / np.linalg.norm(total), dtype=np.float32)


def _words(loaded: _Loaded, prompt: str, text: str) -> Words:
    """States of a text's own words: those of the prompt and of the marks at both ends are left out."""
    own = len(loaded.tokeniser.encode(prompt.strip())) - 1
    ids = loaded.tokeniser.encode(prompt + text)
    ids = ids if len(ids) <= _LONGEST else [*ids[: _LONGEST - 1], ids[-1]]
    states = loaded.session.run([STATES], {INPUT: np.array([ids], np.int64)})[0][0]
    apart = (states - _common())[own:-1].astype(np.float16)
    return Words(states=apart, scores=loaded.tokeniser.scores(ids[own:-1]))


@cache
def _common() -> NDArray[np.float32]:
    """The mean state of words, float32 (384,): see `eval.fit_words`."""
    raw = resources.files("index").joinpath("data/e5-small-mean.f32").read_bytes()
    return np.frombuffer(raw, "<f4")


def _run(loaded: _Loaded, ids: Sequence[int]) -> NDArray[np.float32]:
    found: NDArray[np.float32] = loaded.session.run([OUTPUT], {INPUT: np.array([ids], np.int64)})[0][0]
    return found


def _cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
