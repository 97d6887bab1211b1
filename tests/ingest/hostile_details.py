"""Hostile files that are small and nearly right: one number, reference or name that lies.

As in `hostile_areas.py` and `hostile_lists.py`: name → the ending of the file, and how to make it.
"""

import gzip
import io
import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.ingest.hostile import (
    DOCUMENT,
    HEAD,
    MAIN,
    PACKAGE,
    SQUARE,
    WGS84_WKT,
    geopackage,
    kml,
    kml_polygon,
    shapefile,
    wkb_polygon,
    workbook,
    zipped,
)

Case = Callable[[Path], bytes]
NUMBER = 'SPHEROID["s",6378137,1e-300]],PRIMEM["g",1e308],UNIT["d",1e-308]'
ODD_SYSTEM = f'PROJCS["x",GEOGCS["y",DATUM["z",{NUMBER}],PROJECTION["Transverse_Mercator"]]'
GRID_SHIFT = (
    'PROJCS["x",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],'
    'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["custom_proj4"],'
    'UNIT["m",1],EXTENSION["PROJ4","+proj=ob_tran +o_proj=ob_tran +nadgrids=/etc/hostname"]]'
)


def patched(at: int, form: str, *values: int, name: str = "") -> Case:
    """A sound GeoPackage, or a part of a sound Shapefile, with other numbers at one place."""

    def make(folder: Path) -> bytes:
        if not name:
            return _patch(geopackage(folder, [wkb_polygon()]), at, form, *values)
        parts = members()
        return zipped(parts | {name: _patch(parts[name], at, form, *values)})

    return make


def _patch(data: bytes, at: int, form: str, *values: int) -> bytes:
    new = struct.pack(form, *values)
    return data[:at] + new + data[at + len(new) :]


def members() -> dict[str, bytes]:
    """The parts of a sound Shapefile."""
    with zipfile.ZipFile(io.BytesIO(shapefile([SQUARE[::-1]]))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_sql(more: str) -> Case:
    return lambda folder: geopackage(folder, [wkb_polygon()], more=more)


def system(definition: str) -> Case:
    text = definition.replace("'", "''")
    return with_sql(f"UPDATE gpkg_spatial_ref_sys SET organization = 'NONE', definition = '{text}'")


def placed(old: str, new: str) -> Case:
    """A KML of one polygon with another text in its coordinates."""
    return lambda _: kml(f"<Placemark>{kml_polygon().replace(old, new, 1)}</Placemark>")


def polygon(ring: list[list[float]], **more: object) -> Case:
    text = json.dumps({"type": "Polygon", "coordinates": [ring], **more})
    return lambda _: text.encode()


def relations(*pairs: tuple[str, str]) -> Case:
    """A workbook whose list of sheets refers to these kinds and targets."""
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{DOCUMENT}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(pairs, start=1)
    )
    part = f'{HEAD}<Relationships xmlns="{PACKAGE}">{listed}</Relationships>'.encode()
    return lambda _: workbook(more={"xl/_rels/workbook.xml.rels": part})


def _link_in_archive(_: Path) -> bytes:
    buffer = io.BytesIO(zipped(members()))
    with zipfile.ZipFile(buffer, "a") as archive:
        link = zipfile.ZipInfo("link.shp")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/hostname")
    return buffer.getvalue()


