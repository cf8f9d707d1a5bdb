"""Any sentence-transformers model, offline (adapter of sentence-transformers); the reference encoder."""

import hashlib
import logging
import os
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import ModelError
from index.ports import Vectors
from index.remembered import RememberedQuestions

_BATCH = 16
_LOG = logging.getLogger(__name__)


class SentenceTransformerEncoder:
    """A sentence-transformers model with its own prompts; safe to use from several threads."""

    def __init__(self, model: str, *, name: str) -> None:
        """Remember the model; it is loaded when first needed, in some ten seconds.

        Args:
            model: folder, or name of a model in the local cache.
            name: what its vectors are kept under.
        """
        self._path = model
        self._name = name
        self._loaded: Any = None
        self._lock = threading.Lock()
        self._questions = RememberedQuestions(lambda texts: self._encode(texts, "encode_query"))

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
        return self._questions.vectors(texts) if texts else np.zeros((0, self.dimension), np.float32)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode passages.

        Returns:
            float32 (len(texts), dimension), rows of length 1.

        Raises:
            ModelError: the model cannot be loaded.
        """
        return self._encode(texts, "encode_document") if texts else np.zeros((0, self.dimension), np.float32)

    def _encode(self, texts: Sequence[str], method: str) -> Vectors:
        with self._lock:
            found = getattr(self._model(), method)(
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


def model_name(setting: str) -> str:
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
