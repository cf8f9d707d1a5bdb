"""multilingual-e5-small as an ONNX graph of 8-bit matrices (adapter of onnx).

The graph is written node by node, in the fused operators of onnxruntime, for one text at a time: without
padding a vector does not depend on what else is encoded. Matrices have 7 significant bits: where a processor
multiplies bytes in pairs, sums of 8-bit products overflow and its vectors would be others than elsewhere.

A vector is turned into bytes by its largest number, and in the lower layers one number of the inner 1536 is
up to ten times as large as any other: it is multiplied apart, or the rest would keep some four bits. Cosine
with the same weights in 32 bits: 0.998 and more, without that 0.996.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.e5_file import BLOCK, PackedModel
from index.e5_pieces import write_pieces

MODEL = "model.onnx"
INPUT, OUTPUT, STATES = "ids", "vector", "states"
_FUSED = "com.microsoft"
_ASKED = ("q", "k", "v")
_LARGEST = 63.0
_LOUD = (318, 1462, 354, 408, 778, 658, 1152, 413, 563)
"""Of each lower layer the inner number that outgrows the others; measured on the sample notices."""
# Old enough for any onnxruntime that has the operators used.
_OPSET, _IR = 21, 10


def write_onnx(folder: Path, packed: PackedModel) -> None:
    """Write graph and vocabulary.

    Args:
        folder: existing empty folder.
        packed: the model as packed.
    """
    import onnx

    onnx.save(_Graph(packed).model(), folder / MODEL)
    write_pieces(folder, packed.pieces)


class _Graph:
    """The graph as it grows: nodes and the constants they use."""

    def __init__(self, packed: PackedModel) -> None:
        self._packed = packed
        self._nodes: list[Any] = []
        self._constants: list[Any] = []

    def model(self) -> Any:  # noqa: ANN401
        """Return the model: token ids int64 (1, n) to a unit vector float32 (1, hidden), and its states."""
        from onnx import TensorProto, helper

        last = self._embedding()
        for layer in range(self._packed.measures.layers):
            last = self._layer(f"l{layer}.", last, *_LOUD[layer : layer + 1])
        self._node("Identity", [last], STATES)
        axes = self._constant("axes", np.array([1], np.int64))
        self._node("ReduceMean", [last, axes], "mean", keepdims=0)
        self._node("LpNormalization", ["mean"], OUTPUT, axis=-1, p=2)
        width = self._packed.measures.hidden
        taken = helper.make_tensor_value_info(INPUT, TensorProto.INT64, [1, "tokens"])
        given = helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [1, width])
        states = helper.make_tensor_value_info(STATES, TensorProto.FLOAT, [1, "tokens", width])
        graph = helper.make_graph(self._nodes, "e5-small", [taken], [given, states], self._constants)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR)

    def _embedding(self) -> str:
        """Words (4-bit, as packed) and places, normalised."""
        measures = self._packed.measures
        self._words()
        places = self._packed.tensor("emb.pos").reshape(-1, measures.hidden)
        types = self._packed.tensor("emb.type").reshape(-1, measures.hidden)
        self._constant("places", places + types[0])
        for name, value in (("zero", 0), ("one", 1), ("two", 2)):
            self._constant(name, np.array([value], np.int64))
        self._node("Shape", [INPUT], "shape")
        self._node("Slice", ["shape", "one", "two"], "length")
        self._node("Slice", ["places", "zero", "length", "zero"], "place")
        self._node("Add", ["word", "place"], "summed")
        norm = ["summed", self._weight("emb.ln.w"), self._weight("emb.ln.b")]
        return self._node("LayerNormalization", norm, "embedded", epsilon=measures.epsilon, axis=-1)

    def _words(self) -> None:
        from onnx import TensorProto

        measures = self._packed.measures
        nibbles, scales = self._packed.blocks("emb.word")
        signed = ((nibbles.astype(np.int8) - 8) & 15).astype(np.uint8)
        packed = signed[:, 0::2] | (signed[:, 1::2] << 4)
        words = TensorProto(name="words", data_type=TensorProto.INT4, raw_data=packed.tobytes())
        words.dims.extend([measures.vocabulary, measures.hidden])
        self._constants.append(words)
        self._constant("words.scale", scales.reshape(measures.vocabulary, -1))
        inputs = ["words", INPUT, "words.scale"]
        axes = {"gather_axis": 0, "quantize_axis": 1, "block_size": BLOCK}
        self._node("GatherBlockQuantized", inputs, "word", domain=_FUSED, **axes)

    def _layer(self, name: str, given: str, *loud: int) -> str:
        """One block: attention and feed-forward, each added to what it was given and normalised."""
        measures = self._packed.measures
        asked = [f"{name}{part}.out" for part in _ASKED]
        # One product of three for the price of one: what is given is turned into bytes once.
        self._nodes.append(self._split(self._product(given, [f"{name}{part}" for part in _ASKED]), asked))
        heads = {"domain": _FUSED, "num_heads": measures.heads}
        seen = self._node("MultiHeadAttention", asked, f"{name}seen", **heads)
        between = self._added(self._product(seen, [f"{name}ao"]), given, f"{name}aln")
        opened = self._node("Gelu", [self._product(between, [f"{name}fi"])], f"{name}opened", domain=_FUSED)
        return self._added(self._apart(opened, f"{name}fo", loud), between, f"{name}oln")

    def _product(self, given: str, parts: Sequence[str], without: Sequence[int] = ()) -> str:
        """Multiply by matrices of 8-bit numbers, each row with a scale of its own, and add their biases.

        Args:
            given: what is multiplied.
            parts: names of matrices with their biases, laid one behind the other.
            without: columns that are multiplied elsewhere.
        """
        name = "+".join(parts)
        bias = np.concatenate([self._packed.tensor(f"{part}.b") for part in parts])
        matrix = np.concatenate([self._packed.tensor(f"{part}.w") for part in parts]).reshape(len(bias), -1)
        matrix[:, list(without)] = 0.0
        scales = np.abs(matrix).max(axis=1) / _LARGEST
        inputs = [
            given,
            self._constant(f"{name}.w", np.rint(matrix / scales[:, None]).astype(np.int8).T),
            self._constant(f"{name}.scale", scales.astype(np.float32)),
            self._constant(f"{name}.zero", np.zeros(len(bias), np.int8)),
            self._constant(f"{name}.b", bias),
        ]
        return self._node("DynamicQuantizeMatMul", inputs, f"{name}.out", domain=_FUSED)

    def _apart(self, given: str, name: str, loud: Sequence[int]) -> str:
        """Multiply as `_product` does, the loud columns apart and in 32 bits."""
        if not loud:
            return self._product(given, [name])
        bias, weights = self._packed.tensor(f"{name}.b"), self._packed.tensor(f"{name}.w")
        columns = weights.reshape(len(bias), -1)[:, list(loud)]
        quiet = np.ones(len(weights) // len(bias), np.float32)
        quiet[list(loud)] = 0.0
        places = self._constant(f"{name}.loud", np.array(loud, np.int64))
        picked = self._node("Gather", [given, places], f"{name}.picked", axis=2)
        few = self._node("MatMul", [picked, self._constant(f"{name}.few.w", columns.T)], f"{name}.few")
        rest = self._node("Mul", [given, self._constant(f"{name}.quiet", quiet)], f"{name}.rest")
        return self._node("Add", [few, self._product(rest, [name], loud)], f"{name}.sum")

    def _split(self, given: str, outputs: list[str]) -> Any:  # noqa: ANN401
        from onnx import helper

        return helper.make_node("Split", [given], outputs, axis=-1, num_outputs=len(outputs))

    def _added(self, given: str, skipped: str, norm: str) -> str:
        # Two operators: the fused one of onnxruntime takes twice their time.
        inputs = [
            self._node("Add", [given, skipped], f"{norm}.sum"),
            self._weight(f"{norm}.w"),
            self._weight(f"{norm}.b"),
        ]
        epsilon = self._packed.measures.epsilon
        return self._node("LayerNormalization", inputs, f"{norm}.out", epsilon=epsilon, axis=-1)

    def _weight(self, name: str) -> str:
        return self._constant(name, self._packed.tensor(name))

    def _constant(self, name: str, value: NDArray[Any]) -> str:
        from onnx import numpy_helper

        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def _node(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> str:  # noqa: ANN401
        from onnx import helper

        self._nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output
