"""GeoPackage: one layer of places with their own geometry, views of it with styles for QGIS, and
two tables about them."""

from __future__ import annotations

import tempfile
import warnings
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyogrio

from geo.export.export_dataset import ExportDataset
from geo.export.fields import joined
from geo.export.geopackage_styles import add_style, add_styled_layers
from geo.export.indicator_style import indicator_qml, indicator_sld
from geo.export.indicator_table import INDICATOR, indicator_layer
from geo.export.layer_styles import layer_styles

VERSION = "1.3"  # which programs of the last years know
PLACES, SOURCES, ABOUT = "places", "sources", "about"


def write(dataset: ExportDataset) -> bytes:
    """Layers `places` (mixed geometry, none for unlocated places), its views `points`, `lines` and
    `areas` with styles, and the tables `sources` and `about`; the layer `indicator` with the
    numbers of a choropleth, where there is one.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shutu.gpkg"
        places = dataset.converted.assign(**joined(dataset.table))
        write_layer(places, path, layer=PLACES, geometry_type="Unknown", VERSION=VERSION)
        write_layer(pd.DataFrame(dataset.facts()), path, layer=ABOUT, append=True)
        if dataset.sources:
            sources = pd.DataFrame(list(dataset.sources))
            write_layer(sources, path, layer=SOURCES, append=True)
        if dataset.choropleth is not None:
            indicator = indicator_layer(dataset, dataset.choropleth)
            write_layer(indicator, path, layer=INDICATOR, append=True)
        columns = {str(name): str(name) for name in dataset.table.columns}
        add_styled_layers(path, layer_styles(dataset, columns))
        if dataset.choropleth is not None:
            qml = indicator_qml(dataset.choropleth, dataset.lang)
            sld = indicator_sld(dataset.choropleth, dataset.lang, INDICATOR)
            add_style(path, INDICATOR, qml, sld)
        return path.read_bytes()


def write_layer(frame: pd.DataFrame, path: Path, **options: Any) -> None:
    """`pyogrio.write_dataframe`, without the warning that GCJ-02 and BD-09 have no EPSG code."""
    objects = [frame[name] for name in frame if frame[name].dtype == object]
    if any(isinstance(value, date) for column in objects for value in column):
        options["use_arrow"] = True  # only so are dates written as dates
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="'crs' was not provided")
        pyogrio.write_dataframe(frame, path, **options)
