"""The notice reader (通知库): a static page over the service; list with facets, whole notices, versions."""

from ui.reader.notices import Notices
from ui.reader.routes import router

__all__ = ["Notices", "router"]
