"""Dataclasses to JSON and back, for the store's record columns."""

import hashlib
from dataclasses import replace
from typing import Final

from pydantic import TypeAdapter

from corpus.model import Notice, ParsedDocument, Passage, TaskItem

NOTICE: Final = TypeAdapter(Notice)
PASSAGE: Final = TypeAdapter(Passage)
ITEM: Final = TypeAdapter(TaskItem)


def parse_digest(parsed: ParsedDocument) -> str:
    """Hash what the parser made of a text, apart from the name of the file it came from."""
    digest = hashlib.sha256()
    for part in parsed.notices:
        digest.update(NOTICE.dump_json(replace(part.notice, source="")))
        for passage in part.passages:
            digest.update(PASSAGE.dump_json(passage))
        for item in part.items:
            digest.update(ITEM.dump_json(item))
    return digest.hexdigest()
