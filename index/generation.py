"""A generation: one whole set of indexes in a folder of its own, never changed after it is complete.

- index/CURRENT: name of the generation in use, replaced in one step
- index/write.lock: held by the one process that writes a generation
- index/gen-<sequence>-<hash>/: part-*/ (rows and vectors, see `index.part`), lexical/, removed.npy,
  library.json (what it holds), names.json; manifest.json, written last

The next generation holds most files of the one before as hard links, so that a change costs what it changes.
The manifest has each file's digest, and its inode, size and time: a file that still is as it was when its
digest was taken is not read through again, as git does.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import StaleIndex
from index.dense import FaissDense
from index.held import Held
from index.lexical import Boosts, TantivyLexical
from index.part import Part
from index.ports import Encoder
from index.rows import Rows
from index.tokenise import Tokeniser

SCHEMA = 4
"""Grows when the files of a generation change."""
MANIFEST = "manifest.json"
CURRENT = "CURRENT"
LEXICAL, REMOVED = "lexical", "removed.npy"
_KNOWN = ("sha256", "size", "inode", "mtime_ns")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a generation was built from; another identity means it has to be brought up to date.

    Attributes:
        tokeniser: version of the tokeniser. model: name of the encoder.
        sequence: of the library. library: digest of its notices.
        setting: that opens the encoder again, without a key; "" in generations of before it was kept.
    """

    tokeniser: str
    model: str
    sequence: int
    library: str
    schema: int = SCHEMA
    setting: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """An opened generation; `dense` is None where search is lexical only.

    Attributes:
        parts: by name, in their order.
        files: what the manifest says of each file.
        tokeniser: the one its passages were cut by, and questions to it must be.
    """

    folder: Path
    identity: Identity
    parts: Mapping[str, Part]
    files: Mapping[str, Any]
    held: Held
    tokeniser: Tokeniser
    rows: Rows
    lexical: TantivyLexical
    dense: FaissDense | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InUse:
    """A generation and the encoder of questions to it: one object, so that two models are never mixed."""

    generation: Generation
    encoder: Encoder


def open_current(root: Path, boosts: Boosts, former: Generation | None = None) -> Generation:
    """Open the current generation.

    Args:
        root: folder of all generations.
        boosts: of the lexical fields.
        former: a generation opened before; what both share is taken from it.

    Raises:
        StaleIndex: there is none, or a file is missing or damaged.
    """
    try:
        folder = root / (root / CURRENT).read_text(encoding="utf-8")
        if former and former.folder == folder:
            _check(folder, former.files)
            return former
        return open_folder(folder, boosts, former)
    except (OSError, ValueError) as error:
        raise StaleIndex(f"索引 {root} 没有完整的一代，将从库里重建。") from error


def open_folder(folder: Path, boosts: Boosts, former: Generation | None = None) -> Generation:
    """Open the generation in a folder; see `open_current`."""
    identity, names, files = read_manifest(folder)
    _check(folder, files)
    shared = former.parts if former else {}
    parts = {name: shared[name] if name in shared else Part.open(folder / name) for name in names}
    held = Held.open(folder)
    tokeniser = former.tokeniser if former and former.held.names == held.names else Tokeniser(held.names)
    if tokeniser.version != identity.tokeniser:
        raise StaleIndex(f"索引 {folder} 是用别的分词切的，将从库里重建。")
    try:
        rows = Rows([part.rows for part in parts.values()], np.load(folder / REMOVED))
    except (OSError, ValueError, IndexError) as error:
        raise StaleIndex(f"索引 {folder} 打不开，将从库里重建。") from error
    dense = [part.dense for part in parts.values() if part.dense]
    return Generation(
        folder=folder, identity=identity, parts=parts, files=files, held=held, tokeniser=tokeniser, rows=rows,
        lexical=TantivyLexical.open(folder / LEXICAL, boosts),
        dense=FaissDense(dense, rows.starts) if dense and len(dense) == len(parts) else None,
    )  # fmt: skip


