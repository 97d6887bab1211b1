"""Columns as a JSON schema in the dialect of OpenAPI 3.0."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from geo.schema.column import Field, Type

JSON: dict[Type, dict[str, object]] = {
    Type.TEXT: {"type": "string"},
    Type.INTEGER: {"type": "integer"},
    Type.NUMBER: {"type": "number"},
    Type.TEXTS: {"type": "array", "items": {"type": "string"}},
    Type.INTEGERS: {"type": "array", "items": {"type": "integer"}},
    Type.SHAPE: {"type": "object"},
}


def object_schema(fields: Iterable[Field], optional: Collection[str] = ()) -> dict[str, object]:
    """An object with a property per field; all but the `optional` ones are always there.

    What has no value in the table is null in JSON.
    """
    listed = list(fields)
    return {
        "type": "object",
        "required": [field.name for field in listed if field.name not in optional],
        "properties": {field.name: _property(field) for field in listed},
    }


def _property(field: Field) -> dict[str, object]:
    about = field.about
    schema: dict[str, object] = {**JSON[field.type], "description": about.meaning_en}
    if field.nullable:
        schema["nullable"] = True
    if about.codes is not None and not isinstance(about.codes, str):
        schema["enum"] = [*about.codes, *([None] if field.nullable else [])]
    return schema
