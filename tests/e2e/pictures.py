"""Pictures of pages, for people to look at: no test rests on one.

They are taken where ZHENGDA_PICTURES is set; drawing whole pages takes a fifth of the time of these tests.
"""

import logging
import os
from pathlib import Path

from playwright.sync_api import Page, TimeoutError

from tests.site import ROOT

_LOG = logging.getLogger(__name__)
WANTED = bool(os.environ.get("ZHENGDA_PICTURES"))
PICTURES = ROOT / "build" / "screenshots"
# A headless browser on a busy machine may wait for ever for a frame that was drawn before it was asked for;
# asked again, it draws at once.
_TRIES = 3
_MILLISECONDS = 15_000


def picture(page: Page, name: str, *, whole: bool = False) -> Path | None:
    """Leave a picture of a page, of the whole of it or of what the window shows.

    Returns:
        Where it lies; None where none is wanted, or the browser did not draw the page: that is said and fails
        nothing.

    """
    if not WANTED:
        return None
    path = PICTURES / f"{name}.png"
    for _ in range(_TRIES):
        try:
            page.screenshot(path=path, full_page=whole, timeout=_MILLISECONDS)
            return path
        except TimeoutError:
            _LOG.warning("the browser did not draw %s", name)
    return None
