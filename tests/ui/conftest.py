"""Every page test starts with a fresh connection, and leaves none behind."""

import pytest

from geo.ui import frame


@pytest.fixture(autouse=True)
def _fresh_connection():
    frame.open_explorer.clear()
    yield
    frame.open_explorer.clear()
