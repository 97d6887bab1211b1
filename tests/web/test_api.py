"""Places, facets and search as JSON; numbers are counted on the drawing of the tiny province."""

from __future__ import annotations

import io
from urllib.parse import quote, urlencode

import geopandas as gpd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.query.area_code import encode_area
from geo.query.spatial import AreaFilter
from geo.web.routes import endpoints
from tests.web.asgi_client import ask
from tests.web.conftest import application

# In the order of their readings: cha, du, hu, qing, shang, shi, shuang, wu, xia.
ALL = [
    "tea-hill",
    "harbour",
    "lake-heart",
    "qing-river",
    "upper-dam",
    "stone-tower",
    "twin-village",
    "ghost-field",
    "lower-dam",
]


def ids(app, query: str = "") -> list[str]:
    return [place["id"] for place in ask(app, f"/api/places.json?{query}").json["places"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("inferred=1", ALL),
        ("", [place for place in ALL if not place.endswith("-dam")]),
        ("sector=energy&inferred=1", ["qing-river", "upper-dam", "ghost-field", "lower-dam"]),
        ("sector=energy&stations=1", ["qing-river", "upper-dam", "ghost-field", "lower-dam"]),
        ("sector=energy", ["qing-river", "ghost-field"]),
        ("sector=energy&stations=0", ["qing-river", "ghost-field"]),
        ("inferred=1&limit=2&offset=3", ["qing-river", "upper-dam"]),
        ("inferred=1&offset=8", ["lower-dam"]),
        ("offset=9", []),
        ("near=harbour,1", ["harbour"]),
    ],
)
def test_places_of_a_filter(app, query, expected):
    assert ids(app, query) == expected


def test_an_answer_says_what_it_is(app, tiny):
    answer = ask(app, "/api/places.json?sector=energy&lang=en&limit=1").json
    assert answer["build"] == tiny.database.build_id
    assert answer["sentence"] == "Sector: Energy"
    assert (answer["matched"], answer["returned"]) == (2, 1)
    assert answer["licences"] and answer["attribution"]
    assert answer["places"][0]["sector_label"] == "Energy"
    assert ask(app, "/api/places.json?sector=energy").json["sentence"] == "领域：能源"


@pytest.mark.parametrize("ending", ["json", "geojson"])
def test_the_next_page_is_linked_until_the_last(app, ending):
    address, seen = f"/api/places.{ending}?sector=energy&inferred=1&lang=en&limit=3", []
    while address:
        answer = ask(app, address).json
        head = answer.get("about", answer)
        places = answer.get("places") or [one["properties"] for one in answer["features"]]
        seen += [place["id"] for place in places]
        address = head.get("next", "").removeprefix("http://127.0.0.1:8501")
    assert seen == ["qing-river", "upper-dam", "ghost-field", "lower-dam"]


def test_geojson_is_read_by_another_program(app):
    answer = ask(app, "/api/places.geojson?inferred=1")
    assert answer.headers["content-type"] == "application/geo+json"
    frame = gpd.read_file(io.BytesIO(answer.body))
    assert (list(frame["id"]), frame.crs.to_epsg()) == (ALL, 4326)
    assert frame.set_index("id").geometry["harbour"].wkt == "POINT (103.5 30.1)"
    assert frame.set_index("id").geometry["ghost-field"] is None
    # The whole of county B: four squares by four of 0.1°.
    assert frame.set_index("id").geometry["tea-hill"].area == pytest.approx(0.16)


def test_facets_count_under_the_other_filters(app):
    facets = ask(app, "/api/facets.json?sector=energy,tourism&region=519101&lang=en").json["facets"]

    def counted(name: str) -> dict[str, tuple[int, int]]:
        return {one["code"]: (one["named"], one["total"]) for one in facets[name] if one["total"]}

    assert counted("sector") == {"energy": (1, 1), "tourism": (1, 1)}
    assert counted("relation") == {"named": (2, 2), "derived": (0, 1), "applicable": (0, 1)}
    assert {one["code"] for one in facets["precision"]} >= {"exact", "unlocated"}  # zeros, too
    assert next(one["label"] for one in facets["sector"] if one["code"] == "energy") == "Energy"


@pytest.mark.parametrize("query", ["渡口", "dukou", "dk", "Ferry", "harbour"])
def test_a_place_is_found_by_its_names(app, query):
    hit = ask(app, f"/api/search.json?q={quote(query)}").json["hits"][0]
    assert (hit["kind"], hit["code"], hit["name_zh"]) == ("place", "harbour", "渡口")
    assert (hit["lon"], hit["lat"]) == (103.5, 30.1)


