"""Administrative areas of Sichuan: 5 economic zones, 21 prefectures, 183 counties."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import geopandas as gpd

from geo.errors import SourceError
from geo.source_tables import SourceRow, read_table

# Metres over the whole province with a scale error below 0.3 %.
METRIC_CRS = "+proj=lcc +lat_1=27 +lat_2=33 +lat_0=30 +lon_0=103 +datum=WGS84 +units=m"
WGS84 = "EPSG:4326"


@dataclass(frozen=True)
class Admin:
    """Tables and boundaries; every frame is EPSG:4326 and carries `adcode` as text."""

    zones: list[SourceRow]
    prefectures: gpd.GeoDataFrame
    counties: gpd.GeoDataFrame
    province: gpd.GeoDataFrame
    neighbours: gpd.GeoDataFrame

    @cached_property
    def counties_metric(self) -> gpd.GeoSeries:
        """County polygons in metres (`METRIC_CRS`), indexed by adcode."""
        return self.counties.set_index("adcode").geometry.to_crs(METRIC_CRS)

    @cached_property
    def province_metric(self) -> gpd.GeoSeries:
        """The province in metres, one row."""
        return self.province.geometry.to_crs(METRIC_CRS)


def load_admin(sources: Path) -> Admin:
    """Read the tables in `admin/` and the polygons in `boundaries/`, joined on adcode.

    Raises:
        SourceError: a file is missing or broken, or tables and polygons have other codes.
    """
    tables = sources / "admin"
    zones = read_table(tables / "zones.csv", ["id", "number", "name_zh", "short_zh", "name_en"])
    prefectures = read_table(
        tables / "prefectures.csv", ["adcode", "name_zh", "short_zh", "name_en", "zone"]
    )
    counties = read_table(tables / "counties.csv", ["adcode", "name_zh", "name_en", "prefecture"])
    _require(prefectures, "zone", {row.text("id") for row in zones})
    _require(counties, "prefecture", {row.text("adcode") for row in prefectures})
    return Admin(
        zones=zones,
        prefectures=_joined(sources, "prefectures", prefectures),
        counties=_joined(sources, "counties", counties),
        province=read_boundaries(sources / "boundaries" / "province.geojson"),
        neighbours=read_boundaries(sources / "boundaries" / "neighbours.geojson"),
    )


def read_boundaries(path: Path, columns: tuple[str, ...] = ("adcode",)) -> gpd.GeoDataFrame:
    """A GeoJSON file as EPSG:4326 with valid geometries, `columns`, and `adcode` as text.

    Raises:
        SourceError: the file is missing or broken, lacks a column, or has an invalid or empty
            geometry.
    """
    if not path.is_file():
        raise SourceError(f"missing source file {path.name} (looked in {path.parent})")
    try:
        frame = gpd.read_file(path)
    except Exception as error:  # pyogrio raises its own classes for each kind of damage
        raise SourceError(f"{path.name} cannot be read as GeoJSON: {error}") from error
    if frame.empty or frame.geometry.is_empty.any() or not frame.geometry.is_valid.all():
        raise SourceError(f"{path.name} holds no, empty or invalid geometries")
    lacking = [name for name in columns if name not in frame]
    if lacking:
        raise SourceError(f"{path.name} has no property {lacking[0]}")
    if "adcode" in frame:
        frame["adcode"] = frame["adcode"].astype(str)
    return frame


def _require(rows: list[SourceRow], field: str, known: set[str]) -> None:
    for row in rows:
        if row.text(field) not in known:
            raise row.fail(field, f"{row.text(field)!r} is not known")


def _joined(sources: Path, name: str, rows: list[SourceRow]) -> gpd.GeoDataFrame:
    """The polygons of `name` with the table's columns, in the order of codes."""
    frame = read_boundaries(sources / "boundaries" / f"{name}.geojson")
    known = {row.text("adcode"): row for row in rows}
    if set(frame["adcode"]) != set(known) or len(known) != len(rows):
        raise SourceError(f"{name}.csv and {name}.geojson do not hold the same adcodes")
    for column in rows[0].values:
        frame[column] = [known[code].values[column] for code in frame["adcode"]]
    return frame.sort_values("adcode", ignore_index=True)
