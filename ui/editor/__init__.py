"""The editors' desk (编辑台): files in, what was read put right by hand, what goes public."""

from ui.editor.routes import router
from ui.editor.uploads import Uploads

__all__ = ["Uploads", "router"]
