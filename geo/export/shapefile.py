"""Shapefiles in one zip: ASCII field names, a dictionary of them, and the whole table beside it.

A shapefile holds one kind of geometry, 10 bytes of field name and 254 bytes of text. Points, lines
and areas are therefore three files, and `places.csv` has every row, also the unlocated ones, with
nothing cut.
"""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import geopandas as gpd
import pandas as pd

from geo import i18n
from geo.export import csv_file
from geo.export.export_dataset import EPSG, ExportDataset
from geo.export.fields import joined, meaning, short_names
from geo.export.geopackage import write_layer
from geo.export.labels import citation
from geo.export.layer_styles import layer_styles
from geo.export.qml import write_qml
from geo.export.registry import datum_code
from geo.export.sld import write_sld

KINDS = {
    "points": ("Point", ["Point"]),
    "lines": ("MultiLineString", ["LineString", "MultiLineString"]),
    "areas": ("MultiPolygon", ["Polygon", "MultiPolygon"]),
}
MAX_BYTES = 254
ELLIPSIS = "…"
FIELDS = "fields.csv"


def write(dataset: ExportDataset) -> bytes:
    """A zip of up to three shapefiles and their styles, `places.csv`, `fields.csv`, `about.txt`.

    The names of the shapefiles and of the table end in the datum where no code of EPSG says it.
    """
    suffix = "" if dataset.datum in EPSG else f"_{datum_code(dataset.datum)}"
    buffer = BytesIO()
    with tempfile.TemporaryDirectory() as name, ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        folder = Path(name)
        _write_shapes(dataset, folder, suffix)
        (folder / f"places{suffix}.csv").write_bytes(csv_file.write(dataset))
        (folder / FIELDS).write_bytes(_dictionary(dataset))
        (folder / "about.txt").write_text(_about(dataset, suffix), encoding="utf-8-sig")
        for path in sorted(folder.iterdir()):
            archive.write(path, path.name)
    return buffer.getvalue()


def _write_shapes(dataset: ExportDataset, folder: Path, suffix: str) -> None:
    converted = dataset.converted
    table = joined(dataset.table)
    for name in table.select_dtypes(["object", "string"]).columns:
        table[name] = [_fitting(text) if isinstance(text, str) else text for text in table[name]]
    short = table.rename(columns=short_names(table.columns))
    for name, (geometry_type, types) in KINDS.items():
        chosen = converted.geom_type.isin(types)
        if chosen.any():
            frame = gpd.GeoDataFrame(short[chosen], geometry=converted.geometry[chosen])
            write_layer(
                frame,
                folder / f"{name}{suffix}.shp",
                geometry_type=geometry_type,
                encoding="UTF-8",
            )
    for style in layer_styles(dataset, short_names(table.columns)):
        path = folder / f"{style.layer}{suffix}"
        path.with_suffix(".qml").write_text(write_qml(style), encoding="utf-8")
        path.with_suffix(".sld").write_text(write_sld(style, path.name), encoding="utf-8")


def _fitting(text: str) -> str:
    """As much of a text as fits, cut between characters and visibly."""
    if len(text.encode()) <= MAX_BYTES:
        return text
    room = MAX_BYTES - len(ELLIPSIS.encode())
    return text.encode()[:room].decode(errors="ignore") + ELLIPSIS


def _dictionary(dataset: ExportDataset) -> bytes:
    names = [str(name) for name in dataset.table.columns]
    rows = {
        "field": list(short_names(names).values()),
        "name": names,
        "meaning": [dataset.header(name) for name in names],
        "unit": [dataset.unit(name) for name in names],
        "description": [meaning(name, dataset.lang) for name in names],
    }
    return pd.DataFrame(rows).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _about(dataset: ExportDataset, suffix: str) -> str:
    lines = [i18n.pair(dataset.lang, fact.label, fact.text) for fact in dataset.facts()]
    table = f"places{suffix}.csv"
    lines.append(i18n.text(dataset.lang, "export.shapefile", table=table, fields=FIELDS))
    for style in layer_styles(dataset, short_names(dataset.table.columns)):
        name = f"{style.layer}{suffix}"
        layer = i18n.text(dataset.lang, f"export.shapefile_{style.layer}", file=f"{name}.shp")
        files = {"layer": layer, "qml": f"{name}.qml", "sld": f"{name}.sld"}
        lines.append(i18n.text(dataset.lang, "export.shapefile_style", **files))
    lines += [citation(source) for source in dataset.sources]
    return "\n".join(lines) + "\n"
