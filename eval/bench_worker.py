"""One engine measured in a process of its own, so that the memory it holds is its own.

Run by `eval.bench_speed` as `python -m eval.bench_worker SPEC`, SPEC a JSON object; prints a JSON object.
"""

import gc
import json
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval import peers
from eval.bench_library import Base, BenchLibrary, GivenEncoder
from eval.metrics import percentile
from index.engine import EmbeddedEngine
from index.ports import Vectors

OURS = "zhengda"
BUILD, SERVE = "build", "serve"
K = 10
"""Passages asked for. Each side of each engine looks at a hundred."""
WARM_UP = 100
ROUNDS = 3
"""All questions so often, one after the other: what another process took away is not the engine's."""
Search = Callable[[str, Vectors], Sequence[object]]


def measure(spec: Mapping[str, Any]) -> dict[str, float]:
    """Build or serve an engine.

    Args:
        spec: engine, size, base (folder), root (folder of the product's index), queries (how many), task: an
            index is built in one process and served from another; peers, which keep nothing on disk, are
            built where they serve.

    Returns:
        Seconds, milliseconds and megabytes of 1024 x 1024 bytes by name.
    """
    library = BenchLibrary(Base(Path(spec["base"])), spec["size"])
    questions = list(library.base.questions.items())[: spec["queries"] + WARM_UP]
    began, cpu = time.perf_counter(), time.process_time()
    search = _ours(library, Path(spec["root"])) if spec["engine"] == OURS else _peer(spec["engine"], library)
    found = {
        "build_s" if spec["task"] == BUILD or spec["engine"] != OURS else "open_s": time.perf_counter()
        - began,
        "build_cpu_s": time.process_time() - cpu,
        "build_peak_mb": memory_mb("VmHWM"),
    }
    # The texts that peers were built from are not theirs to answer for.
    del library
    gc.collect()
    if spec["task"] == SERVE:
        found |= {"opened_mb": memory_mb("VmRSS"), **_served(search, questions)}
        found |= {"resident_mb": memory_mb("VmRSS"), "peak_mb": memory_mb("VmHWM")}
    return {name: round(value, 3) for name, value in found.items()}


def _ours(library: BenchLibrary, root: Path) -> Search:
    encoder = GivenEncoder(library.base.questions)
    engine = EmbeddedEngine.open(root, library, encoder)
    return lambda question, _: engine.search(question, k=K)


def _peer(name: str, library: BenchLibrary) -> Search:
    search = peers.build(name, library.texts(), library.chunks())
    return lambda question, vector: search(question, vector)[:K]


def _served(search: Search, questions: Sequence[tuple[str, Vectors]]) -> dict[str, float]:
    """Time questions one after the other, after some that warm up; the fastest of its rounds counts."""
    warm_up = min(WARM_UP, len(questions) // 2)
    for question, vector in questions[:warm_up]:
        search(question, vector)
    timed = questions[warm_up:]
    cpu = time.process_time()
    rounds = [[_milliseconds(search, *asked) for asked in timed] for _ in range(ROUNDS)]
    spent = 1000 * (time.process_time() - cpu) / (ROUNDS * len(timed))
    took = [min(each) for each in zip(*rounds, strict=True)]
    return {
        "queries": len(took), "rounds": ROUNDS, "cpu_ms": spent,
        "p50_ms": percentile(took, 0.5) or 0.0, "p95_ms": percentile(took, 0.95) or 0.0,
        "max_ms": percentile(took, 1.0) or 0.0,
    }  # fmt: skip


def _milliseconds(search: Search, question: str, vector: Vectors) -> float:
    began = time.perf_counter()
    search(question, vector)
    return 1000 * (time.perf_counter() - began)


def memory_mb(name: str) -> float:
    """Return a figure of this process from /proc/self/status: VmRSS now, VmHWM at most so far.

    Returns:
        Megabytes of 1024 x 1024 bytes; the most so far where the system has no such file.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="utf-8").splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) / 1024
    from eval.timing import peak_mb

    return peak_mb()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(json.loads(sys.argv[1]))) + os.linesep)
