"""Passages to hits: what is stored becomes searchable, and a question finds its passages."""

from corpus.settings import Settings
from index.engine import EmbeddedEngine
from index.ports import Encoder, Engine, Filter, Hit, Library
from index.vectors import Progress

__all__ = ["Encoder", "Engine", "Filter", "Hit", "Library", "open_index"]


def open_index(settings: Settings, store: Library, *, progress: Progress | None = None) -> Engine:
    """Open the indexes of a data folder, building from the store what is missing or out of date.

    Args:
        settings: data_dir and encoder are used.
        store: what is searched.
        progress: called with (done, total) while passages are encoded.

    Returns:
        The engine; its `refresh` takes in later changes of the store.

    Raises:
        ModelError: the embedding model is missing or damaged.
        StoreError: the store or the index folder cannot be read or written.
    """
    from index.encoder import open_encoder

    encoder = open_encoder(settings.encoder, settings.data_dir / "models", key=settings.encoder_key)
    return EmbeddedEngine.open(settings.data_dir / "index", store, encoder, progress=progress)
