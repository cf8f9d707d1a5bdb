"""How long `zhengda ask` takes from nothing: a new process each time, its library and index on disk."""

import os
import subprocess
import sys
import time
from pathlib import Path

from corpus.errors import UsageError
from corpus.ingest import Progress
from corpus.settings import Settings, load_settings
from eval.beir import load_beir
from eval.fusion_data import fill_library
from eval.library import fill_from_files, scratch_settings
from eval.metrics import percentile
from index import open_index

SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
QUESTION = "砚溪县农村饮用水水质检测由谁牵头？"
RUNS = 7


def cold(work: Path, progress: Progress, folder: Path | None = None) -> dict[str, float | str]:
    """Time `zhengda ask`.

    Args:
        work: holds the library.
        progress: told while the library is filled.
        folder: a retrieval set in BEIR form whose corpus is asked its first question; without one the
            sample notices are asked.

    Returns:
        library, runs, p50_s and max_s. The system's own cache of files is warm after the first run.

    Raises:
        UsageError: an ask failed.
    """
    settings = scratch_settings(load_settings(), work / (folder.name if folder else "samples"))
    question = _filled(settings, folder, progress)
    took = [_ask(settings, question) for _ in range(RUNS)]
    return {
        "library": folder.name if folder else "示例通知",
        "runs": RUNS,
        "p50_s": percentile(took, 0.5) or 0.0,
        "max_s": round(max(took), 2),
    }


def _filled(settings: Settings, folder: Path | None, progress: Progress) -> str:
    """Fill a library and build its index; return what it is asked."""
    from corpus.store import Store

    if folder:
        beir = load_beir(folder)
        fill_library(beir, settings, progress)
    else:
        fill_from_files([SAMPLES], settings)
    store = Store.open(settings.store_path)
    try:
        open_index(settings, store, progress=progress).close()
    finally:
        store.close()
    return beir.queries[0].text if folder else QUESTION


def _ask(settings: Settings, question: str) -> float:
    command = [
        sys.executable,
        "-m",
        "zhengda",
        "--data-dir",
        str(settings.data_dir),
        "ask",
        question,
        "--json",
    ]
    began = time.perf_counter()
    done = subprocess.run(command, cwd=SAMPLES.parents[1], capture_output=True, text=True, check=False)
    took = time.perf_counter() - began
    if done.returncode:
        raise UsageError(f"zhengda ask 没有答出来：{done.stderr.strip().splitlines()[-1:]}{os.linesep}")
    return took
