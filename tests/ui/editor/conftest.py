"""A site with an editor signed in, for tests of the editors' desk over HTTP."""

import hashlib

import pytest

from corpus.settings import Settings
from tests.ui.editing import hand_in, one, written
from tests.ui.stocked import signed_in, stocked
from ui.app import create_site


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    data_dir = tmp_path_factory.mktemp("editor") / "data"
    return Settings(data_dir=data_dir, encoder="none", max_file_mb=0.2)


@pytest.fixture(scope="module")
def assistant(settings):
    opened = stocked(settings)
    yield opened
    opened.store.close()


@pytest.fixture(scope="module")
def app(assistant):
    return create_site(assistant)


@pytest.fixture(scope="module")
def editor(app):
    return signed_in(app, "editor")


_LETTERS = "槐柳榆桐柏樟楠枫桂梅杏桃梨枣栗棠"


@pytest.fixture
def notice(editor, request):
    """A notice of the test's own. Returns its id."""
    digest = hashlib.sha256(request.node.name.encode()).hexdigest()
    text = written("".join(_LETTERS[int(letter, 16)] for letter in digest[:4]) + "巷")
    (notice_id,) = one(hand_in(editor, f"{request.node.name[:40]}.txt", text.encode()))["notices"]
    return notice_id
