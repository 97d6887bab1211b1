"""`/ogc/…`: OGC API - Features, Part 1: Core (17-069r4): a GIS adds the places as a layer.

The landing page is below `/ogc`, because the root belongs to the pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import shapely

from geo import i18n
from geo.catalog import Catalog
from geo.json_document import Json
from geo.query.filters import Filter
from geo.query.permalink import ViewState, encode
from geo.schema.rows import in_language
from geo.web.caching import kept_by
from geo.web.endpoint import GEOJSON, JSON, Call, Endpoint, EndpointResponse, as_json
from geo.web.filtering import FILTER, LANG, read_state
from geo.web.places import OFFSET, about, dataset_of, features, limit_parameter, read_page
from geo.web.requests import Parameter, check_datetime, read_box, read_choice, request_error

LANDING, COLLECTION = "/ogc", "/ogc/collections/places"
API_DEFINITION = f"{LANDING}/api"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
ITEMS_LIMIT = 1_000
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_CLASS = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
CONFORMANCE = tuple(f"{_CLASS}/{name}" for name in ("core", "oas30", "geojson"))
# Not part of the standard, but added by several clients.
FORM = Parameter("f", "Form of the answer.", {"type": "string", "enum": ["json"]})
BBOX = Parameter(
    "bbox",
    "Only places of which a part lies in this box: west, south, east, north in degrees (CRS84), or "
    "six numbers with heights, which restrict nothing. Places without a position are left out.",
    {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6},
)
DATETIME = Parameter(
    "datetime",
    "An instant or interval (RFC 3339). No place has a time, so that each passes.",
)
PLACE = Parameter("id", "Id of a place.")


def _link(
    call: Call, path: str, rel: str, media: str, query: Mapping[str, object] | None = None
) -> dict[str, str]:
    """An absolute link, in the language of the request."""
    language = {} if call.lang == i18n.DEFAULT else {LANG.name: call.lang}
    parameters = urlencode({**(query or {}), **language}, safe=",")
    href = f"{call.root}{path}" + (f"?{parameters}" if parameters else "")
    return {"href": href, "rel": rel, "type": media}


def _checked(call: Call) -> ViewState:
    """The state of a request; its form can only be JSON."""
    read_choice(call.given, FORM.name, ["json"])
    return read_state(call.given, call.catalog)


def _fixed(call: Call, content: Mapping[str, Any]) -> EndpointResponse:
    """A small document that depends on the build and the language only."""
    return EndpointResponse(lambda: as_json(content), (call.catalog.database.build_id, call.lang))


def _landing(call: Call) -> EndpointResponse:
    _checked(call)
    title = in_language(call.catalog.database.manifest["document"], "title", call.lang)
    links = [
        _link(call, LANDING, "self", JSON),
        _link(call, API_DEFINITION, "service-desc", OPENAPI),
        _link(call, f"{LANDING}/conformance", "conformance", JSON),
        _link(call, f"{LANDING}/collections", "data", JSON),
        _link(call, "/", "alternate", "text/html"),
    ]
    name = i18n.text(call.lang, "app.title")
    return _fixed(call, {"title": name, "description": title, "links": links})


def _conformance(call: Call) -> EndpointResponse:
    _checked(call)
    return _fixed(call, {"conformsTo": list(CONFORMANCE)})


def _collections(call: Call) -> EndpointResponse:
    _checked(call)
    links = [_link(call, f"{LANDING}/collections", "self", JSON)]
    return _fixed(call, {"links": links, "collections": [_description(call)]})


def _collection(call: Call) -> EndpointResponse:
    _checked(call)
    return _fixed(call, _description(call))


def _description(call: Call) -> Json:
    catalog = call.catalog
    known = about(catalog, ViewState(lang=call.lang))
    return {
        "id": "places",
        "title": i18n.text(call.lang, "app.title"),
        "description": " ".join([known["attribution"], *known["licences"]]),
        "itemType": "feature",
        "extent": {"spatial": {"bbox": [_extent(catalog)], "crs": CRS84}},
        "crs": [CRS84],
        "links": [
            _link(call, COLLECTION, "self", JSON),
            _link(call, f"{COLLECTION}/items", "items", GEOJSON),
        ],
    }


def _extent(catalog: Catalog) -> list[float]:
    """The box of all places (west, south, east, north in degrees)."""
    shapes = filter(None, map(catalog.spatial.shape, catalog.spatial.points))
    return [round(float(edge), 6) for edge in shapely.total_bounds(list(shapes))]


def _items(call: Call) -> EndpointResponse:
    catalog, state = call.catalog, _checked(call)
    if DATETIME.name in call.given:
        check_datetime(call.given[DATETIME.name])
    box = read_box(call.given[BBOX.name]) if BBOX.name in call.given else None
    page = read_page(call.given, catalog, state, ITEMS_LIMIT, box=box, cut=True)
    asked = {name: value for name, value in call.given.items() if name != LANG.name}

    def make() -> bytes:
        links = [
            _link(call, f"{COLLECTION}/items", "self", GEOJSON, asked),
            _link(call, COLLECTION, "collection", JSON),
        ]
        if page.next is not None:
            turned = {**asked, "limit": page.limit, "offset": page.next}
            links.append(_link(call, f"{COLLECTION}/items", "next", GEOJSON, turned))
        return as_json(
            features(
                dataset_of(catalog, state, page.ids),
                links=links,
                numberMatched=page.matched,
                numberReturned=len(page.ids),
            )
        )

    depends_on = (catalog.database.build_id, encode(state), asked, page.limit, page.offset)
    return EndpointResponse(make, depends_on, kept=kept_by(state.filter))


def _item(call: Call) -> EndpointResponse:
    catalog, state = call.catalog, _checked(call)
    place = call.path[PLACE.name]
    if place not in catalog.spatial.points:
        raise request_error("unknown_place", 404, value=place)
    path = f"{COLLECTION}/items/{place}"

    def make() -> bytes:
        collection = features(dataset_of(catalog, ViewState(Filter(), state.lang), [place]))
        links = [_link(call, path, "self", GEOJSON), _link(call, COLLECTION, "collection", JSON)]
        return as_json({**collection["features"][0], "links": links})

    return EndpointResponse(make, (catalog.database.build_id, place, state.lang))


def _endpoint(
    path: str, name: str, summary: str, answer: Any, *more: Parameter, **options: Any
) -> Endpoint:
    return Endpoint(
        LANDING + path, name, summary, answer, parameters=(*more, LANG, FORM), **options
    )


ENDPOINTS = (
    _endpoint("", "ogcLandingPage", "OGC API - Features: landing page", _landing),
    _endpoint(
        "/conformance", "ogcConformance", "The conformance classes that are met", _conformance
    ),
    _endpoint("/collections", "ogcCollections", "The collections: one", _collections),
    _endpoint("/collections/places", "ogcCollection", "The collection of places", _collection),
    _endpoint(
        "/collections/places/items",
        "ogcItems",
        "Places as features, page by page",
        _items,
        BBOX,
        DATETIME,
        *FILTER,
        limit_parameter(ITEMS_LIMIT),
        OFFSET,
        media=GEOJSON,
        schema="Features",
    ),
    _endpoint(
        "/collections/places/items/{id}",
        "ogcItem",
        "One place as a feature",
        _item,
        media=GEOJSON,
        schema="Feature",
        path_parameters=(PLACE,),
    ),
)
