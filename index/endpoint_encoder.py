"""An embeddings endpoint of the OpenAI form (POST {"model", "input"}), where one is configured.

The only encoder that sends text anywhere; it is never the default.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import cast

import numpy as np

from corpus.errors import ModelError
from index.endpoint import Endpoint, Fault, Unanswered
from index.ports import Vectors
from index.remembered import RememberedQuestions

_SECONDS = 60.0
_BATCH = 32
# 32 vectors of some thousand numbers, written out, are below a tenth of it.
_MOST_BYTES = 32 * 1024**2


class EndpointEncoder:
    """Asks a server for vectors; safe to use from several threads."""

    def __init__(self, setting: str, *, key: str = "") -> None:
        """Take the address; nothing is asked yet.

        Args:
            setting: http://host/v1/embeddings#model.
            key: sent as a bearer token where it is not empty.

        Raises:
            ModelError: no model is named.
        """
        self._endpoint = Endpoint.of(setting, key=key, seconds=_SECONDS, most_bytes=_MOST_BYTES)
        self._address, self._model = self._endpoint.address, self._endpoint.model
        if not self._model:
            raise ModelError(f"设置 encoder 的地址 {self._address} 后面应写 #模型名。")
        self._questions = RememberedQuestions(self._encode)

    @property
    def name(self) -> str:
        """Address and model; vectors of different names are never mixed."""
        return f"{self._address}#{self._model}"

    @cached_property
    def dimension(self) -> int:
        """Length of a vector, which only the server knows.

        Raises:
            ModelError: the server does not answer.
        """
        return int(self._encode(["维"]).shape[1])

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode questions; the last thousand are remembered.

        Raises:
            ModelError: the server does not answer, or not in vectors.
        """
        return self._questions.vectors(texts) if texts else np.zeros((0, self.dimension), np.float32)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode passages.

        Raises:
            ModelError: the server does not answer, or not in vectors.
        """
        return self._encode(texts) if texts else np.zeros((0, self.dimension), np.float32)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        parts = [self._ask(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)]
        found = np.concatenate(parts)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        if not (np.isfinite(found).all() and (lengths > 0).all()):
            raise ModelError(f"向量服务 {self._address} 给出的向量不可用；请检查模型 {self._model}。")
        return np.asarray(found / lengths, dtype=np.float32)

    def _ask(self, texts: Sequence[str]) -> Vectors:
        payload = {"model": self._model, "input": list(texts), "encoding_format": "float"}
        try:
            reply = cast(Mapping[str, list[dict[str, int]]], self._endpoint.post(payload))
            rows = sorted(reply["data"], key=_place)
            found = np.array([row["embedding"] for row in rows], dtype=np.float32)
        except Unanswered as error:
            if error.fault is Fault.NO_JSON:
                raise self._out_of_order(str(error)) from error
            raise ModelError(f"向量服务 {self._address} 连不上（{error}）；请检查设置 encoder。") from error
        except (ValueError, KeyError, TypeError) as error:
            raise self._out_of_order(type(error).__name__) from error
        if found.ndim != 2 or len(found) != len(texts):
            raise ModelError(f"向量服务 {self._address} 应给 {len(texts)} 个向量，实给 {len(found)} 个。")
        return found

    def _out_of_order(self, words: str) -> ModelError:
        return ModelError(f"向量服务 {self._address} 的答复不合规矩（{words}）；请检查地址。")


def _place(row: dict[str, int]) -> int:
    return row["index"]
