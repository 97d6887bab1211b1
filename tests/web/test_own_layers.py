"""A layer of a session is found by its token for as long as the session holds it, and no longer."""

from __future__ import annotations

import gc

import pytest

from geo.web.own_layers import VECTOR, LayerOffer, offered_bytes
from tests.web.asgi_client import ask
from tests.web.conftest import application

FEATURES = b'{"columns":[],"features":[]}'


@pytest.mark.parametrize("base", ["", "/shutu"])
def test_features_are_given_under_their_address_only(tiny, base):
    app, offer = application(lambda: tiny, base), LayerOffer(features=FEATURES)
    answer = ask(app, base + offer.path)
    assert (answer.status, answer.body) == (200, FEATURES)
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "access-control-allow-origin" not in answer.headers
    assert "etag" not in answer.headers
    assert len(offer.token) >= 43  # 32 random bytes
    for path in (f"{offer.path}x", f"{offer.path}/0/0/0", "/export/session/layer/x"):
        assert ask(app, base + path).status == 404


def test_tiles_are_given_by_zoom_column_and_row(app):
    pictures = LayerOffer(tiles={(6, 50, 26): b"\x89PNG"}, media="image/png")
    vectors = LayerOffer(tiles={(6, 50, 26): b"{}"}, media=VECTOR)
    for offer, media in ((pictures, "image/png"), (vectors, "application/geo+json")):
        room = offer.path.removesuffix("{z}/{x}/{y}")
        answer = ask(app, f"{room}6/50/26")
        assert (answer.status, answer.headers["content-type"]) == (200, media)
        assert answer.headers["cache-control"] == "private, no-store"
        other = ask(app, f"{room}6/50/27")
        assert (other.status, other.body) == (204, b"")
        assert ask(app, f"{room}6/-1/26").status == 404
        assert ask(app, room.rstrip("/")).status == 404


def test_when_the_session_lets_go_the_address_is_gone_and_the_bytes_are_not_counted(app):
    gc.collect()
    before = offered_bytes()
    held = [LayerOffer(features=FEATURES), LayerOffer(tiles={(1, 0, 0): b"12345"}, media="x")]
    paths = [offer.path.replace("{z}/{x}/{y}", "1/0/0") for offer in held]
    assert offered_bytes() == before + len(FEATURES) + 5
    held.clear()
    gc.collect()
    assert offered_bytes() == before
    answers = [ask(app, path) for path in paths]
    assert [answer.status for answer in answers] == [404, 404]
    assert all("no-store" in answer.headers["cache-control"] for answer in answers)
