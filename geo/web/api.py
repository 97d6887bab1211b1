"""`/api/…`: places, facets and search as JSON, asked with the parameters of a page's address."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from geo.catalog import Catalog, Facet
from geo.json_document import Json
from geo.query.filters import FIELDS
from geo.query.permalink import MAX_SEARCH, SEARCH, encode, parameter
from geo.query.search import SearchHit
from geo.web.caching import kept_by
from geo.web.endpoint import GEOJSON, Call, Endpoint, EndpointResponse, as_json
from geo.web.filtering import FILTER, LANG, read_state
from geo.web.places import OFFSET, about, dataset_of, features, limit_parameter, read_page, rows
from geo.web.requests import Parameter, read_number, request_error

PLACES_LIMIT = 1_000
HITS, MAX_HITS = 8, 50
PAGING = (limit_parameter(PLACES_LIMIT), OFFSET)


def _places(call: Call, *, geojson: bool) -> EndpointResponse:
    catalog = call.catalog
    state = read_state(call.given, catalog)
    page = read_page(call.given, catalog, state, PLACES_LIMIT)

    def make() -> bytes:
        dataset = dataset_of(catalog, state, page.ids)
        numbers: Json = {"matched": page.matched, "returned": len(page.ids)}
        if page.next is not None:
            query = {**encode(state), "limit": page.limit, "offset": page.next}
            ending = "geojson" if geojson else "json"
            numbers["next"] = f"{call.root}/api/places.{ending}?{urlencode(query, safe=',')}"
        head = {**about(catalog, state), **numbers, "sources": list(map(dict, dataset.sources))}
        if geojson:
            return as_json(features(dataset, about=head))
        return as_json({**head, "places": rows(dataset)})

    depends_on = (catalog.database.build_id, encode(state), page.limit, page.offset)
    return EndpointResponse(make, depends_on, kept=kept_by(state.filter))


def _facets(call: Call) -> EndpointResponse:
    catalog = call.catalog
    state = read_state(call.given, catalog)

    def make() -> bytes:
        counts = catalog.counts.facets(state.filter)
        facets = {
            parameter(field): [
                {
                    "code": term.code,
                    "label": term.label(state.lang),
                    **_counts(counts[field], term.code),
                }
                for term in catalog.codelists.terms(field)
            ]
            for field in FIELDS
        }
        return as_json({**about(catalog, state), "facets": facets})

    depends_on = (catalog.database.build_id, encode(state))
    return EndpointResponse(make, depends_on, kept=kept_by(state.filter))


def _counts(counts: Mapping[str, Facet], code: str) -> dict[str, int]:
    count = counts.get(code, Facet(0, 0))
    return {"named": count.named, "total": count.total}


def _search(call: Call) -> EndpointResponse:
    catalog = call.catalog
    state = read_state(call.given, catalog)
    query = call.given[SEARCH]
    limit = read_number(call.given, "limit", HITS, (1, MAX_HITS))
    if not query.strip():
        raise request_error("empty", name=SEARCH)

    def make() -> bytes:
        hits = catalog.search_index.find(query, limit=limit)
        near = [] if hits else catalog.search_index.nearest(query)[:limit]
        return as_json(
            {
                "build": catalog.database.build_id,
                "query": query,
                "hits": [_hit(catalog, hit) for hit in hits],
                "nearest": [_hit(catalog, hit) for hit in near],
            }
        )

    return EndpointResponse(make, (catalog.database.build_id, query, limit, state.lang))


def _hit(catalog: Catalog, hit: SearchHit) -> Json:
    """A place or region that was found, with its names and, for a place, its position (WGS84)."""
    found = {"kind": hit.kind, "code": hit.code, "matched": hit.text, "fuzzy": hit.fuzzy}
    if hit.kind == "region":
        names = {
            f"name_{lang}": catalog.codelists.label("regions", hit.code, lang)
            for lang in ("zh", "en")
        }
        return {**found, **names}
    place = catalog.summary_row(hit.code)
    return {**found, **{name: place[name] for name in ("name_zh", "name_en", "lon", "lat")}}


ENDPOINTS = (
    Endpoint(
        "/api/places.json",
        "placesJson",
        "The places of a filter, without geometry",
        lambda call: _places(call, geojson=False),
        schema="Places",
        parameters=(*FILTER, LANG, *PAGING),
    ),
    Endpoint(
        "/api/places.geojson",
        "placesGeojson",
        "The places of a filter as GeoJSON (WGS84)",
        lambda call: _places(call, geojson=True),
        media=GEOJSON,
        schema="Features",
        parameters=(*FILTER, LANG, *PAGING),
    ),
    Endpoint(
        "/api/facets.json",
        "facetsJson",
        "How many places each value of each field would give under all other restrictions",
        _facets,
        parameters=(*FILTER, LANG),
    ),
    Endpoint(
        "/api/search.json",
        "searchJson",
        "Places and regions by name, pinyin, initials or code",
        _search,
        parameters=(
            Parameter(SEARCH, "What is looked for.", required=True, most=MAX_SEARCH),
            Parameter(
                "limit",
                "At most so many hits.",
                {"type": "integer", "minimum": 1, "maximum": MAX_HITS, "default": HITS},
            ),
            LANG,
        ),
    ),
)
