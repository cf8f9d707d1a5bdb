"""Documents whole: the present one of a notice, the former ones of its place, what each place holds."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, func, select

from corpus import schema
from corpus.layout import PLAIN
from corpus.model import Document
from corpus.records import LAYOUT, from_json

REST: Final = "rest-"
"""Begins the digest of a document out of which a notice was taken while others stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a location holds.

    Attributes:
        fingerprint: of the file and of the program that read it.
        notices, items: how many were read out of it.
    """

    fingerprint: str
    notices: int
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerVersion:
    """A text that another has taken the place of; `retired_at` is when, in UTC."""

    document: Document
    retired_at: str


def document(connection: Connection, notice_id: str) -> Document | None:
    """Give the document that a notice stands in, with its layout; None where there is no such notice."""
    query = select(schema.documents).join(schema.notices).where(schema.notices.c.id == notice_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else _document(row)


def former(connection: Connection, notice_id: str) -> tuple[FormerVersion, ...]:
    """Give the texts that stood where a notice's document stands now, the newest first."""
    documents, locations, notices = schema.documents, schema.locations, schema.notices
    places = (
        select(locations.c.location)
        .join(notices, notices.c.document == locations.c.document)
        .where(notices.c.id == notice_id)
    )
    query = (
        select(documents)
        .where(documents.c.retired_at.is_not(None), documents.c.last_location.in_(places))
        .order_by(documents.c.retired_at.desc(), documents.c.number.desc())
    )
    return tuple(
        FormerVersion(document=_document(row), retired_at=row.retired_at) for row in connection.execute(query)
    )


def successors(connection: Connection, sha256: str) -> tuple[str, ...]:
    """Give the ids of the notices that stand now where a text stood that another has taken the place of."""
    documents, locations, notices = schema.documents, schema.locations, schema.notices
    places = select(documents.c.last_location).where(
        documents.c.sha256 == sha256, documents.c.retired_at.is_not(None)
    )
    query = (
        select(notices.c.id)
        .join(locations, locations.c.document == notices.c.document)
        .where(locations.c.location.in_(places))
        .order_by(notices.c.document, notices.c.place)
        .distinct()
    )
    return tuple(connection.scalars(query))


def held(connection: Connection) -> dict[str, Held]:
    """Give what every location holds."""
    locations, notices, items = schema.locations, schema.notices, schema.items
    counts = (
        select(
            notices.c.document,
            func.count(notices.c.id.distinct()).label("notices"),
            func.count(items.c.id).label("items"),
        )
        .join(items, items.c.notice == notices.c.id, isouter=True)
        .group_by(notices.c.document)
        .subquery()
    )
    query: Select[Any] = (
        select(locations.c.location, locations.c.fingerprint)
        .add_columns(counts.c["notices"], counts.c["items"])
        .join(counts, counts.c["document"] == locations.c.document)
    )
    return {
        row.location: Held(fingerprint=row.fingerprint, notices=row[2], items=row[3])
        for row in connection.execute(query)
    }


def at(connection: Connection, location: str) -> tuple[str, ...]:
    """Give the ids of the notices that a location holds."""
    locations, notices = schema.locations, schema.notices
    query = select(notices.c.id).join(locations, locations.c.document == notices.c.document)
    return tuple(connection.scalars(query.where(locations.c.location == location).order_by(notices.c.place)))


def file_at(connection: Connection, location: str) -> str | None:
    """Give the digest of the file that a location holds; None where it holds nothing."""
    locations, documents = schema.locations, schema.documents
    query = select(documents.c.file_sha256).join(locations, locations.c.document == documents.c.number)
    found: str | None = connection.execute(query.where(locations.c.location == location)).scalar()
    return found


def is_remainder(connection: Connection, sha256: str) -> bool:
    """Tell whether a notice was taken out of a text in which others still stand."""
    documents = schema.documents
    query = select(documents.c.number).filter_by(sha256=sha256).where(documents.c.digest.startswith(REST))
    return connection.execute(query).first() is not None


def locations_of(connection: Connection, notice_id: str) -> tuple[str, ...]:
    """Give the locations that hold the document of a notice, in order."""
    locations, notices = schema.locations, schema.notices
    query = select(locations.c.location).join(notices, notices.c.document == locations.c.document)
    return tuple(connection.scalars(query.where(notices.c.id == notice_id).order_by(locations.c.location)))


def _document(row: Row[Any]) -> Document:
    return Document(
        text=row.text,
        sha256=row.sha256,
        source=row.source,
        encoding=row.encoding,
        layout=from_json(LAYOUT, row.layout) if row.layout else PLAIN,
        file_sha256=row.file_sha256,
    )
