"""What the tests of faults share: small libraries, and what is found in them."""

import os
import subprocess
import sys
from pathlib import Path

import index
from corpus.ingest import ingest
from corpus.parse import parse_document
from corpus.settings import Settings
from corpus.store import Store
from index import open_index
from index.engine import EmbeddedEngine
from index.generation import CURRENT, is_whole
from tests.corpus.made import document, written
from tests.index.hashing import HashingEncoder

CHECKOUT = Path(index.__file__).parents[1]


def put(store: Store, number: int) -> None:
    store.add(parse_document(document(written(number), source=f"{number}.txt")))


def engine(root: Path, store: Store) -> EmbeddedEngine:
    return EmbeddedEngine.open(root, store, HashingEncoder())


def found(root: Path, store: Store) -> dict[str, float | None]:
    """What a process that comes anew finds: passages, and how near they are."""
    opened = engine(root, store)
    hits = opened.search("公开清单由县财政局牵头", k=500)
    opened.close()
    return {hit.passage_id: hit.cosine and round(hit.cosine, 4) for hit in hits}


def current(root: Path) -> Path:
    return root / (root / CURRENT).read_text(encoding="utf-8")


def notices(folder: Path, numbers: range) -> Path:
    folder.mkdir()
    for number in numbers:
        (folder / f"{number:04}.txt").write_text(written(number), encoding="utf-8")
    return folder


def with_index(settings: Settings, folder: Path) -> None:
    store = Store.open(settings.store_path)
    ingest([folder], store, settings=settings)
    open_index(settings, store).close()
    store.close()


def assert_all_found(settings: Settings, store: Store, count: int) -> None:
    assert store.damage() == ()
    ids = {notice.id for notice in store.notices()}
    assert len(ids) == count
    assert all(store.items(id) and store.passages(id) and store.text(id) for id in ids)
    opened = open_index(settings, store)
    assert {hit.notice_id for hit in opened.search("公开清单由县财政局牵头", k=5000)} == ids
    opened.close()
    assert is_whole(current(settings.data_dir / "index"))


def zhengda(data: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "zhengda", "--data-dir", str(data), *arguments]
    known = {**os.environ, "ZHENGDA_ENCODER": "none"}
    return subprocess.run(
        command, cwd=CHECKOUT, env=known, capture_output=True, text=True, check=False, timeout=300
    )
