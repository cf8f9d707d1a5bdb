"""When notices came into the library."""

from sqlalchemy import Connection, select

from corpus import schema


def read(connection: Connection) -> dict[str, str]:
    """Give, by notice id, when its document was first read (UTC, 2024-01-01 08:00:00), where known."""
    notices, documents = schema.notices.c, schema.documents.c
    query = select(notices.id, documents.added_at).join_from(schema.notices, schema.documents)
    known = connection.execute(query.where(documents.added_at.is_not(None)))
    return {str(id): str(added_at) for id, added_at in known}
