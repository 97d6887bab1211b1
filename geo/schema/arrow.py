"""Columns as Arrow types, for the tables of the build and for GeoParquet."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from geo.schema.column import Field, Type

ARROW: dict[Type, pa.DataType] = {
    Type.TEXT: pa.string(),
    Type.INTEGER: pa.int32(),
    Type.NUMBER: pa.float64(),
    Type.TEXTS: pa.list_(pa.string()),
    Type.INTEGERS: pa.list_(pa.int32()),
    Type.SHAPE: pa.binary(),
}


def arrow_schema(fields: Iterable[Field]) -> pa.Schema:
    """The fields as the schema of an Arrow table, in their order."""
    return pa.schema([(field.name, ARROW[field.type]) for field in fields])
