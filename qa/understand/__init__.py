"""A person's question to a typed reading of it."""

from qa.understand.reading import Kind, Reading, read_question

__all__ = ["Kind", "Reading", "read_question"]
