"""OGC API - Features: what the standard asks for, and what GDAL's driver makes of it."""

from __future__ import annotations

import json
import re
import subprocess
import urllib.request

import pytest

from tests.programs import needs
from tests.web.asgi_client import ask
from tests.web.conftest import application
from tests.web.test_api import ALL

ITEMS = "/ogc/collections/places/items"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


def found(app, query: str = "") -> list[str]:
    return [feature["id"] for feature in ask(app, f"{ITEMS}?{query}").json["features"]]


def links(answer) -> dict[str, str]:
    return {link["rel"]: link["href"] for link in answer.json["links"]}


def test_the_landing_page_leads_everywhere(app):
    """Relations and paths of 17-069r4, 7.2 to 7.4."""
    start = links(ask(app, "/ogc"))
    assert set(start) >= {"self", "service-desc", "conformance", "data"}
    root = "http://127.0.0.1:8501"
    for href in start.values():
        if not href.endswith("/"):
            assert ask(app, href.removeprefix(root)).status == 200
    classes = ask(app, start["conformance"].removeprefix(root)).json["conformsTo"]
    spec = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"
    assert set(classes) == {f"{spec}core", f"{spec}geojson", f"{spec}oas30"}
    description = ask(app, start["service-desc"].removeprefix(root))
    assert description.headers["content-type"] == "application/vnd.oai.openapi+json;version=3.0"
    assert ask(app, "/ogc/").headers["location"].endswith("/ogc")


def test_the_collection_is_described(app):
    (collection,) = ask(app, "/ogc/collections?lang=en").json["collections"]
    assert collection == ask(app, "/ogc/collections/places?lang=en").json
    assert (collection["id"], collection["itemType"]) == ("places", "feature")
    # From the tower at 103.1 to the eastern border, from the harbour to the northern border.
    assert collection["extent"]["spatial"] == {"bbox": [[103.1, 30.1, 104.0, 30.6]], "crs": CRS84}
    assert "lang=en" in collection["links"][1]["href"]


def test_items_come_page_by_page(app):
    first = ask(app, f"{ITEMS}?limit=4&inferred=1&sector=energy,tourism,rural")
    assert first.headers["content-type"] == "application/geo+json"
    assert (first.json["numberMatched"], first.json["numberReturned"]) == (7, 4)
    following = links(first)["next"].removeprefix("http://127.0.0.1:8501")
    second = ask(app, following)
    assert "next" not in links(second)
    pages = [feature["id"] for page in (first, second) for feature in page.json["features"]]
    assert pages == [place for place in ALL if place not in ("harbour", "tea-hill")]


@pytest.mark.parametrize(
    ("bbox", "expected"),
    [
        ("103.45,30.05,103.55,30.15", ["harbour"]),
        ("103.45,30.05,0,103.55,30.15,100", ["harbour"]),  # heights restrict nothing
        ("103.25,30.35,103.35,30.57", ["lake-heart", "qing-river"]),
        ("170,-10,-170,90", []),
        ("103.4,30.0,-170,30.15", ["harbour"]),  # over the meridian of 180°
        ("-180,-90,180,90", [place for place in ALL if place != "ghost-field"]),
    ],
)
def test_a_box_takes_what_it_touches(app, bbox, expected):
    assert found(app, f"inferred=1&bbox={bbox}") == expected


def test_filters_of_the_pages_are_parameters(app):
    assert found(app, "sector=energy&bbox=-180,-90,180,90") == ["qing-river"]


@pytest.mark.parametrize(
    "time",
    [
        "2025-01-31T00:00:00Z",
        "2025-01-31",
        "../2025-01-31T00:00:00Z",
        "2018-02-12T00:00:00Z/..",
        "/2025-01-31T00:00:00+08:00",
    ],
)
def test_places_have_no_time_so_that_each_passes(app, time):
    """17-069r4, 7.15.4: what is not associated with a time matches."""
    assert found(app, f"inferred=1&datetime={time.replace('+', '%2B')}") == ALL


