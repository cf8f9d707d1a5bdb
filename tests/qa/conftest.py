"""The project's own sample notices in a real store, searched by words only, on a day that stands still."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from corpus.ingest import ingest
from corpus.settings import Settings
from corpus.sources import SAMPLES
from corpus.store import Store
from index import open_index
from index.ports import Engine
from qa.answer import Answer
from qa.assistant import Assistant
from qa.library import Library
from qa.record import answer_record

TODAY = date(2025, 8, 1)
SCHEMA = Path(__file__).parents[3] / "shared" / "contract" / "answer.schema.json"


def filled(settings: Settings) -> Store:
    """A store with the sample notices."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    store = Store.open(settings.store_path)
    ingest([SAMPLES], store, settings=settings, sample=True)
    return store


@pytest.fixture(scope="session")
def sample_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(data_dir=tmp_path_factory.mktemp("samples") / "data", encoder="none")


@pytest.fixture(scope="session")
def sample_store(sample_settings: Settings) -> Iterator[Store]:
    opened = filled(sample_settings)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def sample_engine(sample_settings: Settings, sample_store: Store) -> Iterator[Engine]:
    engine = open_index(sample_settings, sample_store)
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def on(sample_store: Store, sample_engine: Engine, sample_settings: Settings) -> Callable[[date], Assistant]:
    """The assistant as it answers on a given day."""
    return lambda day: Assistant(sample_store, sample_engine, sample_settings, today=lambda: day)


@pytest.fixture(scope="session")
def samples(on: Callable[[date], Assistant]) -> Assistant:
    return on(TODAY)


@pytest.fixture(scope="session")
def library(samples: Assistant) -> Library:
    return samples.library()


@pytest.fixture
def over(tmp_path: Path) -> Iterator[Callable[..., Assistant]]:
    """Open an assistant over notices given as texts, searched by words only."""
    opened: list[Assistant] = []

    def open_over(*texts: str) -> Assistant:
        settings = Settings(data_dir=tmp_path / "data", encoder="none")
        settings.data_dir.mkdir()
        for number, text in enumerate(texts):
            (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
        store = Store.open(settings.store_path)
        ingest(sorted(tmp_path.glob("*.txt")), store, settings=settings)
        opened.append(Assistant(store, open_index(settings, store), settings, today=lambda: TODAY))
        return opened[-1]

    yield open_over
    for assistant in opened:
        assistant.close()


@pytest.fixture(scope="session")
def fits_contract() -> Callable[[Answer], None]:
    """Check an answer against the contract, where it stands beside the checkout."""
    if not SCHEMA.exists():
        pytest.skip("the contract is not beside the checkout")
    checker = jsonschema.Draft202012Validator(
        json.loads(SCHEMA.read_text(encoding="utf-8")), format_checker=jsonschema.FormatChecker()
    )

    def check(answer: Answer) -> None:
        record = json.loads(json.dumps(answer_record(answer)))
        assert [error.message for error in checker.iter_errors(record)] == []

    return check
