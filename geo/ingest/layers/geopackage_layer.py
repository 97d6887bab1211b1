"""One layer of a GeoPackage; of views, triggers and generated columns nothing is read."""

from __future__ import annotations

import sqlite3

import shapely

from geo.ingest.areas.geopackage import (
    check_columns,
    columns_of,
    crs_of,
    layers_of,
    opened,
    plain_tables,
    quoted,
    wkb_in,
)
from geo.ingest.areas.model import Budget
from geo.ingest.areas.wkb import check_wkb
from geo.ingest.layers.layer_file import (
    MOST_COLUMNS,
    FileFeature,
    FileLayer,
    layer_error,
    plain_text,
)


def geopackage_layers(data: bytes, budget: Budget) -> list[str]:
    """The names of all layers."""
    with opened(data) as database:
        return [table for table, *_ in layers_of(database, plain_tables(database), budget)]


def read_geopackage_layer(data: bytes, budget: Budget, name: str = "") -> FileLayer:
    """The layer of a name, or the first.

    Raises:
        LayerFileError: there is none.
    """
    with opened(data) as database:
        layers = layers_of(database, plain_tables(database), budget)
        chosen = next((layer for layer in layers if not name or layer[0] == name), None)
        if chosen is None:
            raise layer_error("no_features")
        table, column, system = chosen
        check_columns(database, table)
        others = [one for one in columns_of(database, table) if one.lower() != column.lower()]
        kept = tuple(others[:MOST_COLUMNS])
        features = list(_features(database, table, column, kept, budget))
        return FileLayer(table, crs_of(database, system), kept, features, len(others) - len(kept))


def _features(
    database: sqlite3.Connection, table: str, column: str, kept: tuple[str, ...], budget: Budget
) -> list[FileFeature]:
    names = ", ".join(quoted(one) for one in (column, *kept))
    query = f"SELECT {names} FROM {quoted(table)} LIMIT ?"
    found = []
    for blob, *values in database.execute(query, (budget.limits.features + 1,)):
        budget.feature()
        if blob is None:
            continue
        wkb = wkb_in(blob)
        check_wkb(wkb, lambda _points: None)
        geometry = shapely.force_2d(shapely.from_wkb(wkb))
        budget.vertices(int(shapely.get_num_coordinates(geometry)))
        if not geometry.is_empty:
            found.append(FileFeature(geometry, tuple(map(plain_text, values))))
    return found
