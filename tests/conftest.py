"""What every test can have: one site and one browser for all tests that look at pages."""

from tests.site import chromium, nothing_strays, signed_in, site, site_settings

__all__ = ["chromium", "nothing_strays", "signed_in", "site", "site_settings"]


def pytest_collection_modifyitems(items):
    """The walk through all faces comes last, beside the other tests that use its site and browser."""
    items.sort(key=lambda item: "e2e" in item.path.parts)
