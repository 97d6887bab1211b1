"""Files that pages publish: those of the folder and no others, from any folder."""

from __future__ import annotations

import asyncio

import pytest
from starlette.applications import Starlette

from geo import settings
from geo.web.published import media_type, published
from geo.web.routes import routes
from tests.web import asgi_client
from tests.web.conftest import framework


def ask(app, path, method="GET"):
    """While a file is sent, whoever sends it waits for the visitor to leave; this one stays."""
    return asgi_client.ask(app, path, method, body=lambda: asyncio.Event().wait())


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "secret.txt").write_text("not published")
    folder = tmp_path / "static"
    (folder / "0123456789ab").mkdir(parents=True)
    (folder / "0123456789ab" / "a.js").write_text("export {};")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    return folder


@pytest.mark.parametrize("base", ["", "/shutu"])
def test_a_file_is_answered_with_its_type_and_a_tag(folder, base):
    app = Starlette(routes=[published(folder, base)])
    answer = ask(app, f"{base}/app/static/0123456789ab/a.js")
    assert (answer.status, answer.text) == (200, "export {};")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["etag"]
    assert ask(app, f"{base}/app/static/0123456789ab/a.js", "HEAD").body == b""
    assert ask(app, f"{base}/app/static/0123456789ab/a.js", "POST").status == 405


@pytest.mark.parametrize(
    "path",
    [
        "",
        "0123456789ab",
        "0123456789ab/b.js",
        "../secret.txt",
        "%2e%2e/secret.txt",
        "..%2fsecret.txt",
        "0123456789ab/../../secret.txt",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "link.txt",
        "a%00b",
        "x" * 5000,
    ],
)
def test_nothing_else_is(folder, path):
    assert ask(Starlette(routes=[published(folder, "")]), f"/app/static/{path}").status == 404


def test_a_folder_that_is_not_there_yet_has_no_files(tmp_path):
    """The first visitor's data make it."""
    app = Starlette(routes=[published(tmp_path / "later", "")])
    assert ask(app, "/app/static/deck-0.9.3.js").status == 404
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "deck-0.9.3.js").write_text("x")
    assert ask(app, "/app/static/deck-0.9.3.js").status == 200


def test_the_server_has_this_route_where_the_setting_says(folder, monkeypatch, tiny):
    monkeypatch.setenv("SHUTU_STATIC", str(folder))
    app = Starlette(routes=routes(framework(lambda: tiny)))
    assert ask(app, "/app/static/0123456789ab/a.js").status == 200
    monkeypatch.delenv("SHUTU_STATIC")
    assert settings.static_dir() == settings.ROOT / "static"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.js", "text/javascript"),
        ("a.css", "text/css"),
        ("a.json", "application/json"),
        ("a.svg", "image/svg+xml"),
        ("a.woff2", "font/woff2"),
        ("a.unheard", "application/octet-stream"),
    ],
)
def test_types_do_not_depend_on_the_machine(name, kind, tmp_path):
    assert media_type(tmp_path / name) == kind
