"""An optional model that orders and shortens an extracted answer; off unless its address is set."""

from qa.writer.outcome import Outcome, Why
from qa.writer.writer import Writer, open_writer

__all__ = ["Outcome", "Why", "Writer", "open_writer"]
