"""Hostile files of every kind, with many numbers: the readers refuse them by their structure.

They are read by a process with a fraction of the usual limits: a reader that needs those limits to
survive fails here. What has a result may have one; what matters is that the file takes no more than
an ordinary one, and that whatever is wrong with it is one clear line.
"""

import math
import random
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from geo import i18n
from geo.errors import AreaFileError, ListFileError
from geo.ingest.areas.wkb import MAX_DEPTH
from geo.ingest.foreign import ForeignFiles
from geo.ingest.pool import Pool
from geo.ingest.process_limits import MIB, ProcessLimits
from geo.ingest.table import COMMAND_LIMITS, PAGE_LIMITS
from tests.ingest.hostile import (
    SQUARE,
    feature_list,
    generated_geopackage,
    geopackage,
    kml,
    kml_polygon,
    nested,
    nested_geojson,
    shapefile,
    wkb_nest,
    wkb_polygon,
    wkb_wide,
    workbook,
)

SMALL = ProcessLimits(cpu_s=4, wall_s=40, memory=200 * MIB)
LONGEST = 700  # characters that a person still reads
Case = Callable[[Path], bytes]


@pytest.fixture(scope="module")
def pool():
    pool = Pool()
    pool.start()
    yield pool
    pool.close()


def star(spikes: int) -> list[list[float]]:
    """A ring whose edges all run through its middle."""
    corners = [
        (104 + math.cos(turn * math.pi * (spikes - 1) / spikes),
         31 + math.sin(turn * math.pi * (spikes - 1) / spikes))
        for turn in range(spikes)
    ]  # fmt: skip
    return [list(point) for point in [*corners, corners[0]]]


def tangle(points: int) -> list[list[float]]:
    rng = random.Random(points)
    ring = [[rng.uniform(100, 106), rng.uniform(28, 33)] for _ in range(points)]
    return [*ring, ring[0]]


def squares(number: int, clockwise: bool) -> list[list[list[float]]]:
    """Squares in each other, each a little smaller."""
    rings = []
    for step in range(number):
        away = 2 - 1.9 * step / number
        ring = [[104 - away, 31 - away], [104 - away, 31 + away], [104 + away, 31 + away],
                [104 + away, 31 - away], [104 - away, 31 - away]]  # fmt: skip
        rings.append(ring if clockwise else ring[::-1])
    return rings


