"""Tiles of a local background, and what else of the server depends on there being one."""

from __future__ import annotations

import dataclasses
import gzip
import json

import pytest
from starlette.applications import Starlette

from geo.mapping.background import Background
from geo.mapping.tile_file import open_tiles
from geo.web.routes import routes
from geo.web.stack import middleware
from tests.mapping.test_vector_tile import EXAMPLE
from tests.support.tiles import png, write_mbtiles
from tests.web.asgi_client import ask
from tests.web.conftest import framework

PICTURE = png(10, 20, 30, 4)
ELSEWHERE = Background("https://t.example/{z}/{x}/{y}", "A", (1, 18), "https://t.example")


def server(tiny, background, base=""):
    known = dataclasses.replace(framework(lambda: tiny, base), background=background)
    return Starlette(routes=routes(known), middleware=middleware(known))


@pytest.fixture
def local(tmp_path):
    """A background with one tile, in the north-west of zoom 1."""
    tiles = open_tiles(write_mbtiles(tmp_path / "a.mbtiles", {(1, 0, 1): PICTURE}))
    return Background("/background/{z}/{x}/{y}", "A", (1, 1), tiles=tiles)


@pytest.mark.parametrize("base", ["", "/shutu"])
def test_a_tile_is_answered_as_it_is_stored(tiny, local, base):
    answer = ask(server(tiny, local, base), f"{base}/background/1/0/0?v=1")
    assert answer.status == 200
    assert answer.body == PICTURE
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["cache-control"].startswith("public")
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("place", ["1/1/1", "1/0/1", "0/0/0", "1/9/9", "99/0/0"])
def test_where_there_is_no_tile_nothing_is_answered(tiny, local, place):
    answer = ask(server(tiny, local), f"/background/{place}")
    assert (answer.status, answer.body) == (204, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/background/../a.mbtiles",
        "/background/1/0/..%2f..%2fa.mbtiles",
        "/background/a.mbtiles",
        "/background/1/0/-1",
        "/background/1/0/0/../../../../etc/passwd",
        "/background/",
    ],
)
def test_no_address_leads_to_a_file(tiny, local, path):
    answer = ask(server(tiny, local), path)
    assert answer.status == 404
    assert b"SQLite" not in answer.body


@pytest.mark.parametrize("background", [None, ELSEWHERE])
def test_without_a_local_background_there_is_no_route(tiny, background):
    assert ask(server(tiny, background), "/background/1/0/0").status == 404


@pytest.mark.parametrize("tile", [EXAMPLE, gzip.compress(EXAMPLE)], ids=["plain", "packed"])
def test_vector_tiles_are_answered_as_geojson(tiny, tmp_path, tile):
    path = write_mbtiles(tmp_path / "v.mbtiles", {(0, 0, 0): tile}, kind="pbf")
    background = Background("", "A", (0, 0), tiles=open_tiles(path))
    answer = ask(server(tiny, background), "/background/0/0/0")
    assert answer.headers["content-type"] == "application/geo+json"
    (feature,) = json.loads(answer.body)["features"]
    assert feature["geometry"]["type"] == "MultiLineString"
    assert feature["properties"] == {"water": False}


def test_only_the_configured_origin_may_be_asked_and_only_for_tiles(tiny, local):
    def policy(background):
        headers = ask(server(tiny, background), "/nowhere").headers
        parts = headers["content-security-policy"].split("; ")
        return dict(part.split(" ", 1) for part in parts)

    plain = policy(None)
    assert policy(local) == plain
    opened = policy(ELSEWHERE)
    assert opened.pop("connect-src") == f"{plain.pop('connect-src')} https://t.example"
    assert opened == plain
