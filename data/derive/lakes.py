"""Derive the lakes and reservoirs of Sichuan from the npm package of OpenStreetMap's water bodies.

Run once, by hand, when the lakes should be renewed; users of Shutu never need it. Unpack the
package, then name its archive and the folder it was unpacked to:

    npm pack @geo-maps/earth-waterbodies-100m@0.6.0
    tar xzf geo-maps-earth-waterbodies-100m-0.6.0.tgz
    python data/derive/lakes.py geo-maps-earth-waterbodies-100m-0.6.0.tgz package

It writes `data/sources/lakes/lakes.geojson` (EPSG:4326) and its sidecar `origin.toml`.

The package holds water of every kind, unnamed, in pieces: of rivers only crumbs are left, and
reservoirs in narrow valleys have fallen to crumbs as well. So only pieces are kept that are wide
enough for a lake and stand off the courses of the rivers of `rivers.geojson`. Outlines have a
vertex about every kilometre, whatever the package's name says.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

SOURCES = Path(__file__).resolve().parents[1] / "sources"
OUT = SOURCES / "lakes"
METRIC = "+proj=aea +lat_1=26 +lat_2=34 +lat_0=30 +lon_0=102 +units=m"
PACKAGE, VERSION = "@geo-maps/earth-waterbodies-100m", "0.6.0"

# In metres, but for the area.
MARGIN = 20_000  # lakes are kept this far outside the province, too
LEAST_KM2 = 3.0
HALF_WIDTH = 500  # radius of the largest circle that a lake has room for
OFF_RIVERS = 1_000  # nearer pieces are taken for the river

# Lakes looked for afterwards, as (longitude, latitude) somewhere in them: a test of the result.
KNOWN = {
    "泸沽湖": (100.78, 27.70),
    "邛海": (102.31, 27.82),
    "二滩水库": (101.75, 26.95),
    "升钟水库": (105.67, 31.54),
    "黑龙滩": (104.05, 30.07),
    "三岔湖": (104.27, 30.29),
    "马湖": (103.79, 28.40),
    "花湖": (102.82, 33.92),
    "冶勒水库": (102.19, 28.91),
    "瀑布沟水库": (102.80, 29.22),
    "紫坪铺水库": (103.56, 31.03),
    "白龙湖": (105.55, 32.45),
}


def pieces(package: Path) -> Iterator[shapely.Polygon]:
    """The water bodies of the package whose bounding box meets the province's surroundings."""
    west, south, east, north = province_with_margin().to_crs(4326).total_bounds
    content = json.loads((package / "map.geo.json").read_text(encoding="utf-8"))
    for collection in content["geometries"]:
        for shell, *holes in collection["coordinates"]:
            (left, bottom), (right, top) = np.min(shell, axis=0), np.max(shell, axis=0)
            if west < right < left + 5 and left < east and south < top and bottom < north:
                yield shapely.Polygon(shell, holes)


def province_with_margin() -> gpd.GeoSeries:
    """The province and what is near it, metric."""
    province = gpd.read_file(SOURCES / "boundaries" / "province.geojson").to_crs(METRIC)
    return province.buffer(MARGIN)


def half_width(shape: shapely.Geometry) -> float:
    """The radius of the largest circle inside a shape, metres."""
    return float(shapely.maximum_inscribed_circle(shape, tolerance=20).length)


def lakes(package: Path) -> gpd.GeoDataFrame:
    """What is kept, largest first, with its area in square kilometres."""
    water = gpd.GeoSeries(list(pieces(package)), crs=4326).make_valid().to_crs(METRIC)
    water = gpd.GeoSeries(
        shapely.get_parts(water.union_all()), crs=METRIC
    )  # pieces that touch are one lake
    rivers = gpd.read_file(SOURCES / "geometry" / "rivers.geojson").to_crs(METRIC).union_all()
    near = water[water.intersects(province_with_margin().union_all())]
    large = near[near.area >= LEAST_KM2 * 1e6]
    off = large[large.distance(rivers) > OFF_RIVERS]
    kept = off[[half_width(shape) >= HALF_WIDTH for shape in off]]
    print(f"{len(near)} pieces; {len(large)} large; {len(off)} off the rivers; {len(kept)} kept")
    frame = gpd.GeoDataFrame({"km2": (kept.area / 1e6).round(1)}, geometry=kept, crs=METRIC)
    return frame.sort_values("km2", ascending=False).to_crs(4326)


def report(frame: gpd.GeoDataFrame) -> None:
    """Print how far known lakes are from what was kept."""
    metric = frame.to_crs(METRIC)
    points = gpd.GeoSeries.from_xy(*zip(*KNOWN.values(), strict=True), crs=4326).to_crs(METRIC)
    for name, point in zip(KNOWN, points, strict=True):
        away = metric.distance(point)
        print(f"{name}: {away.min():.0f} m off a lake of {frame.km2[away.idxmin()]} km²")


def write_origin(archive: Path) -> None:
    """Write the sidecar that tells where the lakes come from."""
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    text = f"""\
processing = "pieces of {LEAST_KM2:g} km² and more that are at least {2 * HALF_WIDTH / 1000:g} km \
wide and off the rivers, in the province and up to {MARGIN / 1000:g} km around it; \
by data/derive/lakes.py"

[[package]]
package = "{PACKAGE}"
version = "{VERSION}"
registry = "npm"
path = "map.geo.json (OpenStreetMap, 2017)"
licence = "ODbL 1.0, © OpenStreetMap contributors (packaging MIT)"
retrieved = 2026-11-29
datum = "WGS84"
sha256 = "{digest}"
"""
    (OUT / "origin.toml").write_text(text, encoding="utf-8")


def main() -> None:
    """Write the lakes and their sidecar."""
    parser = argparse.ArgumentParser(description="Derive the lakes from the npm package.")
    parser.add_argument("archive", type=Path)
    parser.add_argument("package", type=Path)
    given = parser.parse_args()
    frame = lakes(given.package)
    report(frame)
    OUT.mkdir(parents=True, exist_ok=True)
    frame.to_file(OUT / "lakes.geojson", driver="GeoJSON", COORDINATE_PRECISION=4, RFC7946="YES")
    write_origin(given.archive)


if __name__ == "__main__":
    main()
