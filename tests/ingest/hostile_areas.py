"""Hostile areas by name: the ending of the file, and how to make it."""

import json
import math
import random
import struct
from collections.abc import Callable
from pathlib import Path

from geo.ingest.areas.wkb import MAX_DEPTH
from tests.ingest.hostile import (
    SQUARE,
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
)

Case = Callable[[Path], bytes]


def star(spikes: int) -> list[list[float]]:
    """A ring whose edges all run through its middle."""
    corners = [
        (
            104 + math.cos(turn * math.pi * (spikes - 1) / spikes),
            31 + math.sin(turn * math.pi * (spikes - 1) / spikes),
        )
        for turn in range(spikes)
    ]
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
        ring = [
            [104 - away, 31 - away],
            [104 - away, 31 + away],
            [104 + away, 31 + away],
            [104 + away, 31 - away],
            [104 - away, 31 - away],
        ]
        rings.append(ring if clockwise else ring[::-1])
    return rings


POINTS_LIE = struct.pack("<BIII", 1, 3, 1, 2**31 - 1)
COUNT_LIES = struct.pack("<BII", 1, 7, 2**32 - 1)
ONE = wkb_polygon()
AREAS: dict[str, tuple[str, Case]] = {
    **{
        f"wkb nest {depth}": (
            ".gpkg",
            lambda path, depth=depth: geopackage(path, [wkb_nest(depth)]),
        )
        for depth in (MAX_DEPTH, 60, 333, 1000, 5000, 33_333, 250_000)
    },
    **{
        f"wkb nest of type {kind}": (
            ".gpkg",
            lambda path, kind=kind: geopackage(path, [wkb_nest(2_500, kind, ">")]),
        )
        for kind in (4, 5, 6, 1007, 3007, 0x80000007)
    },
    "wkb of many empty parts": (".gpkg", lambda path: geopackage(path, [wkb_wide(400_000)])),
    "wkb of curves": (".gpkg", lambda path: geopackage(path, [wkb_nest(3, 10)])),
    "wkb points lie": (".gpkg", lambda path: geopackage(path, [POINTS_LIE])),
    "wkb count lies": (".gpkg", lambda path: geopackage(path, [COUNT_LIES])),
    "wkb count lies inside": (
        ".gpkg",
        lambda path: geopackage(path, [struct.pack("<BII", 1, 6, 3) + ONE + COUNT_LIES]),
    ),
    **{
        f"generated {expression} {kind}": (
            ".gpkg",
            lambda path, e=expression, k=kind: generated_geopackage(path, e, k),
        )
        for expression, kind in (
            ("zeroblob(n * 300000000)", "VIRTUAL"),
            ("zeroblob(n * 4000000)", "STORED"),
            ("printf('%*c', n * 30000000, 'x')", "VIRTUAL"),
            ("hex(zeroblob(n * 900000))", "STORED"),
            ("replace(hex(zeroblob(20000 * n)), '0', hex(zeroblob(2000)))", "VIRTUAL"),
        )
    },
    "generated name of the system": (
        ".gpkg",
        lambda path: geopackage(
            path, [ONE], definition="definition TEXT AS (hex(zeroblob(200000000)))"
        ),
    ),
    "view as a layer": (
        ".gpkg",
        lambda path: geopackage(
            path,
            [ONE],
            more="ALTER TABLE layer RENAME TO other; CREATE VIEW layer AS WITH RECURSIVE "
            "n(geom) AS (SELECT 1 UNION ALL SELECT geom + 1 FROM n) SELECT geom FROM n",
        ),
    ),
    "virtual table": (
        ".gpkg",
        lambda path: geopackage(path, [ONE], more="CREATE VIRTUAL TABLE extra USING fts5(x)"),
    ),
    "trigger": (
        ".gpkg",
        lambda path: geopackage(
            path, [ONE], more="CREATE TRIGGER t AFTER INSERT ON layer BEGIN SELECT zeroblob(1); END"
        ),
    ),
    **{
        f"{layers} layers, {systems} systems": (
            ".gpkg",
            lambda path, n=layers, m=systems: geopackage(path, [ONE], layers=n, systems=m),
        )
        for layers, systems in ((1, 60_000), (60_000, 1), (12_000, 12_000))
    },
    "2,500 tables": (
        ".gpkg",
        lambda path: geopackage(
            path, [ONE], page=512, more="".join(f"CREATE TABLE t{n}(a);" for n in range(2_500))
        ),
    ),
    "a table of 1,900 columns": (
        ".gpkg",
        lambda path: geopackage(
            path, [ONE], more=f"CREATE TABLE w({','.join(f'c{n}' for n in range(1_900))})"
        ),
    ),
    **{
        f"{depth} nested {element}": (
            ".kml",
            lambda _, e=element, n=depth: kml(nested(e, n, kml_polygon())),
        )
        for element, depth in (
            ("Placemark", 300),
            ("Folder", 9_000),
            ("MultiGeometry", 70_000),
            ("Polygon", 95),
            ("coordinates", 90),
            ("x", 400_000),
        )
    },
    "nested placemarks around many polygons": (
        ".kml",
        lambda _: kml(nested("Placemark", 60, "<Polygon/>" * 100_000)),
    ),
    "many placemarks": (".kml", lambda _: kml("<Placemark/>" * 300_000)),
    "many elements": (".kml", lambda _: kml("<a/>" * 900_000)),
    "entities": (
        ".kml",
        lambda _: kml("&b;", '<!DOCTYPE kml [<!ENTITY a "aaa"><!ENTITY b "&a;">]>'),
    ),
    "one ring of a million points": (
        ".kml",
        lambda _: kml(f"<Placemark>{kml_polygon([[104, 30]] * 600_000)}</Placemark>"),
    ),
    "a coordinate of 200,000 digits": (
        ".kml",
        lambda _: kml(
            f"<Placemark>{kml_polygon([*SQUARE[:2], ['1' * 200_000, 30], *SQUARE[2:]])}</Placemark>"
        ),
    ),
    "an attribute of 3 MB": (".kml", lambda _: kml(f'<Placemark id="{"x" * 3_000_000}"/>')),
    **{
        f"{depth} nested collections": (".geojson", lambda _, n=depth: nested_geojson(n))
        for depth in (9, 150, 490, 2_000, 90_000)
    },
    "a million empty lists": (
        ".geojson",
        lambda _: b'{"type":"Polygon","coordinates":[' + b"[]," * 1_500_000 + b"[]]}",
    ),
    "a million features": (
        ".geojson",
        lambda _: b'{"type":"FeatureCollection","features":[' + b"{}," * 1_500_000 + b"{}]}",
    ),
    **{
        f"crs name {name[:12]} x {times}": (
            ".json",
            lambda _, n=name, t=times: json.dumps(
                {
                    "type": "Polygon",
                    "coordinates": [SQUARE],
                    "crs": {"type": "name", "properties": {"name": n * t}},
                }
            ).encode(),
        )
        for name, times in (
            ("EPSG", 200_000),
            ("EPSG1x", 300_000),
            ("9", 900_000),
            ("EPSG:4326 ", 100_000),
            ("epsg::" + "0" * 99, 9_000),
        )
    },
    **{
        f"prj of {what}": (".zip", lambda _, prj=prj: shapefile([SQUARE[::-1]], prj))
        for what, prj in (
            ("brackets", b'GEOGCS["a",' * 100_000),
            ("spaces", b" " * 20_000_000),
            ("words", b"EPSG:" * 3_000_000),
            ("quotes", b'"' * 1_000_000),
            ("a pipeline", b"+proj=pipeline " + b"+step +proj=utm +zone=48 " * 9_000),
        )
    },
    **{
        f"star of {spikes}": (".zip", lambda _, n=spikes: shapefile([star(n)]))
        for spikes in (301, 20_001, 99_999)
    },
    **{
        f"tangle of {points}": (".zip", lambda _, n=points: shapefile([tangle(n)]))
        for points in (700, 9_000, 150_000)
    },
    "9,000 squares in each other": (".zip", lambda _: shapefile(squares(9_000, True))),
    "holes in each other": (
        ".zip",
        lambda _: shapefile(squares(4_000, True) + squares(4_000, False)),
    ),
    "a million rings of nothing": (".zip", lambda _: shapefile([[]] * 1_000_000)),
    "points lie": (".zip", lambda _: shapefile([SQUARE], points_said=2**31 - 1)),
    "points below zero": (".zip", lambda _: shapefile([SQUARE], points_said=-5)),
    "an index of 5,000,000 records": (".zip", lambda _: shapefile([SQUARE], entries=5_000_000)),
}
