"""What the tests of index share: the project's own sample notices in a real store, and the real model."""

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from corpus.model import DocumentStage, Validity
from corpus.parse import parse_document
from corpus.readers import read
from corpus.store import Store
from index.e5 import ensure_e5
from index.encoder import SentenceTransformerEncoder, open_encoder
from index.ports import SearchPassage


def sample_files() -> list[Path]:
    return sorted(Path(str(resources.files("corpus").joinpath("samples"))).glob("*.txt"))


def add_sample(store: Store, path: Path) -> None:
    store.add(parse_document(read(path, max_bytes=1_000_000), sample=True))


@pytest.fixture(scope="session")
def models_dir(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the default model; kept between runs, and checked by its manifest on every one."""
    cache = getattr(request.config, "cache", None)
    folder = Path(cache.mkdir("models")) if cache else tmp_path_factory.mktemp("models")
    ensure_e5(folder)
    return folder


@pytest.fixture(scope="session")
def e5(models_dir: Path) -> SentenceTransformerEncoder:
    encoder = open_encoder("e5-small", models_dir)
    assert isinstance(encoder, SentenceTransformerEncoder)
    return encoder


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with three sample notices."""
    opened = Store.open(tmp_path / "zhengda.db")
    for path in sample_files()[:3]:
        add_sample(opened, path)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def session_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The same, for tests that change nothing; its vectors are encoded once."""
    opened = Store.open(tmp_path_factory.mktemp("store") / "zhengda.db")
    for path in sample_files()[:3]:
        add_sample(opened, path)
    yield opened
    opened.close()


def passage(number: int, text: str, /, **others: object) -> SearchPassage:
    values: dict[str, object] = {
        "id": f"p{number:04d}", "notice_id": "n1", "text": text, "title": "", "path": "", "units": (),
        "number": "", "regions": (), "year": None, "stage": DocumentStage.FINAL, "validity": Validity.UNKNOWN,
    }  # fmt: skip
    return SearchPassage(**(values | others))  # type: ignore[arg-type]
