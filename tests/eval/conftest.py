"""The real library and assistant, over the project's own sample notices, searched by words alone."""

from pathlib import Path

import pytest

from corpus.settings import Settings
from eval.cache import Cache
from eval.evaluate import Bench
from eval.library import fill_from_files

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "corpus" / "samples"


@pytest.fixture(scope="session")
def sample_settings(tmp_path_factory):
    settings = Settings(data_dir=tmp_path_factory.mktemp("samples"), encoder="none")
    fill_from_files([SAMPLES], settings)
    return settings


@pytest.fixture(scope="session")
def silent():
    """A progress that nobody watches."""
    return lambda _done, _total: None


@pytest.fixture(scope="session")
def bench(tmp_path_factory, silent):
    """What all measurements of a test run share, their cache above all."""
    return Bench(cache=Cache(tmp_path_factory.mktemp("eval-cache")), progress=silent)
