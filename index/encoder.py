"""Which encoder a setting means."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.ports import Encoder, Vectors

DEFAULT = "e5-small"
REFERENCE = "e5-small-torch"
NONE = "none"


def open_encoder(setting: str, models_dir: Path, *, key: str = "") -> Encoder:
    """Give the encoder that a setting names.

    Args:
        setting: "e5-small"; "e5-small-torch", the same model through sentence-transformers; "none"; an
            address of an embeddings endpoint with its model (http://host/v1/embeddings#model); or a folder
            or name of a sentence-transformers model on this machine.
        models_dir: where the default model is unpacked.
        key: of the endpoint.

    Returns:
        The encoder; a model is loaded when the first text is encoded.

    Raises:
        ModelError: the default model cannot be unpacked, or the address names no model.
    """
    from index.endpoint_encoder import EndpointEncoder, is_endpoint

    if setting == NONE:
        return NoEncoder()
    if setting in (DEFAULT, REFERENCE):
        return _e5(setting, models_dir)
    if is_endpoint(setting):
        return EndpointEncoder(setting, key=key)
    from index.torch_encoder import SentenceTransformerEncoder, model_name

    return SentenceTransformerEncoder(setting, name=model_name(setting))


def _e5(setting: str, models_dir: Path) -> Encoder:
    from index.e5 import ONNX, TORCH
    from index.model_folder import ensure_folder

    if setting == DEFAULT:
        from index.onnx_encoder import OnnxEncoder

        return OnnxEncoder(ensure_folder(models_dir, ONNX), name=f"{DEFAULT}-int8@{ONNX.revision}")
    from index.torch_encoder import SentenceTransformerEncoder

    folder = ensure_folder(models_dir, TORCH)
    return SentenceTransformerEncoder(str(folder), name=f"{REFERENCE}@{TORCH.revision}")


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
