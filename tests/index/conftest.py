"""What the tests of index share: the project's own sample notices in a real store, and the real model."""

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from corpus.model import DocumentStage, Validity
from corpus.parse import parse_document
from corpus.readers import Limits, read
from corpus.store import Store
from index import switching, upkeep, vectors
from index.e5 import ONNX, TORCH
from index.encoder import Encoders, open_encoder
from index.engine import EmbeddedEngine
from index.model_folder import ensure_folder
from index.onnx_encoder import OnnxEncoder
from index.ports import SearchPassage
from index.switching import Switch
from index.torch_encoder import SentenceTransformerEncoder
from tests.index.faults import put
from tests.index.served import HeldServer, held_server, write_tiny_model
from tests.index.switched import QUESTIONS, STEP, Opens

_CHARACTERS = "".join(QUESTIONS) + "各级行政机关要依法办理政府申请县市规划教育医疗"


def sample_files() -> list[Path]:
    return sorted(Path(str(resources.files("corpus").joinpath("samples"))).glob("*.txt"))


def add_sample(store: Store, path: Path) -> None:
    store.add(parse_document(read(path, limits=Limits(bytes=1_000_000)), sample=True))


@pytest.fixture(scope="session")
def models_dir(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with both forms of the default model; kept between runs, and checked on every one."""
    cache = getattr(request.config, "cache", None)
    folder = Path(cache.mkdir("models")) if cache else tmp_path_factory.mktemp("models")
    ensure_folder(folder, ONNX)
    ensure_folder(folder, TORCH)
    return folder


@pytest.fixture(scope="session")
def e5(models_dir: Path) -> OnnxEncoder:
    encoder = open_encoder("e5-small", models_dir)
    assert isinstance(encoder, OnnxEncoder)
    return encoder


@pytest.fixture(scope="session")
def reference(models_dir: Path) -> SentenceTransformerEncoder:
    """The same model through sentence-transformers."""
    encoder = open_encoder("e5-small-torch", models_dir)
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


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Store]:
    """A store with one small notice, indexed in a moment."""
    opened = Store.open(tmp_path / "zhengda.db")
    put(opened, 1)
    yield opened
    opened.close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Folder of the indexes, not there yet."""
    return tmp_path / "index"


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let libraries of a few notices grow as large ones do."""
    monkeypatch.setattr(upkeep, "SMALL", 0)
    monkeypatch.setattr(upkeep, "LATER_SHARE", 100.0)
    monkeypatch.setattr(upkeep, "GONE_SHARE", 100.0)


@pytest.fixture(scope="session")
def session_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The same, for tests that change nothing; its vectors are encoded once."""
    opened = Store.open(tmp_path_factory.mktemp("store") / "zhengda.db")
    for path in sample_files()[:3]:
        add_sample(opened, path)
    yield opened
    opened.close()


@pytest.fixture
def server() -> Iterator[HeldServer]:
    """A model behind an endpoint, which can be held up."""
    with held_server() as opened:
        yield opened


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny")
    write_tiny_model(folder / "one", _CHARACTERS, 16)
    write_tiny_model(folder / "other", _CHARACTERS, 24)
    return folder


@pytest.fixture
def never_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have libraries of a few notices re-encoded as large ones are, in small steps."""
    monkeypatch.setattr(upkeep, "SMALL", 0)
    monkeypatch.setattr(vectors, "_BATCH", STEP)
    monkeypatch.setattr(switching, "RETRY_SECONDS", 0.05)


@pytest.fixture
def opens(root: Path, store: Store, models_dir: Path) -> Iterator[Opens]:
    engines: list[EmbeddedEngine] = []

    def open_set(setting: object, switch: Switch = Switch.NOW) -> EmbeddedEngine:
        encoders = Encoders(setting=str(setting), models_dir=models_dir)
        engines.append(EmbeddedEngine.open_set(root, store, encoders, switch))
        return engines[-1]

    yield open_set
    for engine in engines:
        engine.close()


def passage(number: int, text: str, /, **others: object) -> SearchPassage:
    values: dict[str, object] = {
        "id": f"p{number:04d}", "notice_id": "n1", "text": text, "title": "", "path": "", "units": (),
        "number": "", "regions": (), "year": None, "stage": DocumentStage.FINAL, "validity": Validity.UNKNOWN,
    }  # fmt: skip
    return SearchPassage(**(values | others))  # type: ignore[arg-type]
