"""How long a fixture lives: shared by the tests of a run, but not while mutants are tried.

mutmut notes which test calls a function, and tries the function's mutants with these tests only. A
shared fixture is set up by the first test that asks for it; all others would seem not to reach the
code that made it.
"""

from __future__ import annotations

import os

import pytest

FRESH = "SHUTU_FRESH"


def for_the_session(fixture_name: str, config: pytest.Config) -> str:
    """The scope of a fixture that calls much of the product; for `pytest.fixture(scope=…)`."""
    return "function" if os.environ.get(FRESH) else "session"


def for_the_module(fixture_name: str, config: pytest.Config) -> str:
    """The same for the tests of one file."""
    return "function" if os.environ.get(FRESH) else "module"
