"""Put an assistant together from the settings."""

from corpus.settings import Settings
from corpus.store import Store
from index import Switch, open_index
from index.vectors import Progress
from qa.assistant import Assistant


def open_assistant(
    settings: Settings, *, progress: Progress | None = None, switch: Switch = Switch.NOW
) -> Assistant:
    """Open the store and the indexes of a data folder.

    Args:
        settings: data_dir, encoder and thresholds.
        progress: called with (done, total) while passages are encoded.
        switch: when an encoder that is newly set takes over from the one the indexes were built with.

    Raises:
        StoreError: the store cannot be opened. ModelError: the embedding model cannot be loaded.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    store = Store.open(settings.store_path)
    return Assistant(store, open_index(settings, store, progress=progress, switch=switch), settings)
