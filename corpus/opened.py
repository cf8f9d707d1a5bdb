"""What the commands share: the library of the settings, and JSON on stdout."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import click

from corpus.settings import load_settings
from corpus.store import Store


@contextmanager
def library() -> Iterator[Store]:
    """Open the store that the settings name, and close it at the end of the block."""
    store = Store.open(load_settings().store_path)
    try:
        yield store
    finally:
        store.close()


def print_json(record: object) -> None:
    """Write a JSON value to stdout."""
    click.echo(json.dumps(record, ensure_ascii=False, indent=2))
