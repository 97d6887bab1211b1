"""The plain listings of `python -m geo sites`: codes only, nothing but the rows."""

from __future__ import annotations

from collections.abc import Callable

import geopandas as gpd

from geo.export.csv_file import write_csv
from geo.export.geojson import write_geojson
from geo.export.text_table import write_table

PlainWriter = Callable[[gpd.GeoDataFrame], str]

ENDINGS = {"table": ("txt",), "csv": ("csv",), "geojson": ("geojson", "json")}
WRITERS: dict[str, PlainWriter] = {
    "table": write_table,
    "csv": write_csv,
    "geojson": write_geojson,
}
