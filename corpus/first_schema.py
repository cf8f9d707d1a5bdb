"""The tables of version 1 of the store, frozen: what a store made by the first program holds.

Never changed. A store of today comes from these by the steps of `corpus.migrations`; what it then holds is
`corpus.schema`, and a test compares the two.
"""

from typing import Final

FIRST: Final = (
    "CREATE TABLE meta (name VARCHAR(40) NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (name))",
    "CREATE TABLE documents (number INTEGER NOT NULL, sha256 VARCHAR(64) NOT NULL,"
    " source VARCHAR(1024) NOT NULL, encoding VARCHAR(20) NOT NULL, digest VARCHAR(64) NOT NULL,"
    " text TEXT NOT NULL, PRIMARY KEY (number), UNIQUE (sha256))",
    "CREATE TABLE locations (location VARCHAR(4096) NOT NULL, document INTEGER NOT NULL,"
    " PRIMARY KEY (location), FOREIGN KEY(document) REFERENCES documents (number) ON DELETE CASCADE)",
    "CREATE INDEX ix_locations_document ON locations (document)",
    "CREATE TABLE notices (id VARCHAR(64) NOT NULL, document INTEGER NOT NULL, place INTEGER NOT NULL,"
    " record TEXT NOT NULL, PRIMARY KEY (id),"
    " FOREIGN KEY(document) REFERENCES documents (number) ON DELETE CASCADE)",
    "CREATE INDEX ix_notices_document ON notices (document)",
    "CREATE TABLE passages (id VARCHAR(64) NOT NULL, notice VARCHAR(64) NOT NULL, place INTEGER NOT NULL,"
    " record TEXT NOT NULL, PRIMARY KEY (id),"
    " FOREIGN KEY(notice) REFERENCES notices (id) ON DELETE CASCADE)",
    "CREATE INDEX passages_by_notice ON passages (notice, place)",
    "CREATE TABLE items (id VARCHAR(64) NOT NULL, notice VARCHAR(64) NOT NULL, place INTEGER NOT NULL,"
    " record TEXT NOT NULL, PRIMARY KEY (id),"
    " FOREIGN KEY(notice) REFERENCES notices (id) ON DELETE CASCADE)",
    "CREATE INDEX items_by_notice ON items (notice, place)",
    "CREATE TABLE vectors (model VARCHAR(200) NOT NULL, hash VARCHAR(64) NOT NULL, vector BLOB NOT NULL,"
    " PRIMARY KEY (model, hash))",
    "CREATE TABLE receipts (id VARCHAR(64) NOT NULL,"
    " kept_at VARCHAR(32) DEFAULT CURRENT_TIMESTAMP NOT NULL, record TEXT NOT NULL, PRIMARY KEY (id))",
    "CREATE TABLE feedback (number INTEGER NOT NULL,"
    " kept_at VARCHAR(32) DEFAULT CURRENT_TIMESTAMP NOT NULL, record TEXT NOT NULL, PRIMARY KEY (number))",
    "INSERT INTO meta (name, value) VALUES ('sequence', 0)",
)
