"""Golden files: what a person found in a notice, for comparing the parser with.

A file holds facts, offsets and hashes, never the text of a notice that is not the project's own:
`{"source", "sha256", …head facts, "items": [...]}`, or `{"source", "sha256", "notices": [{…}, {…}]}` where
one document forwards another notice. A long title, headings and the beginnings of items stand there by
reference (see `eval.reference`).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from corpus.errors import UsageError
from eval.mistakes import said
from eval.reference import NoticeTexts
from eval.rows import MalformedRow

HEAD_FACTS = (
    "title", "document_number", "issuing_bodies", "dated_on", "issued_on",
    "effective_on", "expires_on", "stage", "validity", "region", "disclosure",
)  # fmt: skip
VALID_ON = date(2026, 1, 1)
"""The day that `validity` holds for; the notice is read alone, with no other one that might end it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldItem:
    """A task item as it should be read.

    Attributes:
        path: the first characters of each heading, or a mapping where they stand there by reference.
        starts_with: those of the text, likewise.
        start, end: where the text stands, without number and units; None where the file does not say.
        deadline_due: YYYY-MM-DD.
    """

    number: str | None
    path: tuple[Any, ...]
    starts_with: Any
    lead_units: tuple[str, ...]
    responsible_units: tuple[str, ...]
    cooperating_units: tuple[str, ...]
    deadline_text: str | None
    deadline_due: str | None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldNotice:
    """A notice as it should be read.

    Attributes:
        facts: those of HEAD_FACTS that the file gives, None for one that the notice must not have, and a
            mapping for one that stands there by reference.
        contacts: name of a fact (contact_person, phone …) -> its values.
    """

    facts: Mapping[str, Any]
    contacts: Mapping[str, tuple[str, ...]]
    items: tuple[GoldItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """A golden file: the notices of one document in their order; `sha256` is None where it is not given."""

    source: str
    sha256: str | None
    notices: tuple[GoldNotice, ...]


def load_gold(path: Path) -> GoldDocument:
    """Read a golden file.

    Raises:
        UsageError: it is not one.
    """
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        notices = tuple(_notice(notice) for notice in row.get("notices", [row]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"标注文件 {path} 不可用（{said(error)}）；请对照其他标注文件改正。") from error
    source = row.get("source", f"{path.stem}.txt")
    return GoldDocument(source=source, sha256=row.get("sha256"), notices=notices)


def with_words(gold: GoldDocument, notices: Path) -> GoldDocument:
    """Return a golden file with the words of its facts instead of references to them.

    Args:
        gold: as read.
        notices: folder of the notice.

    Raises:
        UsageError: other words stand where a reference points to.
    """
    texts = NoticeTexts((notices / gold.source,))
    try:
        read = tuple(
            replace(
                row,
                facts=_worded(row.facts, texts),
                items=tuple(_item_worded(item, texts) for item in row.items),
            )
            for row in gold.notices
        )
    except MalformedRow as error:
        raise UsageError(f"{gold.source} 的标注：{error}。") from error
    return replace(gold, notices=read)


def _worded(facts: Mapping[str, Any], texts: NoticeTexts) -> dict[str, Any]:
    return {name: _words(value, texts) for name, value in facts.items()}


def _item_worded(item: GoldItem, texts: NoticeTexts) -> GoldItem:
    path = tuple(_words(part, texts) for part in item.path)
    return replace(item, path=path, starts_with=_words(item.starts_with, texts))


def _words(value: Any, texts: NoticeTexts) -> Any:  # noqa: ANN401
    return texts.words(value) if isinstance(value, dict) else value


def _notice(row: Mapping[str, Any]) -> GoldNotice:
    return GoldNotice(
        facts={name: row[name] for name in HEAD_FACTS if name in row},
        contacts={name: tuple(values) for name, values in row.get("contacts", {}).items()},
        items=tuple(_item(item) for item in row["items"]),
    )


def _item(row: Mapping[str, Any]) -> GoldItem:
    return GoldItem(
        number=row["number"],
        path=tuple(row["path"]),
        starts_with=row["starts_with"],
        lead_units=tuple(row["lead_units"]),
        responsible_units=tuple(row["responsible_units"]),
        cooperating_units=tuple(row["cooperating_units"]),
        deadline_text=row["deadline_text"],
        deadline_due=row["deadline_due"],
        start=row.get("start"),
        end=row.get("end"),
    )
