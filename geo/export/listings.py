"""The plain listings of `python -m geo sites`: codes only, nothing but the rows."""

from __future__ import annotations

from collections.abc import Callable

import geopandas as gpd

from geo.export.delimited import write_csv
from geo.export.geojson import write_geojson
from geo.export.table import write_table

Writer = Callable[[gpd.GeoDataFrame], str]

ENDINGS = {"table": ("txt",), "csv": ("csv",), "geojson": ("geojson", "json")}
WRITERS: dict[str, Writer] = {
    "table": write_table,
    "csv": write_csv,
    "geojson": write_geojson,
}
