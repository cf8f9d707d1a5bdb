"""What every test can have: one site and one browser for all tests that look at pages."""

import os

from tests.site import chromium, nothing_strays, signed_in, site, site_settings

# Who runs tests side by side may hand down how wide a terminal is; tables are as wide as without one.
os.environ.pop("COLUMNS", None)

__all__ = ["chromium", "nothing_strays", "signed_in", "site", "site_settings"]


def pytest_collection_modifyitems(items):
    """The walk through all faces comes last, beside the other tests that use its site and browser."""
    items.sort(key=lambda item: "e2e" in item.path.parts)
