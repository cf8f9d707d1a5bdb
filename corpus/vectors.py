"""Vectors of passages, kept by model and content hash, so that nothing is encoded twice."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from corpus import schema
from corpus.contents import is_among


def read(connection: Connection, model: str, only: Sequence[str] | None) -> dict[str, NDArray[np.float32]]:
    """Read the vectors of a model by content hash, read-only; of some hashes only where given."""
    query = select(schema.vectors.c.hash, schema.vectors.c.vector).filter_by(model=model)
    if only is not None:
        query = query.where(is_among(schema.vectors.c.hash, only))
    return {row.hash: np.frombuffer(row.vector, dtype="<f4") for row in connection.execute(query)}


def keep(connection: Connection, model: str, vectors: Mapping[str, NDArray[np.float32]]) -> None:
    """Keep vectors of a model by content hash; a known hash is overwritten."""
    found = [
        {"model": model, "hash": key, "vector": np.asarray(vector, dtype="<f4").tobytes()}
        for key, vector in vectors.items()
    ]
    statement = upsert(schema.vectors)
    if found:
        connection.execute(statement.on_conflict_do_update(set_={"vector": statement.excluded.vector}), found)
