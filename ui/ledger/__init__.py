"""The staff ledger (任务台账): a static page over the service, and how far the tasks are."""

from ui.ledger.routes import router
from ui.ledger.tracker import Tracker

__all__ = ["Tracker", "router"]
