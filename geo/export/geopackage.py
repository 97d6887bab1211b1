"""GeoPackage: one layer of places with their own geometry, and two tables about them."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pandas as pd
import pyogrio

from geo.export.dossier import Dossier
from geo.export.fields import joined

PLACES, SOURCES, ABOUT = "places", "sources", "about"


def write(dossier: Dossier) -> bytes:
    """Layers `places` (mixed geometry, none for unlocated places), `sources` and `about`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{dossier.file_stem()}.gpkg"
        places = dossier.converted.assign(**joined(dossier.table))
        pyogrio.write_dataframe(places, path, layer=PLACES, geometry_type="Unknown")
        pyogrio.write_dataframe(pd.DataFrame(dossier.facts()), path, layer=ABOUT, append=True)
        if dossier.sources:
            sources = pd.DataFrame(list(dossier.sources))
            pyogrio.write_dataframe(sources, path, layer=SOURCES, append=True)
        return path.read_bytes()
