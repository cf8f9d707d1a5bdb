"""Write generations: a full one from the whole library, or the next one from the one before.

Both leave the folder complete and tell nobody; `index.generation.install` makes it the current one. Names
of units and regions become words when a full one is built (see `Held.names`).
"""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np

from corpus.model import Notice
from corpus.relations import ends_others, settler
from index.generation import LEXICAL, REMOVED, Generation, Identity, link, write_manifest
from index.held import NAMES, Changes, Held
from index.lexical import LexicalWriter, field_terms
from index.part import Part, PartWriter
from index.passages import batches, passages_of
from index.ports import Encoder, Library, SearchPassage
from index.rows import RowPart
from index.tokenise import Tokeniser
from index.vectors import Progress

TAIL = 4096
"""A part of fewer passages is written again with the next ones, so that there are never many parts."""
_AT_ONCE = 500
# tantivy replaces these two; all its other files are written once.
_REPLACED = (f"{LEXICAL}/meta.json", f"{LEXICAL}/.managed.json")


class Stopped(Exception):
    """A build was given up because nobody waits for it any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a generation comes from.

    Attributes:
        encoder: None where search is lexical only. model: its name. setting: that opens it again.
        progress: called with (done, total) while passages are encoded.
        stop: set when nobody waits for the build any more.
    """

    library: Library
    encoder: Encoder | None
    model: str
    setting: str = ""
    progress: Progress | None = None
    stop: Event | None = None

    def check(self) -> None:
        """Raise `Stopped` where nobody waits any more."""
        if self.stop is not None and self.stop.is_set():
            raise Stopped


class _Noted:
    """Passes notices on and remembers what is put in of them."""

    def __init__(self) -> None:
        self.versions: dict[str, str] = {}
        self.ending: list[str] = []
        self.names: set[str] = set()

    def passages(
        self, source: Source, notice_ids: Iterable[str], ended: Callable[[Notice], Notice]
    ) -> Iterator[list[SearchPassage]]:
        """Read notices and give the passages of each."""
        for stored in batches(source.library, tuple(notice_ids)):
            source.check()
            self.versions[stored.notice.id] = stored.version
            if ends_others(stored.notice):
                self.ending.append(stored.notice.id)
            found = list(passages_of(stored, ended))
            self.names.update(name for passage in found for name in (*passage.units, *passage.regions))
            yield found


def build(root: Path, source: Source, prefix: str = "partial-") -> Path:
    """Write a full generation from the whole library.

    Args:
        root: existing folder of all generations.
        source: where from.
        prefix: of the folder's name.

    Returns:
        The folder, complete.
    """
    sequence, stored = source.library.sequence, source.library.versions()
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=root))
    noted = _Noted()
    parts = _write_part(folder, source, noted.passages(source, stored, settler(source.library.ending())))
    tokeniser = Tokeniser(noted.names)
    lexical = LexicalWriter(folder / LEXICAL, new=True)
    for name in parts:
        _add_terms(lexical, folder / name, 0, 0, tokeniser, source)
    lexical.commit()
    np.save(folder / REMOVED, np.zeros(0, dtype=np.int64))
    held = Held(versions=noted.versions, ending=tuple(noted.ending), names=tuple(sorted(noted.names)))
    return _complete(folder, held, parts, tokeniser, sequence, source)


def extend(root: Path, source: Source, base: Generation, changes: Changes, sequence: int) -> Path:
    """Write the generation that follows another one; the caller holds the write lock.

    Args:
        root: existing folder of all generations.
        source: where from; of the encoder that `base` was built with.
        base: the one before.
        changes: what is to be taken out and put in.
        sequence: of the library, read before its changes were.

    Returns:
        The folder, complete.
    """
    folder = Path(tempfile.mkdtemp(prefix="partial-", dir=root))
    changes, ended = _with_those_ended(source.library, base, changes)
    kept, tail = _tail(base, changes)
    linked, noted = _link(base, folder, kept), _Noted()
    passages, known = noted.passages(source, changes.come, ended), len(tail.rows) if tail else 0
    written = _write_part(folder, source, passages, tail)
    lexical = LexicalWriter(folder / LEXICAL, new=False)
    lexical.remove(changes.gone)
    for name in written:
        _add_terms(lexical, folder / name, base.rows.total - known, known, base.tokeniser, source)
    lexical.commit()
    np.save(folder / REMOVED, np.union1d(base.rows.removed, base.rows.of_notices(changes.gone)))
    held = _held_after(base.held, changes, noted)
    return _complete(folder, held, [*kept, *written], base.tokeniser, sequence, source, linked)


