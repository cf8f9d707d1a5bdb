"""How fast notices are read in, and read in again, without encoding.

Run as `python -m eval.ingest_speed [--notices 5000] [--changed 50]`. Makes invented notices in a folder of
its own, reads them into an empty library, changes some and reads all again; prints one JSON line a pass.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from corpus.ingest import Outcome, ingest
from corpus.settings import Settings
from corpus.store import Store
from eval.kill_notices import make

_PAGE = 4096


class Memory:
    """Watches the memory of this process at every tenth of the way."""

    def __init__(self) -> None:
        self.marks: list[int] = []

    def progress(self, done: int, total: int) -> None:
        """Note the resident memory, in MB, ten times on the way."""
        if done * 10 // total > len(self.marks):
            pages = int(Path("/proc/self/statm").read_text().split()[1])
            self.marks.append(pages * _PAGE // 1024**2)


def measure(folder: Path, settings: Settings) -> dict[str, object]:
    """Read a folder into the library of the settings, once."""
    store, memory, began = Store.open(settings.store_path), Memory(), time.perf_counter()
    try:
        report = ingest([folder], store, settings=settings, progress=memory.progress)
    finally:
        store.close()
    took = time.perf_counter() - began
    return {
        "files": len(report.files),
        **{outcome.value: count for outcome in Outcome if (count := report.count(outcome))},
        "seconds": round(took, 2),
        "notices_a_second": round(len(report.files) / took, 1),
        "resident_mb": memory.marks,
    }


def main(arguments: Sequence[str]) -> None:
    """Measure the first pass, one with some files changed, and one with none."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notices", type=int, default=5000)
    parser.add_argument("--changed", type=int, default=50)
    given = parser.parse_args(arguments)
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as place:
        folder, settings = Path(place) / "in", Settings(data_dir=Path(place) / "data", encoder="none")
        folder.mkdir()
        for number in range(given.notices):
            make(folder, number, chance)
        first = measure(folder, settings)
        for number in chance.sample(range(given.notices), given.changed):
            make(folder, number, chance)
        for name, figures in (
            ("first", first),
            ("changed", measure(folder, settings)),
            ("same", measure(folder, settings)),
        ):
            sys.stdout.write(json.dumps({"pass": name, **figures}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
