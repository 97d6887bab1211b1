"""Pages share one connection, as in the app; tests about data or base maps bring their own."""

from collections.abc import Iterator

import pytest

from geo.ui.data import open_catalog


@pytest.fixture
def fresh_connection() -> Iterator[None]:
    """The page opens its data anew, and nobody after this test gets what it opened."""
    open_catalog.clear()
    yield
    open_catalog.clear()