def read_manifest(folder: Path) -> tuple[Identity, tuple[str, ...], dict[str, Any]]:
    """Read what a generation was built from, the names of its parts and what is known of its files.

    Raises:
        StaleIndex: there is no manifest, or it is damaged or of another schema.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        identity = Identity(**manifest["identity"])
        names = tuple(map(str, manifest["parts"]))
        files = {name: {key: known[key] for key in _KNOWN} for name, known in manifest["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise StaleIndex(f"索引 {folder} 没有完整的一代，将从库里重建。") from error
    if identity.schema != SCHEMA:
        raise StaleIndex(f"索引 {folder} 是由另一版本写的，将从库里重建。")
    return identity, names, files


def model_in_use(root: Path) -> str | None:
    """Give the model of the current generation, without opening it; None where there is none."""
    try:
        return read_manifest(root / (root / CURRENT).read_text(encoding="utf-8"))[0].model
    except (OSError, ValueError, StaleIndex):
        return None


def is_whole(folder: Path) -> bool:
    """Read through every file of a generation and tell whether all are as they were written."""
    try:
        _, _, files = read_manifest(folder)
        return all(_digest_file(folder / name) == entry["sha256"] for name, entry in files.items())
    except (StaleIndex, OSError):
        return False


def write_manifest(
    folder: Path, identity: Identity, parts: Sequence[str], known: Mapping[str, Any] | None = None
) -> None:
    """Complete a generation; what its folder holds is not changed afterwards.

    Args:
        folder: of the generation.
        identity: what it was built from.
        parts: names of its parts in their order.
        known: what is known of files that were linked here, by name: they are not read through again.
    """
    # Lock files are left out: every reader makes its own.
    written = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    names = [path.relative_to(folder).as_posix() for path in written]
    digests = {name: entry["sha256"] for name, entry in (known or {}).items()}
    files = {
        name: {"sha256": digests.get(name) or _digest_file(folder / name), **_state(folder / name)}
        for name in names
    }
    content = {"identity": asdict(identity), "parts": list(parts), "files": files}
    replace_text(folder / MANIFEST, json.dumps(content, indent=1))


def install(root: Path, folder: Path) -> Path:
    """Make a complete generation the current one; the caller holds the write lock. Returns its new place."""
    identity, _, _ = read_manifest(folder)
    name = f"gen-{identity.sequence}-{_digest_text(json.dumps(asdict(identity)))[:8]}-{folder.name[-8:]}"
    os.replace(folder, root / name)
    replace_text(root / CURRENT, name)
    return root / name


def link(base: Path, folder: Path, names: Iterable[str]) -> None:
    """Have files of one generation in another one, without copying where the file system can.

    Raises:
        OSError: one of them is not there, or the disk refused.
    """
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(base / name, folder / name)
        except OSError:
            shutil.copy2(base / name, folder / name)


def replace_text(path: Path, content: str) -> None:
    """Write a small file in one step, so that a reader sees the old or the new."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    with partial.open("w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, path)


def clear(root: Path) -> None:
    """Remove what is not the current generation: former ones, and what builds left that were given up.

    The caller holds the write lock. A process that still searches a former generation has its files open and
    goes on; where the system forbids removing open files, the next build tries again.
    """
    try:
        current = (root / CURRENT).read_text(encoding="utf-8")
    except (OSError, ValueError):
        current = ""
    for left in root.glob(f"{CURRENT}.*"):
        left.unlink(missing_ok=True)
    for folder in (*root.glob("gen-*"), *root.glob("partial-*")):
        if folder.name != current:
            shutil.rmtree(folder, ignore_errors=True)


def _check(folder: Path, files: Mapping[str, Any]) -> None:
    if not all(_is_unchanged(folder / name, entry) for name, entry in files.items()):
        raise StaleIndex(f"索引 {folder} 已损坏，将从库里重建。")


def _is_unchanged(path: Path, entry: Mapping[str, Any]) -> bool:
    state = _state(path)
    same = all(entry[name] == value for name, value in state.items())
    return same or (entry["size"] == state["size"] and _digest_file(path) == entry["sha256"])


def _state(path: Path) -> dict[str, int]:
    found = path.stat()
    return {"size": found.st_size, "inode": found.st_ino, "mtime_ns": found.st_mtime_ns}


def _digest_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest_text(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
