"""Addresses of earlier versions lead to those of today, with all their parameters."""

import pytest

from tests.web.asgi_client import ask
from tests.web.conftest import application


@pytest.mark.parametrize("base", ["", "/shutu"])
@pytest.mark.parametrize("query", ["", "?kiosk=1&lang=en"])
def test_the_kiosk_had_another_address(base, query, tiny):
    answer = ask(application(lambda: tiny, base), f"{base}/exhibit{query}")
    assert answer.status == 308
    assert answer.headers["location"] == f"{base}/kiosk{query}"
