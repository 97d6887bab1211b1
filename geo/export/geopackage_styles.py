"""Styled layers in a GeoPackage: a view for each kind of geometry, and QGIS's table of styles.

A style in QGIS fits one kind of geometry, and `places` has three. So `points`, `lines` and `areas`
are views of `places` (nothing is stored twice, and what is edited there shows), each with a default
style in `layer_styles`. That table is registered as one of attributes: programs that do not know it
list it as a table.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from geo.export.layer_styles import LayerStyle
from geo.export.qml import write_qml
from geo.export.sld import write_sld

GEOMETRY = "geom"
# As QGIS creates it.
STYLES = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
    f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
    useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
    update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
)"""
REGISTER = """
INSERT INTO gpkg_contents (table_name, data_type, identifier, description)
VALUES ('layer_styles', 'attributes', 'layer_styles', '')"""
ADD_STYLE = """
INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,
    styleName, styleQML, styleSLD, useAsDefault, description, owner, ui)
VALUES ('', '', :layer, :geometry, :layer, :qml, :sld, 1, '', '', NULL)"""
# The type of a geometry stands behind the header, which is 8 bytes, or 40 with an envelope. Only
# the geometry's own bytes say it; no function of a program is needed to read the view.
VIEW = """
CREATE VIEW {layer} AS SELECT * FROM places WHERE hex(substr(geom,
    CASE hex(substr(geom, 4, 1)) WHEN '03' THEN 42 ELSE 10 END, 1)) IN ('{single}', '{several}')"""
CODES = {"points": ("01", "04"), "lines": ("02", "05"), "areas": ("03", "06")}
ADD_CONTENTS = """
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change,
    min_x, min_y, max_x, max_y, srs_id)
SELECT :layer, 'features', :layer, '', last_change, min_x, min_y, max_x, max_y, srs_id
FROM gpkg_contents WHERE table_name = 'places'"""
ADD_GEOMETRY = """
INSERT INTO gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id, z, m)
SELECT :layer, :geometry, :type, srs_id, z, m
FROM gpkg_geometry_columns WHERE table_name = 'places'"""


def add_styled_layers(path: Path, styles: Iterable[LayerStyle]) -> None:
    """Add the views and their styles to a GeoPackage that has the layer `places`."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(STYLES)
        database.execute(REGISTER)
        for style in styles:
            single, several = CODES[style.layer]
            database.execute(VIEW.format(layer=style.layer, single=single, several=several))
            names = {"layer": style.layer, "geometry": GEOMETRY}
            only = next(iter(style.types)).upper() if len(style.types) == 1 else "GEOMETRY"
            database.execute(ADD_CONTENTS, names)
            database.execute(ADD_GEOMETRY, {**names, "type": only})
            documents = {"qml": write_qml(style), "sld": write_sld(style, style.layer)}
            database.execute(ADD_STYLE, {**names, **documents})


def add_style(path: Path, layer: str, qml: str, sld: str) -> None:
    """Add the style of one more layer to a GeoPackage that has the table of styles."""
    values = {"layer": layer, "geometry": GEOMETRY, "qml": qml, "sld": sld}
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(ADD_STYLE, values)
