"""Questions to answers: understood, searched for, answered in verbatim words, or refused with a reason."""

from qa.answer import Answer, Reason, Status
from qa.assistant import Assistant
from qa.opening import open_assistant

__all__ = ["Answer", "Assistant", "Reason", "Status", "open_assistant"]
