"""Places as a table of geopandas, for notebooks and exports."""

from __future__ import annotations

import geopandas as gpd
import pyarrow as pa
import shapely

from geo.schema.column import Type, placed
from geo.schema.place import PLACE

KINDS = {Type.INTEGER: "Int32", Type.NUMBER: "float64"}


def to_geodataframe(places: pa.Table) -> gpd.GeoDataFrame:
    """Rows of `Catalog.places` as a GeoDataFrame (EPSG:4326); unlocated places have no geometry.

    Columns are ordered by importance; `name_zh` is the name as written in the plan.
    """
    columns = places.to_pydict()
    shapes = [None if wkb is None else shapely.from_wkb(wkb) for wkb in columns.pop("geometry")]
    shown = [field for field in placed(PLACE, "frame") if field.type is not Type.SHAPE]
    frame = gpd.GeoDataFrame(
        {field.name: columns[field.name] for field in shown},
        geometry=gpd.GeoSeries(shapes, crs="EPSG:4326"),
    )
    # The type is set explicitly, because pandas cannot infer it for a column without values.
    for field in shown:
        if field.type in KINDS:
            frame[field.name] = frame[field.name].astype(KINDS[field.type])
    return frame
