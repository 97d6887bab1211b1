"""The numbers of a choropleth as a table and as a layer of regions, for XLSX and GeoPackage."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import shapely

from geo.choropleth.model import Choropleth
from geo.export.export_dataset import EPSG, ExportDataset

INDICATOR = "indicator"  # the layer


def indicator_table(choropleth: Choropleth, lang: str) -> pd.DataFrame:
    """A row for each region of the level: `adcode`, `name`, `value`, `class` (from 1), the
    `figures` of the class and its `color`; the last four are missing where there is no number.
    """
    classes = choropleth.legend(lang)
    rows = []
    for code, name in choropleth.regions.items():
        number = choropleth.class_of(code)
        rows.append(
            {
                "adcode": code,
                "name": name.of(lang),
                "value": choropleth.values.get(code),
                "class": None if number is None else number + 1,
                "figures": None if number is None else classes[number].text,
                "color": choropleth.color(code),
            }
        )
    frame = pd.DataFrame(rows)
    return frame.astype({"value": "Float64", "class": "Int64"})


def indicator_layer(dataset: ExportDataset, choropleth: Choropleth) -> gpd.GeoDataFrame:
    """The same with the true borders of the regions, in the datum of the dataset."""
    path = dataset.base / f"{choropleth.level}.parquet"
    borders = pq.read_table(path, columns=["adcode", "geometry"]).to_pydict()
    shapes = dict(zip(borders["adcode"], shapely.from_wkb(borders["geometry"]), strict=True))
    table = indicator_table(choropleth, dataset.lang)
    geometry = [dataset.moved(shapes[code]) for code in table["adcode"]]
    return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(geometry, crs=EPSG.get(dataset.datum)))
