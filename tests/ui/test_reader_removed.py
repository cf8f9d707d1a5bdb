"""What the public still gets of a file out of which one of two notices was taken."""

from fastapi.testclient import TestClient

from corpus.ingest import ingest
from corpus.settings import Settings
from corpus.sources import SAMPLES
from corpus.store import Store
from qa import open_assistant
from ui.app import create_site


def test_of_a_notice_that_was_taken_out_neither_words_nor_file_are_given_with_its_cover(tmp_path):
    settings = Settings(data_dir=tmp_path / "data", encoder="none")
    store = Store.open(settings.store_path)
    ingest([SAMPLES / "03-qilinqu-forwarded-2023.txt"], store, settings=settings)
    cover, body = sorted(store.notices(), key=lambda notice: notice.span)
    text = store.text(body.id)
    words = text[body.span.start : body.span.end].strip()[-30:]
    store.close()
    assistant = open_assistant(settings)
    client = TestClient(create_site(assistant))
    path = f"/api/v1/notices/{cover.id}"
    assert words in client.get(path).json()["text"]
    assert client.get(f"{path}/original").status_code == 200
    assistant.store.remove(body.id)
    shown = client.get(path).json()
    assert words not in shown["text"]
    assert shown["text"][: cover.span.end] == text[: cover.span.end]
    assert client.get(f"{path}/original").status_code == 404
    assert client.get(f"{path}/reading").json()["file"]["size"] is None
    assistant.close()
