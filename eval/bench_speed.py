"""How fast and how large the engine is beside its peers, over libraries of growing size."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.errors import UsageError
from corpus.ingest import Progress
from corpus.settings import load_settings
from eval import peers
from eval.beir import load_beir
from eval.bench_library import Base
from eval.bench_passages import pieces
from eval.bench_vectors import passage_vectors, question_vectors
from eval.bench_worker import BUILD, OURS, SERVE, WARM_UP
from index.encoder import open_encoder

LABELS = {OURS: "政答 index/", **peers.LABELS}
SIZES = (1_000, 20_000, 58_462, 200_000, 1_000_000)
PEERS_UP_TO = 200_000
"""Of a million passages rank-bm25 alone holds some 10 GB and takes seconds a question."""
QUERIES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """What was measured of an engine at a size.

    Attributes:
        real: how many of the passages are real text, the others being recombined.
        figures: see `eval.bench_worker.measure`; files_mb where the engine keeps files. Empty where skipped.
        skipped: why it was not measured, "" where it was.
    """

    engine: str
    size: int
    real: int
    figures: dict[str, float]
    skipped: str = ""

    def record(self) -> dict[str, object]:
        """Return it for speed.json."""
        return asdict(self)


def base_of(folder: Path, work: Path, progress: Progress, limit: int | None = None) -> Base:
    """Write what libraries are made of: the passages of a set and its questions, with vectors.

    Args:
        folder: in BEIR form.
        work: keeps it.
        progress: told while texts are encoded.
        limit: at most so many passages, where no more are needed.
    """
    beir, settings = load_beir(folder), load_settings()
    encoder = open_encoder(settings.encoder, settings.data_dir / "models")
    cut = pieces(beir)[:limit]
    asked = list(dict.fromkeys(query.text for query in beir.queries))
    return Base.save(
        work / f"{beir.source.name}-base",
        cut,
        passage_vectors([piece.text for piece in cut], encoder, work, progress),
        asked,
        question_vectors(asked, encoder, work, progress),
    )


def speed(
    base: Base, work: Path, sizes: Sequence[int], engines: Sequence[str], queries: int
) -> Iterator[Speed]:
    """Measure engines, each in a process of its own, one after the other.

    Args:
        base: of the libraries.
        work: holds indexes while they are measured.
        sizes: in passages.
        engines: names of LABELS.
        queries: how many are timed.

    Raises:
        UsageError: there are fewer questions, or an engine failed.
    """
    if len(base.questions) < queries + WARM_UP:
        raise UsageError(
            f"题集只有 {len(base.questions)} 个问题，不够 {queries} 个加 {WARM_UP} 个预热；请减少 --queries。"
        )
    for size in sizes:
        real = min(size, len(base.pieces))
        for engine in engines:
            why = _skipped(engine, size)
            figures = {} if why else _measured(engine, size, base, work, queries)
            yield Speed(engine=engine, size=size, real=real, figures=figures, skipped=why)


def _skipped(engine: str, size: int) -> str:
    if engine == OURS:
        return ""
    if size > PEERS_UP_TO:
        return f"超过 {PEERS_UP_TO:,} 段：全在内存里，约需 10 GB 以上，一问以秒计"
    return peers.absent(engine) or ""


def _measured(engine: str, size: int, base: Base, work: Path, queries: int) -> dict[str, float]:
    root = work / f"index-{size}"
    spec = {"engine": engine, "size": size, "base": str(base.folder), "root": str(root), "queries": queries}
    if engine != OURS:
        return _run({**spec, "task": SERVE})
    shutil.rmtree(root, ignore_errors=True)
    try:
        built = _run({**spec, "task": BUILD})
        files = sum(path.stat().st_size for path in root.rglob("*") if path.is_file())
        served = _run({**spec, "task": SERVE})
        return {**served, **built, "files_mb": round(files / 1024**2, 3)}
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _run(spec: dict[str, Any]) -> dict[str, float]:
    command = [sys.executable, "-m", "eval.bench_worker", json.dumps(spec)]
    # Where the modules are, whatever folder this was started from.
    done = subprocess.run(
        command, cwd=Path(__file__).parents[1], stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        text = f"{LABELS[spec['engine']]} 在 {spec['size']} 段上没有跑完（退出码 {done.returncode}）"
        raise UsageError(f"{text}；原因在上面，内存不够时请减小 --sizes。")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found
