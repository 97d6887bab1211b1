"""All routes besides the pages, for `st.App(routes=…)`."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from geo import i18n, settings
from geo.web import api, cards, exports, features, openapi, qr
from geo.web.endpoint import Endpoint, Service, language, problem
from geo.web.own_layers import own_layer_routes
from geo.web.published import published
from geo.web.stack import Framework
from geo.web.tiles import tiles_route
from geo.web.workers import Workers

LISTED = (
    *exports.ENDPOINTS,
    *api.ENDPOINTS,
    *features.ENDPOINTS,
    *qr.ENDPOINTS,
    *cards.ENDPOINTS,
)
ROOMS = ("/export", "/api", "/ogc", "/card", "/background")
MOVED = {"/exhibit": "/kiosk"}  # addresses of version 0.1, in bookmarks and posters


def endpoints() -> list[Endpoint]:
    """All endpoints, and their OpenAPI document."""
    return [*LISTED, openapi.endpoint(LISTED)]


def routes(framework: Framework) -> list[Route]:
    """The routes of a server, below the path of its app."""
    service = Service(framework.open_catalog, framework.base, Workers())
    tiles = framework.background.tiles if framework.background else None
    return [
        *([tiles_route(tiles, framework.base)] if tiles else []),
        *own_layer_routes(framework.base),
        published(settings.static_dir(), framework.base),
        *(service.route(one) for one in endpoints()),
        *(Route(f"{framework.base}{path}", _moved, methods=["GET"]) for path in MOVED),
        # Streamlit responds to unknown paths with its first page and status 200, which a script
        # with a wrong address would take for data.
        *(
            Route(f"{framework.base}{room}{below}", _nothing, methods=["GET"])
            for room in ROOMS
            for below in ("", "/{rest:path}")
        ),
    ]


async def _moved(request: Request) -> Response:
    """The page at its address of today, with the same parameters."""
    path = request.url.path
    former = next(one for one in MOVED if path.endswith(one))
    address = path.removesuffix(former) + MOVED[former]
    return RedirectResponse(f"{address}?{request.url.query}" if request.url.query else address, 308)


async def _nothing(request: Request) -> Response:
    path = request.url.path.rstrip("/")
    if path != request.url.path and path.endswith(features.LANDING):
        return RedirectResponse(f"{path}?{request.url.query}" if request.url.query else path)
    return problem(i18n.text(language(request), "request.unknown_address"), 404, "problem")
