"""One library that lives through many kills: what each operation is given, and what it has acknowledged."""

import os
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.ingest import ingest
from corpus.settings import Settings
from corpus.store import Store
from eval.kill_checks import Expected, check_index, check_store
from eval.kill_notices import Made, make
from eval.killed import Operation, Order
from index.encoder import DEFAULT, NONE
from index.generation import CURRENT

READ, INDEXED = "读通知", "建索引"
"""What the command says while files go in, and while indexes are brought up."""
_FIRST = 20
_ASKED = 3


@dataclass(kw_only=True)
class Round:
    """A library and what is known of it.

    Attributes:
        settings: data folder and the encoder at present.
        folder: of the notices' files.
        source: where chance comes from.
    """

    settings: Settings
    folder: Path
    source: random.Random
    expected: Expected = field(default_factory=Expected)
    _written: dict[str, Made] = field(default_factory=dict)
    _count: int = 0
    _removed: tuple[str, ...] = ()

    @property
    def root(self) -> Path:
        """Folder of the indexes."""
        return self.settings.data_dir / "index"

    def prepare(self, operation: Operation) -> Order:
        """Make ready for an operation, and note what may come of it."""
        self._removed = ()
        match operation:
            case Operation.INGEST | Operation.EXTEND:
                self._write(self.source.randint(3, 9) if self._count else _FIRST)
            case Operation.REMOVE:
                return self._take_out(self.source.randint(1, 3))
            case Operation.REBUILD:
                self._damage()
            case Operation.REPAIR:
                self._spoil()
            case Operation.COMPACT:
                self._store_only(1)
            case Operation.SWITCH:
                self._store_only(3)
                other = DEFAULT if self.settings.encoder == NONE else NONE
                self.settings = self.settings.model_copy(update={"encoder": other})
        return Order(operation=operation, settings=self.settings, folder=self.folder)

    def hear(self, said: Sequence[tuple[str, int]]) -> None:
        """Note what was acknowledged."""
        for name in sorted(self._written)[: max((done for stage, done in said if stage == READ), default=0)]:
            self.expected.acknowledge(name)
        for name in self._removed[: max((done for stage, done in said if stage == "removed"), default=0)]:
            self.expected.acknowledge(name)

    def check(self, operation: Operation) -> list[str]:
        """Look at everything. Returns what is wrong, a line each."""
        store = Store.open(self.settings.store_path)
        try:
            wrong = list(check_store(store, self.expected))
            present = self.expected.present
            if wrong or not present:
                return wrong
            # What a disk has spoilt without a trace only the doctor finds.
            repair = operation is Operation.REPAIR or self.source.random() < 0.5
            asked = self.source.sample(present, k=min(_ASKED, len(present)))
            return list(check_index(self.settings, store, present, asked, repair=repair))
        finally:
            store.close()

    def _write(self, count: int) -> None:
        """Write new notices, and one or two in the place of others."""
        changed = self.source.sample(
            sorted(self._written), k=min(len(self._written), self.source.randint(0, 2))
        )
        numbers = [*range(self._count, self._count + count), *(int(name[:-4]) for name in changed)]
        self._count += count
        for number in numbers:
            made = make(self.folder, number, self.source)
            self._written[made.name] = made
        # All of them: of a file that was written before a kill it is not known yet whether it is in.
        for name, made in self._written.items():
            self.expected.offer(name, made)

    def _take_out(self, count: int) -> Order:
        chosen = self.source.sample(self.expected.present, k=min(count, len(self.expected.present)))
        for made in chosen:
            (self.folder / made.name).unlink(missing_ok=True)
            self._written.pop(made.name, None)
            self.expected.offer(made.name, None)
        self._removed = tuple(made.name for made in chosen)
        ids = tuple(made.id for made in chosen)
        return Order(operation=Operation.REMOVE, settings=self.settings, folder=self.folder, remove=ids)

    def _store_only(self, count: int) -> None:
        """Put notices in that the indexes do not know of yet."""
        self._write(count)
        store = Store.open(self.settings.store_path)
        ingest([self.folder], store, settings=self.settings)
        store.close()
        for name in self._written:
            self.expected.acknowledge(name)

    def _damage(self) -> None:
        """Lose the pointer, or cut a file off, or put random bytes in its place."""
        path = self._some_file()
        match self.source.randrange(3):
            case 0:
                (self.root / CURRENT).unlink()
            case 1:
                os.truncate(path, path.stat().st_size // 2)
            case _:
                path.write_bytes(self.source.randbytes(path.stat().st_size))

    def _spoil(self) -> None:
        """Change a byte as a disk does: size and time stay."""
        path = self._some_file()
        before, content = path.stat(), bytearray(path.read_bytes())
        content[self.source.randrange(len(content))] ^= 0xFF
        path.write_bytes(content)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def _some_file(self) -> Path:
        current = self.root / (self.root / CURRENT).read_text(encoding="utf-8")
        files = sorted(path for path in current.rglob("*") if path.is_file() and path.suffix != ".lock")
        return self.source.choice([path for path in files if path.stat().st_size])
