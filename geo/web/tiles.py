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
from geo.mapping.tile_file import MOST_ZOOM, TileFile, is_gzipped

KEPT = "public, max-age=86400"  # the address names the version of the file


def tiles_route(tiles: TileFile, base: str) -> Route:
    """The route of a file's tiles; `base` is the path of the app: empty, or `/name`."""

    async def respond(request: Request) -> Response:
        zoom, column, row = (request.path_params[name] for name in ("zoom", "column", "row"))
        tile = None
        if zoom <= MOST_ZOOM and max(column, row) < 2**zoom:
            tile = await run_in_threadpool(tiles.tile, zoom, column, row)
        if tile is None:  # most files do not cover the whole world
            return Response(status_code=HTTPStatus.NO_CONTENT)
        headers = {"cache-control": KEPT}
        if is_gzipped(tile):
            headers["content-encoding"] = "gzip"
        return Response(tile, headers=headers, media_type=tiles.facts.media)

    path = f"{base}{FOLDER}/{{zoom:int}}/{{column:int}}/{{row:int}}"
    return Route(path, respond, methods=["GET"])
