"""What the operator console keeps and looks up beside search: calls, hand-overs, what is near and new."""

from ui.console.around import Around
from ui.console.keeping import Keeping
from ui.console.routes import router

__all__ = ["Around", "Keeping", "router"]
