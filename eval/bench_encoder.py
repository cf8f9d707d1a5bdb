"""How fast texts are encoded: the shipped model beside the same model through torch in 32 bits.

Each is measured in a process of its own, run as `python -m eval.bench_encoder SPEC`.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import UsageError
from corpus.settings import load_settings
from eval.bench_worker import memory_mb
from eval.metrics import percentile
from index.encoder import DEFAULT, REFERENCE, open_encoder

ENCODERS = {DEFAULT: "政答自带（onnxruntime，8 位）", REFERENCE: "sentence-transformers（torch，fp32）"}
WARM_UP = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """What was measured of an encoder, see `measure`."""

    encoder: str
    figures: dict[str, float]


def encoding(folder: Path, questions: int, passages: int) -> Iterator[Encoded]:
    """Measure both encoders on the same texts, one after the other.

    Args:
        folder: a retrieval set in BEIR form, whose first questions and evenly spread passages are encoded.
        questions: how many, one by one.
        passages: how many, together.

    Raises:
        UsageError: one of them failed.
    """
    for name, label in ENCODERS.items():
        spec = {"encoder": name, "set": str(folder.resolve()), "questions": questions, "passages": passages}
        command = [sys.executable, "-m", "eval.bench_encoder", json.dumps(spec)]
        home = Path(__file__).parents[1]
        done = subprocess.run(command, cwd=home, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            raise UsageError(f"{label}没有跑完（退出码 {done.returncode}）；原因在上面。")
        yield Encoded(encoder=name, figures=json.loads(done.stdout.splitlines()[-1]))


def measure(spec: Mapping[str, Any]) -> dict[str, float]:
    """Encode texts.

    Returns:
        load_s (with the first text), query_p50_ms, query_p95_ms, passages_per_s, peak_mb.
    """
    from eval.beir import load_beir
    from eval.bench_passages import pieces

    beir, settings = load_beir(Path(spec["set"])), load_settings()
    every = pieces(beir)
    texts = [piece.text for piece in every[:: max(1, len(every) // spec["passages"])]][: spec["passages"]]
    asked = [query.text for query in beir.queries[: spec["questions"] + WARM_UP]]
    encoder = open_encoder(spec["encoder"], settings.data_dir / "models")
    began = time.perf_counter()
    encoder.encode_passages(texts[:1])
    loaded = time.perf_counter() - began
    for text in asked[:WARM_UP]:
        encoder.encode_queries([text])
    took = [_seconds(encoder.encode_queries, [text]) for text in asked[WARM_UP:]]
    # As an index is built: of like length together.
    spent = _seconds(encoder.encode_passages, sorted(texts, key=len))
    return {
        "load_s": round(loaded, 3),
        "queries": len(took),
        "query_p50_ms": percentile([1000 * one for one in took], 0.5) or 0.0,
        "query_p95_ms": percentile([1000 * one for one in took], 0.95) or 0.0,
        "passages": len(texts),
        "passages_per_s": round(len(texts) / spent, 1),
        "peak_mb": round(memory_mb("VmHWM"), 1),
    }


def _seconds(encode: Any, texts: Sequence[str]) -> float:  # noqa: ANN401
    began = time.perf_counter()
    encode(texts)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(json.loads(sys.argv[1]))) + os.linesep)
