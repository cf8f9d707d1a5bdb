"""A generation: one whole set of indexes in a folder of its own, never changed after it is complete.

- index/CURRENT: name of the generation in use, replaced in one step
- index/write.lock: held by the one process that builds
- index/gen-<sequence>-<hash>/: lexical/, dense/, rows.jsonl, frequencies.json; manifest.json, written last
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import StaleIndex
from index.dense import FaissDense
from index.lexical import Boosts, TantivyLexical, field_terms
from index.ports import SearchPassage, Vectors
from index.rows import Rows, row_of
from index.tokenise import Tokeniser

SCHEMA = 2
"""Grows when the files of a generation change."""
MANIFEST = "manifest.json"
CURRENT = "CURRENT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a generation was built from; another identity means build again.

    Attributes:
        tokeniser: version of the tokeniser. model: name of the encoder.
        sequence: of the library. library: digest of its notices.
    """

    tokeniser: str
    model: str
    sequence: int
    library: str
    schema: int = SCHEMA


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """An opened generation; `dense` is None where search is lexical only."""

    identity: Identity
    rows: Rows
    lexical: TantivyLexical
    dense: FaissDense | None


def build(
    root: Path,
    identity: Identity,
    passages: Sequence[SearchPassage],
    vectors: tuple[Vectors, list[int]] | None,
    tokeniser: Tokeniser,
    boosts: Boosts,
) -> None:
    """Write a generation and make it the current one; the caller holds the write lock.

    Args:
        root: existing folder of all generations.
        identity: what it is built from.
        passages: in order of id.
        vectors: of the passages, with their owners; None for lexical search only.
        tokeniser: of the version that the identity names.
        boosts: of the lexical fields.
    """
    folder = Path(tempfile.mkdtemp(prefix="partial-", dir=root))
    terms = [field_terms(passage, tokeniser) for passage in passages]
    frequencies = Counter(word for fields in terms for word in _words_of(fields))
    Rows([row_of(passage) for passage in passages], frequencies).save(folder)
    TantivyLexical.build(folder / "lexical", zip(passages, terms, strict=True), boosts)
    if vectors is not None and len(vectors[1]):
        FaissDense.build(*vectors).save(folder / "dense")
    _write_manifest(folder, identity)
    name = f"gen-{identity.sequence}-{_digest_text(json.dumps(asdict(identity)))[:8]}-{folder.name[-8:]}"
    os.replace(folder, root / name)
    _replace_text(root / CURRENT, name)
    _sweep(root, name)


def _words_of(fields: dict[str, list[str]]) -> set[str]:
    return {word for name, words in fields.items() if name != "bigrams" for word in words}


def open_current(root: Path, identity: Identity, boosts: Boosts) -> Generation:
    """Open the current generation.

    Raises:
        StaleIndex: there is none, it was built from something else, or a file is missing or damaged.
    """
    try:
        folder = root / (root / CURRENT).read_text(encoding="utf-8")
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        whole = manifest["identity"] == asdict(identity) and all(
            _digest_file(folder / name) == digest for name, digest in manifest["files"].items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise StaleIndex(f"索引 {root} 没有完整的一代，将从库里重建。") from error
    if not whole:
        raise StaleIndex(f"索引 {folder} 与库、分词、模型不符或已损坏，将从库里重建。")
    return Generation(
        identity=identity,
        rows=Rows.open(folder),
        lexical=TantivyLexical.open(folder / "lexical", boosts),
        dense=FaissDense.open(folder / "dense") if (folder / "dense").is_dir() else None,
    )


def _write_manifest(folder: Path, identity: Identity) -> None:
    # Lock files are left out: every reader makes its own.
    written = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    files = {path.relative_to(folder).as_posix(): _digest_file(path) for path in written}
    content = json.dumps({"identity": asdict(identity), "files": files}, indent=1)
    _replace_text(folder / MANIFEST, content)


def _replace_text(path: Path, content: str) -> None:
    """Write a small file in one step, so that a reader sees the old or the new."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    with partial.open("w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, path)


def _sweep(root: Path, current: str) -> None:
    """Remove other generations and what a killed build left.

    A process that still searches an old one has its files open and goes on; where the system forbids
    removing open files, the next build tries again.
    """
    for left in root.glob(f"{CURRENT}.*"):
        left.unlink(missing_ok=True)
    for folder in (*root.glob("gen-*"), *root.glob("partial-*")):
        if folder.name != current:
            shutil.rmtree(folder, ignore_errors=True)


def _digest_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest_text(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