POINTS_LIE = struct.pack("<BIII", 1, 3, 1, 2**31 - 1)
COUNT_LIES = struct.pack("<BII", 1, 7, 2**32 - 1)
ONE = wkb_polygon()
AREAS: dict[str, tuple[str, Case]] = {
    **{f"wkb nest {depth}": (".gpkg", lambda path, depth=depth: geopackage(path, [wkb_nest(depth)]))
       for depth in (MAX_DEPTH, 60, 333, 1000, 5000, 33_333, 250_000)},
    **{f"wkb nest of type {kind}":
       (".gpkg", lambda path, kind=kind: geopackage(path, [wkb_nest(2_500, kind, ">")]))
       for kind in (4, 5, 6, 1007, 3007, 0x80000007)},
    "wkb of many empty parts": (".gpkg", lambda path: geopackage(path, [wkb_wide(400_000)])),
    "wkb of curves": (".gpkg", lambda path: geopackage(path, [wkb_nest(3, 10)])),
    "wkb points lie": (".gpkg", lambda path: geopackage(path, [POINTS_LIE])),
    "wkb count lies": (".gpkg", lambda path: geopackage(path, [COUNT_LIES])),
    "wkb count lies inside": (".gpkg", lambda path: geopackage(path, [
        struct.pack("<BII", 1, 6, 3) + ONE + COUNT_LIES])),
    **{f"generated {expression} {kind}":
       (".gpkg", lambda path, e=expression, k=kind: generated_geopackage(path, e, k))
       for expression, kind in (
           ("zeroblob(n * 300000000)", "VIRTUAL"), ("zeroblob(n * 4000000)", "STORED"),
           ("printf('%*c', n * 200000000, 'x')", "VIRTUAL"),
           ("hex(zeroblob(n * 900000))", "STORED"),
           ("replace(hex(zeroblob(20000 * n)), '0', hex(zeroblob(2000)))", "VIRTUAL"))},
    "generated name of the system": (".gpkg", lambda path: geopackage(
        path, [ONE], definition="definition TEXT AS (hex(zeroblob(200000000)))")),
    "view as a layer": (".gpkg", lambda path: geopackage(
        path, [ONE], more="ALTER TABLE layer RENAME TO other; CREATE VIEW layer AS WITH RECURSIVE "
        "n(geom) AS (SELECT 1 UNION ALL SELECT geom + 1 FROM n) SELECT geom FROM n")),
    "virtual table": (".gpkg", lambda path: geopackage(
        path, [ONE], more="CREATE VIRTUAL TABLE extra USING fts5(x)")),
    "trigger": (".gpkg", lambda path: geopackage(
        path, [ONE], more="CREATE TRIGGER t AFTER INSERT ON layer BEGIN SELECT zeroblob(1); END")),
    **{f"{layers} layers, {systems} systems": (".gpkg", lambda path, n=layers, m=systems: geopackage(
        path, [ONE], layers=n, systems=m))
       for layers, systems in ((1, 60_000), (60_000, 1), (12_000, 12_000))},
    "6,000 tables": (".gpkg", lambda path: geopackage(
        path, [ONE], page=512, more="".join(f"CREATE TABLE t{n}(a);" for n in range(6_000)))),
    "a table of 1,900 columns": (".gpkg", lambda path: geopackage(
        path, [ONE], more=f"CREATE TABLE w({','.join(f'c{n}' for n in range(1_900))})")),
    **{f"{depth} nested {element}":
       (".kml", lambda _, e=element, n=depth: kml(nested(e, n, kml_polygon())))
       for element, depth in (("Placemark", 300), ("Folder", 9_000), ("MultiGeometry", 70_000),
                              ("Polygon", 95), ("coordinates", 90), ("x", 400_000))},
    "nested placemarks around many polygons": (".kml", lambda _: kml(
        nested("Placemark", 60, "<Polygon/>" * 100_000))),
    "many placemarks": (".kml", lambda _: kml("<Placemark/>" * 300_000)),
    "many elements": (".kml", lambda _: kml("<a/>" * 900_000)),
    "entities": (".kml", lambda _: kml("&b;", '<!DOCTYPE kml [<!ENTITY a "aaa"><!ENTITY b "&a;">]>')),
    "one ring of a million points": (".kml", lambda _: kml(
        f"<Placemark>{kml_polygon([[104, 30]] * 600_000)}</Placemark>")),
    "a coordinate of 200,000 digits": (".kml", lambda _: kml(
        f"<Placemark>{kml_polygon([*SQUARE[:2], ['1' * 200_000, 30], *SQUARE[2:]])}</Placemark>")),
    "an attribute of 3 MB": (".kml", lambda _: kml(f'<Placemark id="{"x" * 3_000_000}"/>')),
    **{f"{depth} nested collections": (".geojson", lambda _, n=depth: nested_geojson(n))
       for depth in (9, 150, 490, 2_000, 90_000)},
    "a million empty lists": (".geojson", lambda _: b'{"type":"Polygon","coordinates":['
                              + b"[]," * 1_500_000 + b"[]]}"),
    "a million features": (".geojson", lambda _: b'{"type":"FeatureCollection","features":['
                           + b"{}," * 1_500_000 + b"{}]}"),
    **{f"crs name {name[:12]} x {times}": (".json", lambda _, n=name, t=times: (
        '{"type":"Polygon","coordinates":%s,"crs":{"type":"name","properties":{"name":"%s"}}}'
        % ([SQUARE], n * t)).encode())
       for name, times in (("EPSG", 200_000), ("EPSG1x", 300_000), ("9", 900_000),
                           ("EPSG:4326 ", 100_000), ("epsg::" + "0" * 99, 9_000))},
    **{f"prj of {what}": (".zip", lambda _, prj=prj: shapefile([SQUARE[::-1]], prj))
       for what, prj in (("brackets", b'GEOGCS["a",' * 100_000), ("spaces", b" " * 20_000_000),
                         ("words", b"EPSG:" * 3_000_000), ("quotes", b'"' * 1_000_000),
                         ("a pipeline", b"+proj=pipeline " + b"+step +proj=utm +zone=48 " * 9_000))},
    **{f"star of {spikes}": (".zip", lambda _, n=spikes: shapefile([star(n)]))
       for spikes in (301, 20_001, 99_999)},
    **{f"tangle of {points}": (".zip", lambda _, n=points: shapefile([tangle(n)]))
       for points in (700, 9_000, 150_000)},
    "9,000 squares in each other": (".zip", lambda _: shapefile(squares(9_000, True))),
    "holes in each other": (".zip", lambda _: shapefile(
        squares(4_000, True) + squares(4_000, False))),
    "a million rings of nothing": (".zip", lambda _: shapefile([[]] * 1_000_000)),
    "points lie": (".zip", lambda _: shapefile([SQUARE], points_said=2**31 - 1)),
    "points below zero": (".zip", lambda _: shapefile([SQUARE], points_said=-5)),
}  # fmt: skip

