"""A person's question to a typed reading of it."""

from qa.understand.intent import Intent
from qa.understand.kinds import Kind
from qa.understand.question import read_question
from qa.understand.reading import Reading
from qa.understand.turn import Turn
from qa.understand.understood import Understood
from qa.understand.window import Window

__all__ = ["Intent", "Kind", "Reading", "Turn", "Understood", "Window", "read_question"]
