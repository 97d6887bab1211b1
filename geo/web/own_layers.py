"""`/export/session/layer/{token}`: the own layers of visitors, while their sessions live.

A session holds its `LayerOffer`s; this module looks them up by token (weak references), as
`offers.py` does for files. What is sent was checked when it was read (`geo/ingest/layers`).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from http import HTTPStatus
from weakref import WeakValueDictionary

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geo import i18n
from geo.model import TileCell
from geo.web.endpoint import GEOJSON, JSON, language, problem
from geo.web.headers import PRIVATE
from geo.web.offers import PATH, TOKEN_BYTES

FOLDER = f"{PATH}/layer"
VECTOR = "vector"  # in place of a media type: tiles of features


class LayerOffer:
    """A layer at an unguessable address; keep a reference for as long as it may be fetched.

    Either the `features` of a layer as a JSON text, or `tiles` of pictures of a media type, or of
    GeoJSON (`VECTOR`).
    """

    def __init__(
        self, features: bytes = b"", tiles: Mapping[TileCell, bytes] | None = None, media: str = ""
    ) -> None:
        """Register the layer."""
        self.token = secrets.token_urlsafe(TOKEN_BYTES)
        self.features, self.tiles, self.media = features, tiles or {}, media
        self.size = len(features) + sum(map(len, self.tiles.values()))
        _offers[self.token] = self

    @property
    def path(self) -> str:
        """The address below the app's own path; of tiles with places for zoom, column and row."""
        return f"{FOLDER}/{self.token}" + ("/{z}/{x}/{y}" if self.tiles else "")


# Weak: an entry is dropped with the last reference of its session.
_offers: WeakValueDictionary[str, LayerOffer] = WeakValueDictionary()


def offered_bytes() -> int:
    """Bytes of the layers of all sessions."""
    return sum(offer.size for offer in list(_offers.values()))


def own_layer_routes(base: str) -> list[Route]:
    """The routes of layers; `base` is the path of the app: empty, or `/name`."""

    async def features(request: Request) -> Response:
        offer = _offers.get(request.path_params["token"])
        if offer is None or not offer.features:
            return _gone(request)
        return _sent(offer.features, JSON)

    async def tile(request: Request) -> Response:
        offer = _offers.get(request.path_params["token"])
        if offer is None or not offer.tiles:
            return _gone(request)
        zoom, column, row = (request.path_params[name] for name in ("zoom", "column", "row"))
        found = offer.tiles.get((zoom, column, row))
        if found is None:  # most files do not cover all of the map
            return Response(status_code=HTTPStatus.NO_CONTENT, headers={"cache-control": PRIVATE})
        return _sent(found, GEOJSON if offer.media == VECTOR else offer.media)

    path = f"{base}{FOLDER}/{{token}}"
    cell = "/{zoom:int}/{column:int}/{row:int}"
    return [
        Route(path, features, methods=["GET"]),
        Route(f"{path}{cell}", tile, methods=["GET"]),
    ]


def _sent(content: bytes, media: str) -> Response:
    return Response(content, headers={"cache-control": PRIVATE}, media_type=media)


def _gone(request: Request) -> Response:
    return problem(i18n.text(language(request), "request.no_offer"), 404, "text", is_open=False)
