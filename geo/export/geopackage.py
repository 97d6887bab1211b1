"""GeoPackage: one layer of places with their own geometry, and two tables about them."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pandas as pd

from geo.export.export_dataset import ExportDataset
from geo.export.fields import joined
from geo.export.gis_layers import write_layer

VERSION = "1.3"  # which programs of the last years know
PLACES, SOURCES, ABOUT = "places", "sources", "about"


def write(dataset: ExportDataset) -> bytes:
    """Layers `places` (mixed geometry, none for unlocated places), `sources` and `about`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shutu.gpkg"
        places = dataset.converted.assign(**joined(dataset.table))
        write_layer(places, path, layer=PLACES, geometry_type="Unknown", VERSION=VERSION)
        write_layer(pd.DataFrame(dataset.facts()), path, layer=ABOUT, append=True)
        if dataset.sources:
            sources = pd.DataFrame(list(dataset.sources))
            write_layer(sources, path, layer=SOURCES, append=True)
        return path.read_bytes()
