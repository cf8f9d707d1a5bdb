"""A site over the sample notices with an account of each role, asked over HTTP without a browser."""

from fastapi.testclient import TestClient

from corpus.accounts import AccountRole
from corpus.ingest import ingest
from corpus.sources import SAMPLES
from corpus.store import Store
from qa import open_assistant

PASSWORD = "kettle-orbit-91"


def stocked(settings, *files):
    """Fill a store with the samples, more files and a user named after each role; opens the assistant."""
    store = Store.open(settings.store_path)
    ingest([SAMPLES], store, settings=settings, sample=True)
    if files:
        ingest(files, store, settings=settings)
    for role in AccountRole:
        store.accounts.add(role.value, role, PASSWORD, by=None)
    store.close()
    return open_assistant(settings)


def signed_in(app, name):
    """Ask as one of these users."""
    client = TestClient(app, follow_redirects=False)
    client.cookies.set("zhengda_session", app.state.door.sign_in(name, PASSWORD, address="").token)
    return client
