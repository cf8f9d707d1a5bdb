"""Scratch libraries: an evaluation that brings its own notices never touches the user's library."""

from collections.abc import Sequence
from pathlib import Path

from corpus.errors import UsageError
from corpus.ingest import Outcome, Progress, ingest
from corpus.model import Document
from corpus.parse import parse_document
from corpus.settings import Settings
from corpus.store import Store


def scratch_settings(settings: Settings, data_dir: Path) -> Settings:
    """Return the same settings over another data folder, which shares the models of the first.

    The models are linked, not copied: unpacking them again would cost half a gigabyte a run.
    """
    models = settings.data_dir / "models"
    models.mkdir(parents=True, exist_ok=True)
    data_dir.mkdir(parents=True, exist_ok=True)
    if not (data_dir / "models").exists():
        (data_dir / "models").symlink_to(models, target_is_directory=True)
    return settings.model_copy(update={"data_dir": data_dir.absolute()})


def fill_from_files(paths: Sequence[Path], settings: Settings) -> None:
    """Read notices into the library of `settings`, as `zhengda ingest` does.

    Raises:
        UsageError: a file cannot be read; figures over the rest would not mean what they say.
        StoreError: the library cannot be written.
    """
    store = Store.open(settings.store_path)
    try:
        report = ingest(paths, store, settings=settings)
    finally:
        store.close()
    failed = next((file for file in report.files if file.outcome is Outcome.FAILED), None)
    if failed:
        raise UsageError(f"评测用的通知读不了：{failed.message}")


def fill_from_documents(documents: Sequence[Document], settings: Settings, progress: Progress) -> None:
    """Parse and add documents that are in memory; those that are there already stay as they are.

    None counts as a copy of another: a retrieval set names the one document that is right.

    Raises:
        StoreError: the library cannot be written.
    """
    store = Store.open(settings.store_path)
    try:
        for done, document in enumerate(documents, 1):
            store.add(parse_document(document, any_text=True))
            progress(done, len(documents))
        store.keep_apart()
    finally:
        store.close()
