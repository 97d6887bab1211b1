"""The OpenAPI 3.0 document of all addresses, written from the same values as their routes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from geo.export.registry import FORMATS
from geo.json_document import Json
from geo.query.codelists import Codelists
from geo.query.filters import FIELDS
from geo.query.permalink import NUMBERS, parameter
from geo.schema.exported import ONE_OF, PUBLISHED
from geo.schema.json_schema import object_schema
from geo.schema.source import SOURCE
from geo.web.endpoint import JSON, PROBLEM, Call, Endpoint, EndpointResponse, as_json
from geo.web.features import API_DEFINITION, OPENAPI
from geo.web.filtering import LANG
from geo.web.requests import Parameter

VERSION = "3.0.3"
_FIELD_OF = {parameter(field): field for field in FIELDS}
_PLACE = {"$ref": "#/components/schemas/Place"}
_FEATURE = {
    "type": "object",
    "required": ["type", "geometry", "properties"],
    "properties": {
        "type": {"type": "string", "enum": ["Feature"]},
        "id": {"type": "string"},
        "geometry": {"type": "object", "nullable": True},
        "properties": _PLACE,
    },
}
_COLLECTION = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"type": "string", "enum": ["FeatureCollection"]},
        "features": {"type": "array", "items": {"$ref": "#/components/schemas/Feature"}},
    },
}
_PLACES = {
    "type": "object",
    "required": ["build", "sentence", "licences", "matched", "returned", "sources", "places"],
    "properties": {
        "build": {"type": "string"},
        "sentence": {"type": "string", "description": "The filter in words."},
        "attribution": {"type": "string"},
        "licences": {"type": "array", "items": {"type": "string"}},
        "matched": {"type": "integer"},
        "returned": {"type": "integer"},
        "next": {"type": "string", "description": "The address of the next page."},
        "sources": {"type": "array", "items": {"$ref": "#/components/schemas/Source"}},
        "places": {"type": "array", "items": _PLACE},
    },
}
_PROBLEM = {
    "type": "object",
    "required": ["status", "title", "detail"],
    "properties": {
        "type": {"type": "string"},
        "status": {"type": "integer"},
        "title": {"type": "string"},
        "detail": {"type": "string", "description": "What is wrong and what to do, in a sentence."},
    },
}

# What the columns are is declared in geo/schema; a text in two languages is there in one of them.
_SCHEMAS: Json = {
    "Problem": _PROBLEM,
    "Place": object_schema(PUBLISHED, optional=ONE_OF),
    "Source": object_schema(SOURCE),
    "Places": _PLACES,
    "Feature": _FEATURE,
    "Features": _COLLECTION,
}


def endpoint(listed: Sequence[Endpoint]) -> Endpoint:
    """The address of the document about `listed` endpoints and itself."""

    def answer(call: Call) -> EndpointResponse:
        def make() -> bytes:
            return as_json(document(documented, call.root, call.catalog.codelists))

        return EndpointResponse(make, (call.catalog.database.build_id,))

    itself = Endpoint(API_DEFINITION, "openApi", "This document", answer, OPENAPI, (LANG,))
    documented = [one for one in (*listed, itself) if one.is_documented]
    return itself


def document(listed: Sequence[Endpoint], root: str, codelists: Codelists) -> Json:
    """The document for a server at `root`; the codes of the filter come from the `codelists`."""
    return {
        "openapi": VERSION,
        "info": {
            "title": "Shutu",
            "version": "1",
            "description": "Places that a policy plan names, filtered with the parameters of the "
            "explorer's own addresses. What has no effect is refused. Sentences of errors are in "
            "the language of `lang`.",
        },
        "servers": [{"url": root}],
        "paths": {one.path: {"get": _operation(one, codelists)} for one in listed},
        "components": {"schemas": _SCHEMAS},
    }


def _operation(one: Endpoint, codelists: Codelists) -> Json:
    answers = (
        {form.mime: {} for form in FORMATS.values()}
        if one.media == "*/*"
        else {one.media: {"schema": _schema(one)}}
    )
    return {
        "operationId": one.name,
        "summary": one.summary,
        "parameters": [
            *(_parameter(given, "path", codelists) for given in one.path_parameters),
            *(_parameter(given, "query", codelists) for given in one.parameters),
        ],
        "responses": {
            "200": {"description": one.summary, "content": answers},
            "304": {"description": "As `If-None-Match` has it."},
            "400": _fault(one, "Something in the request cannot be used."),
            **({"404": _fault(one, "There is no such thing.")} if one.path_parameters else {}),
            "503": _fault(one, "No data yet, or too much to do: see `Retry-After`."),
        },
    }


def _schema(one: Endpoint) -> Json:
    if one.schema:
        return {"$ref": f"#/components/schemas/{one.schema}"}
    return {"type": "object"} if one.media in (JSON, OPENAPI) else {"type": "string"}


def _fault(one: Endpoint, description: str) -> Json:
    problem = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    text = {"text/plain": {"schema": {"type": "string"}}}
    return {
        "description": description,
        "content": problem if one.error_format == "problem" else text,
    }


def _parameter(given: Parameter, where: Literal["path", "query"], codelists: Codelists) -> Json:
    schema = dict(given.schema)
    field = _FIELD_OF.get(given.name)
    if field in NUMBERS:
        numbers = [int(term.code) for term in codelists.terms(field)]
        schema["items"] = {"type": "integer", "enum": numbers}
    elif field:
        codes = [term.code for term in codelists.terms(field)]
        schema["items"] = {"type": "string", "enum": codes}
    elif schema.get("type") == "string" and "enum" not in schema:
        schema["maxLength"] = given.most
    return {
        "name": given.name,
        "in": where,
        "required": given.required or where == "path",
        "description": given.description,
        "schema": schema,
        **({"deprecated": True} if given.is_deprecated else {}),
        # Several values in one, separated by commas; that is how arrays in a path are written, too.
        **({"style": "form", "explode": False} if where == "query" and given.is_list else {}),
    }
