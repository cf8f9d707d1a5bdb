"""A person's question to a typed reading of it."""

from qa.understand.kinds import Kind
from qa.understand.reading import Reading, read_question

__all__ = ["Kind", "Reading", "read_question"]
