"""A file of a session is found by its address for as long as the session holds it."""

from __future__ import annotations

import gc
import weakref

import pytest

from geo.errors import TypesettingError
from geo.ui.state.session import Session
from geo.ui.widgets import downloads
from geo.web.offers import File, Offer, find
from tests.web.asgi_client import ask


class Brought:
    """Something that a visitor brought."""


def offered(content: bytes = b"x", name: str = "清单.csv") -> Offer:
    return Offer(File(name, "text/csv", lambda: content))


def test_the_file_is_given_under_its_address_only(app):
    one, other = offered(b"one"), offered(b"other")
    answer = ask(app, one.path)
    assert (answer.status, answer.body) == (200, b"one")
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "script-src" not in answer.headers["content-security-policy"]
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "filename*=UTF-8''%E6%B8%85%E5%8D%95.csv" in answer.headers["content-disposition"]
    assert ask(app, other.path).body == b"other"
    assert len({offered().token for _ in range(100)}) == 100
    assert len(one.token) >= 43  # 32 random bytes


@pytest.mark.parametrize("token", ["x", "A" * 43, "%00", "..", "a?theme=x"])
def test_an_address_that_is_none_says_so(app, token):
    answer = ask(app, f"/export/session/{token}")
    assert answer.status in (400, 404)
    assert answer.headers["cache-control"] == "no-store"
    assert "session" in answer.text or "页面" in answer.text


def test_nothing_stays_when_the_session_lets_go(app):
    def opened() -> tuple[dict[str, Offer], weakref.ref[Brought]]:
        brought = Brought()
        offer = Offer(File("a", "text/csv", lambda: str(brought).encode()))
        return {"offer": offer}, weakref.ref(brought)

    session, seen = opened()
    path = session["offer"].path
    assert ask(app, path).status == 200
    assert seen() is not None
    session.clear()
    gc.collect()
    assert seen() is None
    assert ask(app, path).status == 404


def test_a_slot_keeps_its_address_and_the_newest_file_counts(app):
    session = Session()
    first = downloads.offer(session, "list", "a.csv", "text/csv", lambda: b"old")
    assert downloads.offer(session, "list", "b.csv", "text/csv", lambda: b"new") == first
    assert downloads.offer(session, "other", "b.csv", "text/csv", lambda: b"") != first
    answer = ask(app, first)
    assert answer.body == b"new"
    assert 'filename="b.csv"' in answer.headers["content-disposition"]
    assert find(first.rpartition("/")[2]).file_name == "b.csv"


def test_two_sessions_have_two_addresses():
    addresses = [downloads.offer(Session(), "list", "a.csv", "text/csv", bytes) for _ in range(2)]
    assert addresses[0] != addresses[1]


def test_a_file_that_cannot_be_made_says_why(app):
    def broken() -> bytes:
        raise TypesettingError("the pages are too many")

    offer = Offer(File("a.pdf", "application/pdf", broken))
    answer = ask(app, offer.path)
    assert answer.status == 500
    assert "the pages are too many" in answer.text
    assert "attachment" not in answer.headers.get("content-disposition", "")
