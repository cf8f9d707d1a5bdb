"""Span extraction: where in the leading passages the words that answer stand."""

from qa.extract.choose import Extract, extract

__all__ = ["Extract", "extract"]
