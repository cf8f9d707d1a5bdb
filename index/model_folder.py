"""A model's folder, made once and offline out of an installed package: whole, or not there.

The folder is written beside its place, its manifest last, and moved there in one step under a file lock, so
that neither a kill at any moment nor several processes at once leave half of one.
"""

import hashlib
import json
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from corpus.errors import ModelError
from corpus.why import why

MANIFEST = "manifest.json"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a folder is made.

    Attributes:
        name: of the folder.
        source: digest of what it is made from. version: grows when the same source makes other files.
        vectors: grows when its vectors become others.
        write: writes the files into an existing empty folder.
    """

    name: str
    source: str
    version: int
    vectors: int
    write: Callable[[Path], None]

    @property
    def revision(self) -> str:
        """What tells vectors of this recipe from those of another."""
        return f"{self.source[:12]}.{self.vectors}"


def ensure_folder(models_dir: Path, recipe: Recipe) -> Path:
    """Give a model's folder, making it first where it is not there or not whole.

    Args:
        models_dir: folder that holds models; made where it does not exist.
        recipe: how to make it.

    Returns:
        The folder, every file checked against its manifest.

    Raises:
        ModelError: what it is made from is missing, or the disk refused.
    """
    folder = models_dir / recipe.name
    try:
        models_dir.mkdir(parents=True, exist_ok=True)
        with FileLock(models_dir / f"{recipe.name}.lock"):
            if not is_whole(folder, recipe):
                _replace(folder, recipe)
    except OSError as error:
        raise ModelError(f"写不了模型目录 {models_dir}（{why(error)}）；请检查空间和权限。") from error
    return folder


def is_whole(folder: Path, recipe: Recipe) -> bool:
    """Tell whether a model's folder is complete, undamaged and of a recipe.

    Args:
        folder: a folder made by `ensure_folder`, or anything else.
        recipe: the one it should be of.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return (manifest["source"], manifest["recipe"]) == (recipe.source, recipe.version) and all(
            digest_file(folder / name) == digest for name, digest in manifest["files"].items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def digest_file(path: Path) -> str:
    """Return the sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _replace(folder: Path, recipe: Recipe) -> None:
    started = time.perf_counter()
    _sweep(folder)
    partial = Path(tempfile.mkdtemp(prefix=f"{folder.name}.partial-", dir=folder.parent))
    recipe.write(partial)
    written = sorted(path for path in partial.rglob("*") if path.is_file())
    files = {path.relative_to(partial).as_posix(): digest_file(path) for path in written}
    manifest = {"source": recipe.source, "recipe": recipe.version, "files": files}
    (partial / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    os.replace(partial, folder)
    _LOG.info("model %s made in %s in %.0f ms", recipe.name, folder, 1000 * (time.perf_counter() - started))


def _sweep(folder: Path) -> None:
    """Remove what a killed making left, and a damaged folder; the lock is held, so nobody writes there."""
    for left in folder.parent.glob(f"{folder.name}.partial-*"):
        shutil.rmtree(left)
    if folder.is_dir():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)
