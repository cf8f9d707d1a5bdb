"""Which encoder a setting means."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np

from corpus.errors import ModelError
from index.ports import Encoder, Vectors

DEFAULT = "e5-small"
REFERENCE = "e5-small-torch"
NONE = "none"
_SHIPPED = {f"{DEFAULT}-int8": DEFAULT, REFERENCE: REFERENCE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """An encoder with the setting that opens it again from any working directory; no key is in it."""

    encoder: Encoder
    setting: str = ""

    @property
    def name(self) -> str:
        """Name and revision of the encoder."""
        return self.encoder.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoders:
    """Opens the encoder that is set, and those of generations that were built under another setting.

    Attributes:
        setting: what is set now.
        models_dir: where the default model is unpacked.
        key: of the endpoint that is set now.
    """

    setting: str
    models_dir: Path
    key: str = field(default="", repr=False)

    def chosen(self) -> Chosen:
        """Give the encoder that is set.

        Raises:
            ModelError: see `open_encoder`.
        """
        encoder = open_encoder(self.setting, self.models_dir, key=self.key)
        return Chosen(encoder=encoder, setting=_from_anywhere(self.setting))

    def former(self, model: str, setting: str) -> Chosen:
        """Give the encoder that a generation was built by, once it has shown that it works.

        Args:
            model: its name.
            setting: that opened it, "" where the generation does not tell.

        Raises:
            ModelError: it cannot be loaded, is another one by now, or would send text to an address that is
                not set any more.
        """
        setting = setting or _SHIPPED.get(model.partition("@")[0], model)
        if not self._may_send(setting):
            raise ModelError(f"向量服务 {model} 已不在设置里，不再向它发文字。")
        encoder = open_encoder(setting, self.models_dir, key=self.key)
        if encoder.name != model:
            raise ModelError(f"设置 {setting} 现在指模型 {encoder.name}，不再是 {model}。")
        encoder.encode_queries(["预热"])
        return Chosen(encoder=encoder, setting=setting)

    def _may_send(self, setting: str) -> bool:
        """Tell whether an encoder sends nothing, or only to the server that is set, whose key this is."""
        from index.endpoint import is_endpoint

        asked, set_now = urlsplit(setting), urlsplit(self.setting)
        return not is_endpoint(setting) or (asked.scheme, asked.netloc) == (set_now.scheme, set_now.netloc)


def is_of(model: str, setting: str) -> bool:
    """Tell by the names alone, nothing being opened, whether a setting means a model."""
    folder = Path(setting).expanduser()
    named = folder.name if folder.is_dir() else setting
    return model == named or _SHIPPED.get(model.partition("@")[0], model.rpartition("@")[0]) == named


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
    from index.endpoint import is_endpoint
    from index.endpoint_encoder import EndpointEncoder

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


def _from_anywhere(setting: str) -> str:
    folder = Path(setting).expanduser()
    return str(folder.absolute()) if folder.is_dir() else setting


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
