"""Names of the facts that are added to a notice after it was parsed (see `Notice.facts`)."""

from typing import Final

PRIVATE: Final = "private"
"""Something that must not go public by accident (corpus.private)."""
PUBLISHED: Final = "published"
"""A person let the notice go public (corpus.releases)."""
WITHDRAWN: Final = "withdrawn"
"""A person took the notice off the public side."""
RECOGNISED: Final = "recognised"
"""Text that was recognised in a picture (corpus.quality)."""
PARTIAL: Final = "partial"
"""Something of the document was not read."""
CORRECTED: Final = "corrected"
"""A person put something of the notice's head right (corpus.corrected); the value says what."""
