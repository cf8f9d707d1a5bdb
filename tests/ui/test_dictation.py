"""Whether the browser may open the microphone at all is said in a header."""

import pytest
from fastapi.testclient import TestClient

from corpus.settings import Settings
from corpus.store import Store
from qa import open_assistant
from ui.app import create_site


@pytest.mark.parametrize(("allowed", "policy"), [(False, "microphone=()"), (True, "microphone=(self)")])
def test_the_microphone_is_for_the_public_page_alone_and_only_by_the_setting(tmp_path, allowed, policy):
    settings = Settings(data_dir=tmp_path / "data", encoder="none", voice_input=allowed)
    Store.open(settings.store_path).close()
    assistant = open_assistant(settings)
    try:
        client = TestClient(create_site(assistant))
        assert policy in client.get("/").headers["permissions-policy"]
        assert "microphone=()" in client.get("/login").headers["permissions-policy"]
        assert client.get("/api/v1/info").json()["voice_input"] is allowed
    finally:
        assistant.store.close()
