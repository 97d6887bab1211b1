"""The OpenAPI document and the routes say the same, and a validator accepts the document."""

from __future__ import annotations

from typing import Any

import pytest
from openapi_schema_validator import OAS30Validator
from openapi_spec_validator import OpenAPIV30SpecValidator

from geo.export.registry import FORMATS
from geo.web.routes import MOVED, routes
from tests.web.asgi_client import ask
from tests.web.conftest import application, framework

# Routes that are for nobody to call: a session's own file, what the pages load, and the answers to
# wrong addresses.
LAYER = "/export/session/layer/{token}"
UNLISTED = {
    "/export/session/{token}",
    LAYER,
    f"{LAYER}/{{zoom:int}}/{{column:int}}/{{row:int}}",
    "/app/static/{path:path}",
}
PARTS = {"format": "csv", "id": "harbour"}


@pytest.fixture(scope="module")
def document(tiny) -> dict[str, Any]:
    return ask(application(lambda: tiny), "/ogc/api").json


def test_a_validator_accepts_it(document):
    assert document["openapi"].startswith("3.0.")
    assert list(OpenAPIV30SpecValidator(document).iter_errors()) == []


def parameters(operations: dict[str, Any], where: str) -> dict[str, dict[str, Any]]:
    """Name → schema of what an operation takes in the `query` or `path`."""
    given = operations["get"]["parameters"]
    return {one["name"]: one["schema"] for one in given if one["in"] == where}


def test_paths_and_methods_are_those_of_the_routes(document, tiny):
    made = routes(framework(lambda: tiny))
    real = {route.path: route.methods for route in made if route.name != "_nothing"}
    assert set(document["paths"]) == set(real) - UNLISTED - set(MOVED)
    for path, operations in document["paths"].items():
        assert {method.upper() for method in operations} | {"HEAD"} == real[path]
        named = {part[1:-1] for part in path.split("/") if part.startswith("{")}
        assert set(parameters(operations, "path")) == named


def test_each_parameter_is_taken_and_no_other(document, app):
    """The routes are asked: an unlisted name is refused, a listed one is never unknown."""
    for path, operations in document["paths"].items():
        for name, part in PARTS.items():
            path = path.replace(f"{{{name}}}", part)
        for name in parameters(operations, "query").keys() - {"lang"}:
            assert "has no parameter" not in ask(app, f"{path}?{name}=%00&lang=en").text
        assert "has no parameter unheard" in ask(app, f"{path}?unheard=1&lang=en").text
        given = operations["get"]["parameters"]
        required = [one["name"] for one in given if one["required"] and one["in"] == "query"]
        needed = "".join(f"&{name}=x" for name in required)
        refused = ask(app, f"{path}?lang=fr{needed}")
        assert (refused.status, "fr" in refused.text) == (400, True)


def test_the_values_of_the_filter_are_those_of_the_build(document, tiny):
    export = document["paths"]["/export/{format}"]
    given = parameters(export, "query")
    for field in ("sectors", "regions", "kinds"):
        codes = [term.code for term in tiny.codelists.terms(field)]
        assert given[field[:-1]]["items"]["enum"] == codes
    assert given["task"]["items"] == {"type": "integer", "enum": [1, 2, 3]}
    assert parameters(export, "path")["format"]["enum"] == list(FORMATS)


def test_it_names_the_server_that_was_asked(tiny):
    app = application(lambda: tiny, "/shutu")
    document = ask(app, "/shutu/ogc/api", headers={"host": "maps.example.cn"}).json
    assert document["servers"] == [{"url": "http://maps.example.cn/shutu"}]


ANSWERS = {
    "/api/places.json": "/api/places.json?limit=3&lang=en",
    "/api/places.geojson": "/api/places.geojson?lang=zh",
    "/ogc/collections/places/items": "/ogc/collections/places/items",
    "/ogc/collections/places/items/{id}": "/ogc/collections/places/items/harbour",
}


@pytest.mark.parametrize("path", ANSWERS)
def test_an_answer_is_as_its_schema_says(document, app, path):
    (content,) = document["paths"][path]["get"]["responses"]["200"]["content"].values()
    validator = OAS30Validator({**content["schema"], "components": document["components"]})
    answer = ask(app, ANSWERS[path]).json
    assert list(validator.iter_errors(answer)) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_schema_of_a_place_has_all_that_a_place_has(document, app, lang):
    declared = document["components"]["schemas"]["Place"]
    for place in ask(app, f"/api/places.json?lang={lang}").json["places"]:
        assert set(place) <= set(declared["properties"])
        left = set(declared["properties"]) - set(place)
        other = {"zh": "en", "en": "zh"}[lang]
        assert left == {f"method_{other}", f"note_{other}"}


def test_codes_in_the_schema_are_closed_lists(document):
    place = document["components"]["schemas"]["Place"]["properties"]
    assert place["relation"]["enum"] == ["named", "derived", "applicable"]
    assert place["confidence"] == {
        "type": "string",
        "nullable": True,
        "enum": ["high", "medium", "low", "none", None],
        "description": place["confidence"]["description"],
    }