def test_a_limit_above_the_largest_is_no_mistake(app):
    """17-069r4, /req/core/fc-limit-response-1."""
    assert found(app, "inferred=1&limit=100000") == ALL
    assert found(app, "limit=100000") == [place for place in ALL if not place.endswith("-dam")]


@pytest.mark.parametrize(
    "query",
    [
        "bbox=1,2,3",
        "bbox=a,b,c,d",
        "bbox=103,31,104,30",
        "bbox=nan,30,104,31",
        "bbox=103,30,104,95",
        "bbox=1,2,nan,3,4,nan",
        "bbox=",
        "datetime=yesterday",
        "limit=x",
        "limit=0",
        "offset=-1",
        "f=html",
        "bbox-crs=EPSG:4326",
        "foo=bar",
    ],
)
def test_what_cannot_be_understood_is_refused(app, query):
    """17-069r4, /req/core/query-param-unknown and query-param-invalid."""
    answer = ask(app, f"{ITEMS}?{query}")
    assert (answer.status, answer.headers["content-type"]) == (400, "application/problem+json")


def test_one_item(app):
    answer = ask(app, f"{ITEMS}/harbour?lang=en")
    assert answer.headers["content-type"] == "application/geo+json"
    assert answer.json["geometry"] == {"type": "Point", "coordinates": [103.5, 30.1]}
    assert answer.json["properties"]["name_zh"] == "渡口"
    assert set(links(answer)) == {"self", "collection"}
    assert ask(app, links(answer)["self"].removeprefix("http://127.0.0.1:8501")).json == answer.json
    missing = ask(app, f"{ITEMS}/nowhere?lang=en")
    assert (missing.status, "nowhere" in missing.json["detail"]) == (404, True)


def test_links_are_as_whoever_asks_calls_the_server(tiny):
    app = application(lambda: tiny, "/shutu")
    answer = ask(app, "/shutu/ogc?lang=en", headers={"host": "maps.example.cn"})
    assert links(answer)["data"] == "http://maps.example.cn/shutu/ogc/collections?lang=en"
    assert ask(app, "/ogc").status == 404


def test_behind_a_proxy_links_have_its_scheme(address):
    """uvicorn takes X-Forwarded-Proto of a proxy on the same machine, as Streamlit starts it."""
    headers = {"Host": "maps.example.cn", "X-Forwarded-Proto": "https"}
    request = urllib.request.Request(f"{address}/ogc", headers=headers)
    with urllib.request.urlopen(request) as answer:
        links = json.loads(answer.read())["links"]
    assert all(link["href"].startswith("https://maps.example.cn/shutu/") for link in links)


def test_gdal_lists_the_places(address):
    """QGIS uses the same driver. Pages of four, so that it has to follow the links."""
    done = subprocess.run(
        [needs("ogrinfo"), "-ro", "-al", f"OAPIF:{address}/ogc", "-oo", "PAGE_SIZE=4"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert "Feature Count: 7" in done.stdout
    assert "ERROR" not in done.stderr + done.stdout
    assert set(re.findall(r"^  id \(String\) = (.+)$", done.stdout, re.M)) == {
        place for place in ALL if not place.endswith("-dam")
    }
    names = set(re.findall(r"^  name_zh \(String\) = (.+)$", done.stdout, re.M))
    assert names >= {"渡口", "清江", "茶山", "双村"}
    assert "POINT (103.5 30.1)" in done.stdout
    assert done.stdout.count("OGRFeature(places)") == 7


def test_gdal_asks_for_a_box_only(address):
    done = subprocess.run(
        [
            needs("ogrinfo"),
            "-ro",
            "-al",
            "-spat",
            "103.45",
            "30.05",
            "103.55",
            "30.15",
            f"OAPIF:{address}/ogc",
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert re.findall(r"^  id \(String\) = (.+)$", done.stdout, re.M) == ["harbour"]
