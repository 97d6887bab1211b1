"""What browser tests look at on a page of Streamlit."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


def drawn(page: Page, selector: str) -> Locator:
    """What the newest run has drawn.

    While a run goes on, what it replaces may stand beside it, marked as stale; a locator that finds
    both is an error at once, however patient the expectation is.
    """
    return page.locator(f"[data-stale='false'] {selector}")


def drawn_button(page: Page, key: str) -> Locator:
    """The button with this key that the newest run has drawn."""
    return page.locator(f".st-key-{key}[data-stale='false'] button")