def _tail(base: Generation, changes: Changes) -> tuple[list[str], Part | None]:
    """Give the names of the parts that stay, and the last part where it is written again."""
    names = list(base.parts)
    # Never the first, however small: what came later is told from it, see `Upkeep.is_due`.
    if changes.come and len(names) > 1 and len(base.parts[names[-1]].rows) < TAIL:
        return names[:-1], base.parts[names[-1]]
    return names, None


def _held_after(held: Held, changes: Changes, noted: _Noted) -> Held:
    gone = set(changes.gone)
    versions = {id: version for id, version in held.versions.items() if id not in gone} | noted.versions
    ending = (*(id for id in held.ending if id not in gone), *noted.ending)
    return replace(held, versions=dict(sorted(versions.items())), ending=ending)


def _with_those_ended(
    library: Library, base: Generation, changes: Changes
) -> tuple[Changes, Callable[[Notice], Notice]]:
    """Add the notices that others began or ceased to end, and give what marks a notice as ended.

    Only where a notice that ends others came or went are all notices looked at.
    """
    gone, come = set(changes.gone), set(changes.come)
    ending = library.ending([*(id for id in base.held.ending if id not in gone), *changes.come])
    if gone.isdisjoint(base.held.ending) and come.isdisjoint(notice.id for notice in ending):
        return changes, settler(ending)
    held = base.rows.validities()
    known = ((notice.id, held.get(notice.id, notice.validity.value), notice) for notice in library.notices())
    moved = tuple(
        id for id, validity, notice in known if id not in come and validity != notice.validity.value
    )
    return Changes(gone=(*changes.gone, *moved), come=(*changes.come, *moved)), settler(ending)


def _link(base: Generation, folder: Path, parts: Iterable[str]) -> dict[str, Any]:
    """Link what stays as it is; give what is known of it."""
    places = (*(f"{name}/" for name in parts), f"{LEXICAL}/", NAMES)
    kept = {name: known for name, known in base.files.items() if name.startswith(places)}
    for name in _REPLACED:
        kept.pop(name, None)
    link(base.folder, folder, kept)
    for name in _REPLACED:
        shutil.copyfile(base.folder / name, folder / name)
    return kept


def _write_part(
    folder: Path, source: Source, notices: Iterable[list[SearchPassage]], tail: Part | None = None
) -> list[str]:
    """Write a part of the passages of some notices, after those of a tail. Returns its name, if any."""
    part = Path(tempfile.mkdtemp(prefix="part-", dir=folder))
    with PartWriter(part, source.library, source.encoder) as writer:
        if tail:
            writer.copy(tail)
        for passages in _together(notices):
            writer.add(passages)
        if len(writer):
            writer.finish(source.progress)
            return [part.name]
    shutil.rmtree(part)
    return []


def _together(notices: Iterable[list[SearchPassage]]) -> Iterator[list[SearchPassage]]:
    """Give the passages of many notices at once: one query for vectors each time."""
    waiting: list[SearchPassage] = []
    for passages in notices:
        waiting += passages
        if len(waiting) >= _AT_ONCE:
            yield waiting
            waiting = []
    yield waiting


def _add_terms(
    lexical: LexicalWriter, folder: Path, start: int, known: int, tokeniser: Tokeniser, source: Source
) -> None:
    """Index the words of a part's passages, but for the first `known` of them."""
    rows = RowPart.open(folder)
    for number in range(known, len(rows)):
        if number % _AT_ONCE == 0:
            source.check()
        lexical.add(start + number, field_terms(rows.row(number), tokeniser), rows.columns.facets(number))


def _complete(
    folder: Path, held: Held, parts: Sequence[str], tokeniser: Tokeniser, sequence: int, source: Source,
    known: Mapping[str, Any] | None = None,
) -> Path:  # fmt: skip
    held.save(folder)
    identity = Identity(
        tokeniser=tokeniser.version, model=source.model, sequence=sequence, library=held.digest,
        setting=source.setting,
    )  # fmt: skip
    write_manifest(folder, identity, parts, known)
    return folder
