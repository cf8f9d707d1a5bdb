"""What must hold after a kill: what was acknowledged is there, nothing is there by half, and it is found."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing

from corpus.contents import Contents
from corpus.errors import ZhengdaError
from corpus.settings import Settings
from corpus.store import Store
from eval.kill_notices import Made
from index import open_index
from index.doctor import examine
from index.fusion import load_weights
from index.generation import open_current
from index.upkeep import discard_damaged

_SHOWN = 40

Option = Made | None
"""A notice that may stand under a file's name, or that none does."""


class Expected:
    """What may stand in the library under each file's name; one option where it was acknowledged."""

    def __init__(self) -> None:
        """Begin with an empty library."""
        self._options: dict[str, tuple[Option, ...]] = {}

    @property
    def present(self) -> tuple[Made, ...]:
        """Notices that stand there for certain."""
        certain = (options[0] for options in self._options.values() if len(options) == 1)
        return tuple(made for made in certain if made is not None)

    def offer(self, name: str, option: Option) -> None:
        """Note what is about to be done; until it is acknowledged the former state may stand as well."""
        self._options[name] = (*self._options.get(name, (None,)), option)

    def acknowledge(self, name: str) -> None:
        """Note that what was offered last has been done."""
        self._options[name] = self._options[name][-1:]

    def settle(self, store: Store) -> Iterator[str]:
        """Hold the library to it, and take as certain what is found. Gives what is wrong, a line each."""
        versions = store.versions()
        found = {stored.notice.source: stored for stored in store.contents(tuple(versions))}
        if len(found) != len(versions):
            yield f"{len(versions)} 份通知出自 {len(found)} 个文件"
        for name, options in self._options.items():
            stored = found.pop(name, None)
            fitting = [option for option in options if _is(option, stored)]
            if not fitting:
                places = [option and option.place for option in options]
                yield f"{name}：应为 {places}，库里是 {stored and stored.text[-_SHOWN:]!r}，或有出入"
            self._options[name] = tuple(fitting[:1]) or options
        yield from (f"{name}：库里多出来的" for name in found)


def _is(option: Option, stored: Contents | None) -> bool:
    """Tell whether what is stored is what a clean reading gives, in every character and item."""
    if option is None or stored is None:
        return option is None and stored is None
    (part,) = option.parsed.notices
    clean = (option.parsed.document.text, part.notice, part.passages, part.items)
    return clean == (stored.text, stored.notice, stored.passages, stored.items)


def check_store(store: Store, expected: Expected) -> Iterator[str]:
    """Look for damage, for rows that belong to nothing, and for what should be there and is not."""
    yield from store.damage()
    yield from expected.settle(store)
    with closing(sqlite3.connect(store.path)) as connection:
        # Former versions stay beside the present texts.
        tables = ("documents WHERE retired_at IS NULL", "notices", "locations")
        counts = [connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables]
    if len(set(counts)) > 1:
        yield f"{dict(zip(tables, counts, strict=True))}：应一样多"


def check_index(
    settings: Settings, store: Store, present: Sequence[Made], asked: Sequence[Made], *, repair: bool
) -> Iterator[str]:
    """Open the indexes as the next user does, and find in them what is in the store, and nothing else.

    Args:
        settings: data folder and encoder.
        store: open.
        present: every notice that is in it.
        asked: those that are asked for one by one.
        repair: let the doctor repair first; else opening alone must do.
    """
    root = settings.data_dir / "index"
    if repair and _unsound(settings):
        discard_damaged(root)
    try:
        engine = open_index(settings, store)
    except ZhengdaError as error:
        yield f"索引打不开：{error}"
        return
    rows = open_current(root, load_weights().boosts).rows
    numbers = rows.of_notices(made.id for made in present)
    held = sorted(rows.row(number).id for number in numbers.tolist())
    stored = sorted(passage.id for passage in store.passages())
    if held != stored or len(rows) != len(stored):
        yield f"索引里 {len(rows)} 段，库里 {len(stored)} 段"
    for made in asked:
        if made.id not in {hit.notice_id for hit in engine.search(f"{made.place}片区的事由谁牵头", k=10)}:
            yield f"问不到 {made.name}（{made.place}）"
    engine.close()
    yield from _unsound(settings)
    left = [path.name for pattern in ("partial-*", "CURRENT.*") for path in root.glob(pattern)]
    if left or len(list(root.glob("gen-*"))) > 2:
        yield f"没有清理：{sorted(path.name for path in root.iterdir())}"


def _unsound(settings: Settings) -> list[str]:
    return [f"doctor：{check.name}：{check.detail}" for check in examine(settings) if not check.sound]