ROW = '<row r="{0}"><c r="A{0}" t="s"><v>1</v></c></row>'
LISTS: dict[str, tuple[str, Case]] = {
    **{f"merge {reference} x {times}": (".xlsx", lambda _, r=reference, t=times: workbook(
        tail=f"<mergeCells>{f'<mergeCell ref={chr(34)}{r}{chr(34)}/>' * t}</mergeCells>"))
       for reference, times in (("A1:XFD1048576", 3_000), ("A2:A1048576", 90_000), ("B2:B3", 900_000),
                                ("A1:A9999999", 50), ("A0:ZZZ0", 50), ("nonsense", 200_000))},
    "250,000 different merges": (".xlsx", lambda _: workbook(tail="".join(
        f'<mergeCell ref="A{n}:C{n + 1}"/>' for n in range(1, 250_000)))),
    "merges that fill everything": (".xlsx", lambda _: workbook(
        "".join(ROW.format(n) for n in range(1, 20_000)),
        tail="".join(f'<mergeCell ref="A{n}:A1048576"/>' for n in range(1, 20_000)))),
    **{f"{what} in the {part}": (".xlsx", lambda _, p=part, t=text: workbook(**{p: t}))
       for part, what, text in (
           ("book", "300,000 names", "".join(
               f"<definedName name='n{n}'>A{n}</definedName>" for n in range(300_000))),
           ("book", "names of all cells", "<definedName name='x'>A:XFD</definedName>" * 9_000),
           ("styles", "500,000 fonts", "<fonts>" + "<font/>" * 500_000 + "</fonts>"),
           ("styles", "200,000 styles", "<cellXfs>" + "<xf numFmtId='7'/>" * 200_000 + "</cellXfs>"),
           ("styles", "long formats",
            "<numFmt numFmtId='200' formatCode='" + '"' * 90_000 + "'/>" * 1),
           ("styles", "nonsense", "<fills><fill><patternFill><bgColor rgb='?'/>"),
           ("strings", "900,000 texts", "<si><t>a</t></si>" * 900_000),
           ("strings", "deep runs", "<r>" * 50_000 + "</r>" * 50_000),
           ("tail", "links", "<hyperlink ref='A1'/>" * 400_000),
           ("tail", "formats", "<conditionalFormatting sqref='A:A'/>" * 300_000),
           ("tail", "depth", nested("x", 300_000)))},
    "5,000 sheets": (".xlsx", lambda _: workbook(sheets=5_000)),
    "20,000 parts": (".xlsx", lambda _: workbook(more={f"x/{n}": b"" for n in range(20_000)})),
    "a bomb in a part beside": (".xlsx", lambda _: workbook(more={"x": bytes(30_000_000)})),
    "texts in texts": (".xlsx", lambda _: workbook(
        doctype='<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        strings="<si><t>&b;</t></si>")),
    "a text of 5,000 in all cells": (".xlsx", lambda _: workbook(
        "".join(f'<row r="{n}">{"<c t=&quot;s&quot;><v>0</v></c>".replace("&quot;", chr(34)) * 40}'
                "</row>" for n in range(1, 3_000)), strings=f"<si><t>{'长' * 4_900}</t></si>")),
    "no such text": (".xlsx", lambda _: workbook(strings="<si><t>名称</t></si>")),
    "text below zero": (".xlsx", lambda _: workbook('<row><c t="s"><v>-1</v></c></row>')),
    "number of 90,000 digits": (".xlsx", lambda _: workbook(f"<row><c><v>{'9' * 90_000}</v></c></row>")),
    "row 10^12": (".xlsx", lambda _: workbook('<row r="999999999999"><c r="A1"><v>1</v></c></row>')),
    "a million blank rows": (".xlsx", lambda _: workbook(ROW.format(1) + "<row/>" * 1_000_000)),
    "rows far apart": (".xlsx", lambda _: workbook(
        "".join(ROW.format(n * 19_999) for n in range(1, 50)))),
    "many cells in one row": (".xlsx", lambda _: workbook(f"<row>{'<c><v>1</v></c>' * 400_000}</row>")),
    "a million commas": (".csv", lambda _: b"a\n" + b"," * 2_000_000),
    "a million quotes": (".csv", lambda _: b'a\n"' + b'""' * 1_000_000),
    "a line of 4 MB": (".csv", lambda _: b"a,b\n" + b"x" * 4_000_000),
    "every second byte NUL": (".csv", lambda _: b"a\0,\0" * 500_000),
    "one wide row and many short": (".csv", lambda _: b"a\n" * 19_000 + b"a" + b",b" * 199),
    "nothing but line ends": (".csv", lambda _: b"\r\n" * 2_000_000),
    **{f"{depth} collections as geometry":
       (".geojson", lambda _, n=depth: nested_geojson(n, feature=True)) for depth in (9, 300, 950)},
    "many names of properties": (".geojson", lambda _: feature_list(
        *[None] * 3, properties={str(n): n for n in range(100_000)})),
    "deep property": (".geojson", lambda _: (
        '{"type":"FeatureCollection","features":[{"properties":{"a":' + "[" * 900 + "]" * 900
        + "}}]}").encode()),
    **{f"geometry {one}": (".geojson", lambda _, g=one: feature_list(g)) for one in (
        {"type": "LineString", "coordinates": [[104, 30]]}, {"type": "Circle"}, [], "POINT", 7,
        {"type": "Polygon", "coordinates": [[[104, 30], [105, 30], [104, 30]]]},
        {"type": "Polygon", "coordinates": [[], SQUARE]}, {"type": ["Point"]},
        {"type": "Point", "coordinates": [True, False]}, {"type": "Point", "coordinates": None},
        {"type": "Point", "coordinates": [10**400, 30]}, {"type": "GeometryCollection"})},
}  # fmt: skip


def checked(error: ValueError) -> None:
    """One clear line in both languages."""
    assert isinstance(error, AreaFileError | ListFileError)
    for lang in i18n.LANGUAGES:
        text = i18n.text(lang, f"{error.group}.{error.key}", **error.values)
        assert text.isprintable() and len(text) < LONGEST


@pytest.mark.parametrize("name", AREAS)
def test_a_hostile_area(pool, tmp_path, name):
    suffix, make = AREAS[name]
    try:
        found = ForeignFiles(pool, PAGE_LIMITS, SMALL).read_area(f"a{suffix}", make(tmp_path))
    except AreaFileError as error:
        checked(error)
    else:
        assert found.wkb


@pytest.mark.parametrize("name", LISTS)
def test_a_hostile_list(pool, tmp_path, name):
    """With the limits of the command line, which are the wider ones."""
    suffix, make = LISTS[name]
    try:
        found = ForeignFiles(pool, COMMAND_LIMITS, SMALL).read_list(f"a{suffix}", make(tmp_path))
    except ListFileError as error:
        checked(error)
    else:
        assert found.grid.cells


@pytest.mark.parametrize("name", [
    "geometry {'type': 'LineString', 'coordinates': [[104, 30]]}", "geometry {'type': 'Circle'}",
    "geometry 7", "300 collections as geometry", "nonsense in the styles", "300,000 names in the book",
    "merge A2:A1048576 x 90000",
])  # fmt: skip
def test_what_is_harmless_hides_no_row(pool, tmp_path, name):
    suffix, make = LISTS[name]
    table = (
        ForeignFiles(pool, PAGE_LIMITS, SMALL).read_list(f"a{suffix}", make(tmp_path)).grid.table()
    )
    assert "三河村" in table.rows[0]
