"""A locked server answers what the kiosk needs, and nothing else, before any page was drawn."""

from __future__ import annotations

import pytest
from starlette.responses import PlainTextResponse

from geo.ui.links import PAGES
from geo.web.kiosk_lock import KioskLock
from tests.web.asgi_client import ask


async def _open(scope, receive, send):
    """The framework behind the lock: answers everything."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
    else:
        await PlainTextResponse("open")(scope, receive, send)


def locked(base: str = "") -> KioskLock:
    return KioskLock(_open, PAGES.values(), base)


NEEDED = [
    "/",
    *(f"/{page}" for page in PAGES.values()),
    "/coverage/",
    "/static/js/index.js",
    "/static/media/font.woff2",
    "/app/static/deck-0.9.3.js",
    "/_stcore/health",
    "/_stcore/host-config",
    "/favicon.png",
    "/manifest.json",
]


@pytest.mark.parametrize("path", NEEDED)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_the_kiosk_needs_is_answered(path, method):
    assert ask(locked(), path, method).status == 200


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "OPTIONS", "GET", "PATCH"])
def test_uploads_are_refused_in_a_plain_sentence(method):
    answer = ask(locked(), "/_stcore/upload_file/session/file", method)
    assert answer.status == 403
    assert "takes no files" in answer.text
    assert "不接收" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/background/1/0/0",
        "/_stcore/metrics",
        "/_stcore/script-health-check",
        "/_stcore/agent/interact",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/mcp",
        "/_stcore/stream",
        "/_stcore",
        "/_stcore/bidi-components/x/y.js",
        "/component/x/index.html",
        "/media/report.pdf",
        "/auth/login",
        "/oauth2callback",
        "/wp-admin",
        "/.env",
        "/explore.py",
        "/coverage/x",
        "/static",
        "/app/static",
        "/Coverage",
        "/_stcore/health/x",
        "/export/csv",
        "/export/session/x",
        "/api/places.json",
        "/ogc",
        "/ogc/api",
        "/qr.svg",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_everything_else_is_refused(path, method):
    answer = ask(locked(), path, method)
    assert answer.status == 404
    assert "This server is a kiosk" in answer.text


@pytest.mark.parametrize("path", ["/", "/coverage", "/static/js/index.js", "/_stcore/health"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE"])
def test_pages_and_files_are_only_read(path, method):
    assert ask(locked(), path, method).status == 404


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("/_stcore/stream", ["websocket.accept"]),
        ("/", ["websocket.http.response.start", "websocket.http.response.body"]),
        ("/_stcore/other", ["websocket.http.response.start", "websocket.http.response.body"]),
    ],
)
def test_only_the_pages_websocket_is_answered(path, kinds):
    assert ask(locked(), path, websocket=True).kinds == kinds


def test_below_a_path_the_same_holds():
    app = locked("/shutu")
    assert ask(app, "/shutu/coverage").status == 200
    assert ask(app, "/shutu").status == 200
    assert ask(app, "/shutu/_stcore/metrics").status == 404
    assert ask(app, "/shutu/_stcore/upload_file/s/f", "PUT").status == 403
