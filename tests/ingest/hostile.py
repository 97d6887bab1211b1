"""Hostile files of the known kinds, with numbers to choose: whoever makes one can choose others."""

from __future__ import annotations

import io
import json
import sqlite3
import struct
import zipfile
from pathlib import Path

SQUARE = [[103.0, 30.0], [105.0, 30.0], [105.0, 32.0], [103.0, 32.0], [103.0, 30.0]]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WGS84_WKT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],'
    'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]'
)


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


# WKB and GeoPackage


def wkb_polygon(ring=SQUARE) -> bytes:
    points = b"".join(struct.pack("<dd", *point) for point in ring)
    return struct.pack("<BIII", 1, 3, 1, len(ring)) + points


def wkb_nest(depth: int, kind: int = 7, order: str = "<") -> bytes:
    head = struct.pack(f"{order}BII", order == "<", kind, 1)
    return head * depth + wkb_polygon()


def wkb_wide(parts: int, kind: int = 7) -> bytes:
    """A collection of empty ones."""
    return struct.pack("<BII", 1, kind, parts) + struct.pack("<BII", 1, kind, 0) * parts


def geopackage(
    folder: Path,
    blobs,
    geom: str = "geom BLOB",
    layers: int = 1,
    systems: int = 1,
    definition: str = "definition TEXT",
    more: str = "",
    page: int = 4096,
) -> bytes:
    """A GeoPackage of one table with as many rows in its directories as one likes."""
    path = folder / "hostile.gpkg"
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    database.executescript(
        f"PRAGMA page_size = {page}; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"
        "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INT);"
        "CREATE TABLE gpkg_spatial_ref_sys (srs_id INT, organization TEXT, "
        f"organization_coordsys_id INT, {definition});"
        f"CREATE TABLE layer (id INTEGER PRIMARY KEY, {geom});"
    )
    database.executemany(
        "INSERT INTO gpkg_geometry_columns VALUES ('layer', 'geom', 4326)", [()] * layers
    )
    insert = "INSERT INTO gpkg_spatial_ref_sys (srs_id, organization, organization_coordsys_id) "
    database.executemany(f"{insert} VALUES (4326, 'EPSG', 4326)", [()] * systems)
    for blob in blobs:
        database.execute("INSERT INTO layer (geom) VALUES (?)", (b"GP\0\1\xe6\x10\0\0" + blob,))
    database.executescript(f"BEGIN; {more}; COMMIT")
    database.close()
    return path.read_bytes()


def generated_geopackage(folder: Path, expression: str, stored: str = "VIRTUAL") -> bytes:
    """A geometry column that is computed when it is read."""
    column = f"n INT, geom BLOB GENERATED ALWAYS AS ({expression}) {stored}"
    return geopackage(folder, [], geom=column, more="INSERT INTO layer (n) VALUES (1), (2), (3);")


# KML and GeoJSON


def kml(inner: str, head: str = "") -> bytes:
    return f'<?xml version="1.0"?>{head}<kml><Document>{inner}</Document></kml>'.encode()


def kml_polygon(ring=SQUARE) -> str:
    text = " ".join(f"{lon},{lat}" for lon, lat in ring)
    boundary = f"<LinearRing><coordinates>{text}</coordinates></LinearRing>"
    return f"<Polygon><outerBoundaryIs>{boundary}</outerBoundaryIs></Polygon>"


def nested(element: str, depth: int, inner: str = "") -> str:
    return f"<{element}>" * depth + inner + f"</{element}>" * depth


def nested_geojson(depth: int, inner=None, feature: bool = False) -> bytes:
    body = json.dumps(inner or {"type": "Polygon", "coordinates": [SQUARE]})
    text = '{"type":"GeometryCollection","geometries":[' * depth + body + "]}" * depth
    if feature:
        text = (
            '{"type":"FeatureCollection","features":[{"type":"Feature",'
            f'"properties":{{"name":"三河村"}},"geometry":{text}}}]}}'
        )
    return text.encode()


def feature_list(*geometries, properties=None) -> bytes:
    features = [
        {"type": "Feature", "properties": properties or {"name": "三河村"}, "geometry": one}
        for one in geometries
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


# Shapefile


def shapefile(
    rings, prj: bytes = WGS84_WKT.encode(), points_said: int | None = None, entries: int = 1
) -> bytes:
    """One record of these rings; `points_said` is what it says about its points.

    More `entries` of the index are of records that the .dbf calls deleted.
    """
    count = sum(map(len, rings))
    starts, at = [], 0
    for ring in rings:
        starts.append(at)
        at += len(ring)
    flat = [value for ring in rings for point in ring for value in point]
    content = struct.pack("<i4d", 5, 100, 26, 108, 34)
    content += struct.pack("<ii", len(rings), count if points_said is None else points_said)
    content += struct.pack(f"<{len(starts)}i", *starts) + struct.pack(f"<{len(flat)}d", *flat)

    def header(size: int) -> bytes:
        return struct.pack(">i5ii", 9994, *[0] * 5, size // 2) + struct.pack(
            "<ii8d", 1000, 5, 100, 26, 108, 34, 0, 0, 0, 0
        )

    length = len(content) // 2
    shp = header(108 + len(content)) + struct.pack(">ii", 1, length) + content
    shx = header(100 + 8 * entries) + struct.pack(">ii", 50, length) * entries
    deleted = struct.pack("<8xHH", 12, 0) + b"*"  # one mark for all: records of no length
    dbf = {"a.dbf": deleted} if entries > 1 else {}
    return zipped({"a.shp": shp, "a.shx": shx, "a.prj": prj, **dbf})


# Workbooks

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def workbook(
    sheet: str = "",
    strings: str = "<si><t>名称</t></si><si><t>三河村</t></si>",
    styles: str = "",
    book: str = "",
    doctype: str = "",
    sheets: int = 1,
    more: dict[str, bytes] | None = None,
    tail: str = "",
) -> bytes:
    """A workbook of raw parts; `sheet` stands inside sheetData, `tail` behind it."""
    rows = sheet or (
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row>'
    )
    names = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, sheets + 1))
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{DOCUMENT}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(
            (
                ("worksheet", "worksheets/sheet1.xml"),
                ("sharedStrings", "sharedStrings.xml"),
                ("styles", "styles.xml"),
            ),
            start=1,
        )
    )
    parts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="x"/>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}"><Relationship Id="r" '
        f'Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}">'
        f"<sheets>{names}</sheets>{book}</workbook>",
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}">{relations}'
        "</Relationships>",
        "xl/sharedStrings.xml": f'{HEAD}{doctype}<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
        "xl/worksheets/sheet1.xml": f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{rows}'
        f"</sheetData>{tail}</worksheet>",
    }
    members = {name: text.encode() for name, text in parts.items()} | (more or {})
    # What packs too well is refused for that alone, so as much as a page takes is not packed.
    is_small = sum(map(len, members.values())) < 4_500_000
    return zipped(members, zipfile.ZIP_STORED if is_small else zipfile.ZIP_DEFLATED)
