"""`/background/{z}/{x}/{y}`: the tiles of a local file (`SHUTU_BACKGROUND`).

Zoom, column and row are all that an address can say: no name of a file is part of it.
"""

from __future__ import annotations

from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geo.mapping.background import FOLDER
from geo.mapping.tile_file import MOST_ZOOM, VECTOR, TileFile
from geo.mapping.vector_tile import as_geojson
from geo.web.endpoint import GEOJSON

KEPT = "public, max-age=86400"  # the address names the version of the file


def tiles_route(tiles: TileFile, base: str) -> Route:
    """The route of a file's tiles; `base` is the path of the app: empty, or `/name`."""

    async def respond(request: Request) -> Response:
        zoom, column, row = (request.path_params[name] for name in ("zoom", "column", "row"))
        tile = None
        if zoom <= MOST_ZOOM and max(column, row) < 2**zoom:
            tile = await run_in_threadpool(_drawable, tiles, zoom, column, row)
        if tile is None:  # most files do not cover the whole world
            return Response(status_code=HTTPStatus.NO_CONTENT)
        media = GEOJSON if tiles.facts.media == VECTOR else tiles.facts.media
        return Response(tile, headers={"cache-control": KEPT}, media_type=media)

    path = f"{base}{FOLDER}/{{zoom:int}}/{{column:int}}/{{row:int}}"
    return Route(path, respond, methods=["GET"])


def _drawable(tiles: TileFile, zoom: int, column: int, row: int) -> bytes | None:
    """A tile in a form that the browser's bundle can draw: a picture, or GeoJSON."""
    tile = tiles.tile(zoom, column, row)
    if tile is None or tiles.facts.media != VECTOR:
        return tile
    return as_geojson(tile, zoom, column, row)
