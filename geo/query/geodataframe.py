"""Places as a table of geopandas, for notebooks and exports."""

from __future__ import annotations

import geopandas as gpd
import pyarrow as pa
import shapely


def to_geodataframe(places: pa.Table) -> gpd.GeoDataFrame:
    """Rows of `Catalog.places` as a GeoDataFrame (EPSG:4326); unlocated places have no geometry.

    Columns are ordered by importance; `name_zh` is the name as written in the plan.
    """
    columns = places.to_pydict()
    shapes = [None if wkb is None else shapely.from_wkb(wkb) for wkb in columns.pop("geometry")]
    first = [
        "id",
        "name_zh",
        "name_en",
        "kind",
        "sectors",
        "tasks",
        "adcodes",
        "precision",
        "uncertainty_m",
        "relation",
        "confidence",
        "sources",
    ]
    hidden = ("pinyin", "regions", "display_shape", "display_shape_far")
    order = [*first, *(name for name in columns if name not in (*first, *hidden))]
    frame = gpd.GeoDataFrame(
        {name: columns[name] for name in order}, geometry=gpd.GeoSeries(shapes, crs="EPSG:4326")
    )
    # The type is set explicitly, because pandas cannot infer it for a column without values.
    kinds = {"uncertainty_m": "Int32", "year": "Int32", "lon": "float64", "lat": "float64"}
    for name, kind in kinds.items():
        frame[name] = frame[name].astype(kind)
    return frame