AREAS: dict[str, tuple[str, Case]] = {
    "flag of a write-ahead log": (".gpkg", patched(18, "BB", 2, 2)),
    "pages lie": (".gpkg", patched(28, ">I", 2**31 - 1)),
    "freelist of itself": (".gpkg", patched(32, ">II", 2, 2**30)),
    "schema of a later SQLite": (".gpkg", patched(44, ">I", 9)),
    "texts in UTF-16 that are not": (".gpkg", patched(56, ">I", 2)),
    "index that computes": (".gpkg", with_sql("CREATE INDEX i ON layer(hex(zeroblob(id * 9000)))")),
    "layer of a backwards name": (
        ".gpkg",
        with_sql(
            'ALTER TABLE layer RENAME TO "\u202e层"; '
            "UPDATE gpkg_geometry_columns SET table_name = '\u202e层'"
        ),
    ),
    "envelope of no kind": (".gpkg", with_sql("UPDATE layer SET geom = X'4750000f'")),
    "system of odd numbers": (".gpkg", system(ODD_SYSTEM)),
    "system that reads a file": (".gpkg", system(GRID_SHIFT)),
    "feature in a feature": (
        ".geojson",
        lambda _: b'{"type":"Feature","geometry":{"type":"Feature","geometry":null}}',
    ),
    "numbers that are none": (
        ".geojson",
        lambda _: b'{"type":"Polygon","coordinates":[[[NaN,30],[Infinity,30],[1,31],[NaN,30]]]}',
    ),
    "the whole Earth": (
        ".geojson",
        polygon([[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]),
    ),
    "far outside": (".geojson", polygon([[1e15, 30], [1e15, 31], [1e15, 32], [1e15, 30]])),
    "infinite in Mercator": (
        ".geojson",
        polygon(
            [[103, 30], [105, 30], [1e308, 32], [103, 30]],
            crs={"properties": {"name": "EPSG:3395"}},
        ),
    ),
    "UTF-16 with a byte more": (
        ".geojson",
        lambda folder: polygon(SQUARE)(folder).decode().encode("utf-16") + b"x",
    ),
    "XML 1.1": (".kml", lambda _: b'<?xml version="1.1"?><kml><Placemark/></kml>'),
    "digits of full width": (".kml", placed("103.0", "１０３")),
    "digits with underscores": (".kml", placed("103.0", "1_0_3")),
    "infinity as a word": (".kml", placed("103.0,30.0", "inf,nan")),
    "a zipped KML": (".kml", lambda _: zipped({"doc.kml": kml(kml_polygon())})),
    "index before the file": (".zip", patched(100, ">i", -100, name="a.shx")),
    "index beyond the file": (".zip", patched(100, ">i", 2**30, name="a.shx")),
    "kind of the file lies": (".zip", patched(32, "<i", 31, name="a.shp")),
    "length of the file below zero": (".zip", patched(24, ">i", -1, name="a.shp")),
    "fewer than no points": (".zip", lambda _: shapefile([SQUARE], points_said=-5)),
    "system in UTF-16": (".zip", lambda _: shapefile([SQUARE], WGS84_WKT.encode("utf-16"))),
    "system of nowhere": (
        ".zip",
        lambda _: shapefile([SQUARE], b'LOCAL_CS["x",LOCAL_DATUM["y",0],UNIT["m",1]]'),
    ),
    "two Shapefiles": (
        ".zip",
        lambda _: zipped({p + n: d for n, d in members().items() for p in ("", "b")}),
    ),
    "a link in the archive": (".zip", _link_in_archive),
}

PERCENT = '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs>'
DATES = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
NAMED = '<row><c t="inlineStr"><is><t>名称</t></is></c></row>'


def cells(values: tuple[str, ...], styles: str) -> Case:
    rows = "".join(f'<row><c s="1"><v>{value}</v></c></row>' for value in values)
    return lambda _: workbook(NAMED + rows, styles=styles)


LISTS: dict[str, tuple[str, Case]] = {
    "percent of the largest number": (".xlsx", cells(("1e308", "-1e-320"), PERCENT)),
    "days that are none": (
        ".xlsx",
        cells(("60", "59.999999999", "2958465.9999999", "-1", "1e300", ".5e", "0x10"), DATES),
    ),
    "rows from the last to the first": (
        ".xlsx",
        lambda _: workbook(
            "".join(f'<row r="{900 - n}"><c><v>{n}</v></c></row>' for n in range(899))
        ),
    ),
    "row zero": (
        ".xlsx",
        lambda _: workbook(
            '<row r="0"><c r="A0"><v>1</v></c></row><row r="-1"><c r="ZZZ9"/></row>'
        ),
    ),
    "merged from the end": (
        ".xlsx",
        lambda _: workbook(tail='<mergeCells><mergeCell ref="XFD1048576:A1"/></mergeCells>'),
    ),
    "number of a text in full width": (
        ".xlsx",
        lambda _: workbook('<row><c t="s"><v>１</v></c></row>'),
    ),
    "number of a text with a point": (
        ".xlsx",
        lambda _: workbook('<row><c t="s"><v>1.0</v></c></row>'),
    ),
    "a sheet outside the archive": (
        ".xlsx",
        relations(
            ("worksheet", "../../../../etc/hostname"), ("sharedStrings", "sharedStrings.xml")
        ),
    ),
    "a sheet that is the book": (
        ".xlsx",
        relations(("worksheet", "workbook.xml"), ("sharedStrings", "workbook.xml")),
    ),
    "sheets of backwards and blank names": (
        ".xlsx",
        lambda _: workbook(
            more={
                "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>'
                '<sheet name="\u202e![x](a)&#10;" r:id="rId1"/><sheet name="" r:id="rId1"/>'
                "</sheets></workbook>".encode()
            }
        ),
    ),
    "a packed workbook": (".xlsx", lambda _: gzip.compress(workbook())),
    "UTF-32 beyond Unicode": (
        ".csv",
        lambda _: b"\xff\xfe\0\0" + struct.pack("<3I", 0x61, 0x110000, 0x62) * 100,
    ),
    "halves of pairs in UTF-16": (".csv", lambda _: b"\xff\xfe" + b"\x00\xd8" * 500),
    "UTF-16 that ends in half a sign": (".csv", lambda _: "名称\n三河村\n".encode("utf-16") + b"0"),
    "a delimiter of NUL": (".csv", lambda _: b"sep=\0\na\0b\n"),
    "a delimiter of quotes": (".csv", lambda _: b'sep="\n' + b'"a"b"\n' * 200),
    "line ends of other alphabets": (
        ".csv",
        lambda _: ("名称\x0b\x0c\x1c\x85\u2028村\n" * 200).encode(),
    ),
    "names that run backwards": (
        ".csv",
        lambda _: ("名称\n" + "\u202e村河三\u2066\n" * 200).encode(),
    ),
    "properties without a name": (
        ".geojson",
        lambda _: (
            '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,'
            '"properties":{"":"三河村"," ":"x","\u202e":"y"}}]}'
        ).encode(),
    ),
}
