"""Every answer leaves with the headers that protect a visitor, whatever it is."""

from __future__ import annotations

import base64
import hashlib
from importlib.util import find_spec
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute

from geo.errors import SettingError
from geo.web.headers import Policy, frame_ancestors, script_hashes
from geo.web.security import SecurityHeaders
from tests.web.asgi_client import ask

BUILD = "/app/static/21b4900f98b6"


async def _ok(request):
    return PlainTextResponse("ok", headers={"Cache-Control": "public", "X-Frame-Options": "ALLOW"})


async def _broken(request):
    raise RuntimeError("a fault")


async def _accept(websocket):
    await websocket.accept()
    await websocket.close()


async def _refuse(websocket):
    await websocket.close(code=1008)


def server(base: str = "", **policy) -> Starlette:
    return Starlette(
        routes=[
            Route(f"{base}/broken", _broken),
            WebSocketRoute(f"{base}/accepts", _accept),
            WebSocketRoute(f"{base}/refuses", _refuse),
            Route("/{path:path}", _ok, methods=["GET", "PUT"]),
        ],
        middleware=[Middleware(SecurityHeaders, policy=Policy(**policy), base=base)],
    )


def is_protected(answer) -> bool:
    headers = answer.headers
    return (
        headers["x-content-type-options"] == "nosniff"
        and headers["referrer-policy"] == "same-origin"
        and "camera=()" in headers["permissions-policy"]
        and headers["cross-origin-opener-policy"] == "same-origin"
        and headers["x-frame-options"] == "SAMEORIGIN"
        and "frame-ancestors 'self'" in headers["content-security-policy"]
    )


@pytest.mark.parametrize(
    "path",
    ["/", "/coverage", "/static/js/index.js", "/media/1.pdf", "/_stcore/health", f"{BUILD}/x"],
)
def test_pages_files_and_endpoints_are_protected(path):
    assert is_protected(ask(server(), path))


def test_refusals_are_protected():
    wrong = ask(server(), "/x", "POST")
    assert (wrong.status, is_protected(wrong)) == (405, True)


def test_a_fault_is_answered_once_with_headers_and_reported():
    answer_of = {}

    async def noting(scope, receive, send):
        async def note(message):
            answer_of.setdefault("kinds", []).append(message["type"])
            answer_of.update(dict(message.get("headers", [])))
            await send(message)

        await server()(scope, receive, note)

    with pytest.raises(RuntimeError, match="a fault"):
        ask(noting, "/broken")
    assert answer_of["kinds"] == ["http.response.start", "http.response.body"]
    assert answer_of[b"x-content-type-options"] == b"nosniff"


@pytest.mark.parametrize(("path", "status"), [("/accepts", None), ("/refuses", 403)])
def test_websocket_handshakes_are_protected(path, status):
    answer = ask(server(), path, body=lambda: {"type": "websocket.connect"}, websocket=True)
    assert answer.status == status
    assert is_protected(answer)


def test_a_server_that_cannot_answer_a_handshake_closes_it():
    answer = ask(
        server(),
        "/refuses",
        body=lambda: {"type": "websocket.connect"},
        websocket=True,
        can_refuse=False,
    )
    assert answer.kinds == ["websocket.close"]


def test_no_directive_names_another_machine_or_text_as_script():
    policy = Policy(scripts=("'sha256-x'",))
    for text in (policy.pages, policy.files):
        directives = dict(part.split(" ", 1) for part in text.split("; "))
        assert directives["default-src"] == "'none'"
        assert "unsafe-inline" not in directives.get("script-src", "")
        assert "'unsafe-eval'" not in text
        assert "http" not in text
        assert "*" not in text
    assert "script-src" not in policy.files


def test_the_script_in_streamlits_page_is_known_by_its_hash():
    folder = Path(find_spec("streamlit").origin).parent
    html = (folder / "static" / "index.html").read_text(encoding="utf-8")
    inside = html.split("<script>")[1].split("</script>")[0]
    wanted = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
    assert script_hashes(html) == (f"'sha256-{wanted}'",)


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        (f"{BUILD}/base-country.json", "public, max-age=31536000, immutable"),
        ("/app/static/deck-0.9.3.js", "public, max-age=31536000, immutable"),
        (f"{BUILD}/base-approved.json", "no-cache"),  # its file may change while it runs
        ("/app/static/deck.js", "no-cache"),
        ("/media/0a1b.pdf", "no-store"),
        ("/_stcore/upload_file/s/f", "no-store"),
        ("/_stcore/health", "no-store"),
        ("/static/js/index.js", "public"),  # as the framework says
    ],
)
def test_how_long_an_answer_is_kept(path, kept):
    assert ask(server(), path).headers["cache-control"] == kept


def test_nothing_that_is_missing_is_kept():
    async def missing(scope, receive, send):
        await PlainTextResponse("no", 404)(scope, receive, send)

    app = SecurityHeaders(missing, Policy())
    assert ask(app, "/app/static/deck-0.9.3.js").headers["cache-control"] == "no-store"


def test_the_path_of_the_app_is_not_part_of_its_addresses():
    answer = ask(server("/shutu"), "/shutu/media/1.pdf")
    assert answer.headers["cache-control"] == "no-store"
    assert "script-src" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("given", "sources"),
    [
        ("", "'self'"),
        ("self", "'self'"),
        ("none", "'none'"),
        ("*", "*"),
        ("self, https://portal.example.cn", "'self' https://portal.example.cn"),
        ("https://*.example.cn http://10.0.0.5:8080", "https://*.example.cn http://10.0.0.5:8080"),
    ],
)
def test_frame_ancestors_from_the_setting(given, sources):
    assert frame_ancestors(given) == sources


@pytest.mark.parametrize(
    "given",
    [
        "portal.example.cn",
        "https://portal.example.cn/page",
        "self; script-src *",
        "none self",
        "https://a.example\nx-evil: 1",
        "javascript:alert(1)",
        "'self'",
        "* https://a.example",
    ],
)
def test_what_is_no_origin_stops_the_start(given):
    with pytest.raises(SettingError, match="SHUTU_FRAME_ANCESTORS"):
        frame_ancestors(given)


@pytest.mark.parametrize(
    ("ancestors", "older"),
    [("'self'", "SAMEORIGIN"), ("'none'", "DENY"), ("https://a.example", None), ("*", None)],
)
def test_the_older_header_never_contradicts(ancestors, older):
    async def silent(scope, receive, send):
        await PlainTextResponse("ok")(scope, receive, send)

    answer = ask(SecurityHeaders(silent, Policy(ancestors)), "/")
    assert answer.headers.get("x-frame-options") == older
