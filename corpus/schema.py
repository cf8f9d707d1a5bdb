"""Tables of the store.

A record column holds the whole dataclass as JSON (corpus.records); the columns beside it are those that
queries filter or sort by.
"""

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
)

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Integer, nullable=False),
)

# One row a text. `digest` is the hash of what the parser made of it, so that a text read again by a newer
# parser is told from one that has not changed.
documents = Table(
    "documents",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("source", String(1024), nullable=False),
    Column("encoding", String(20), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("text", Text, nullable=False),
    # JSON of corpus.layout.Layout, "" for plain text.
    Column("layout", Text, nullable=False, server_default=""),
    # Of the file's bytes, under which the original is kept.
    Column("file_sha256", String(64), nullable=False, server_default=""),
    # Where the text stood last, and when another took its place there; null while it is the present one.
    Column("last_location", String(4096), nullable=False, server_default=""),
    Column("retired_at", String(32)),
    # When it came into the library; null for what came before this was kept.
    Column("added_at", String(32)),
)

# Every place a text was read from. When the last of them holds another text, its notices go and the text
# stays as a former version.
locations = Table(
    "locations",
    metadata,
    Column("location", String(4096), primary_key=True),
    Column("document", ForeignKey("documents.number", ondelete="CASCADE"), nullable=False, index=True),
    # Of the file and of the program that read it: the same again need not be read.
    Column("fingerprint", String(80), nullable=False, server_default=""),
)

notices = Table(
    "notices",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("document", ForeignKey("documents.number", ondelete="CASCADE"), nullable=False, index=True),
    Column("place", Integer, nullable=False),
    Column("record", Text, nullable=False),
    # See corpus.copies; null in rows of a program that made none.
    Column("sketch", LargeBinary),
)

passages = Table(
    "passages",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("notice", ForeignKey("notices.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("record", Text, nullable=False),
    Index("passages_by_notice", "notice", "place"),
)

items = Table(
    "items",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("notice", ForeignKey("notices.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("record", Text, nullable=False),
    Index("items_by_notice", "notice", "place"),
)

# Vectors are kept by content, so that a notice that comes back is not encoded again.
vectors = Table(
    "vectors",
    metadata,
    Column("model", String(200), primary_key=True),
    Column("hash", String(64), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

receipts = Table(
    "receipts",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("kept_at", String(32), nullable=False, server_default=func.current_timestamp()),
    Column("record", Text, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("kept_at", String(32), nullable=False, server_default=func.current_timestamp()),
    Column("record", Text, nullable=False),
)

# What an administrator decided by hand, kept apart from what was read. Rows are only ever added: the newest
# of a kind for a subject counts.
decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("kept_at", String(32), nullable=False, server_default=func.current_timestamp()),
    Column("kind", String(40), nullable=False),
    Column("subject", String(160), nullable=False),
    Column("record", Text, nullable=False),
    Index("decisions_by_subject", "kind", "subject"),
)

# Who may sign in. `folded` is the name without case and width; `password` is an argon2id hash.
users = Table(
    "users",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("name", String(64), nullable=False),
    Column("folded", String(128), nullable=False, unique=True),
    Column("role", String(20), nullable=False),
    Column("password", String(200), nullable=False),
    Column("locked", Integer, nullable=False, server_default="0"),
    Column("created_at", String(32), nullable=False, server_default=func.current_timestamp()),
    Column("signed_in_at", String(32)),
)

# `token` is the hash of what the browser holds; times are seconds since 1970.
sessions = Table(
    "sessions",
    metadata,
    Column("token", String(64), primary_key=True),
    Column("user", ForeignKey("users.number", ondelete="CASCADE"), nullable=False, index=True),
    Column("began", Integer, nullable=False),
    Column("seen", Integer, nullable=False),
)

# Failures to sign in of a user name or from an address, see corpus.accounts.lockout.
lockouts = Table(
    "lockouts",
    metadata,
    Column("subject", String(80), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("until", Integer, nullable=False),
)

# What happened to accounts. Rows are only ever added, and stay when a user goes.
account_events = Table(
    "account_events",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("kept_at", String(32), nullable=False, server_default=func.current_timestamp()),
    Column("kind", String(20), nullable=False),
    Column("name", String(64), nullable=False),
    Column("by", String(64)),
    Column("address", String(64)),
    Column("detail", String(200), nullable=False, server_default=""),
)

# How far staff say tasks are. Rows are only ever added, and stay when a notice goes or changes: `item`,
# `path`, `digest` and `clause` say which clause was meant and how it read then, `sha256` is of its document.
task_progress = Table(
    "task_progress",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("kept_at", String(32), nullable=False, server_default=func.current_timestamp()),
    Column("notice", String(64), nullable=False, index=True),
    Column("sha256", String(64), nullable=False),
    Column("item", String(64)),
    Column("path", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("clause", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("note", Text, nullable=False),
    Column("by", String(64), nullable=False),
    Column("address", String(64), nullable=False, server_default=""),
)

# Calls that operators answered. `key` is made up by the page, so that a call sent twice is kept once; the
# note is masked before it comes here. Rows go when they are too old (corpus.calls).
calls = Table(
    "calls",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("key", String(40), nullable=False),
    Column("by", String(64), nullable=False),
    Column("began_at", String(32), nullable=False, index=True),
    Column("ended_at", String(32)),
    Column("note", Text, nullable=False, server_default=""),
    Column("version", Integer, nullable=False, server_default="0"),
    UniqueConstraint("by", "key"),
)

# What was asked in a call, by the answer's receipt, and how long the caller waited.
call_questions = Table(
    "call_questions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("call", ForeignKey("calls.number", ondelete="CASCADE"), nullable=False),
    Column("receipt", String(100), nullable=False),
    Column("seconds", Float),
    Column("since_call", Float),
    Column("at", String(32), nullable=False),
    UniqueConstraint("call", "receipt"),
)

# Matters handed over to units. They outlast the call that they came from, so `call` is its key only.
hand_overs = Table(
    "hand_overs",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("key", String(40), nullable=False),
    Column("by", String(64), nullable=False),
    Column("call", String(40), nullable=False, server_default=""),
    Column("receipt", String(100), nullable=False),
    Column("unit", String(100), nullable=False),
    Column("phone", String(100), nullable=False, server_default=""),
    Column("remark", Text, nullable=False, server_default=""),
    Column("state", String(20), nullable=False),
    Column("kept_at", String(32), nullable=False),
    Column("changed_at", String(32), nullable=False),
    UniqueConstraint("by", "key"),
)