def test_what_is_not_found_gives_what_is_nearest(app):
    answer = ask(app, "/api/search.json?q=zzzzzz&limit=2").json
    assert answer["hits"] == []
    assert 1 <= len(answer["nearest"]) <= 2


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/api/places.json?sektor=energy", "sektor"),
        ("/api/places.json?limit=0", "limit"),
        ("/api/places.json?limit=10001", "10000"),
        ("/api/places.json?limit=１０", "limit"),  # digits of another script
        ("/api/places.json?offset=-1", "offset"),
        ("/api/search.json", "q"),
        ("/api/search.json?q=%20", "q"),
        ("/api/search.json?q=" + "x" * 101, "100"),
    ],
)
def test_a_mistake_is_a_problem(app, path, named):
    answer = ask(app, path)
    assert (answer.status, answer.headers["content-type"]) == (400, "application/problem+json")
    assert answer.json["status"] == 400
    assert named in answer.json["detail"]
    assert answer.headers["access-control-allow-origin"] == "*"  # the script may read why


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/places", "/ogc/x", "/export", "/export/a/b"]
)
def test_a_wrong_address_is_not_answered_with_a_page(app, path):
    answer = ask(app, path)
    assert (answer.status, answer.headers["content-type"]) == (404, "application/problem+json")


def test_data_are_public_and_kept_by_their_tag(app):
    answer = ask(app, "/api/places.json?sector=energy")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["cache-control"] == "public, no-cache"
    tag = answer.headers["etag"]
    same = ask(app, "/api/places.json?sector=energy", headers={"if-none-match": tag})
    other = ask(app, "/api/places.json?sector=rural", headers={"if-none-match": tag})
    assert (same.status, other.status) == (304, 200)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_data_are_only_read(app, method):
    assert ask(app, "/api/places.json", method).status == 405


NAMES = st.sampled_from(
    sorted({"abc"} | {one.name for endpoint in endpoints() for one in endpoint.parameters})
)
VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "energy",
            "1",
            "0",
            "en",
            "103,30,104,31",
            "103.5,30.1,5",
            "harbour,5",
            "json",
            "../x",
            "2025-01-01T00:00:00Z/..",
            "nan",
            "1e999",
            "-1",
            "9" * 400,
            "\0",
            "http://127.0.0.1:8501/?a=b",
            "http://[::1",
            "//",
        ]
    ),
    st.floats().map(str),
    st.lists(st.floats(), max_size=7).map(lambda numbers: ",".join(map(str, numbers))),
)
PATHS = st.sampled_from([one.path for one in endpoints()])


@settings(max_examples=40)
@given(PATHS, VALUES, st.lists(st.tuples(NAMES, VALUES), max_size=4))
def test_nothing_that_is_asked_breaks_an_address(tiny, path, part, pairs):
    """Whatever stands in a path or query is answered or refused, never a fault (which raises)."""
    for name in ("{format}", "{token}", "{id}"):
        path = path.replace(name, quote(part.encode("utf-8", "replace"), safe="") or "csv")
    query = urlencode([(name, value.encode("utf-8", "replace")) for name, value in pairs])
    answer = ask(application(lambda: tiny), f"{path}?{query}")
    assert answer.status in (200, 307, 400, 404)
    assert answer.status == 200 or answer.body or answer.status == 307


FILTERED = (
    "/api/places.json",
    "/api/places.geojson",
    "/api/facets.json",
    "/export/csv",
    "/ogc/collections/places/items",
)


@pytest.mark.parametrize("path", FILTERED)
def test_the_area_of_a_link_filters_and_stays_between_two(app, path):
    square = shapely.to_wkb(shapely.box(103.0, 30.0, 103.1, 30.3))
    code = encode_area(AreaFilter("片区", square, is_typed=True))
    answer = ask(app, f"{path}?within={code}")
    assert (answer.status, answer.headers["cache-control"]) == (200, "private, no-cache")
    assert ids(app, f"within={code}") == ["stone-tower"]


@pytest.mark.parametrize("path", FILTERED)
@pytest.mark.parametrize(
    ("near", "kept"),
    [("104.06,30.66,50", "private, no-cache"), ("harbour,50", "public, no-cache")],
)
def test_typed_coordinates_stay_between_two(app, path, near, kept):
    """They may be somebody's home: no cache on the way keeps what they give."""
    answer = ask(app, f"{path}?near={near}")
    assert (answer.status, answer.headers["cache-control"]) == (200, kept)
