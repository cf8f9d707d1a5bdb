"""Passages to hits: what is stored becomes searchable, and a question finds its passages."""

from corpus.settings import Settings
from index.engine import EmbeddedEngine
from index.ports import Encoder, Engine, Filter, Hit, Library
from index.switching import Switch
from index.vectors import Progress

__all__ = ["Encoder", "Engine", "Filter", "Hit", "Library", "Switch", "open_index"]


def open_index(
    settings: Settings, store: Library, *, progress: Progress | None = None, switch: Switch = Switch.NOW
) -> Engine:
    """Open the indexes of a data folder, building from the store what is missing or out of date.

    Args:
        settings: data_dir and encoder are used.
        store: what is searched.
        progress: called with (done, total) while passages are encoded.
        switch: when an encoder that is newly set takes over; until then the former one answers.

    Returns:
        The engine; its `refresh` takes in later changes of the store.

    Raises:
        ModelError: the embedding model is missing or damaged.
        StoreError: the store or the index folder cannot be read or written.
    """
    from index.encoder import Encoders

    encoders = Encoders(
        setting=settings.encoder, models_dir=settings.data_dir / "models", key=settings.encoder_key
    )
    return EmbeddedEngine.open_set(settings.data_dir / "index", store, encoders, switch, progress)
